// On paper an address is of use with its host, which the page itself does not know: it is the same for everybody.
"use strict";
addEventListener("beforeprint", () => {
  for (const link of document.querySelectorAll(".permalink")) link.dataset.address = link.href;
});
