// A page about something under way looks again by itself until that has ended. The link it marks is for whoever has no scripts.
import { mainOf, showMain } from "./main.js";

const pause = 2000;

export function waiting() {
  if (link()) setTimeout(look, pause);
}

const link = () => document.querySelector("#main a[data-waiting]");
const isTyping = () => document.activeElement?.matches("#main input, #main select, #main textarea");

async function look() {
  // What nobody sees waits, and nothing is taken from under somebody's fingers.
  if (!document.hidden && !isTyping()) {
    const next = await asked(link().href);
    if (next && !next.querySelector("a[data-waiting]")) {
      // It has ended, or somebody has to sign in: the page comes anew, with all that scripts add to one.
      location.replace(link().href);
      return;
    }
    if (next) show(next);
  }
  setTimeout(look, pause);
}

// The page's main part; nothing when the server does not answer or cannot now, which it may again.
async function asked(address) {
  try {
    const response = await fetch(address);
    const later = response.status === 429 || response.status >= 500;
    return later ? null : mainOf(await response.text());
  } catch {
    return null;
  }
}

function show(main) {
  const hadFocus = document.activeElement === link();
  showMain(main);
  if (hadFocus) link().focus();
}
