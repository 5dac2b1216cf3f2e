// The search of a copy that lies on a disk. A page there may not fetch, but it may load scripts: each holds a list of
// words, or what to show of some posts and comments. Everything is put into the page as text.
"use strict";
(() => {
  const FOLDER = "_/search/";
  const AT_ONCE = 200;
  const SHOWN = 50;
  const taken = new Map();
  window.threadkeepCopy = { take: (name, data) => taken.set(name, data) };

  const words = (text) =>
    (text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length > 1);
  const shard = (word) =>
    /^[a-z0-9]{2}/.test(word) ? `w-${word.slice(0, 2)}` : `w-u${word.codePointAt(0).toString(16)}`;

  function load(name) {
    return new Promise((resolve) => {
      if (taken.has(name)) return resolve(taken.get(name));
      const script = document.createElement("script");
      script.src = `${FOLDER}${name}.js`;
      script.onload = () => resolve(taken.get(name));
      // no file, no such word
      script.onerror = () => resolve(undefined);
      document.head.append(script);
    });
  }

  // numbers of what holds the word, or a word that begins with it; null when it stands nearly everywhere
  async function numbers(word) {
    const known = (await load(shard(word))) ?? {};
    const found = new Set();
    for (const [each, gaps] of Object.entries(known)) {
      if (each !== word && !(word.length > 2 && each.startsWith(word))) continue;
      if (gaps === 0) return null;
      let at = 0;
      for (const gap of gaps) found.add((at += gap));
    }
    return found;
  }

  async function find(asked) {
    let all = null;
    for (const word of asked) {
      const found = await numbers(word);
      if (found === null) continue;
      all = all === null ? found : new Set([...all].filter((number) => found.has(number)));
    }
    return all && [...all].sort((a, b) => a - b);
  }

  const make = (name, className, ...inside) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...inside);
    return element;
  };

  async function line(number) {
    const [who, when, title, href, opening] = (await load(`d-${Math.floor(number / AT_ONCE)}`))[number % AT_ONCE];
    const name = who || title;
    const link = href ? Object.assign(make("a", "", name), { href }) : name;
    const head = make("p", "hit-who", link, ` ${when}${who ? `, under ${title}` : ""}`);
    return make("li", "hit-thread", head, make("div", "words", make("p", "", opening)));
  }

  const told = document.getElementById("told");
  const list = document.getElementById("hits");
  const more = document.getElementById("more");
  let left = [];

  async function show() {
    const some = left.splice(0, SHOWN);
    const lines = [];
    for (const number of some) lines.push(await line(number));
    list.append(...lines);
    more.hidden = left.length === 0;
    return lines[0];
  }

  more.addEventListener("click", async () => (await show())?.querySelector("a")?.focus());

  async function search() {
    const query = new URLSearchParams(location.search).get("q") ?? "";
    document.getElementById("q").value = query;
    const asked = [...new Set(words(query))];
    if (!query.trim()) {
      told.textContent = "It finds posts and comments that hold all the words you type, or words that begin so.";
      return;
    }
    const found = await find(asked);
    if (found === null) {
      told.textContent = asked.length ? "That stands nearly everywhere: add a rarer word." : "Nothing to look for: type a word of two letters or more.";
      return;
    }
    left = found;
    told.textContent = found.length === 0
      ? "Nothing holds all of these words. Try fewer, or only how one begins."
      : `${found.length} ${found.length === 1 ? "post or comment holds" : "posts and comments hold"} all of these words, newest first.`;
    await show();
  }
  search();
})();
