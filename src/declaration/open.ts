import { maySpeak } from "../agreement/desk.ts";
import { notAllowed } from "../problem.ts";
import { actOn, actorAt, type Desk, needSpeaking } from "./desk.ts";
import { periodWith } from "./periods.ts";
import {
  agreementNotActive,
  changedMeanwhile,
  noSuchPeriod,
  overlaps,
  unknownLine,
  wrongState,
} from "./problem.ts";
import {
  type DeclarationHead,
  type DeclarationRow,
  readRow,
  rowsOfAgreement,
  takeRow,
  takeTurn,
} from "./row.ts";
import type { Inputs, InputsBody, OpenBody, Opened } from "./shapes.ts";
import { agreementOf } from "./work.ts";

/**
 * Opens a declaration for a period of an agreement in force. One that is being prepared for the period already is the
 * answer; so is what was typed for one that was withdrawn. Throws where the days are no period, or are declared.
 */
export const openDeclaration = async (
  desk: Desk,
  agreement: number,
  { from, until }: OpenBody,
): Promise<Opened> => {
  const view = await agreementOf(desk, agreement);
  needSpeaking(desk, view);
  if (view.state === "draft" || view.state === "proposed" || view.state === "accepted")
    throw agreementNotActive(view.number);
  const period = periodWith(desk.house.programme.costs, view, from, until);
  if (!period) throw noSuchPeriod();
  await takeTurn(desk.client, view.partner);
  const rows = await rowsOfAgreement(desk.client, agreement);
  const beside = rows.filter((row) => row.from <= until && row.until >= from);
  const draft = beside.find(({ state }) => state === "draft");
  if (draft) {
    if (draft.from === from && draft.until === until) return opened(draft);
    throw overlaps(draft.number);
  }
  const live = beside.find(({ state }) => state === "submitted");
  if (live) throw overlaps(live.number);
  const before = beside.findLast(
    (row) => row.state === "withdrawn" && row.from === from && row.until === until,
  );
  if (before) return beginCorrection(desk, await readRow(desk.client, before.id), "");
  const base = numberOf(desk.house.programme.costs.numbers.declaration, {
    agreement: view.number,
    year: until.slice(0, 4),
    n: String(new Set(rows.map((row) => row.from)).size + 1),
  });
  return begin(desk, {
    number: unused(base, rows),
    agreement,
    operation: view.operation,
    partner: view.partner,
    from,
    until,
    version: 1,
    replaces: null,
    baseVersion: view.version,
    inputs: {},
    reason: "",
  });
};

/**
 * Begins the correction of a declaration that was submitted or withdrawn: its next version, which begins with what was
 * typed for it. The one that there is already is the answer.
 */
export const correctDeclaration = async (desk: Desk, id: number, reason: string): Promise<Opened> => {
  const row = await takeRow(desk.client, id);
  needSpeaking(desk, await agreementOf(desk, row.agreement));
  return beginCorrection(desk, row, reason);
};

const beginCorrection = async (desk: Desk, row: DeclarationRow, reason: string): Promise<Opened> => {
  if (row.state !== "submitted" && row.state !== "withdrawn") throw wrongState(row.state);
  if (row.controlBegunAt !== null) throw wrongState("in_control");
  const rows = await rowsOfAgreement(desk.client, row.agreement);
  const next = rows.find(({ replaces }) => replaces === row.id);
  if (next) {
    if (next.state === "draft") return opened(next);
    throw wrongState(next.state);
  }
  const other = rows.find(
    (each) =>
      each.id !== row.id &&
      (each.state === "draft" || each.state === "submitted") &&
      each.from <= row.until &&
      each.until >= row.from,
  );
  if (other) throw overlaps(other.number);
  const view = await agreementOf(desk, row.agreement);
  return begin(desk, {
    ...row,
    number: `${row.number.replace(/\/v\d+$/, "")}/v${row.version + 1}`,
    version: row.version + 1,
    replaces: row.id,
    baseVersion: view.version,
    reason,
  });
};

type Beginning = Pick<
  DeclarationRow,
  | "number"
  | "agreement"
  | "operation"
  | "partner"
  | "from"
  | "until"
  | "version"
  | "replaces"
  | "baseVersion"
  | "inputs"
> &
  Readonly<{ reason: string }>;

const begin = async (desk: Desk, one: Beginning): Promise<Opened> => {
  const { client } = desk;
  const id = await actOn(desk, { action: "declaration.open", reason: one.reason }, async (act) => {
    const { rows } = await client.query<{ id: number }>(
      `insert into declaration.declaration (number, agreement, operation, partner, period_from, period_until, version,
         replaces, base_version, opened_by, change)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
      [
        one.number,
        one.agreement,
        one.operation,
        one.partner,
        one.from,
        one.until,
        one.version,
        one.replaces,
        one.baseVersion,
        actorAt(desk),
        act.change,
      ],
    );
    const made = rows[0]?.id ?? 0;
    await client.query("insert into declaration.work (whose, inputs) values ($1, $2)", [
      made,
      JSON.stringify(one.inputs),
    ]);
    await act.note("declaration.declaration", made);
    return made;
  });
  return opened(await readRow(client, id));
};

/**
 * Keeps what was typed for lines of a draft; lines that are not given stay as they are. Throws changedMeanwhile where
 * somebody else kept something since. What is typed is not in the trail: what is submitted is.
 */
export const keepInputs = async (
  desk: Desk,
  id: number,
  { edition, lines }: InputsBody,
): Promise<DeclarationRow> => {
  const row = await takeRow(desk.client, id);
  const view = await agreementOf(desk, row.agreement);
  needSpeaking(desk, view);
  if (row.state !== "draft") throw wrongState(row.state);
  for (const line of Object.keys(lines))
    if (!view.plan.lines.some((each) => each.id === line)) throw unknownLine(line);
  const inputs: Inputs = { ...row.inputs, ...lines };
  const { rowCount } = await desk.client.query(
    `update declaration.work set inputs = $3, edition = edition + 1 where whose = $1 and edition = $2`,
    [id, edition, JSON.stringify(inputs)],
  );
  if (rowCount !== 1) throw changedMeanwhile((await readRow(desk.client, id)).edition);
  return readRow(desk.client, id);
};

/** Throws a draft away. */
export const discardDeclaration = async (desk: Desk, id: number): Promise<void> => {
  const row = await takeRow(desk.client, id);
  if (!maySpeak(desk, await agreementOf(desk, row.agreement))) throw notAllowed();
  if (row.state !== "draft") throw wrongState(row.state);
  await actOn(desk, { action: "declaration.discard" }, async (act) => {
    await desk.client.query("delete from declaration.declaration where id = $1", [id]);
    await act.note("declaration.declaration", id);
  });
};

/** Returns what an act on a declaration answers. */
export const opened = ({ id, number, version, state }: DeclarationHead): Opened => ({
  id,
  number,
  version,
  state,
});

const numberOf = (pattern: string, parts: Readonly<Record<string, string>>): string =>
  pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? "");

/** Numbers are never used again, also not that of a draft that was thrown away and of which others know. */
const unused = (base: string, rows: readonly DeclarationHead[]): string => {
  const taken = new Set(rows.map(({ number }) => number));
  if (!taken.has(base)) return base;
  for (let more = 2; ; more++) if (!taken.has(`${base}.${more}`)) return `${base}.${more}`;
};
