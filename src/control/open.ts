import { needRight } from "../agreement/desk.ts";
import type { Content } from "../declaration/content.ts";
import { actOn, actorAt, type Desk } from "../declaration/desk.ts";
import { type DeclarationRow, readRow, seeRow, takeTurn } from "../declaration/row.ts";
import { agreementOf } from "../declaration/work.ts";
import type { AgreementView } from "../agreement/read.ts";
import type { Act } from "../trail/act.ts";
import { checklistOf, controlNumber } from "../definition/control.ts";
import { type AnsweredElsewhere, type DeclaredUnit, pointsOf, unrolled, withElsewhere } from "./checklist.ts";
import { asProblem, noChecklist, notSubmitted, verifiedAlready } from "./problem.ts";
import type { Checklist, OpenVerificationBody } from "./shapes.ts";
import type { VerificationType } from "./shared-shapes.ts";

/** What is verified: a declaration, or what was declared under an agreement so far. */
export type WhatOf = Readonly<{ declaration: number }> | Readonly<{ agreement: number }>;

/**
 * Opens a verification, with what its type asks of what was declared; from then on a declaration stays as it is. Throws
 * Problem where it is not submitted, where there is one of the type already, or where the programme has no checklist for
 * it. `at`: the moment, where the owner of the store writes down the past.
 */
export const openVerification = async (
  desk: Desk,
  what: WhatOf,
  { type, sample }: OpenVerificationBody,
  at?: string,
): Promise<{ id: number; number: string }> => {
  const { client, house } = desk;
  const first = "declaration" in what ? await seeRow(desk, what.declaration) : undefined;
  const agreement = await agreementOf(desk, first?.agreement ?? ("agreement" in what ? what.agreement : 0));
  needRight(desk, "money:control", agreement);
  await takeTurn(client, agreement.partner);
  const row = first && (await readRow(client, first.id));
  if ((row && row.state !== "submitted") || (!row && type === "administrative")) throw notSubmitted();
  await refuseSecond(desk, row, type);
  const number = await numberOf(desk, row, agreement);
  const checklist = await checklistFor(desk, { row, agreement, type, number });
  const year = Number((at ?? house.today()).slice(0, 4));
  try {
    return await actOn(desk, { action: "control.open" }, async (act) => {
      const plan = await planOf(desk, year, at);
      const { rows } = await client.query<{ id: number }>(
        `insert into control.verification (number, type, agreement, declaration, operation, partner, plan, sample, checklist,
           opened_by, change${at === undefined ? "" : ", opened_at"})
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11${at === undefined ? "" : ", $12"}) returning id`,
        [
          number,
          type,
          agreement.id,
          row?.id ?? null,
          agreement.operation,
          agreement.partner,
          plan,
          sample ?? null,
          JSON.stringify(checklist),
          actorAt(desk),
          act.change,
          ...(at === undefined ? [] : [at]),
        ],
      );
      const id = rows[0]?.id ?? 0;
      await client.query("insert into control.work (whose) values ($1)", [id]);
      await act.note("control.verification", id);
      if (row) await beginOf(desk, act, row.id, at ?? new Date().toISOString());
      return { id, number };
    });
  } catch (error) {
    throw asProblem(error);
  }
};

/** Says of a declaration that its control began, or (null) that it did not after all; where that changes anything. */
export const beginOf = async (
  { client }: Desk,
  act: Act,
  declaration: number,
  begun: string | null,
): Promise<void> => {
  const { rows } = await client.query<{ changed: boolean }>("select control.begin($1, $2, $3) as changed", [
    declaration,
    act.change,
    begun,
  ]);
  if (rows[0]?.changed === true) await act.note("declaration.declaration", declaration);
};

const refuseSecond = async (
  { client }: Desk,
  row: DeclarationRow | undefined,
  type: VerificationType,
): Promise<void> => {
  if (!row) return;
  const { rows } = await client.query<{ number: string }>(
    "select number from control.verification where declaration = $1 and type = $2 and state <> 'cancelled'",
    [row.id, type],
  );
  if (rows[0]) throw verifiedAlready(rows[0].number);
};

