import { mayAt } from "../agreement/desk.ts";
import type { Desk } from "../declaration/desk.ts";
import { nameOf, placeNames } from "../declaration/page.ts";
import { seenRows } from "../declaration/list.ts";
import { compare, exact } from "../decimal.ts";
import { sumOf } from "../euros.ts";
import { mayDecide } from "./decision-page.ts";
import { decisionsWaiting } from "./decision-row.ts";
import { clockOf, factsOf, stoppedDays } from "./facts.ts";
import type { QueuePage } from "./list-shapes.ts";
import { oversees } from "./row.ts";
import { scoreOf } from "./score.ts";
import type { VerificationState, VerificationType } from "./shared-shapes.ts";
import { typeOf, waitNames } from "./words.ts";

type Row = QueuePage["rows"][number];
type Going = Readonly<{
  declaration: number;
  id: number;
  number: string;
  type: VerificationType;
  state: VerificationState;
  isOver: boolean;
}>;

const words: Readonly<Record<Row["next"]["kind"], Row["next"]["what"]>> = {
  open: {
    fr: "Ouvrir la vérification administrative",
    nl: "De administratieve verificatie openen",
    en: "Open the administrative verification",
  },
  continue: { fr: "Continuer la vérification", nl: "De verificatie voortzetten", en: "Go on verifying" },
  conclude: {
    fr: "Conclure la vérification",
    nl: "De verificatie afsluiten",
    en: "Conclude the verification",
  },
  decide: {
    fr: "Proposer ou prendre la décision",
    nl: "De beslissing voorstellen of nemen",
    en: "Propose or take the decision",
  },
  wait: waitNames.with_partner,
};

/** Returns what is to be verified next and why, most pressing first, and what waits for a second person. */
export const queuePage = async (desk: Desk): Promise<QueuePage> => {
  const { client, house } = desk;
  const { programme } = house;
  const { control } = programme;
  const today = house.today();
  const submitted = (await seenRows(desk)).filter((row) => row.state === "submitted" && oversees(desk, row));
  const { rows: decided } = await client.query<{ declaration: number }>(
    "select distinct declaration from control.decision where state = 'decided'",
  );
  const isDecided = new Set(decided.map(({ declaration }) => declaration));
  const waiting = submitted.filter(({ id }) => !isDecided.has(id));
  const going = await goingOf(
    desk,
    waiting.map(({ id }) => id),
  );
  const facts = await factsOf(client, control, waiting, today);
  const numbers = await agreementNumbers(
    desk,
    waiting.map(({ agreement }) => agreement),
  );
  const stopped = await stoppedDays(
    client,
    waiting.map(({ id }) => id),
    today,
  );
  const factors = [...control.factors.values()];
  const rows = waiting.map((row): Row => {
    const own = going.get(row.id);
    const kind = nextOf(own);
    return {
      declaration: { id: row.id, number: row.number, from: row.from, until: row.until },
      agreement: { id: row.agreement, number: numbers.get(row.agreement) ?? "" },
      ...placeNames(programme, row.operation, row.partner),
      total: row.total ?? "0.00",
      submittedAt: row.submittedAt ?? "",
      clock: row.submittedAt === null ? null : clockOf(control, row.submittedAt, today, stopped.get(row.id)),
      ...asRow(scoreOf(factors, facts.get(row.id) ?? {})),
      verification: own
        ? { id: own.id, number: own.number, type: typeOf(control, own.type), state: own.state }
        : null,
      next: { kind, what: words[kind] },
      mayOpen: !own && mayAt(desk, "money:control", row),
    };
  });
  const { rows: plans } = await client.query<{ id: number; year: number; version: number }>(
    "select id, year, version from control.plan where state = 'adopted' and year = $1",
    [Number(today.slice(0, 4))],
  );
  const [plan] = plans;
  return {
    today,
    rows: rows.toSorted(
      (a, b) => compare(exact(b.score), exact(a.score)) || a.submittedAt.localeCompare(b.submittedAt),
    ),
    decide: await toDecide(desk),
    plan: plan ? { id: plan.id, year: plan.year, number: `${plan.year} (v${plan.version})` } : null,
  };
};

const asRow = ({ score, reasons }: ReturnType<typeof scoreOf>): Pick<Row, "score" | "reasons"> => ({
  score,
  reasons: [...reasons],
});

const nextOf = (own: Going | undefined): Row["next"]["kind"] => {
  if (!own) return "open";
  if (own.state === "with_partner") return own.isOver ? "conclude" : "wait";
  if (own.state === "answered") return "conclude";
  return own.state === "concluded" ? "decide" : "continue";
};

const goingOf = async ({ client }: Desk, ids: readonly number[]): Promise<ReadonlyMap<number, Going>> => {
  const { rows } = await client.query<Going>(
    `select distinct on (v.declaration) v.declaration, v.id, v.number, v.type, v.state,
       coalesce((select control.runs_until(l.sent_at, l.due_at) <= clock_timestamp() from control.letter l
         where l.verification = v.id order by l.n desc limit 1), false) as "isOver"
     from control.verification v where v.declaration = any ($1) and v.state not in ('cancelled', 'decided')
     order by v.declaration, v.type = 'administrative' desc, v.id`,
    [ids],
  );
  return new Map(rows.map((row) => [row.declaration, row]));
};

const agreementNumbers = async (
  { client }: Desk,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> => {
  const { rows } = await client.query<{ id: number; number: string }>(
    "select id, number from agreement.agreement where id = any ($1)",
    [ids],
  );
  return new Map(rows.map(({ id, number }) => [id, number]));
};

const toDecide = async (desk: Desk): Promise<QueuePage["decide"]> => {
  const waiting = (await decisionsWaiting(desk.client)).filter((row) => oversees(desk, row));
  const { rows } = await desk.client.query<{ id: number; number: string }>(
    "select id, number from declaration.declaration where id = any ($1)",
    [waiting.map(({ declaration }) => declaration)],
  );
  const numbers = new Map(rows.map(({ id, number }) => [id, number]));
  const shown: QueuePage["decide"] = [];
  for (const row of waiting) {
    const [by = row.proposedBy] = row.concludedBy;
    shown.push({
      decision: { id: row.id, number: row.number },
      declaration: { id: row.declaration, number: numbers.get(row.declaration) ?? "" },
      ...placeNames(desk.house.programme, row.operation, row.partner),
      proposed: { at: row.proposedAt, by: await nameOf(desk, row.proposedBy) },
      concludedBy: await nameOf(desk, by),
      eligible: sumOf(row.targets.map(({ eligible }) => eligible)),
      rejected: sumOf(row.targets.map(({ rejected }) => rejected)),
      mayDecide: mayDecide(desk, row).may,
    });
  }
  return shown;
};
