// Forms: ask before a deed, show that it is being done, warn before leaving unsaved text, take dropped files.
(() => {
  "use strict";
  let leaving = false;
  const written = (form) => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]));
  const start = new WeakMap();
  const remember = (root) => {
    for (const form of root.querySelectorAll("form[data-unsaved]")) {
      // A form that came back with errors holds text that is saved nowhere.
      if (!start.has(form)) start.set(form, form.querySelector(".wrong") ? "" : written(form));
    }
  };
  const unsaved = () => [...document.querySelectorAll("form[data-unsaved]")].some((form) => start.has(form) && start.get(form) !== written(form));

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented || form.method !== "post" || "download" in form.dataset) return; // a download leaves the page standing
    leaving = true;
    const button = event.submitter;
    // After the browser has taken the form's values, so that the pressed button's own value is sent.
    if (button) setTimeout(() => button.setAttribute("aria-busy", "true"));
    if (form.dataset.sending) event.preventDefault();
    form.dataset.sending = "yes";
  });
  const rest = (form) => {
    leaving = false;
    delete form.dataset.sending;
    for (const button of form.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
  };
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(rest));
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && unsaved()) event.preventDefault();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest("form[data-sending]");
    if (form) rest(form);
  });
  document.addEventListener("htmx:load", (event) => remember(event.target));

  const drop = (event) => event.target.closest?.("[data-file-drop]");
  const showChosen = (box) => {
    const names = [...box.querySelector("input[type=file]").files].map((file) => file.name);
    const line = box.querySelector("[data-file-chosen]");
    line.textContent = names.join(", ");
    line.hidden = names.length === 0;
  };
  document.addEventListener("dragover", (event) => {
    const box = drop(event);
    if (!box) return;
    event.preventDefault();
    box.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => drop(event)?.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    const box = drop(event);
    if (!box) return;
    event.preventDefault();
    box.classList.remove("over");
    const input = box.querySelector("input[type=file]");
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("change", (event) => {
    const box = drop(event);
    if (box && event.target.type === "file") showChosen(box);
  });

  remember(document);
  document.querySelector(".form-errors")?.focus();
})();
