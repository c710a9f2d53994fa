// A form that was changed and not sent asks before the page is left; one that was sent is not sent again by a second press.
export function guardForms() {
  let changed = false;
  for (const form of document.querySelectorAll("form[data-guard]")) {
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent && !event.submitter?.dataset.again) {
        event.preventDefault();
        return;
      }
      changed = false;
      form.dataset.sent = "yes";
    });
  }
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-guard]")) delete form.dataset.sent;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  document.getElementById("problems")?.focus();
}
