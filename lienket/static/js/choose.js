// A table whose rows can be ticked (form[data-choose]): one box in the heading for all, and the number of ticks in the bar.
(() => {
  "use strict";
  const rows = (form) => [...form.querySelectorAll('input[type="checkbox"][name="chon"]')];
  const count = (form) => {
    const boxes = rows(form);
    const ticked = boxes.filter((box) => box.checked).length;
    const all = form.querySelector("[data-choose-all]");
    if (all) {
      all.hidden = false;
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    }
    const option = form.querySelector("[data-choose-ticked]");
    if (option) option.textContent = `${option.dataset.chooseTicked} (${ticked})`;
  };
  const start = (root) => root.querySelectorAll("form[data-choose]").forEach(count);
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-choose]");
    if (!form) return;
    if (event.target.matches("[data-choose-all]")) {
      rows(form).forEach((box) => { box.checked = event.target.checked; });
    }
    if (event.target.matches('[data-choose-all], [name="chon"]')) {
      const which = form.querySelector('[name="tat_ca"]');
      if (which) which.value = "";
    }
    count(form);
  });
  document.addEventListener("htmx:afterSettle", () => start(document));
  window.addEventListener("pageshow", () => start(document));
})();
