// <a href="page" data-dialog="id"> opens the dialog of that id; without JavaScript, or without that dialog, the link is followed.
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const dialog = document.getElementById(opener.dataset.dialog);
      if (!dialog) return;
      event.preventDefault();
      dialog.showModal();
      return;
    }
    // A press on the ground outside closes; the dialog's own box fills it, so the target is the dialog only outside.
    if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
  });
})();