const numberOf = async (
  { client }: Desk,
  row: DeclarationRow | undefined,
  agreement: AgreementView,
): Promise<string> => {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from control.verification
     where case when $2::bigint is null then agreement = $1 and declaration is null else declaration = $2 end`,
    [agreement.id, row?.id ?? null],
  );
  return `${row?.number ?? agreement.number}-V${(rows[0]?.count ?? 0) + 1}`;
};

const planOf = async ({ client }: Desk, year: number, at: string | undefined): Promise<number | null> => {
  const { rows } = await client.query<{ id: number }>(
    `select id from control.plan where year = $1 and adopted_at <= coalesce($2::timestamptz, clock_timestamp())
     order by adopted_at desc limit 1`,
    [year, at ?? null],
  );
  return rows[0]?.id ?? null;
};

const checklistFor = async (
  desk: Desk,
  {
    row,
    agreement,
    type,
    number,
  }: Readonly<{
    row: DeclarationRow | undefined;
    agreement: AgreementView;
    type: VerificationType;
    number: string;
  }>,
): Promise<Checklist> => {
  const { client, house } = desk;
  const { control } = house.programme;
  const contents = row ? [row.content] : await contentsUnder(desk, agreement.id);
  const lines = [
    ...new Map(contents.flatMap((content) => content?.lines ?? []).map((line) => [line.line, line])).values(),
  ];
  const asked = checklistOf(
    control,
    type,
    lines.map(({ form, option }) => ({ form, option: option.id })),
  );
  if (asked.length === 0) throw noChecklist();
  const units = await unitsUnder(desk, row, agreement.id);
  const today = house.today();
  const groups = unrolled(
    asked,
    { lines, units },
    {
      seed: number,
      least: controlNumber(control, "unit_sample_least", today),
      percent: controlNumber(control, "unit_sample_percent", today),
    },
  );
  const { rows } = await client.query<AnsweredElsewhere & { key: string }>(
    `select distinct on (a.point) a.point as key, a.value as result, v.id as verification, v.number, v.declaration,
       v.agreement, to_char(v.concluded_at at time zone 'Europe/Brussels', 'YYYY-MM-DD') as on
     from control.answer a join control.verification v on v.id = a.verification
     where a.partner = $1 and a.point = any ($2) and a.value <> 'elsewhere' and v.state in ('concluded', 'decided')
     order by a.point, v.declaration is not distinct from $3 desc, v.agreement = $4 desc, v.concluded_at desc`,
    [agreement.partner, pointsOf({ groups }).map(({ key }) => key), row?.id ?? null, agreement.id],
  );
  return {
    version: control.version,
    fingerprint: control.fingerprint ?? "",
    groups: withElsewhere(groups, new Map(rows.map(({ key, ...other }) => [key, other])), {
      agreement: agreement.id,
      declaration: row?.id ?? null,
    }),
  };
};

/** What was submitted under an agreement and counts. */
const contentsUnder = async ({ client }: Desk, agreement: number): Promise<readonly (Content | null)[]> => {
  const { rows } = await client.query<{ content: Content | null }>(
    `select w.content from declaration.declaration d join declaration.work w on w.whose = d.id
     where d.agreement = $1 and d.live order by d.period_from`,
    [agreement],
  );
  return rows.map(({ content }) => content);
};

const unitsUnder = async (
  { client }: Desk,
  row: DeclarationRow | undefined,
  agreement: number,
): Promise<readonly DeclaredUnit[]> => {
  const { rows } = await client.query<DeclaredUnit>(
    `select u.line, u.operation, u.register, u.record, u.on_day as "on", u.quantity::text as quantity
     from declaration.unit u join declaration.declaration d on d.id = u.declaration
     where d.live and ($1::bigint is null or d.id = $1) and d.agreement = $2 order by u.on_day, u.record`,
    [row?.id ?? null, agreement],
  );
  return rows;
};
