import assert from "node:assert/strict";
import { actorOf } from "../../src/access/who.ts";
import type { PlanLine } from "../../src/cost/plan.ts";
import { keepInputs, openDeclaration } from "../../src/declaration/open.ts";
import { actOn } from "../../src/declaration/desk.ts";
import { declarationPage } from "../../src/declaration/page.ts";
import { keepStaff } from "../../src/declaration/staff.ts";
import { submitDeclaration } from "../../src/declaration/submit.ts";
import { keepDocument } from "../../src/document/documents.ts";
import type { VerificationPage } from "../../src/control/shapes.ts";
import type { Settings } from "../../src/house.ts";
import type { Problem } from "../../src/problem.ts";
import { type MoneyWorld, openMoneyWorld } from "../declaration/money-world.ts";
import type { TestAccount } from "../web/world.ts";

export const partner = "arae_tremplin_emploi_nord";
export const otherPartner = "arae_atelier_emploi_du_parvis";
const text = (words: string) => ({ fr: words, nl: words, en: words });

export const staffLine: PlanLine = {
  id: "staff",
  label: text("Personnel"),
  category: "direct_staff",
  option: "hourly_rate",
  budget: "60000.00",
  terms: { form: "hourly_rate" },
};
/** Forty per cent of staff: it moves with it. */
export const restLine: PlanLine = {
  id: "rest",
  label: text("Autres frais"),
  category: "remaining",
  option: "remaining_40",
  budget: "24000.00",
  terms: { form: "flat_rate", rate: "0.4" },
};

/** People of a control, and requests that they make. */
export type ControlWorld = Readonly<{
  world: MoneyWorld;
  manager: TestAccount;
  neighbour: TestAccount;
  controller: TestAccount;
  second: TestAccount;
  certifier: TestAccount;
  /** Makes a request and returns what is answered; throws where it is refused. */
  ask: <T>(account: TestAccount, method: string, path: string, body?: unknown) => Promise<T>;
  /** The code of the refusal. */
  refused: (account: TestAccount, method: string, path: string, body?: unknown) => Promise<string>;
  /** Submits a declaration of 1000 hours of a person of 36.000 euros at 0,6: 34.880,00 and 13.952,00. */
  declared: (year?: number, person?: string) => Promise<Readonly<{ agreement: number; declaration: number }>>;
  read: (account: TestAccount, verification: number) => Promise<VerificationPage>;
  /** Answers every question with yes. */
  answerAll: (account: TestAccount, verification: number) => Promise<VerificationPage>;
}>;

export const openControlWorld = async (settings: Partial<Settings> = {}): Promise<ControlWorld> => {
  const world = await openMoneyWorld({ operations: [], settings });
  const manager = await world.account({ role: "partner_manager", partner });
  const request = async (account: TestAccount, method: string, path: string, body?: unknown) =>
    world.app.request(path, {
      method,
      headers: {
        ...account.headers,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(method === "GET" ? {} : { origin: "http://127.0.0.1" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const ask: ControlWorld["ask"] = async <T>(
    account: TestAccount,
    method: string,
    path: string,
    body?: unknown,
  ) => {
    const response = await request(account, method, path, body);
    const answer: unknown = await response.json();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer as T;
  };
  let people = 0;
  const read: ControlWorld["read"] = (account, id) => ask(account, "GET", `/api/verifications/${id}`);
  return {
    world,
    manager,
    neighbour: await world.account({ role: "partner_manager", partner: otherPartner }),
    controller: await world.account({ role: "controller" }),
    second: await world.account({ role: "controller" }),
    certifier: await world.account({ role: "certifying_officer" }),
    ask,
    refused: async (account, method, path, body) => {
      const response = await request(account, method, path, body);
      assert.ok(!response.ok, `${method} ${path} was not refused`);
      return ((await response.json()) as Pick<Problem, "code">).code;
    },
    declared: async (year = 2019, known) => {
      const agreement = await world.agreement({
        operation: "arae",
        partner,
        mode: "salary_flat_rate",
        lines: [staffLine, restLine],
      });
      const person = known ?? `P-${++people}`;
      const hours = known === undefined ? "1000" : "10";
      const period = { from: `${year}-01-01`, until: `${year}-12-31` };
      const { id } = await world.as(manager, (desk) => openDeclaration(desk, agreement, period));
      await world.as(manager, async (desk) => {
        const document = { months: "12", fraction: "0.6", function: null, document: null };
        await keepStaff(desk, agreement, { rows: [{ ...document, person, year, grossCost: "36000.00" }] });
        await keepInputs(desk, id, {
          edition: 0,
          lines: { staff: { staff: [{ person, year, hours }] } },
        });
        await actOn(desk, { action: "document" }, async (act) => {
          for (const kind of ["gross_cost", "time_sheet"])
            await keepDocument(
              desk.client,
              act,
              { dataFolder: world.folder },
              {
                operation: "arae",
                partner,
                account: manager.id,
                about: `declaration:${id}`,
                kind,
                name: `${kind}.pdf`,
                bytes: [Buffer.from(`%PDF-1.7 ${kind}`)],
              },
            );
        });
      });
      const { edition, checks } = await world.as(manager, (desk) => declarationPage(desk, id));
      await world.as(manager, (desk) =>
        submitDeclaration(desk, id, { edition, confirmed: checks.map((check) => check.id) }),
      );
      return { agreement, declaration: id };
    },
    read,
    answerAll: async (account, id) => {
      const { edition, checklist } = await read(account, id);
      const answers = (checklist?.groups ?? []).flatMap(({ points }) =>
        points.filter(({ elsewhere }) => !elsewhere).map(({ key }) => ({ key, value: "yes" })),
      );
      return ask(account, "PUT", `/api/verifications/${id}/answers`, { edition, answers });
    },
  };
};

/** Returns whom the trail names. */
export const actor = ({ id }: TestAccount): string => actorOf({ account: id });
