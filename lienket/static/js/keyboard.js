// Single keys on a review page: j and k move, a e r press the current item's buttons of that data-key, ? shows the keys.
// `<div data-keys="CSS selector of the items">`. Off while typing, with a modifier, and when the visitor switched them off.
(() => {
  "use strict";
  const STORE = "lienket-keys-off";
  const root = () => document.querySelector("[data-keys]");
  const items = () => [...document.querySelectorAll(root().dataset.keys)];
  const current = () => items().find((item) => item.classList.contains("current"));

  const show = (item) => {
    for (const other of items()) {
      other.classList.toggle("current", other === item);
      if (other === item) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    }
    for (const lit of document.querySelectorAll(".lit-current")) lit.classList.remove("lit-current");
    if (!item) return;
    const words = item.dataset.lights ? document.getElementById(item.dataset.lights) : null;
    words?.classList.add("lit-current");
    words?.scrollIntoView({ block: "center" });
    item.scrollIntoView({ block: "nearest" });
    if (!item.hasAttribute("tabindex")) item.tabIndex = -1;
    item.focus({ preventScroll: true });
  };
  const move = (step) => {
    const all = items();
    const at = all.indexOf(current());
    show(all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))]);
  };
  const press = (key) => {
    const button = current()?.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (button) button.click();
    return Boolean(button);
  };
  const help = () => {
    const box = document.querySelector("[data-keys-help]");
    if (!box) return;
    box.open = !box.open;
    box.querySelector("summary").focus();
  };

  document.addEventListener("keydown", (event) => {
    if (!root() || localStorage.getItem(STORE) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, select, textarea, [contenteditable], dialog[open]")) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "?") help();
    else if (event.key.length !== 1 || !press(event.key)) return;
    event.preventDefault();
  });
  document.addEventListener("focusin", (event) => {
    if (!root()) return;
    const item = event.target.closest(root().dataset.keys);
    if (item && !item.classList.contains("current")) {
      for (const other of items()) other.classList.toggle("current", other === item);
    }
  });
  for (const box of document.querySelectorAll("[data-keys-switch]")) {
    box.checked = !localStorage.getItem(STORE);
    box.addEventListener("change", () => (box.checked ? localStorage.removeItem(STORE) : localStorage.setItem(STORE, "1")));
  }
})();
