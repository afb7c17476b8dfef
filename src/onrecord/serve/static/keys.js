// Keys: "/" to the search, j k and arrows from item to item, Enter opens an item's first link, Esc leaves it.
"use strict";
(() => {
  const items = () => [...document.querySelectorAll("[data-item]")].filter((one) => one.getClientRects().length && !one.closest("details:not([open])"));
  const typing = (at) => at.closest("input, select, textarea, [contenteditable]");

  function move(step) {
    const all = items();
    if (!all.length) return;
    const now = all.findIndex((one) => one === document.activeElement || one.contains(document.activeElement));
    const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + step));
    all[next].focus();
    all[next].scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = document.activeElement || document.body;
    if (event.key === "Escape") {
      at.blur();
      return;
    }
    if (typing(at)) return;
    if (event.key === "/") {
      const field = document.querySelector("[data-search]");
      if (field) { field.focus(); field.select(); }
    } else if (event.key === "j" || event.key === "ArrowDown") move(1);
    else if (event.key === "k" || event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter" && at.matches("[data-item]")) {
      const link = at.matches("a") ? at : at.querySelector("a[href]");
      if (!link) return;
      link.click();
    } else return;
    event.preventDefault();
  });
})();
