// Single keys and marking by word on a card. Every act works without this script, by the card's own forms and links.
"use strict";

(() => {
  const SWITCH = "threadkeep-keys";
  const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}'’@._/-]*[\p{L}\p{N}\p{M}])?/gu;

  const passage = document.querySelector("[data-card]");
  const field = document.getElementById("words");
  const tools = document.getElementById("span");
  const keys = document.getElementById("desk-keys");
  const status = document.createElement("p");
  let words = null;
  let range = null;

  // ---- words one by one, as elements that can be marked

  function cutUp() {
    const found = [];
    const pieces = [];
    const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement.closest(".queue-post")) pieces.push(node);
    }
    for (const node of pieces) {
      const inside = node.parentElement.closest("mark") !== null;
      const parts = [];
      let at = 0;
      for (const word of node.data.matchAll(WORD)) {
        if (word.index > at) parts.push(document.createTextNode(node.data.slice(at, word.index)));
        const element = document.createElement("span");
        element.textContent = word[0];
        parts.push(element);
        found.push({ element, inside });
        at = word.index + word[0].length;
      }
      parts.push(document.createTextNode(node.data.slice(at)));
      node.replaceWith(...parts);
    }
    for (const mark of passage.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
    return found;
  }

  function begin() {
    if (words) return;
    words = cutUp();
    const first = words.findIndex((word) => word.inside);
    const last = words.findLastIndex((word) => word.inside);
    range = first < 0 ? { start: 0, end: 0 } : { start: first, end: last };
    paint();
  }

  function paint() {
    for (const old of passage.querySelectorAll("mark")) old.replaceWith(...old.childNodes);
    words.forEach(({ element }, number) => {
      element.classList.toggle("desk-in", number >= range.start && number <= range.end);
    });
  }

  function textOfRange() {
    const inside = document.createRange();
    inside.setStartBefore(words[range.start].element);
    inside.setEndAfter(words[range.end].element);
    const holder = document.createElement("div");
    holder.append(inside.cloneContents());
    holder.querySelectorAll("p").forEach((each) => each.after("\n"));
    return holder.textContent.replace(/\s+/gu, " ").trim();
  }

  function move(edge, step) {
    begin();
    const next = range[edge] + step;
    if (edge === "start" && next >= 0 && next <= range.end) range.start = next;
    if (edge === "end" && next < words.length && next >= range.start) range.end = next;
    paint();
    field.value = textOfRange();
    words[range[edge]].element.scrollIntoView({ block: "nearest" });
    status.textContent = `Marked: ${field.value}`;
  }

  // ---- keys

  function areOn() {
    return localStorage.getItem(SWITCH) !== "off";
  }

  function toForm(name) {
    const place = document.getElementById(name);
    if (!place) return;
    if (place instanceof HTMLDetailsElement) place.open = true;
    const wanted = place.querySelector("input[required]") || place.querySelector("input[type=radio]:checked");
    (wanted || place.querySelector("input[type=radio]") || place.querySelector("button[type=submit]")).focus();
  }

  function toTools() {
    begin();
    tools.querySelector("[data-span='end 1']").focus();
    status.textContent = `Marked: ${textOfRange()}. Arrows move the end, with Shift the beginning.`;
  }

  function onTools(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return false;
    move(event.shiftKey ? "start" : "end", step);
    return true;
  }

  function act(control) {
    if (control.dataset.key === "e" && tools) toTools();
    else if (control.matches("a[href^='#']")) toForm(control.hash.slice(1));
    else control.click();
  }

  function onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const target = event.target instanceof Element ? event.target : document.body;
    const own = tools !== null && target.closest("#span") !== null && onTools(event);
    if (own) event.preventDefault();
    if (own || !areOn() || event.repeat) return;
    if (target.closest("input:not([type=radio], [type=checkbox]), textarea, select")) return;
    if (event.key === "?" && keys) {
      keys.open = !keys.open;
      keys.querySelector("summary").focus();
      event.preventDefault();
      return;
    }
    const control = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key);
    if (!control) return;
    event.preventDefault();
    act(control);
  }

  function onClick(event) {
    const target = event.target instanceof Element ? event.target : null;
    const tool = target && target.closest("[data-span]");
    if (tool) {
      const [edge, step] = tool.dataset.span.split(" ");
      move(edge, Number(step));
    }
    const link = target && target.closest(".queue-acts a[href^='#']");
    if (!link) return;
    event.preventDefault();
    act(link);
  }

  // a form that was sent is sent once, whoever presses again while the next card is on its way
  function onSubmit(event) {
    const form = event.target;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  }

  status.id = "queue-status";
  status.className = "unseen";
  status.setAttribute("role", "status");
  document.body.append(status);
  if (tools) tools.hidden = false;
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => delete form.dataset.sent));
  const done = document.getElementById("queue-done");
  if (done) {
    // what stands there when a page opens is not read out; what changes is
    setTimeout(() => (status.textContent = done.textContent), 200);
  }
})();
