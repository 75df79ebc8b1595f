import { createHash } from "node:crypto";
import { Problem } from "../problem.ts";
import type { Desk } from "./desk.ts";

const longestKey = 200;

/**
 * Does a program's request once, however often it comes under the same key: the second time it answers what was
 * answered the first time, and one that comes while the first is still being done waits for it. Without a key it is
 * done as it comes. Throws where the key was used for another request.
 */
export const onceUnder = async <T>(
  { client, who }: Desk,
  key: string | null,
  request: unknown,
  work: () => Promise<T>,
): Promise<T> => {
  if (key === null) return work();
  const hash = createHash("sha256").update(JSON.stringify(request)).digest();
  if (key.length === 0 || key.length > longestKey) throw reused();
  const { rowCount } = await client.query(
    "insert into entry.repeat (account, key, request) values ($1, $2, $3) on conflict do nothing",
    [who.account, key, hash],
  );
  if (rowCount === 0) {
    const { rows } = await client.query<{ request: Buffer; answer: T | null }>(
      "select request, answer from entry.repeat where account = $1 and key = $2",
      [who.account, key],
    );
    const [known] = rows;
    if (!known?.request.equals(hash) || known.answer === null) throw reused();
    return known.answer;
  }
  const answer = await work();
  await client.query("update entry.repeat set answer = $3 where account = $1 and key = $2", [
    who.account,
    key,
    JSON.stringify(answer),
  ]);
  return answer;
};

const reused = (): Problem =>
  new Problem(422, "idempotency_key_reused", {
    fr: "Cette clé Idempotency-Key a déjà servi pour une autre demande, ou est vide ou trop longue.",
    nl: "Deze Idempotency-Key diende al voor een andere aanvraag, of is leeg of te lang.",
    en: "This Idempotency-Key already served for another request, or is empty or too long.",
  });
