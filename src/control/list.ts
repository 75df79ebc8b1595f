import { mayAt } from "../agreement/desk.ts";
import { momentSql } from "../agreement/read.ts";
import type { Desk } from "../declaration/desk.ts";
import { nameOf, placeNames } from "../declaration/page.ts";
import { sumOf } from "../euros.ts";
import type { ControlsPage } from "./list-shapes.ts";
import { oversees } from "./row.ts";
import { type VerificationState, verificationStates, type VerificationType } from "./shared-shapes.ts";
import { stateNames, typeOf, typesOf, waitNames } from "./words.ts";

export type ControlsAsked = Readonly<{
  state?: VerificationState | undefined;
  type?: VerificationType | undefined;
  partner?: string | undefined;
  /** Of the calendar year in which they were opened. */
  year?: number | undefined;
}>;

type Row = Readonly<{
  id: number;
  number: string;
  type: VerificationType;
  state: VerificationState;
  agreement: number;
  agreementNumber: string;
  declaration: number | null;
  declarationNumber: string | null;
  operation: string;
  partner: string;
  openedAt: string;
  openedBy: string;
  toldAt: string | null;
  dueAt: string | null;
  findings: readonly Readonly<{ measure: string; amount: string; isSent: boolean }>[];
}>;

/** Returns the verifications that the asker sees, the last one opened first. */
export const controlsPage = async (desk: Desk, asked: ControlsAsked): Promise<ControlsPage> => {
  const { client, house } = desk;
  const { control } = house.programme;
  const { rows } = await client.query<Row>(
    `select v.id, v.number, v.type, v.state, v.agreement, a.number as "agreementNumber", v.declaration,
       d.number as "declarationNumber", v.operation, v.partner, ${momentSql("v.opened_at")} as "openedAt",
       v.opened_by as "openedBy", ${momentSql("v.told_at")} as "toldAt",
       (select ${momentSql("control.runs_until(l.sent_at, l.due_at)")} from control.letter l
         where l.verification = v.id and l.answered_at is null and v.state = 'with_partner'
         order by l.n desc limit 1) as "dueAt",
       coalesce((select json_agg(json_build_object('measure', f.measure, 'amount', f.amount::text,
           'isSent', f.sent_at is not null))
         from control.finding f where f.verification = v.id), '[]') as findings
     from control.verification v join agreement.agreement a on a.id = v.agreement
     left join declaration.declaration d on d.id = v.declaration
     where ($1::text is null or v.state = $1) and ($2::text is null or v.type = $2)
       and ($3::text is null or v.partner = $3)
       and ($4::int is null or extract(year from v.opened_at at time zone 'Europe/Brussels') = $4)
     order by v.opened_at desc, v.id desc limit 2000`,
    [asked.state ?? null, asked.type ?? null, asked.partner ?? null, asked.year ?? null],
  );
  const names = new Map<string, string>();
  const shown: ControlsPage["rows"] = [];
  for (const row of rows) {
    const isSeen = oversees(desk, row);
    if (!isSeen && !(row.toldAt !== null && mayAt(desk, "money:read", row))) continue;
    const findings = row.findings.filter(({ isSent }) => isSeen || isSent);
    if (!names.has(row.openedBy)) names.set(row.openedBy, await nameOf(desk, row.openedBy));
    const held = (measure: string) =>
      sumOf(findings.filter((each) => each.measure === measure).map(({ amount }) => amount));
    shown.push({
      id: row.id,
      number: row.number,
      type: typeOf(control, row.type),
      state: row.state,
      declaration:
        row.declaration === null ? null : { id: row.declaration, number: row.declarationNumber ?? "" },
      agreement: { id: row.agreement, number: row.agreementNumber },
      ...placeNames(house.programme, row.operation, row.partner),
      opened: { at: row.openedAt, by: names.get(row.openedBy) ?? "" },
      dueAt: row.dueAt,
      findings: findings.length,
      deducted: held("deduct"),
      parked: held("park"),
      waits:
        row.state === "decided" || row.state === "cancelled"
          ? []
          : [{ what: waitNames[row.state], since: null }],
    });
  }
  return {
    today: house.today(),
    rows: shown,
    types: typesOf(control),
    states: verificationStates.map((id) => ({ id, label: stateNames[id] })),
    mayOpen: mayAt(desk, "money:control", {})
      ? typesOf(control)
          .map(({ id }) => id)
          .filter((id) => id !== "administrative")
      : [],
  };
};
