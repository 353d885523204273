// A row of places that scrolls sideways on a phone begins with the one that is open in sight.
(() => {
  "use strict";
  const PEEK = 32; // pixels of the neighbour that say the row goes on
  const show = () => {
    for (const here of document.querySelectorAll(":is(.main-nav, .tabs) [aria-current]")) {
      const row = here.closest(".tabs") || here.closest("ul");
      const box = row.getBoundingClientRect();
      const place = here.getBoundingClientRect();
      if (place.right > box.right) row.scrollLeft += place.right - box.right + PEEK;
    }
  };
  show();
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target === document.body) show();
  });
})();
