// When a part of the page is exchanged by htmx: say so where it fails, and go to the sign-in page where the session has ended.
(() => {
  "use strict";
  document.addEventListener("htmx:beforeSwap", (event) => {
    const signIn = document.body.dataset.signIn;
    const answeredBy = event.detail.xhr.responseURL;
    if (!signIn || !answeredBy || new URL(answeredBy).pathname !== signIn || location.pathname === signIn) return;
    event.detail.shouldSwap = false;
    // Back to this page, not to the part that was asked for.
    location.assign(`${signIn}?next=${encodeURIComponent(location.pathname + location.search)}`);
  });
  const say = () => {
    const box = document.querySelector(".messages");
    const words = document.getElementById("not-reached");
    if (box && words && !box.querySelector("[data-not-reached]")) {
      const line = words.content.firstElementChild.cloneNode(true);
      line.dataset.notReached = "";
      box.append(line);
      line.scrollIntoView({ block: "nearest" });
    }
  };
  document.addEventListener("htmx:sendError", say);
  document.addEventListener("htmx:responseError", say);
  document.addEventListener("htmx:afterSwap", () => document.querySelector("[data-not-reached]")?.remove());
})();
