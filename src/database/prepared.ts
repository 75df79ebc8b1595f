import type { ClientBase } from "pg";

/** A statement that was sent so often is worth keeping; one that was made up for a single request is not. */
const usesWorthKeeping = 5;
/** Each connection keeps them in the server's memory: with the longest of them, some ten megabytes. */
const mostKept = 250;
const mostCounted = 2000;

const uses = new Map<string, number>();
const names = new Map<string, string>();

/**
 * Returns the name under which every connection keeps the statement, so that the server reads and plans it once and not
 * at each request; undefined for what is not sent often, and for what works on temporary tables, which are others each
 * time under the same names.
 */
const nameOf = (text: string): string | undefined => {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= mostKept || !/^\s*(select|with|insert|update|delete)\b/i.test(text)) return undefined;
  if (/\b(staged|fate|ready_entry|pg_temp)\b/.test(text)) return undefined;
  if (uses.size >= mostCounted) uses.clear();
  const count = (uses.get(text) ?? 0) + 1;
  uses.set(text, count);
  if (count < usesWorthKeeping) return undefined;
  uses.delete(text);
  const name = `jalon_${names.size}`;
  names.set(text, name);
  return name;
};

type Asked = Readonly<{ text: string; values?: unknown; name?: string }>;

const isAsked = (config: unknown): config is Asked =>
  typeof config === "object" && config !== null && "text" in config && !("submit" in config);

/**
 * Has a connection prepare the statements with parameters that it is sent often: the rules of a register make
 * statements of ten thousand characters, which take longer to plan than to run. PostgreSQL plans them anew when the
 * role changes whose policies they are under.
 */
export const prepareOften = (client: ClientBase): void => {
  const send = client.query.bind(client) as (...given: unknown[]) => unknown;
  const query = (config: unknown, values?: unknown, ...others: unknown[]): unknown => {
    const asked = typeof config === "string" ? { text: config, values } : config;
    if (!isAsked(asked) || !Array.isArray(asked.values) || asked.name !== undefined)
      return send(config, values, ...others);
    const name = nameOf(asked.text);
    if (name === undefined) return send(config, values, ...others);
    return typeof config === "string"
      ? send({ ...asked, name }, ...others)
      : send({ ...asked, name }, values, ...others);
  };
  client.query = query as ClientBase["query"];
};
