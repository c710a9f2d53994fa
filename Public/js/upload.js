// Shows how far a file is on its way. Without script the form sends it all the same.
import { mainOf, showMain } from "./main.js";

export function uploads() {
  for (const form of document.querySelectorAll("form[data-upload]")) {
    form.addEventListener("submit", (event) => {
      const bar = form.querySelector("progress");
      if (!bar || !window.XMLHttpRequest) return;
      event.preventDefault();
      bar.hidden = false;
      const button = form.querySelector("button[type=submit], button:not([type])");
      if (button) button.disabled = true;
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.upload.addEventListener("progress", (step) => {
        if (step.lengthComputable) bar.value = Math.round((step.loaded / step.total) * 100);
      });
      request.addEventListener("load", () => {
        // The answer is the page to look at: after the redirect, or the form with what is wrong.
        if (request.status < 400) location.assign(request.responseURL || location.href);
        else replaceMain(request.responseText);
      });
      request.addEventListener("error", () => {
        bar.hidden = true;
        if (button) button.disabled = false;
      });
      request.send(new FormData(form));
    });
  }
}

function replaceMain(text) {
  const main = mainOf(text);
  if (!main) return location.reload();
  showMain(main);
  document.getElementById("problems")?.focus();
  uploads();
}
