// Answers can be folded under what they answer. Without this all of them stand open; nothing is folded at first, on
// paper, or when something inside is looked for.
"use strict";
(() => {
  const items = [...document.querySelectorAll(".comments > li")];
  const at = new Map(items.map((item, index) => [item.querySelector("article")?.id, index]));
  const parents = items.map((item) => {
    const link = item.querySelector(".answers a");
    const found = link ? at.get(decodeURIComponent(link.hash.slice(1))) : undefined;
    return found === undefined ? -1 : found;
  });
  // by time they do not stand under it
  if (parents.some((parent, index) => parent >= index) || document.querySelector('.views [aria-current][href*="view=time"]')) return;

  const below = items.map(() => []);
  parents.forEach((parent, index) => {
    for (let up = parent; up >= 0; up = parents[up]) below[up].push(index);
  });
  const buttons = new Map();

  function tell(index) {
    const button = buttons.get(index);
    const many = below[index].length;
    button.textContent = `${button.ariaExpanded === "true" ? "fold" : "show"} ${many} ${many === 1 ? "answer" : "answers"}`;
  }

  function set(index, open) {
    buttons.get(index).ariaExpanded = String(open);
    tell(index);
    for (const each of below[index]) {
      const shut = [...buttons].some(([up, button]) => button.ariaExpanded === "false" && below[up].includes(each));
      if (shut) items[each].setAttribute("hidden", "until-found");
      else items[each].removeAttribute("hidden");
    }
  }

  below.forEach((under, index) => {
    if (!under.length) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fold";
    button.dataset.item = "";
    button.ariaExpanded = "true";
    buttons.set(index, button);
    tell(index);
    button.addEventListener("click", () => set(index, button.ariaExpanded === "false"));
    items[index].querySelector("article").append(button);
  });

  function reveal(index) {
    for (let up = parents[index]; up >= 0; up = parents[up]) if (buttons.get(up).ariaExpanded === "false") set(up, true);
  }

  items.forEach((item, index) => item.addEventListener("beforematch", () => reveal(index)));
  const meant = () => {
    const index = at.get(decodeURIComponent(location.hash.slice(1)));
    if (index !== undefined) reveal(index);
  };
  addEventListener("hashchange", meant);
  addEventListener("beforeprint", () => [...buttons.keys()].forEach((index) => set(index, true)));
})();
