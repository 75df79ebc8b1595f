import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { asOwner } from "../database/transaction.ts";
import type { Programme, Role } from "../definition/programme.ts";
import type { House } from "../house.ts";
import type { Text } from "../language.ts";
import { signInKey } from "./key.ts";
import { keepSecondFactor, openSecondFactor } from "./local.ts";
import { hashPassword, isPassword } from "./password.ts";
import { type Place, placeOf } from "./places.ts";
import { codeAt, newTotpSecret, stepOfCode } from "./totp.ts";

type DemonstrationHouse = Pick<House, "pool" | "programme" | "dataFolder">;

/** An account of an invented person, for trying the application out. */
export type DemonstrationAccount = Readonly<{
  email: string;
  password: string;
  name: string;
  roleId: string;
  role: Text;
  place: Text;
}> &
  Place;

/** One password for all of them: it is shown to everybody, and protects nothing but invented people. */
const demonstrationPassword = "girafe violon mardi";

const names = [
  "Amina Belétoile",
  "Bram Vanspeculaas",
  "Chloé Dumirabelle",
  "Daan De Vuurtoren",
  "Elif Fontaineclaire",
  "Femke Klaverbeke",
  "Gaspard Leparapluie",
  "Hanne Zilverreiger",
  "Idris Moulinvert",
  "Julie Rossignolet",
  "Kamiel Hagelwit",
  "Lina Petitnuage",
  "Mehdi Karpuzgil",
  "Nele Mosselaerts",
  "Omar Benqamar",
  "Pauline Grandvélo",
  "Quentin Sanspareil-Fictif",
  "Rania Zafaranizad",
  "Sofie Manebluss",
  "Tariq Bourommane",
  "Ulysse Rossignolet",
  "Vera Appelbloesem",
  "Wout Peperkoekx",
  "Xénia Floarescute",
  "Yasmina Aït Loubane",
  "Zoé Deluciole",
  "Arthur Noisetier-Démo",
  "Bilal Ouldnakhla",
  "Céline Delatulipe",
  "Dries Vanderpluim",
] as const;

/**
 * Returns the accounts of the demonstration: each role of the programme once, in a fitting place. The roles of partners
 * twice: at a partner of the first operation that many partners carry out, and of the one with the most. An operation's
 * role at the first operation that the authority carries out itself, and where cases have rooms; then, for each service
 * that nobody works in yet, somebody who keeps the registers of its first operation; last, a second person for each role
 * whose acts upon money somebody else of it has to decide.
 */
export const demonstrationAccounts = (programme: Programme): readonly DemonstrationAccount[] => {
  const first = [...programme.roles.values()].flatMap((role) =>
    placesFor(programme, role).map((place) => ({ role, place })),
  );
  const keeper = [...programme.roles.values()].find(
    ({ scope, rights }) => scope === "operation" && rights.includes("records:write"),
  );
  const taken = new Set(first.map(({ place }) => place.operation));
  const others = [...programme.services.values()].flatMap(({ operations: [operation = null] }) =>
    keeper === undefined || taken.has(operation)
      ? []
      : [{ role: keeper, place: { operation, partner: null } }],
  );
  const seconds = first.filter(({ role }) => decidedByAnother.some((right) => role.rights.includes(right)));
  return accountsOf(programme, [...first, ...others, ...seconds]);
};

const decidedByAnother = ["money:control", "money:pay"] as const;

/** An address says the role and the place; whoever comes second at both is told apart by a number. */
const addressesOf = (given: readonly Readonly<{ role: Role; place: Place }>[]): string[] => {
  const taken = new Map<string, number>();
  return given.map(({ role, place }) => {
    const words = [role.id, place.partner ?? place.operation ?? ""].filter((part) => part !== "");
    const address = words.map((part) => part.replaceAll("_", "-")).join(".");
    const n = (taken.get(address) ?? 0) + 1;
    taken.set(address, n);
    return `${address}${n === 1 ? "" : `-${n}`}@demonstration.example`;
  });
};

const accountsOf = (
  programme: Programme,
  given: readonly Readonly<{ role: Role; place: Place }>[],
): DemonstrationAccount[] => {
  const addresses = addressesOf(given);
  return given.map(({ role, place }, index) => ({
    email: addresses[index] ?? "",
    password: demonstrationPassword,
    name: names[index % names.length] ?? "Amina Belétoile",
    roleId: role.id,
    role: role.label,
    place: placeOf(programme, place),
    ...place,
  }));
};

