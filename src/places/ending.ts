import { daysBetween } from "../definition/condition/calendar.ts";
import { parameterOn } from "../definition/condition/parameter.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { PlacesLimit, PlacesStays } from "../definition/service/places.ts";
import { namesOf, tellingFields } from "../entry/identities.ts";
import { mayDo } from "../entry/transitions.ts";
import type { Text } from "../language.ts";
import { tableOf } from "../register/table.ts";
import { lastDaySql, untilSql } from "../register/taken.ts";
import { inOperations, type Look, type Reach } from "./service.ts";
import type { Ending } from "./shapes.ts";

/** How far ahead the page looks, in days. */
const ahead = 90;
const mostShown = 100;

/**
 * Returns the stays that their limit ends within 90 days, the soonest first, and those whose record goes on beyond it.
 * Somebody whose record says an earlier last day is not among them.
 */
export const endingStays = async (look: Look, reach: Reach, stays: PlacesStays): Promise<Ending[]> => {
  const { register, structure, from, until, limit } = stays;
  if (!limit) return [];
  const today = look.house.today();
  const { rows } = await look.client.query<{
    operation: string;
    partner: string;
    record: number;
    version: number;
    structure: string | null;
    from: string;
    until: string | null;
    lastDay: string;
  }>(
    `select operation, partner, record, change as version,
       ${structure === undefined ? "null::text" : sqlName(structure)} as structure,
       ${sqlName(from)} as "from", ${sqlName(until)} as until, ${lastDaySql(limit)} as "lastDay"
     from ${tableOf(register)}
     where ${inOperations(reach)} and ${sqlName(from)} <= $1::date and ${lastDaySql(limit)} <= $1::date + ${ahead}
       and (${sqlName(until)} is null or ${sqlName(until)} > ${lastDaySql(limit)}
         and ${sqlName(until)} >= $1::date)
     order by 8, record limit ${mostShown}`,
    [today],
  );
  const title = await namesOf(look, register, rows, tellingFields(register));
  return rows.map(({ partner, ...row }) => ({
    ...row,
    title: title(row),
    daysLeft: daysBetween(today, row.lastDay),
    end: endOf(look, stays, { operation: row.operation, partner }, row.until === null),
  }));
};

/** The step of the stay's life that gives it its last day, where it has one and the asker may take it. */
const endOf = (
  look: Look,
  { register, until }: PlacesStays,
  scope: Readonly<{ operation: string; partner: string }>,
  isOpen: boolean,
): Ending["end"] => {
  const { lifecycle } = register;
  if (!isOpen || !lifecycle || lifecycle.field !== until) return null;
  const step = lifecycle.transitions.find(
    ({ from, to, asks }) => from.includes("none") && to === "known" && asks.includes(until),
  );
  return step && mayDo(look, step, scope) ? { transition: step.id, label: step.label, field: until } : null;
};

/** Returns what ends a stay, in words. */
export const limitWords = (limit: PlacesLimit, today: string): Text => {
  const amount = limit.kind === "age" ? limit.span.years : limit.span.months;
  const value =
    typeof amount === "object" ? (parameterOn(amount.parameter, today)?.value ?? "?") : (amount ?? "?");
  return limit.kind === "age"
    ? {
        fr: `Un séjour se termine la veille de l'anniversaire de ${value} ans, quoi que dise la fiche.`,
        nl: `Een verblijf eindigt de dag vóór de verjaardag van ${value} jaar, wat de fiche ook zegt.`,
        en: `A stay ends on the day before the birthday of ${value} years, whatever the record says.`,
      }
    : {
        fr: `Un séjour dure ${value} mois au plus, quoi que dise la fiche.`,
        nl: `Een verblijf duurt hoogstens ${value} maanden, wat de fiche ook zegt.`,
        en: `A stay lasts ${value} months at most, whatever the record says.`,
      };
};

/** Returns how many are there on a day whose record names no structure that has places. */
export const nowhereOn = async (look: Look, reach: Reach, known: readonly string[]): Promise<number> => {
  const { stays, structures } = reach.places;
  if (!structures || stays.structure === undefined) return 0;
  const { rows } = await look.client.query<{ count: number }>(
    `select count(*)::int as count from ${tableOf(stays.register)}
     where ${inOperations(reach)} and ${sqlName(stays.from)} <= $1::date
       and ${untilSql(stays.until, stays.limit)} >= $1::date
       and (${sqlName(stays.structure)} is null or ${sqlName(stays.structure)} <> all ($2::text[]))`,
    [look.house.today(), [...known]],
  );
  return rows[0]?.count ?? 0;
};
