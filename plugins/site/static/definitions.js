// Acronyms in a thread: what one stands for is shown beside it while the pointer or the keyboard rests on it, and at a
// tap; Esc puts it away. Without this each is a link to its page, and the list at the foot of the thread says the same.
"use strict";
(() => {
  const ACRONYM = "a.acronym";
  const note = document.createElement("div");
  note.className = "definition";
  note.setAttribute("role", "tooltip");
  note.hidden = true;
  let shown = null;
  let tapped = false;
  let timer = 0;

  for (const link of document.querySelectorAll(ACRONYM)) {
    // or the browser would show it a second time
    link.dataset.told = link.title;
    link.removeAttribute("title");
    if (!link.hasAttribute("aria-describedby")) link.setAttribute("aria-description", link.dataset.told);
  }
  document.querySelector("main").append(note);

  function show(link, hint) {
    clearTimeout(timer);
    if (shown === link && !note.hidden) return;
    shown = link;
    note.textContent = link.dataset.told;
    if (hint) {
      const more = document.createElement("small");
      more.textContent = "Tap again for more";
      note.append(more);
    }
    note.hidden = false;
    const place = link.getClientRects()[0];
    const room = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(place.left, room - note.offsetWidth - 8));
    const above = place.top - note.offsetHeight;
    const top = above > 4 ? above : place.bottom;
    note.style.left = `${left + window.scrollX}px`;
    note.style.top = `${top + window.scrollY}px`;
  }

  function hide() {
    clearTimeout(timer);
    note.hidden = true;
    shown = null;
  }

  // a moment, in which the pointer can reach what is shown
  function leave() {
    clearTimeout(timer);
    timer = setTimeout(hide, 200);
  }

  const on = (name, act) => document.addEventListener(name, act);
  const acronym = (event) => event.target.closest?.(ACRONYM);
  on("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (acronym(event)) show(acronym(event));
    else if (event.target.closest(".definition")) clearTimeout(timer);
    else if (shown && shown !== document.activeElement) leave();
  });
  on("focusin", (event) => {
    if (acronym(event) && acronym(event).matches(":focus-visible")) show(acronym(event));
    else if (!acronym(event)) hide();
  });
  on("focusout", () => { if (!tapped) leave(); });
  on("pointerdown", (event) => { tapped = event.pointerType === "touch"; });
  on("click", (event) => {
    const link = acronym(event);
    if (!link) {
      if (!event.target.closest(".definition")) hide();
    } else if (tapped && shown !== link) {
      event.preventDefault();
      show(link, true);
    }
    tapped = false;
  });
  on("keydown", (event) => {
    if (event.key === "Escape" && !note.hidden) {
      event.preventDefault();
      hide();
    }
  });
})();
