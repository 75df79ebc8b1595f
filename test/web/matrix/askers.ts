import { randomUUID } from "node:crypto";
import { asOwner } from "../../../src/database/transaction.ts";
import { signInKey } from "../../../src/signin/key.ts";
import { keepSecondFactor } from "../../../src/signin/local.ts";
import { hashPassword } from "../../../src/signin/password.ts";
import { codeAt, newTotpSecret } from "../../../src/signin/totp.ts";
import type { TestAccount, World } from "../world.ts";
import { neighbour, own, ownMark, type Place } from "./places.ts";
import { giveOwnThings, type OwnThings } from "./planted.ts";

/** Everybody who asks: each role of the reference programme, and a partner's token. */
export const askerNames = [
  "case_worker",
  "partner_manager",
  "service_worker",
  "controller",
  "programme_officer",
  "certifying_officer",
  "auditor",
  "administrator",
  "token",
] as const;
export type AskerName = (typeof askerNames)[number];

/** Which places somebody's role reaches: the own partner, its whole operation, the whole programme. */
export const reach: Readonly<Record<AskerName, "partner" | "operation" | "programme">> = {
  case_worker: "partner",
  partner_manager: "partner",
  service_worker: "operation",
  controller: "programme",
  programme_officer: "programme",
  certifying_officer: "programme",
  auditor: "programme",
  administrator: "programme",
  token: "partner",
};

/** Returns whether the asker's role reaches the place. */
export const reaches = (asker: AskerName, place: Place): boolean =>
  reach[asker] === "programme" || place === own || (reach[asker] === "operation" && place === neighbour);

const reading: readonly string[] = askerNames.filter((name) => name !== "administrator");
const writing: readonly string[] = ["case_worker", "partner_manager", "service_worker", "token"];

/** Somebody who asks, with what they have by themselves. */
export type Asker = Readonly<{
  name: AskerName;
  account: TestAccount;
  own: OwnThings;
  password: string;
  code: () => string;
  email: string;
}>;

export const password = "girafe violon mardi";

/** Makes one of each. Everybody but the token has a password and a second factor. */
export const makeAskers = async (world: World): Promise<ReadonlyMap<AskerName, Asker>> => {
  const askers = new Map<AskerName, Asker>();
  const hash = await hashPassword(password);
  const key = await signInKey(world.folder);
  for (const name of askerNames) {
    const role = name === "token" ? "case_worker" : name;
    const account = await world.account({
      role,
      operation: reach[name] === "operation" ? own.operation : null,
      partner: reach[name] === "partner" ? own.partner : null,
      kind: name === "token" ? "token" : "person",
      name: `Essai ${name}`,
    });
    const secret = newTotpSecret();
    await asOwner(world.pool, async (client) => {
      await client.query("insert into signin.password (account, hash) values ($1, $2)", [account.id, hash]);
      await keepSecondFactor(client, key, account.id, secret, 0);
    });
    const may = { read: reading.includes(name), write: writing.includes(name) };
    askers.set(name, {
      name,
      account,
      own: await giveOwnThings(world, account, own, may, {
        draft: ownMark("draft", name),
        view: ownMark("view", name),
      }),
      password,
      code: () => codeAt(secret, Date.now()),
      email: account.email,
    });
  }
  return askers;
};

/** Things of somebody's own that there are nowhere. */
export const nothing = (): OwnThings => ({
  draft: randomUUID(),
  view: randomUUID(),
  export: randomUUID(),
  spare: randomUUID(),
  session: randomUUID(),
});
