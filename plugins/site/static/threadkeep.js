// "/" moves into the search box. Everything works without this; whoever does not want the key switches it off on the
// search page, and that is all that is kept, in the browser alone.
"use strict";
(() => {
  const OFF = "threadkeep-no-keys";
  const box = document.querySelector("input[type=search][name=q]");
  const setting = document.querySelector("[data-keys]");
  let off = false;
  try {
    off = localStorage.getItem(OFF) !== null;
  } catch {
    // a browser that keeps nothing
  }

  function keep() {
    try {
      if (off) localStorage.setItem(OFF, "1");
      else localStorage.removeItem(OFF);
    } catch {
      // it holds until the page is left
    }
  }

  if (setting) {
    const tick = setting.querySelector("input");
    tick.checked = !off;
    tick.addEventListener("change", () => {
      off = !tick.checked;
      keep();
    });
    setting.hidden = false;
  }

  document.addEventListener("keydown", (event) => {
    if (off || !box || event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
