// The leaders' screen: listens for changes, then takes the pieces that are others now from the page itself, so that every number is drawn in one place only.
const wall = document.querySelector(".wall[data-events]");
const line = document.querySelector("[data-line]");
const shownTime = () => document.querySelector("[data-time]")?.dataset.time ?? "";
let source;
let over = false;
let waiting = false;
let again = false;

// One at a time: a change that comes while the page is being read asks for one more reading after it.
async function refresh() {
  if (waiting) {
    again = true;
    return;
  }
  waiting = true;
  try {
    do {
      again = false;
      await takePieces();
    } while (again);
  } catch {
    broken();
  } finally {
    waiting = false;
  }
}

async function takePieces() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (answer.redirected || answer.status === 401 || answer.status === 403) return ended();
  // Being counted: the page that is shown stays until that is done.
  if (answer.status === 503) return void setTimeout(refresh, 3000);
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const old of document.querySelectorAll("[data-live]")) {
    const piece = page.querySelector(`[data-live="${old.dataset.live}"]`);
    if (piece && !piece.isEqualNode(old)) old.replaceWith(document.adoptNode(piece));
  }
}

function say(text) {
  if (line.textContent !== text) line.textContent = text;
}

const broken = () => say(wall.dataset.broken.replace("%", shownTime()));

// The session is over, or the post is another: nothing more will come here.
function ended() {
  over = true;
  source?.close();
  say(wall.dataset.ended.replace("%", shownTime()));
}

function listen() {
  source = new EventSource(wall.dataset.events);
  source.addEventListener("now", () => {
    say("");
    refresh();
  });
  source.addEventListener("figures", refresh);
  source.addEventListener("error", () => {
    if (over) return;
    broken();
    // The browser comes again by itself, unless the answer was none of events; the page itself then says whether the session is over.
    if (source.readyState === EventSource.CLOSED) setTimeout(comeAgain, 5000);
  });
}

async function comeAgain() {
  await refresh();
  if (!over) listen();
}

// The clock of a screen is the only thing on it that moves by itself.
function tick() {
  const now = new Date(Date.now() + 8 * 3600_000).toISOString().slice(11, 16);
  const clock = document.querySelector("[data-clock]");
  if (clock && clock.textContent !== now) clock.textContent = now;
}

if (wall) {
  listen();
  setInterval(tick, 1000);
}
