// Links marked data-copy put their address on the clipboard and say so; where that is not allowed they are followed.
(() => {
  "use strict";
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-copy]");
    if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const text = link.querySelector("[data-copy-text]");
    const before = text.textContent;
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      location.href = link.href;
      return;
    }
    text.textContent = link.dataset.copied;
    text.setAttribute("role", "status");
    link.classList.add("copied");
    setTimeout(() => {
      text.textContent = before;
      link.classList.remove("copied");
    }, 2500);
  });
})();
