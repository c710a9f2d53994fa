// The main part of a page that the server answered, and how it takes the place of the one that is shown.
export const mainOf = (text) => new DOMParser().parseFromString(text, "text/html").getElementById("main");

export function showMain(main) {
  document.getElementById("main").replaceWith(document.adoptNode(main));
}
