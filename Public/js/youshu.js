// What scripts add to pages that work without them. Each module looks for its own marks and does nothing where there are none.
import { keys } from "./keys.js";
import { menus } from "./menus.js";
import { reveal } from "./reveal.js";
import { guardForms } from "./forms.js";
import { scrollers } from "./scroll.js";
import { uploads } from "./upload.js";
import { waiting } from "./waiting.js";

keys();
menus();
reveal();
guardForms();
scrollers();
uploads();
waiting();

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
