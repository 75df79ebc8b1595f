import { isWithinReach, openEntriesSql } from "../access/readable.ts";
import { actorOf } from "../access/who.ts";
import type { Text } from "../language.ts";
import { undoDays } from "../intake/merge.ts";
import { notFound, Problem } from "../problem.ts";
import { withoutWalls, type Desk } from "./desk.ts";
import { entryAnswers } from "./entry-answers.ts";
import { peopleOf } from "./people.ts";
import { noteReading } from "./see-record.ts";
import type { BuiltOn, ChangePage, Undone } from "./shapes.ts";
import { type Built, Obstructed, type Obstacle, obstacleTo, undoChange } from "./undo.ts";
import { isOfMoney, moneyDifferences, moneyName } from "../trail/money-words.ts";
import { differencesOf, saidReason, sayAction, sayKind } from "./words.ts";

type Head = {
  at: string;
  actor: string;
  action: string;
  reason: string;
  entries: number;
  undoes: number | null;
  undoneBy: number | null;
  file: number | null;
  fileName: string | null;
};

/** Whom its record is addressed to, where the database lets the asker know. */
type Addressee = { toOperation: string | null; toPartner: string | null };

type Part = Addressee & {
  operation: string;
  register: string;
  partner: string;
  record: number;
  kind: ChangePage["entries"][number]["kind"];
  before: string | null;
  after: string | null;
};

const mostEntries = 200;

/** Special answers stand in the differences of who may read them: that is a reading like any other. */
const noteDifferences = async (desk: Desk, entries: ChangePage["entries"]): Promise<void> => {
  for (const [id, ofRegister] of Map.groupBy(entries, ({ register }) => register))
    for (const [operation, all] of Map.groupBy(ofRegister, (entry) => entry.operation)) {
      const register = desk.house.programme.registers.get(id);
      const fields = new Set(all.flatMap(({ differences }) => differences.map(({ field }) => field)));
      const records = all.map(({ record }) => record);
      if (register) await noteReading(desk, register, operation, records, fields);
    }
};

/**
 * Returns what a change did, as far as the asker may see it, and whether it can be undone. Throws the same for a
 * change that does not exist and one of which the asker may see nothing.
 */
export const changePage = async (desk: Desk, change: number): Promise<ChangePage> => {
  const { client, house } = desk;
  const { rows: heads } = await client.query<Head>(
    `select to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, c.actor, c.action, c.reason, c.entries,
       a.undoes, u.change as "undoneBy", f.id as file, f.name as "fileName"
     from trail.change c
     left join entry.act a on a.change = c.seq
     left join entry.act u on u.undoes = c.seq
     left join intake.file f on f.change = c.seq
     where c.seq = $1`,
    [change],
  );
  const rooms = openEntriesSql(house.guards, desk.who, house.programme.registers.values(), "e", 2);
  const address = `left join access.addressed a
    on a.register = e.register and a.operation = e.operation and a.record = e.record`;
  const { rows: counted } = await client.query<
    Addressee & { operation: string; partner: string; money: boolean; kind: Part["kind"]; count: number }
  >(
    `select e.operation, e.partner, trail.of_money(e.register) as money, e.kind, a.to_operation as "toOperation", a.to_partner as "toPartner",
       count(*)::int as count
     from trail.entry e ${address} where e.change = $1 and ${rooms.text} group by 1, 2, 3, 4, 5, 6`,
    [change, ...rooms.values],
  );
  const maySee = ({
    operation,
    partner,
    money,
    toOperation,
    toPartner,
  }: Addressee & { operation: string; partner: string; money: boolean }) =>
    house.guards.record(desk.who, "trail:read", { operation, partner }) ||
    isWithinReach(
      house.guards,
      desk.who,
      money ? "money:read" : "records:read",
      { operation, partner },
      toOperation === null && toPartner === null ? undefined : { operation: toOperation, partner: toPartner },
    );
  const places = counted.filter(maySee);
  const [head, place] = [heads[0], places[0]];
  if (!head || !place) throw notFound();
  const { rows } = await client.query<Part>(
    `select e.operation, e.register, e.partner, e.record, e.kind, e.before::text as before, e.after::text as after,
       a.to_operation as "toOperation", a.to_partner as "toPartner"
     from trail.shown e ${address} where e.change = $1 and ${rooms.text} order by e.n limit ${mostEntries}`,
    [change, ...rooms.values],
  );
  const shown = rows.filter((entry) => maySee({ ...entry, money: isOfMoney(entry.register) }));
  const entries = shown.map((entry): ChangePage["entries"][number] => {
    const { before, after, operation, partner, record, kind } = entry;
    const part = { operation, register: entry.register, partner, record, kind };
    const register = house.programme.registers.get(part.register);
    const isMoney = isOfMoney(part.register);
    const differences = isMoney
      ? moneyDifferences(before, after).map((each) => ({ ...each, hidden: false }))
      : differencesOf(register, entryAnswers(register, before), entryAnswers(register, after));
    const name = isMoney ? moneyName(part.register) : null;
    return { ...part, name, kindLabel: sayKind(part.kind), differences };
  });
  await noteDifferences(desk, entries);
  const counts = { added: 0, changed: 0, re_entered: 0, removed: 0 };
  for (const { kind, count } of places) counts[kind] += count;
  const person = await peopleOf(desk, [head.actor], place);
  return {
    change,
    at: head.at,
    who: person(head.actor),
    action: head.action,
    actionLabel: sayAction(head.action),
    reason: head.action === "import" ? "" : saidReason(head.reason),
    file: head.file === null ? null : { file: head.file, name: head.fileName ?? "" },
    undoes: head.undoes,
    undoneBy: head.undoneBy,
    counts,
    entries,
    undo: await undoOf(desk, change, head, places),
  };
};