const placesFor = (programme: Programme, { scope, rights }: Role): readonly Place[] => {
  const operations = [...programme.operations.values()];
  if (scope === "programme") return [{ operation: null, partner: null }];
  if (scope === "operation") {
    const own = operations.find(({ partners }) =>
      partners.every((partner) => programme.partners.get(partner)?.kind === "authority"),
    );
    // Where cases have rooms, somebody is in them; who looks after rooms is only where there are some.
    const withRooms = operations.filter(({ registers }) =>
      registers.some((id) => programme.registers.get(id)?.isRoom === true),
    );
    const usual = rights.includes("rooms:manage") && withRooms.length > 0 ? [] : [own ?? operations[0]];
    return [...new Set([...usual, ...withRooms])].flatMap((operation) =>
      operation === undefined ? [] : [{ operation: operation.id, partner: null }],
    );
  }
  const most = Math.max(...operations.map((operation) => operation.partners.length));
  const widest = operations.find((operation) => operation.partners.length === most);
  const shared = operations.filter((operation) => operation.partners.length * 2 >= most);
  const partners = new Set([shared[0], widest].flatMap((each) => each?.partners.slice(0, 1) ?? []));
  return [...partners].map((partner) => ({ operation: null, partner }));
};

/** Makes the accounts of the demonstration, or puts back what somebody changed of them. Returns them. */
export const createDemonstrationAccounts = async (
  house: DemonstrationHouse,
): Promise<readonly DemonstrationAccount[]> => {
  const accounts = demonstrationAccounts(house.programme);
  const key = await signInKey(house.dataFolder);
  const hash = await hashPassword(demonstrationPassword);
  await asOwner(house.pool, async (client) => {
    await client.query("select pg_advisory_xact_lock(20141220)");
    for (const account of accounts) await create(client, key, hash, account);
  });
  return accounts;
};

const create = async (
  client: PoolClient,
  key: Uint8Array,
  hash: string,
  { email, name, roleId, operation, partner }: DemonstrationAccount,
): Promise<void> => {
  const { rows } = await client.query<{ id: string; hash: string | null; factor: boolean }>(
    `select a.id, p.hash, exists (select from signin.second_factor f where f.account = a.id) as factor
     from access.account a left join signin.password p on p.account = a.id where lower(a.email) = $1`,
    [email],
  );
  const known = rows[0];
  const account = known?.id ?? randomUUID();
  if (known) await client.query("update access.account set closed_at = null where id = $1", [account]);
  else
    await client.query("insert into access.account (id, email, name) values ($1, $2, $3)", [
      account,
      email,
      name,
    ]);
  await client.query(
    "insert into access.grant (account, role, operation, partner) values ($1, $2, $3, $4) on conflict do nothing",
    [account, roleId, operation, partner],
  );
  if (!(await isPassword(known?.hash ?? undefined, demonstrationPassword)))
    await client.query(
      `insert into signin.password (account, hash) values ($1, $2)
       on conflict (account) do update set hash = excluded.hash`,
      [account, hash],
    );
  if (known?.factor !== true) await keepSecondFactor(client, key, account, newTotpSecret(), 0);
};

/** An account of the demonstration with the code that its app would show, ready to be typed in for the visitor. */
export type ReadyAccount = DemonstrationAccount & Readonly<{ code: string }>;

/**
 * Returns the accounts of the demonstration with a code each that is good now and was not used yet. Only for an
 * installation that is a demonstration: the caller answers nothing in any other.
 */
export const readyAccounts = async (house: DemonstrationHouse): Promise<readonly ReadyAccount[]> => {
  const key = await signInKey(house.dataFolder);
  const accounts = demonstrationAccounts(house.programme);
  const { rows } = await house.pool.query<{ email: string; account: string; sealed: Buffer; last: number }>(
    `select lower(a.email) as email, a.id as account, f.sealed, f.last_step as last
     from access.account a join signin.second_factor f on f.account = a.id
     where lower(a.email) = any ($1) and a.closed_at is null`,
    [accounts.map(({ email }) => email)],
  );
  const now = Date.now();
  return accounts.flatMap((account) => {
    const found = rows.find(({ email }) => email === account.email);
    if (!found) return [];
    const secret = openSecondFactor(found.sealed, key, found.account);
    // The code of this step; the one before or after it where that was used already.
    const codes = [0, -1, 1].map((steps) => codeAt(secret, now + steps * 30_000));
    const code = codes.find((each) => stepOfCode(secret, each, now, found.last) !== undefined);
    return [{ ...account, code: code ?? codes[2] ?? "" }];
  });
};
