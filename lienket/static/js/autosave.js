// Drafts: what is typed into a form marked by {% autosave %} stays in this browser until the deed succeeded, also when
// the session ends meanwhile. A page with `data-keep-drafts` (sign-in, expired form) decides nothing. Kept for seven days.
(() => {
  "use strict";
  const PREFIX = "lienket-draft:";
  const DAYS = 7 * 24 * 60 * 60 * 1000;
  const SECRET = new Set(["csrfmiddlewaretoken", "password"]);
  const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const write = (key, draft) => {
    try {
      localStorage.setItem(key, JSON.stringify(draft));
    } catch {
      // A full or closed store only means that no draft is kept.
    }
  };
  const values = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !SECRET.has(name));
  const put = (form, kept) => {
    const byName = Map.groupBy ? Map.groupBy(kept, ([name]) => name) : kept.reduce((map, pair) => map.set(pair[0], [...(map.get(pair[0]) || []), pair]), new Map());
    for (const field of form.elements) {
      if (!field.name || field.type === "file" || field.type === "hidden" || SECRET.has(field.name)) continue;
      const mine = (byName.get(field.name) || []).map(([, value]) => value);
      if (field.type === "checkbox" || field.type === "radio") field.checked = mine.includes(field.value);
      else if (field.tagName === "SELECT" && field.multiple) for (const option of field.options) option.selected = mine.includes(option.value);
      else if (mine.length) field.value = mine[0];
    }
  };

  const here = new Set();
  for (const note of document.querySelectorAll("[data-autosave]")) {
    const form = note.closest("form");
    const key = PREFIX + note.dataset.autosave;
    here.add(key);
    const kept = read(key);
    const before = JSON.stringify(values(form));
    if (kept && kept.sent && document.querySelector("[data-deed-done]")) localStorage.removeItem(key);
    else if (kept && Date.now() - kept.at < DAYS && JSON.stringify(kept.values) !== before) note.hidden = false;

    note.querySelector("[data-draft-restore]").addEventListener("click", () => {
      put(form, (read(key) || { values: [] }).values);
      note.hidden = true;
    });
    note.querySelector("[data-draft-discard]").addEventListener("click", () => {
      localStorage.removeItem(key);
      note.hidden = true;
    });
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => write(key, { at: Date.now(), values: values(form) }), 400);
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      write(key, { at: Date.now(), values: values(form), sent: true });
    });
  }

  const undecided = document.body.hasAttribute("data-keep-drafts");
  for (const key of drafts()) {
    const kept = read(key);
    const old = !kept || Date.now() - kept.at > DAYS;
    // Sent from another page, and we have arrived somewhere else: the deed went through.
    if (old || (kept.sent && !here.has(key) && !undecided)) localStorage.removeItem(key);
  }
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-forget-drafts]")) drafts().forEach((key) => localStorage.removeItem(key));
  });
})();