const undoOf = async (
  desk: Desk,
  change: number,
  { entries, undoneBy }: Head,
  places: readonly Readonly<{ operation: string; partner: string; money: boolean; count: number }>[],
): Promise<ChangePage["undo"]> => {
  const { house, who } = desk;
  const reached = places.reduce((sum, { count }) => sum + count, 0);
  const mayWrite =
    reached === entries && places.every((scope) => house.guards.record(who, "records:write", scope));
  if (!mayWrite) return { possible: false, why: words.notYours, builtOn: [], count: 0 };
  if (places.some(({ money }) => money)) return { possible: false, why: words.money, builtOn: [], count: 0 };
  if (undoneBy !== null) return { possible: false, why: words.undone, builtOn: [], count: 0 };
  const obstacle = await withoutWalls(desk, () => obstacleTo(desk.client, change));
  return { possible: obstacle === undefined, ...(await told(desk, obstacle)) };
};

const words = {
  money: {
    fr: "Ce qui concerne les conventions et les dépenses ne s'annule pas : on le retire ou on le corrige sur sa page.",
    nl: "Wat over overeenkomsten en uitgaven gaat, wordt niet ongedaan gemaakt: het wordt op zijn pagina ingetrokken of verbeterd.",
    en: "What is about agreements and expenditure is not undone: it is withdrawn or corrected on its page.",
  },
  notYours: {
    fr: "Vous ne pouvez pas écrire dans toutes les fiches de ce changement.",
    nl: "U kunt niet in alle fiches van deze wijziging schrijven.",
    en: "You cannot write all the records of this change.",
  },
  undone: {
    fr: "Ce changement a déjà été annulé.",
    nl: "Deze wijziging is al ongedaan gemaakt.",
    en: "This change was undone already.",
  },
  built: {
    fr: "D'autres changements ont suivi sur les mêmes fiches. Annulez-les d'abord, ou corrigez les fiches une à une.",
    nl: "Er volgden andere wijzigingen op dezelfde fiches. Maak die eerst ongedaan, of verbeter de fiches een voor een.",
    en: "Other changes followed on the same records. Undo those first, or correct the records one by one.",
  },
  forgotten: {
    fr: `Les anciennes données d'identité ne sont gardées que ${undoDays} jours : ce changement ne peut plus être annulé.`,
    nl: `Vroegere identiteitsgegevens blijven maar ${undoDays} dagen bewaard: deze wijziging kan niet meer ongedaan gemaakt worden.`,
    en: `Former identity data are kept for ${undoDays} days only: this change can no longer be undone.`,
  },
  changedAgain: {
    fr: "modifiée depuis",
    nl: "sindsdien gewijzigd",
    en: "changed since",
  },
  takenPlace: {
    fr: "une autre fiche de la même identité a été créée depuis",
    nl: "sindsdien is een andere fiche met dezelfde identiteit gemaakt",
    en: "another record of the same identity was made since",
  },
} satisfies Record<string, Text>;

const told = async (
  desk: Desk,
  obstacle: Obstacle | undefined,
): Promise<{ why: Text | null; builtOn: BuiltOn[]; count: number }> => {
  if (obstacle === undefined) return { why: null, builtOn: [], count: 0 };
  if (obstacle.kind === "undone") return { why: words.undone, builtOn: [], count: 0 };
  if (obstacle.kind === "forgotten") return { why: words.forgotten, builtOn: [], count: 0 };
  const { built, count } = obstacle;
  const maySee = ({ operation, partner }: Built) =>
    desk.house.guards.record(desk.who, "records:read", { operation, partner });
  const builtOn: BuiltOn[] = [];
  for (const each of built.filter(maySee)) {
    const { operation, register, record, change, at, actor, kind } = each;
    const person = await peopleOf(desk, [actor], each);
    const why = kind === "taken_place" ? words.takenPlace : words.changedAgain;
    builtOn.push({ operation, register, record, change, at, who: person(actor), why });
  }
  return { why: words.built, builtOn, count };
};

/**
 * Undoes a change for somebody who may write all of its records. Throws a problem that lists what was built on it
 * where somebody did.
 */
export const undoForAsker = async (desk: Desk, change: number, reason: string): Promise<Undone> => {
  const { client, house, who } = desk;
  const { rows } = await client.query("select from trail.change where seq = $1", [change]);
  if (rows.length === 0) throw notFound();
  let obstacle: Obstacle | undefined;
  const done = await withoutWalls(desk, async () => {
    try {
      return await undoChange(
        client,
        { actor: actorOf(who), isOwner: false },
        {
          programme: house.programme,
          secret: house.secret,
          change,
          reason,
          mayTouch: (scope) => house.guards.record(who, "records:write", scope),
        },
      );
    } catch (error) {
      if (!(error instanceof Obstructed)) throw error;
      obstacle = error.obstacle;
      return undefined;
    }
  });
  if (done) return done;
  const { why, builtOn, count } = await told(desk, obstacle);
  const code = obstacle?.kind === "built_on" ? "built_on" : "not_possible";
  throw new Problem(409, code, why ?? words.notYours, { builtOn, count });
};
