import { ageInYears } from "../definition/condition/calendar.ts";
import type { Value } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Figure } from "../definition/programme.ts";
import type { MatchGroup } from "../definition/service/matching.ts";
import { compare, exact, percent, type Exact, canonical } from "../decimal.ts";
import { withoutWalls } from "../entry/desk.ts";
import type { FigureTable } from "../figure/compute.ts";
import { hideSmallCells, smallestShown } from "../figure/small-cells.ts";
import type { Text } from "../language.ts";
import { tableOf } from "../register/table.ts";
import { type Bits, bitsAt, bitsOf, combined, has } from "./bits.ts";
import { type Pool, poolOf } from "./pool.ts";
import { type Look, type Reach, reachOf, readRows } from "./reach.ts";
import type { Rates } from "./shapes.ts";

/** The stages that somebody goes through, each among those of the stage before. */
const stages = ["considered", "eligible", "proposed", "hired"] as const;
type Stage = (typeof stages)[number];
type Stages = Readonly<Record<Stage, Bits>>;

/** Four fifths: a rule of thumb of American practice, told as such on the page. */
const lowRatio: Exact = { units: 80n, scale: 2 };

/**
 * Returns how many of each group were considered in a year, met the conditions of one of its offers at least, were
 * proposed and got a post. Counts of a few people are hidden; answers of a special category are only counted, and only
 * for whoever may see figures of them.
 */
export const selectionRates = async (
  look: Look,
  service: string,
  asked: number | undefined,
): Promise<Rates> => {
  const reach = reachOf(look, service);
  const { groups, offers } = reach.matching;
  const today = look.house.today();
  const year = asked ?? Number(today.slice(0, 4));
  const pool = await poolOf(look, reach);
  const dated = offers.register.datedBy ?? offers.date;
  const years = await yearsOf(look, reach, dated);
  const { found, count } = await stagesOf(look, reach, pool, dated, year);
  const { limit } = smallestShown(look.house.programme, today);
  const mayCount = maySeeSpecialFigures(look, reach);
  const isSpecial = ({ field }: MatchGroup) => field.sensitivity === "special";
  const shown: Rates["groups"] = [];
  let hides = false;
  for (const group of groups) {
    if (isSpecial(group) && !mayCount) continue;
    const answers = isSpecial(group)
      ? await specialAnswers(look, reach, pool, group)
      : (at: number) => pool.answer(group.field.id, at);
    const counted = countGroups(group, pool, answers, found, today);
    const table = hidden(look, counted, limit);
    hides ||= table.hides;
    shown.push({
      group: group.id,
      label: group.label,
      legal: group.legal ?? null,
      special: isSpecial(group),
      rows: withRates(group, counted, table.rows),
    });
  }
  return {
    service: reach.service.id,
    label: reach.service.label,
    year,
    years: [...new Set([...years, year])].toSorted((a, b) => b - a),
    offers: count,
    limit,
    groups: shown,
    withheld: groups.filter((group) => isSpecial(group) && !mayCount).map(({ label }) => label),
    hides,
  };
};

/** Whoever reads such answers there, or the report in which their counts stand. */
const maySeeSpecialFigures = ({ house, who }: Look, { operations }: Reach): boolean =>
  operations.every(
    (operation) =>
      house.guards.right(who, "special:read", { operation }) ||
      house.guards.right(who, "report:read", { operation }),
  );

const yearsOf = async (look: Look, reach: Reach, dated: string): Promise<number[]> => {
  const rows = await readRows(
    look,
    reach,
    reach.matching.offers.register,
    `${sqlName(dated)} is not null`,
    [],
  );
  return [...new Set(rows.map(({ answers }) => Number(String(answers[dated]).slice(0, 4))))];
};

