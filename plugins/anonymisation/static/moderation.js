// Marking words and single keys, for moderators. Every act works without this script from the item's own page.
// Words never stand in an address: they go from a thread to the form through this tab's own storage.
"use strict";

(() => {
  const HANDED_ON = "threadkeep-marked";
  const SWITCH = "threadkeep-keys";
  const PASSAGES = ".words[data-item]";
  const UNMARKED = "Mark words first, with the mouse, or with j and then ].";
  const NOWHERE = "Go to a text first: press j, or mark words in it.";
  const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}'’@._/-]*[\p{L}\p{N}\p{M}])?/gu;

  const passages = [...document.querySelectorAll(PASSAGES)];
  const form = document.getElementById("words");
  const keys = document.getElementById("desk-keys");
  const status = document.createElement("p");
  let mark = null;

  // ---- what is marked

  function selected() {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const passage = passages.find((each) => range.intersectsNode(each));
    if (!passage) return null;
    const inside = document.createRange();
    inside.selectNodeContents(passage);
    // a mouse let go beside the text has marked more than the text
    if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0) inside.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) inside.setEnd(range.endContainer, range.endOffset);
    const words = textOf(inside);
    return words ? { passage, id: passage.dataset.item, words } : null;
  }

  function textOf(range) {
    const holder = document.createElement("div");
    holder.append(range.cloneContents());
    // two paragraphs are two words, whatever stands between their tags
    holder.querySelectorAll("p, li, br, blockquote, pre, tr, td, h1, h2, h3, h4, h5, h6").forEach((each) => each.after("\n"));
    return holder.textContent.replace(/\s+/gu, " ").trim();
  }

  // ---- marking by word, without a caret

  function wordsOf(passage) {
    const found = [];
    const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const word of node.data.matchAll(WORD)) {
        found.push({ node, start: word.index, end: word.index + word[0].length });
      }
    }
    return found;
  }

  function place(word) {
    const range = document.createRange();
    range.setStart(word.node, word.start);
    range.setEnd(word.node, word.end);
    return range.getBoundingClientRect();
  }

  function lineAway(words, from, step) {
    const here = place(words[from]);
    let best = from;
    let line = null;
    for (let at = from + step; at >= 0 && at < words.length; at += step) {
      const there = place(words[at]);
      if (Math.abs(there.top - here.top) < here.height / 2) continue;
      if (line === null) line = there.top;
      if (Math.abs(there.top - line) > here.height / 2) break;
      if (best === from || Math.abs(there.left - here.left) < Math.abs(place(words[best]).left - here.left)) best = at;
    }
    return best;
  }

  function move(passage, step, { extend, byLine }) {
    const words = wordsOf(passage);
    if (!words.length) return;
    if (!mark || mark.passage !== passage) {
      const first = step > 0 ? 0 : words.length - 1;
      mark = { passage, anchor: first, focus: first };
    } else {
      const focus = byLine ? lineAway(words, mark.focus, step) : mark.focus + step;
      mark.focus = Math.min(Math.max(focus, 0), words.length - 1);
      if (!extend) mark.anchor = mark.focus;
    }
    const [from, to] = [words[mark.anchor], words[mark.focus]];
    const forwards = mark.anchor <= mark.focus;
    window.getSelection().setBaseAndExtent(
      from.node, forwards ? from.start : from.end, to.node, forwards ? to.end : to.start,
    );
    to.node.parentElement.scrollIntoView({ block: "nearest" });
    const now = selected();
    status.textContent = now ? `Marked: ${now.words}` : "";
  }

  function unmark() {
    mark = null;
    window.getSelection().removeAllRanges();
    status.textContent = "Nothing is marked.";
  }

  function onMarkingKey(event, passage) {
    const steps = { ArrowRight: 1, ArrowLeft: -1, "]": 1, "[": -1, "}": 1, "{": -1, ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (!step) return false;
    const byLine = event.key === "ArrowDown" || event.key === "ArrowUp";
    const own = mark && mark.passage === passage && selected();
    // up and down scroll until something is marked; what the mouse has marked, the browser itself extends
    if (byLine && !own) return false;
    if (!own && event.shiftKey && selected()) return false;
    if (!own) mark = null;
    move(passage, step, { extend: event.shiftKey, byLine });
    return true;
  }

  // ---- from a mark to a form

  function fill(words) {
    form.value = words;
    const label = document.getElementById("label");
    (label || form).focus();
    status.textContent = `The form holds the marked words: ${words}`;
  }

  function controlsOf(id) {
    return [...document.querySelectorAll("[data-desk]")].find((each) => each.dataset.desk === id);
  }

  function handOn(link, found) {
    const id = link.closest("[data-desk]").dataset.desk;
    if (found && found.id === id) sessionStorage.setItem(HANDED_ON, JSON.stringify({ id, words: found.words }));
    else sessionStorage.removeItem(HANDED_ON);
  }

  function takeOver() {
    const kept = sessionStorage.getItem(HANDED_ON);
    sessionStorage.removeItem(HANDED_ON);
    if (!kept || !form || form.value) return;
    const { id, words } = JSON.parse(kept);
    if (document.querySelector("[data-original]").dataset.item === id) fill(words);
  }

  function act(name, id, found) {
    if (form) {
      const targets = { redact: form, hide: document.getElementById("hide-reason"), tag: document.querySelector(".desk-after a") };
      if (name === "redact" && found) fill(found.words);
      else if (name === "undo") openUndo();
      else if (targets[name]) targets[name].focus();
      return true;
    }
    const controls = controlsOf(id);
    const link = controls && controls.querySelector(`[data-act="${name}"]`);
    if (!link) return false;
    if (name === "redact") handOn(link, found);
    window.location.assign(link.href);
    return true;
  }

  function openUndo() {
    const details = document.querySelector(".desk-decision details");
    if (!details) return;
    details.open = true;
    details.querySelector("input").focus();
  }

  // ---- keys

  function areOn() {
    // a card of the queue has keys of its own
    return localStorage.getItem(SWITCH) !== "off" && !document.body.classList.contains("page-queue");
  }

  function onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest("input:not([type=radio], [type=checkbox]), textarea, select")) return;
    if (status.className !== "unseen") {
      status.className = "unseen";
      status.textContent = "";
    }
    const focused = target.closest(PASSAGES);
    const done = (focused === target && onMarkingKey(event, focused)) || (areOn() && onSingleKey(event, focused));
    if (done) event.preventDefault();
  }

  function onSingleKey(event, focused) {
    const acts = { r: "redact", h: "hide", t: "tag", u: "undo" };
    if (event.key === "?" && keys) {
      keys.open = !keys.open;
      keys.querySelector("summary").focus();
      return true;
    }
    if (event.key === "Escape" && (mark || selected())) {
      unmark();
      return true;
    }
    if (event.key === "j" || event.key === "k") return goTo(event.key === "j" ? 1 : -1, focused);
    if (!acts[event.key]) return false;
    const found = selected();
    const passage = found ? found.passage : focused;
    // on the item's own page there is only one item that can be meant
    if (!passage && !form) return passages.length > 0 && advise(event.key === "r" ? UNMARKED : NOWHERE);
    return act(acts[event.key], passage ? passage.dataset.item : "", found);
  }

  function advise(words) {
    // seen as well as heard: a key that did nothing looks broken
    status.className = "desk-note";
    status.textContent = words;
    return true;
  }

  function goTo(step, focused) {
    const here = passages.indexOf(focused);
    const first = step > 0 ? passages.findIndex((each) => each.getBoundingClientRect().bottom > 0) : 0;
    const next = passages[here < 0 ? first : here + step];
    if (!next) return false;
    next.focus();
    return true;
  }

  // ---- what was typed, until the server has it

  const TYPED = "threadkeep-typed";
  const TEXTS = "textarea[name], select[name], input[name]:not([type=hidden], [type=password], [type=submit])";
  const ticks = (field) => field.matches("[type=radio], [type=checkbox]");

  function postForms() {
    return [...document.querySelectorAll("main form[method=post]")];
  }

  // pages are never kept by the browser, so that after a lost network the way back would lead to empty fields
  function keepTyped(event) {
    const sent = event.target;
    sessionStorage.removeItem(TYPED);
    const number = postForms().indexOf(sent);
    if (number < 0) return;
    const fields = [...sent.querySelectorAll(TEXTS)].map((each) => [each.name, ticks(each) ? each.checked : each.value]);
    sessionStorage.setItem(TYPED, JSON.stringify({ at: location.href, action: sent.action, number, fields }));
  }

  function giveBackTyped() {
    const kept = JSON.parse(sessionStorage.getItem(TYPED));
    if (!kept) return;
    const [loaded] = performance.getEntriesByType("navigation");
    const isNew = loaded && loaded.type === "navigate";
    const isAfterLogin = document.referrer.startsWith(`${location.origin}/-/login`);
    // an act that was done leads on; one that was refused gives its form back by itself
    if ((isNew && loaded.redirectCount && !isAfterLogin) || document.querySelector(".desk-problem")) {
      sessionStorage.removeItem(TYPED);
      return;
    }
    const wanted = postForms()[kept.number];
    if (location.href !== kept.at || !wanted || wanted.action !== kept.action) return;
    // the server's answer to the form holds what was sent, and what it put there itself
    if (isNew && document.referrer === kept.at.split("#")[0]) {
      sessionStorage.removeItem(TYPED);
      return;
    }
    const fields = [...wanted.querySelectorAll(TEXTS)];
    if (fields.length !== kept.fields.length || fields.some((each, number) => each.name !== kept.fields[number][0])) return;
    fields.forEach((each, number) => {
      each[ticks(each) ? "checked" : "value"] = kept.fields[number][1];
    });
    sessionStorage.removeItem(TYPED);
    const details = wanted.closest("details");
    if (details) details.open = true;
    advise("What you typed is back in its form. It was not confirmed as sent: look, then send it again.");
  }

  // ---- setting up

  function prepare(passage) {
    const article = passage.closest("article, section");
    const heading = article && article.querySelector("h1, h2, h3");
    passage.tabIndex = 0;
    passage.setAttribute("role", "group");
    passage.setAttribute("aria-label", `Words: ${heading ? heading.textContent.trim().replace(/\s+/gu, " ") : ""}`);
  }

  function onSelection() {
    const found = selected();
    if (!found) mark = null;
    for (const link of document.querySelectorAll('[data-act="redact"]')) {
      const own = found !== null && link.closest("[data-desk]").dataset.desk === found.id;
      link.classList.toggle("has-marked", own);
      link.textContent = own ? "Redact the marked words…" : "Redact words…";
    }
    const use = document.getElementById("use-marked");
    if (use) use.hidden = !found;
  }

  function onPress(event) {
    const target = event.target instanceof Element ? event.target : null;
    const link = target && target.closest('[data-act="redact"]');
    // before the press itself takes the mark away
    if (link) handOn(link, selected());
    if (target && target.id === "use-marked") event.preventDefault();
  }

  function onClick(event) {
    const target = event.target instanceof Element ? event.target : null;
    const link = target && target.closest('[data-act="redact"]');
    if (link && event.detail === 0) handOn(link, selected());
    const found = target && target.id === "use-marked" ? selected() : null;
    if (found) fill(found.words);
  }

  status.className = "unseen";
  status.setAttribute("role", "status");
  document.body.append(status);
  passages.forEach(prepare);
  document.addEventListener("keydown", onKey);
  document.addEventListener("selectionchange", onSelection);
  document.addEventListener("pointerdown", onPress);
  document.addEventListener("click", onClick);
  const box = document.getElementById("desk-keys-on");
  if (box) {
    box.closest("label").hidden = false;
    box.checked = localStorage.getItem(SWITCH) !== "off";
    box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
  }
  if (form) takeOver();
  // the queue's forms carry a key each and are given back by the server
  if (!document.body.classList.contains("page-queue")) {
    document.addEventListener("submit", keepTyped);
    giveBackTyped();
  }
  const problem = document.querySelector(".desk-problem");
  if (problem) problem.focus();
})();
