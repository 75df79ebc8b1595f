/**
 * Returns an anchor made of lower-case letters, digits and hyphens, beginning with a letter: safe in an address and
 * in a Typst label. "Résumé de l'axe 1" gives "resume-de-l-axe-1".
 */
export function slug(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "");
  return /^[a-z]/u.test(plain) ? plain : `s-${plain}`.replace(/-$/u, "");
}

/** Returns a function that gives each anchor once: the second "resume" becomes "resume-2". */
export function uniqueAnchors(): (anchor: string) => string {
  const taken = new Set<string>();
  return (anchor) => {
    let candidate = anchor;
    for (let count = 2; taken.has(candidate); count += 1) candidate = `${anchor}-${count}`;
    taken.add(candidate);
    return candidate;
  };
}