/** Somebody who was proposed met the conditions then, whatever their file says today. */
const stagesOf = async (
  look: Look,
  reach: Reach,
  pool: Pool,
  dated: string,
  year: number,
): Promise<{ found: Stages; count: number }> => {
  const { offers, selections } = reach.matching;
  const [from, until] = [`${String(year)}-01-01`, `${String(year)}-12-31`];
  const within = (field: string) => `${sqlName(field)} between $1 and $2`;
  const open = await readRows(look, reach, offers.register, within(dated), [from, until]);
  const chosen = await readRows(
    look,
    reach,
    selections.register,
    `${within(selections.proposedOn)} or ${within(selections.decidedOn)}`,
    [from, until],
  );
  const size = pool.files.length;
  const placesOf = (rows: typeof chosen) =>
    bitsAt(
      size,
      rows.flatMap(({ person }) => pool.placesOf(person)),
    );
  const hired = placesOf(
    chosen.filter(({ answers }) => {
      const on = String(answers[selections.decidedOn] ?? "");
      return on >= from && on <= until && selections.hired.includes(String(answers[selections.state]));
    }),
  );
  const proposed = placesOf(chosen);
  const any = (sets: readonly Bits[]) =>
    bitsOf(
      combined(
        "any",
        sets.map(({ words }) => words),
        size,
      ),
    );
  const eligible = any([...open.map(({ answers }) => pool.matcher.eligible(answers)), proposed]);
  const looked = bitsAt(
    size,
    [...pool.files.keys()].filter((at) => pool.matcher.isConsidered(at)),
  );
  return { found: { considered: any([looked, eligible]), eligible, proposed, hired }, count: open.length };
};

type Answer = (at: number) => Value;

/** Reads the answers of a special category for counting alone: none of them leaves this module. */
const specialAnswers = async (
  look: Look,
  reach: Reach,
  pool: Pool,
  { field }: MatchGroup,
): Promise<Answer> => {
  const { register } = reach.matching.candidates;
  const rows = await withoutWalls(look, async () => {
    const { rows: found } = await look.client.query<{ record: number; answer: Value }>(
      `select record, ${sqlName(field.id)} as answer from ${tableOf(register)}
       where operation = any ($1::text[]) and record = any ($2::bigint[])`,
      [reach.operations, pool.files.map(({ record }) => record)],
    );
    return found;
  });
  const byRecord = new Map(rows.map(({ record, answer }) => [record, answer]));
  return (at) => byRecord.get(pool.files[at]?.record ?? -1) ?? null;
};

type Counted = readonly Readonly<{ code: string; label: Text; counts: Readonly<Record<Stage, number>> }>[];

const countGroups = (
  group: MatchGroup,
  pool: Pool,
  answer: Answer,
  found: Stages,
  today: string,
): Counted => {
  const rows = bandsOf(group).map(({ code, label }) => ({
    code,
    label,
    counts: { considered: 0, eligible: 0, proposed: 0, hired: 0 },
  }));
  const byCode = new Map(rows.map((row) => [row.code, row]));
  for (const at of pool.files.keys()) {
    if (!has(found.considered, at)) continue;
    const row = byCode.get(bandOf(group, answer(at), today));
    // Whoever did not answer is in no group.
    if (!row) continue;
    for (const stage of stages) if (has(found[stage], at)) row.counts[stage]++;
  }
  return rows.filter(({ counts }) => counts.considered > 0);
};

const bandsOf = ({ field, ages, without }: MatchGroup): { code: string; label: Text }[] => {
  if (!ages) {
    const choices =
      field.choices ??
      (["true", "false"] as const).map((code) => ({
        code,
        label: code === "true" ? { fr: "oui", nl: "ja", en: "yes" } : { fr: "non", nl: "nee", en: "no" },
      }));
    return choices.filter(({ code }) => !without.includes(code)).map(({ code, label }) => ({ code, label }));
  }
  const [first = 0] = ages;
  return [
    {
      code: "0",
      label: {
        fr: `moins de ${String(first)} ans`,
        nl: `jonger dan ${String(first)}`,
        en: `under ${String(first)}`,
      },
    },
    ...ages.map((from, index) => {
      const next = ages[index + 1];
      const until = next === undefined ? undefined : next - 1;
      return {
        code: String(from),
        label:
          until === undefined
            ? {
                fr: `${String(from)} ans et plus`,
                nl: `${String(from)} en ouder`,
                en: `${String(from)} and over`,
              }
            : {
                fr: `${String(from)} à ${String(until)} ans`,
                nl: `${String(from)} tot ${String(until)}`,
                en: `${String(from)} to ${String(until)}`,
              },
      };
    }),
  ];
};

