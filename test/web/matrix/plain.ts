/** Returns an answer without what no two answers share: moments of the asking, and secrets made for this one. */
export const withoutChance = (text: string): string =>
  text
    .replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00(:00)?)?/g, "(moment)")
    .replaceAll(/"(idleSeconds|endsInSeconds|retryAfter|ms)":\d+/g, '"$1":0')
    .replaceAll(/"(secret|ticket|address|picture|key|code)":"[^"]*"/g, '"$1":""')
    .replaceAll(/set-cookie: [^\n]*/g, "set-cookie: (secret)")
    .replaceAll(/content-length: \d+/g, "content-length: (bytes)")
    // A package tells when it was made, and so do the hashes of what tells it.
    .replaceAll(/x-jalon-sha256: [0-9a-f]+/g, "x-jalon-sha256: (hash)")
    .replaceAll(/"seal": "[0-9a-f]+"/g, '"seal": "(hash)"')
    .replaceAll(/("path": "index\.html",\s+"bytes": \d+,\s+"sha256": )"[0-9a-f]+"/g, '$1"(hash)"');

/** Returns where two answers part, with what stands around. */
export const firstDifference = (one: string, other: string): string => {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const from = Math.max(0, at - 60);
  return `…${one.slice(from, at + 60)}… is …${other.slice(from, at + 60)}…`;
};
