// One-key shortcuts: / finds, J and K walk the rows, X chooses, D gives out what was chosen, Enter opens, ? shows them all. They can be switched off, and they keep quiet
// while somebody is typing.
const offKey = "youshu-keys-off";

function remembered() {
  try { return localStorage.getItem(offKey) === "yes"; } catch { return false; }
}

function remember(off) {
  try { localStorage.setItem(offKey, off ? "yes" : "no"); } catch { /* kept for this page only */ }
}

const rows = () => [...document.querySelectorAll("table[data-rows] tbody tr")].filter((row) => row.querySelector("a[href]"));

function walk(step) {
  const all = rows();
  if (!all.length) return;
  const now = all.findIndex((row) => row.classList.contains("here"));
  const next = all[Math.min(Math.max(now + step, 0), all.length - 1)];
  all[now]?.classList.remove("here");
  next.classList.add("here");
  next.querySelector("a[href]").focus();
}

function choose() {
  const box = document.querySelector("tr.here input[type=checkbox]");
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

export function keys() {
  const dialog = document.getElementById("keys");
  const switchOff = document.getElementById("keys-off");
  let off = remembered();
  if (switchOff) {
    switchOff.checked = off;
    switchOff.addEventListener("change", () => { off = switchOff.checked; remember(off); });
  }
  const acts = {
    "/": () => document.querySelector("[data-key='/']")?.focus(),
    j: () => walk(1),
    k: () => walk(-1),
    x: choose,
    d: () => document.querySelector("[data-press='d']")?.click(),
    "?": () => dialog?.showModal?.(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea, [contenteditable], dialog")) return;
    const act = acts[event.key.toLowerCase()];
    if (!act || (off && event.key !== "?")) return;
    event.preventDefault();
    act();
  });
}
