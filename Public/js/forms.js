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
  const problems = document.getElementById("problems");
  if (problems) nameFields(problems);
  problems?.focus();
}

// The list of what is wrong says of which field, in the words that stand beside it.
function nameFields(problems) {
  for (const link of problems.querySelectorAll("a[href^='#']")) {
    const label = document.querySelector(`label[for="${CSS.escape(link.hash.slice(1))}"]`);
    if (label) link.prepend(`${label.textContent.trim()}: `);
  }
}
