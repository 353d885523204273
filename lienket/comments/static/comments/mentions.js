// In a remark, "@" and a few letters open a list of people; choosing one writes the work address.
// Without this script the address is typed, or people are ticked in the list of the form.
(() => {
  "use strict";
  const form = document.querySelector("form[data-people]");
  const box = form?.querySelector("textarea");
  if (!box) return;

  const list = document.createElement("ul");
  list.className = "mention-list";
  list.id = "nguoi-duoc-nhac";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.peopleLabel);
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  box.after(list, status);
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);

  let people = [];
  let at = -1; // where the "@" stands
  let current = 0;
  let asked = 0; // number of the last question, so that a late answer does not overwrite a newer one

  const close = () => {
    list.hidden = true;
    people = [];
    at = -1;
    box.removeAttribute("aria-activedescendant");
  };

  const draw = () => {
    list.replaceChildren(
      ...people.map((one, index) => {
        const item = document.createElement("li");
        item.id = `nguoi-${index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", String(index === current));
        const name = document.createElement("strong");
        name.textContent = one.name;
        const office = document.createElement("span");
        office.className = "muted small";
        office.textContent = one.office;
        item.append(name, " ", office);
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          choose(index);
        });
        return item;
      }),
    );
    list.hidden = people.length === 0;
    if (people.length) box.setAttribute("aria-activedescendant", `nguoi-${current}`);
    else box.removeAttribute("aria-activedescendant");
  };

  const choose = (index) => {
    const end = box.selectionStart;
    box.setRangeText(`@${people[index].address} `, at, end, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    close();
    box.focus();
  };

  const look = async () => {
    const before = box.value.slice(0, box.selectionStart);
    const found = /(?:^|\s)@([\p{L}\p{M}.\-]{1,30}(?: [\p{L}\p{M}]{1,12})?)$/u.exec(before);
    if (!found) {
      close();
      return;
    }
    const mine = ++asked;
    at = before.length - found[1].length - 1;
    try {
      const answer = await fetch(`${form.dataset.people}?q=${encodeURIComponent(found[1])}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || mine !== asked) return;
      people = (await answer.json()).people;
    } catch {
      return; // without the list the address can still be typed
    }
    current = 0;
    status.textContent = people.length ? people.map((one) => one.name).join(", ") : form.dataset.peopleNone;
    draw();
  };

  let soon = 0;
  box.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(look, 150);
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      current = (current + (event.key === "ArrowDown" ? 1 : people.length - 1)) % people.length;
      draw();
    } else if (event.key === "Enter" || event.key === "Tab") choose(current);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
})();
