/** Where the words to be read out are put: two, so that the same words said twice are read twice. */
const regions = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-announcer]")];

let turn = 0;

/** Has a screen reader say the words, once it has finished what it is saying: "Enregistré à 14:02". */
export const announce = (words: string): void => {
  const all = regions();
  if (all.length === 0) return;
  turn = (turn + 1) % all.length;
  all.forEach((region, place) => {
    region.textContent = place === turn ? words : "";
  });
};
