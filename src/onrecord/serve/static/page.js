// Pointing at a card lights its words, and the other way round.
"use strict";
(() => {
  const cards = new Map([...document.querySelectorAll(".card[data-id]")].map((card) => [card.dataset.id, card]));
  const words = new Map();
  for (const mark of document.querySelectorAll("[data-of]")) {
    for (const id of mark.dataset.of.split(" ")) words.set(id, [...(words.get(id) || []), mark]);
  }
  let lit = [];

  function light(ids) {
    for (const one of lit) one.classList.remove("lit");
    lit = ids.flatMap((id) => [cards.get(id), ...(words.get(id) || [])]).filter(Boolean);
    for (const one of lit) one.classList.add("lit");
  }

  function pointed(event) {
    const mark = event.target.closest("[data-of]");
    const card = event.target.closest(".card[data-id]");
    if (mark) light(mark.dataset.of.split(" "));
    else if (card) light([card.dataset.id]);
    else if (event.type === "pointerover") light([]);
  }

  document.addEventListener("pointerover", pointed);
  document.addEventListener("focusin", pointed);
})();
