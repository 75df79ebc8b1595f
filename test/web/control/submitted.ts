import assert from "node:assert/strict";
import { bringAgreementsFile } from "../../../src/agreement/demonstration.ts";
import type { DeclarationPage, Opened } from "../../../src/declaration/shapes.ts";
import { araeAgreement, cpasAgreements } from "../money/agreements.ts";
import type { TestAccount, World } from "../world.ts";

/** Asks the application something as an account, and returns what it answers; fails where it refuses. */
export const ask = async <T>(
  { app }: Pick<World, "app">,
  account: TestAccount,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> => {
  const isFile = body instanceof Uint8Array;
  const answer = await app.request(path, {
    method,
    headers: {
      ...account.headers,
      ...(isFile ? { "x-file-name": "piece.pdf" } : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: isFile ? Buffer.from(body) : JSON.stringify(body) }),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as T;
};

const somePdf = (about: string) => new TextEncoder().encode(`%PDF-1.7 ${about}`);

/** Submits a declaration with the documents that it asks for, all its remarks confirmed; returns its number. */
const submit = async (world: World, manager: TestAccount, id: number): Promise<string> => {
  const address = `/api/declarations/${id}`;
  const draft = await ask<DeclarationPage>(world, manager, "GET", address);
  for (const { rule, link } of draft.checks) {
    if (rule !== "document_missing") continue;
    const { about, kind } = link?.params ?? {};
    const query = new URLSearchParams({ about: String(about), kind: String(kind) });
    await ask(world, manager, "POST", `/api/documents?${query}`, somePdf(`${about} ${kind}`));
  }
  const { edition, checks, number } = await ask<DeclarationPage>(world, manager, "GET", address);
  const confirmed = checks.map((check) => check.id);
  await ask(world, manager, "POST", `${address}/submit`, { edition, confirmed });
  return number;
};

const year = { from: "2020-01-01", until: "2020-12-31" };

/** A declaration that was submitted. */
export type Submitted = Readonly<{ id: number; number: string; agreement: number }>;

/** Submits staff with a flat rate of 40 % for all the rest, which follows it. */
export const submitStaffed = async (world: World, manager: TestAccount): Promise<Submitted> => {
  const [agreement = 0] = await bringAgreementsFile(
    { pool: world.pool, programme: world.programme, account: "test" },
    {
      agreements: [
        {
          ...araeAgreement,
          operation: "cpas",
          partners: araeAgreement.partners.map((each) => ({
            ...each,
            partner: manager.partner ?? "",
            number: "essai-personnel",
          })),
        },
      ],
    },
  );
  await ask(world, manager, "PUT", `/api/agreements/${agreement}/staff`, {
    rows: [
      { person: "P-1", year: 2020, grossCost: "52800.00", months: "12", fraction: "1", function: "adviser" },
    ],
  });
  const { id } = await ask<Opened>(world, manager, "POST", `/api/agreements/${agreement}/declarations`, year);
  await ask(world, manager, "PUT", `/api/declarations/${id}/inputs`, {
    edition: 0,
    lines: { staff: { staff: [{ person: "P-1", year: 2020 }] } },
  });
  return { id, agreement, number: await submit(world, manager, id) };
};

/** Submits the phases that the register counts, behind which records stand. */
export const submitPhases = async (
  world: World,
  manager: TestAccount,
  number = "essai-phases",
): Promise<Submitted> => {
  const [phases] = cpasAgreements(manager.partner ?? "");
  assert.ok(phases);
  const [agreement = 0] = await bringAgreementsFile(
    { pool: world.pool, programme: world.programme, account: "test" },
    {
      agreements: [{ ...phases, partners: phases.partners.map((each) => ({ ...each, number })) }],
    },
  );
  const { id } = await ask<Opened>(world, manager, "POST", `/api/agreements/${agreement}/declarations`, year);
  return { id, agreement, number: await submit(world, manager, id) };
};

/** The welfare centre of the world that began most phases in the year. */
export const busiestCentre = async ({ pool }: World): Promise<string> => {
  const { rows } = await pool.query<{ partner: string }>(
    `select partner from register.cpas_phases where extract(year from starts_on) = 2020
     group by partner order by count(*) desc, partner limit 1`,
  );
  return rows[0]?.partner ?? "";
};
