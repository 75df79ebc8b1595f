import type { RecordValues } from "../definition/condition/condition.ts";
import { sqlName, toSql } from "../definition/condition/sql.ts";
import type { Register } from "../definition/programme.ts";
import { sayAnswer } from "../entry/words.ts";
import { notFound } from "../problem.ts";
import { chosenFor, poolOf, readSelections } from "./pool.ts";
import { contractEnds, quotaGauge } from "./quota.ts";
import { type Look, type Reach, reachOf, readRows, type Row } from "./reach.ts";
import type { MatchingPage, Shortlist } from "./shapes.ts";

/** Returns a service's open offers with how many candidates each leaves, the quota of each body and contracts that end. */
export const matchingPage = async (look: Look, service: string): Promise<MatchingPage> => {
  const reach = reachOf(look, service);
  const { offers, candidates, selections } = reach.matching;
  const pool = await poolOf(look, reach);
  const open = await readRows(
    look,
    reach,
    offers.register,
    toSql(offers.open),
    [],
    `${sqlName(offers.date)}, record`,
  );
  const names = await bodyNames(look, reach);
  const read = await readSelections(look, reach, open);
  const shown = open.map((row) => {
    const { here, aside } = chosenFor(reach, pool, row, read);
    const hired = here.filter(({ answers }) => selections.hired.includes(String(answers[selections.state])));
    return {
      ...sayOffer(reach, row, names),
      eligible: pool.matcher.eligible(row.answers, aside).count,
      proposed: here.length,
      hired: hired.length,
    };
  });
  return {
    service: reach.service.id,
    label: reach.service.label,
    today: look.house.today(),
    files: pool.files.length,
    candidates: { register: candidates.register.id, label: candidates.register.label },
    register: offers.register.id,
    offers: shown,
    quota: await quotaGauge(look, reach),
    ends: await contractEnds(look, reach),
  };
};

/** Returns an offer of the service. Throws the same for one that is not there and one that is not the asker's to see. */
export const offerAt = async (look: Look, reach: Reach, record: number): Promise<Row> => {
  const [row] = await readRows(look, reach, reach.matching.offers.register, "record = $1", [record]);
  if (!row) throw notFound();
  return row;
};

/** Returns what the bodies are called, by the number under which offers name them. */
export const bodyNames = async (look: Look, reach: Reach): Promise<ReadonlyMap<string, RecordValues>> => {
  const { quota } = reach.matching;
  if (!quota) return new Map();
  const rows = await readRows(look, reach, quota.register, "true", []);
  return new Map(rows.map(({ answers }) => [String(answers[quota.number]), answers]));
};

/** Returns an offer as pages show it. */
export const sayOffer = (
  { matching: { offers, quota } }: Reach,
  { operation, record, version, answers }: Row,
  bodies: ReadonlyMap<string, RecordValues>,
): Omit<Shortlist["offer"], "facts"> => {
  const { register } = offers;
  const body = quota && bodies.get(String(answers[quota.offer]));
  const posts = offers.posts === undefined ? null : answers[offers.posts];
  return {
    operation,
    record,
    register: register.id,
    version,
    number: String(answers[offers.number] ?? ""),
    title: String(answers[offers.title] ?? ""),
    body: body && quota ? String(body[quota.name] ?? "") : null,
    date: typeof answers[offers.date] === "string" ? String(answers[offers.date]) : null,
    posts: typeof posts === "number" ? posts : 1,
    state: stateOfRow(register, answers),
  };
};

/** Returns the state of a record in words; null where the register has no lifecycle. */
export const stateOfRow = (register: Register, answers: RecordValues) => {
  const { lifecycle } = register;
  if (!lifecycle) return null;
  const code = String(answers[lifecycle.field] ?? "none");
  const label = lifecycle.states.get(code);
  return label ? { code, label } : null;
};

/** Returns answers of a record in words. */
export const factsOf = (
  register: Register,
  answers: RecordValues,
  fields: readonly string[],
): Shortlist["offer"]["facts"] =>
  fields.flatMap((id) => {
    const field = register.fields.get(id);
    return field ? [{ field: id, label: field.label, value: sayAnswer(field, answers[id]) }] : [];
  });
