// Keys, all optional: "/" moves into the search box, and in a thread j, k, o, n and p lead on; "?" lists them and switches
// them off, which is all that is kept, in the browser alone. Everything works without this.
"use strict";
(() => {
  const OFF = "threadkeep-no-keys";
  const box = document.querySelector("input[type=search][name=q]");
  const comments = [...document.querySelectorAll(".comments article")];
  let off = false;
  try {
    off = localStorage.getItem(OFF) !== null;
  } catch {
    // a browser that keeps nothing
  }

  function keep(tick) {
    off = !tick.checked;
    try {
      if (off) localStorage.setItem(OFF, "1");
      else localStorage.removeItem(OFF);
    } catch {
      // it holds until the page is left
    }
  }

  const setting = document.querySelector("[data-keys]");
  if (setting) {
    const tick = setting.querySelector("input");
    tick.checked = !off;
    tick.addEventListener("change", () => keep(tick));
    setting.hidden = false;
  }

  function here() {
    const focused = document.activeElement?.closest?.(".comments article");
    if (focused) return comments.indexOf(focused);
    // else the last one that begins above the middle of the window
    return comments.findLastIndex((each) => each.getClientRects().length && each.getBoundingClientRect().top < 120);
  }

  function go(article) {
    if (!article) return;
    article.tabIndex = -1;
    article.focus({ preventScroll: true });
    article.scrollIntoView({ block: "start" });
  }

  function step(by) {
    let at = here() + by;
    while (comments[at] && !comments[at].getClientRects().length) at += by;
    go(comments[at]);
  }

  function parent() {
    const link = comments[here()]?.querySelector(".answers a");
    if (link) go(document.getElementById(decodeURIComponent(link.hash.slice(1))));
  }

  function search() {
    if (!box) {
      location.assign("/-/search");
      return;
    }
    box.focus();
    box.select();
  }

  // moderators have keys of their own, and a list of them
  const desk = document.getElementById("desk-keys");
  const keys = {
    "/": ["search", search],
    ...(!desk && comments.length && {
      j: ["next comment", () => step(1)],
      k: ["previous comment", () => step(-1)],
      o: ["up to what it answers", parent],
      n: ["next post", () => document.querySelector(".around-later")?.click()],
      p: ["previous post", () => document.querySelector(".around-earlier")?.click()],
    }),
    ...(!desk && { "?": ["this list", list] }),
  };

  let dialog = null;
  function list() {
    dialog ??= make();
    dialog.querySelector("input").checked = !off;
    dialog.showModal();
  }

  function make() {
    const add = (to, name, text) => {
      const made = document.createElement(name);
      if (text) made.textContent = text;
      to.append(made);
      return made;
    };
    const made = add(document.body, "dialog");
    made.className = "keys";
    made.setAttribute("aria-labelledby", "keys");
    add(made, "h2", "Keys").id = "keys";
    const lines = add(made, "dl");
    for (const [key, [told]] of Object.entries(keys)) {
      const line = add(lines, "div");
      add(add(line, "dt"), "kbd", key);
      add(line, "dd", told);
    }
    const label = add(add(made, "p"), "label");
    const tick = add(label, "input");
    tick.type = "checkbox";
    label.append(" Keys are on (here, or on the search page)");
    tick.addEventListener("change", () => keep(tick));
    const form = add(made, "form");
    form.method = "dialog";
    add(form, "button", "Close");
    return made;
  }

  document.addEventListener("keydown", (event) => {
    const act = Object.hasOwn(keys, event.key) && keys[event.key][1];
    if (off || !act || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    event.preventDefault();
    act();
  });
})();
