// Light, dark or as the machine: changes at once and keeps the choice in the cookie the server draws the page by.
(() => {
  "use strict";
  const YEAR = 60 * 60 * 24 * 365;
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-theme-switch]");
    const button = event.submitter;
    if (!form || !button) return;
    event.preventDefault();
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `che_do_mau=${button.value}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
    document.documentElement.dataset.theme = button.value;
    for (const other of document.querySelectorAll("[data-theme-switch] button")) {
      other.setAttribute("aria-pressed", String(other.value === button.value));
    }
  });
})();
