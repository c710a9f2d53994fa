// What scrolls sideways on a narrow screen can be scrolled by the keyboard: it takes the focus where nothing within it does.
const REGIONS = ".scroll, .steps";
const CONTROLS = "a[href], button, input, select, textarea, summary";

export function scrollers() {
  const watcher = new ResizeObserver((changes) => {
    for (const { target } of changes) mark(target);
  });
  for (const region of document.querySelectorAll(REGIONS)) watcher.observe(region);
}

function mark(region) {
  const needsFocus = region.scrollWidth > region.clientWidth && !region.querySelector(CONTROLS);
  if (needsFocus) region.tabIndex = 0;
  else region.removeAttribute("tabindex");
}
