import type { PoolClient } from "pg";
import { sqlName } from "../definition/condition/sql.ts";
import type { Register } from "../definition/programme.ts";
import { knownState, noState } from "../definition/state.ts";
import type { Language } from "../language.ts";
import { movesOf } from "../register/moves.ts";
import { tableOf } from "../register/table.ts";
import { type CheckedSheet, placeIn } from "./check.ts";
import type { Remark } from "./remark.ts";

/**
 * Returns remarks on rows that bring a record into a state that cannot come after the one it is in, in however many
 * steps: a file may tell of several at once. The database refuses the same moves.
 */
export const findMoves = async (
  client: PoolClient,
  register: Register,
  operation: string,
  sheets: readonly CheckedSheet[],
): Promise<Remark[]> => {
  const { lifecycle } = register;
  const field = lifecycle && register.fields.get(lifecycle.field);
  if (!field) return [];
  // A step that only the act of a mechanism takes, no file does.
  const moves = movesOf({
    ...lifecycle,
    transitions: lifecycle.transitions.filter(({ by }) => by === undefined),
  });
  const state = (alias: string) => {
    const column = `${alias}.${sqlName(field.id)}`;
    return field.type === "date"
      ? `case when ${column} is null then '${noState}' else '${knownState}' end`
      : `coalesce(${column}, '${noState}')`;
  };
  const { rows } = await client.query<{ row: number; was: string; becomes: string }>(
    `select m.row, m.was, m.becomes from (
       select f.row, ${state("r")} as was, ${state("f")} as becomes
       from fate f join ${tableOf(register)} r on r.operation = $1 and r.record = f.known
       where f.fate in ('changed', 're_entered')) m
     where m.was <> m.becomes and not exists (
       select from unnest($2::text[], $3::text[]) e (was, becomes) where e.was = m.was and e.becomes = m.becomes)
     order by m.row`,
    [operation, moves.map(({ from }) => from), moves.map(({ to }) => to)],
  );
  const label = (id: string, language: Language) => lifecycle.states.get(id)?.[language] ?? id;
  return rows.map(({ row, was, becomes }): Remark => {
    const { columns, row: line } = placeIn(sheets, row);
    const cell = columns.fields.find((each) => each.field.id === field.id);
    const next = moves.filter(({ from }) => from === was).map(({ to }) => to);
    const list = (language: Language) => [was, ...next].map((id) => label(id, language)).join(" · ");
    return {
      sheet: columns.sheet,
      row: line,
      column: cell?.column ?? null,
      header: cell?.header,
      found: "",
      severity: "refuse",
      rule: "state_move",
      expected: {
        fr: `un état qui peut suivre « ${label(was, "fr")} » : ${list("fr")} (et non ${label(becomes, "fr")})`,
        nl: `een toestand die op "${label(was, "nl")}" kan volgen: ${list("nl")} (en niet ${label(becomes, "nl")})`,
        en: `a state that can come after "${label(was, "en")}": ${list("en")} (and not ${label(becomes, "en")})`,
      },
      mend: {
        fr: "Vérifiez l'état, ou ouvrez la fiche pour voir ce qui lui est arrivé.",
        nl: "Kijk de toestand na, of open de fiche om te zien wat er gebeurd is.",
        en: "Check the state, or open the record to see what happened to it.",
      },
      article: undefined,
    };
  });
};
