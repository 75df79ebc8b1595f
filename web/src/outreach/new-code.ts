/** Letters and digits that nobody takes for one another. */
const letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const length = 7;

/** Returns a code without meaning for somebody who was just met: short enough to write on a card. */
export const newCode = (): string => {
  const drawn = crypto.getRandomValues(new Uint32Array(length));
  const code = [...drawn].map((number) => letters[number % letters.length] ?? "").join("");
  return `${code.slice(0, 3)}-${code.slice(3)}`;
};
