// Buttons marked data-copies put the text of the element of that id on the clipboard; without a clipboard they stay hidden.
// Links marked data-copy put their address on the clipboard and say so; where that is not allowed they are followed.
(() => {
  "use strict";
  const shown = () => {
    if (navigator.clipboard) for (const button of document.querySelectorAll("button[data-copies][hidden]")) button.hidden = false;
  };
  document.addEventListener("DOMContentLoaded", shown);
  document.addEventListener("htmx:afterSwap", shown);
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copies]");
    if (!button) return;
    const text = button.querySelector("[data-copy-text]");
    const before = text.textContent;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent.trim());
    text.textContent = button.dataset.copied;
    text.setAttribute("role", "status");
    setTimeout(() => {
      text.textContent = before;
    }, 2500);
  });
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
