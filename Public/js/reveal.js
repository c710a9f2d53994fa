// Shows one masked value after its purpose was given. The server records it; the value stays for five minutes or until the page is left.
const minutes = 5;

export function reveal() {
  const form = document.getElementById("reveal");
  if (!form) return;
  if (!form.showPopover) {
    // Browsers before 114 go to the page that asks.
    form.hidden = true;
    document.addEventListener("click", (event) => {
      const pressed = event.target.closest("[data-reveal]");
      if (pressed) location.assign(pressed.dataset.reveal);
    });
    return;
  }
  const said = form.querySelector(".said");
  let button;
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-reveal]");
    if (pressed) {
      button = pressed;
      form.reset();
      said.textContent = "";
      form.showPopover();
      form.querySelector("select").focus();
    } else if (event.target.closest("#reveal [data-close]")) {
      form.hidePopover();
      button?.focus();
    }
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const response = await fetch("/api/v1" + button.dataset.reveal, {
      method: "POST",
      headers: {
        "Content-Type": "application/json", "X-CSRF-Token": form.elements.csrf.value, "Idempotency-Key": crypto.randomUUID?.() ?? String(Date.now()),
      },
      body: JSON.stringify({ purpose: form.elements.purpose.value }),
    });
    const answer = await response.json();
    if (answer.code === "step-up-required") {
      location.assign("/account/confirm?back=" + encodeURIComponent(location.pathname + location.search));
      return;
    }
    if (!response.ok) {
      said.textContent = `${answer.title} ${answer.what_to_do}`;
      return;
    }
    show(button, answer.data.value);
    form.hidePopover();
    button.focus();
  });
}

function show(button, value) {
  const place = button.parentElement.querySelector(".id");
  const masked = place.textContent;
  place.textContent = value;
  const hide = () => { place.textContent = masked; };
  setTimeout(hide, minutes * 60_000);
  window.addEventListener("pagehide", hide, { once: true });
}