const bandOf = ({ ages }: MatchGroup, answer: Value, today: string): string => {
  if (answer === null) return "";
  if (!ages) return String(answer);
  const age = ageInYears(String(answer), today);
  return String(ages.findLast((from) => age >= from) ?? 0);
};

type Shown = readonly Readonly<Record<Stage, number | null>>[];

/** Hides the counts of a few people as every table of figures does. */
const hidden = ({ house }: Look, rows: Counted, limit: number): { rows: Shown; hides: boolean } => {
  const figures = stages.map((id): Figure => ({
    id,
    label: { fr: id, nl: id, en: id },
    unit: undefined,
    code: undefined,
    annex: undefined,
    group: undefined,
    definition: undefined,
    reference: undefined,
    note: undefined,
    source: { article: "", verified: false },
    definedBy: "programme",
    computation: { kind: "none" },
  }));
  const { id, version, fingerprint } = house.programme;
  const table: FigureTable = {
    definition: { programme: id, version, fingerprint },
    data: { change: 0, hash: "" },
    years: undefined,
    by: ["group"],
    filters: {},
    figures,
    omitted: [],
    rows: rows.map(({ code, counts }) => ({
      at: { group: code },
      values: new Map(stages.map((stage) => [stage, BigInt(counts[stage])])),
    })),
    totals: new Map(),
  };
  const shown = hideSmallCells(house.programme, table, limit, () => true);
  return {
    hides: shown.hides,
    rows: shown.rows.map(({ values }) => {
      const count = (stage: Stage) => {
        const value = values.get(stage);
        return value === null || value === undefined ? null : Number(value);
      };
      return {
        considered: count("considered"),
        eligible: count("eligible"),
        proposed: count("proposed"),
        hired: count("hired"),
      };
    }),
  };
};

/** The rate of each stage among those of the stage before, and its ratio to the group that does best. */
const withRates = ({ legal }: MatchGroup, rows: Counted, shown: Shown): Rates["groups"][number]["rows"] => {
  const before = { eligible: "considered", proposed: "eligible", hired: "proposed" } as const;
  const rateOf = (stage: keyof typeof before, index: number): Exact | null => {
    const [part, whole] = [shown[index]?.[stage] ?? null, shown[index]?.[before[stage]] ?? null];
    if (part === null || whole === null || whole === 0) return null;
    return percent(exact(BigInt(part)), exact(BigInt(whole)), 4);
  };
  const stageOf = (
    stage: keyof typeof before,
    index: number,
  ): Rates["groups"][number]["rows"][number]["eligible"] => {
    const rate = rateOf(stage, index);
    const best = [...rows.keys()]
      .map((other) => rateOf(stage, other))
      .filter((other) => other !== null)
      .toSorted(compare)
      .at(-1);
    // Whom the law keeps out altogether is not held against the others.
    const isByLaw = legal !== undefined && rate?.units === 0n;
    const ratio = rate === null || isByLaw || !best || best.units === 0n ? null : percent(rate, best, 0);
    return {
      count: shown[index]?.[stage] ?? null,
      rate:
        rate &&
        canonical(
          percent(
            exact(BigInt(shown[index]?.[stage] ?? 0)),
            exact(BigInt(shown[index]?.[before[stage]] ?? 1)),
            1,
          ),
        ),
      ratio: ratio && canonical({ units: ratio.units, scale: 2 }),
      low: ratio !== null && compare({ units: ratio.units, scale: 2 }, lowRatio) < 0,
    };
  };
  return rows.map(({ code, label }, index) => ({
    code,
    label,
    considered: shown[index]?.considered ?? null,
    eligible: stageOf("eligible", index),
    proposed: stageOf("proposed", index),
    hired: stageOf("hired", index),
  }));
};
