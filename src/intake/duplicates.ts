import type { PoolClient } from "pg";
import { sqlName } from "../definition/condition/sql.ts";
import type { Programme, Register } from "../definition/programme.ts";
import type { Text } from "../language.ts";
import { identityTableOf, tableOf } from "../register/table.ts";
import { type CheckedSheet, placeIn } from "./check.ts";
import type { Remark } from "./remark.ts";

/**
 * Returns remarks on rows that seem to be about somebody who is already there: kept by another partner in the same
 * operation (refused: one participation per person and operation), the same person in another operation at the same
 * time, or somebody of the same name and birth date under another number. Keys are joined through indexes; no pair
 * of records is compared. What another partner knows is not shown.
 */
export const findDuplicates = async (
  client: PoolClient,
  programme: Programme,
  register: Register,
  operation: string,
  partner: string,
  sheets: readonly CheckedSheet[],
): Promise<Remark[]> => {
  const remark = (
    place: number,
    field: string | undefined,
    severity: Remark["severity"],
    rule: string,
    expected: Text,
    mend: Text,
    article?: string,
  ): Remark => {
    const { columns, row } = placeIn(sheets, place);
    const cell = columns.fields.find((each) => each.field.id === field);
    const at = { sheet: columns.sheet, row, column: cell?.column ?? null, header: cell?.header };
    return { ...at, found: "", severity, rule, expected, mend, article };
  };

  const elsewhere = await client.query<{ row: number }>(
    "select row from fate where kept_by is not null and kept_by <> $1 order by row",
    [partner],
  );
  const found = elsewhere.rows.map(({ row }) =>
    remark(
      row,
      register.identity[0],
      "refuse",
      "kept_by_another_partner",
      {
        fr: `une fiche à vous (${register.record.fr}) ; un autre partenaire de l'opération l'a déjà enregistrée`,
        nl: `een fiche van u (${register.record.nl}); een andere partner van de operatie heeft ze al geregistreerd`,
        en: `a record of your own (${register.record.en}); another partner of the operation has already recorded it`,
      },
      {
        fr: "Retirez la ligne, ou demandez au gestionnaire du programme de transférer le dossier.",
        nl: "Verwijder de rij, of vraag de programmabeheerder om het dossier over te dragen.",
        en: "Remove the row, or ask the programme officer to hand the file over.",
      },
      "SFC2014 support portal, answer on one record per person and operation",
    ),
  );

  if (register.person.length > 0 && register.onePerProgramme && register.reEntry) {
    const { entry, leave } = register.reEntry;
    const others = await client.query<{ row: number; operation: string }>(
      `select f.row, min(r.operation) as operation from fate f join ${tableOf(register)} r on r.person_key = f.person_key
       where f.fate = 'added' and r.operation <> $1
         and f.${sqlName(entry)} <= coalesce(r.${sqlName(leave)}, 'infinity')
         and r.${sqlName(entry)} <= coalesce(f.${sqlName(leave)}, 'infinity')
       group by f.row order by f.row`,
      [operation],
    );
    for (const { row, operation: other } of others.rows) {
      const title = programme.operations.get(other)?.title;
      found.push(
        remark(
          row,
          register.person[0],
          "confirm",
          "also_in_another_operation",
          {
            fr: `une personne suivie dans une seule opération à la fois ; elle l'est aussi dans « ${title?.fr} »`,
            nl: `een persoon die in één operatie tegelijk begeleid wordt; ze is ook in "${title?.nl}"`,
            en: `a person supported in one operation at a time; they are also in "${title?.en}"`,
          },
          {
            fr: "Rien à faire si les deux suivis sont voulus ; les deux participations comptent.",
            nl: "Niets te doen als beide begeleidingen gewild zijn; beide deelnames tellen.",
            en: "Nothing to do if both are meant; both participations count.",
          },
        ),
      );
    }
  }

  if (register.probablySame.length > 0) {
    const alike = await client.query<{ row: number }>(
      // Looked up row by row: a register that grew since the planner last knew is not read whole.
      `select f.row from fate f
       cross join lateral (
         select i.record from ${identityTableOf(register)} i
         where i.operation = $1 and i.likeness_key = f.likeness_key offset 0) alike
       cross join lateral (
         select r.identity_key from ${tableOf(register)} r
         where r.operation = $1 and r.record = alike.record offset 0) known
       where f.fate = 'added' and known.identity_key <> f.identity_key
       union
       select twin.row from (
         select row, fate, row_number() over (partition by likeness_key order by row) as nth
         from fate where likeness_key is not null) twin
       where twin.fate = 'added' and twin.nth > 1
       order by row`,
      [operation],
    );
    for (const { row } of alike.rows)
      found.push(
        remark(
          row,
          register.probablySame[0],
          "confirm",
          "probably_the_same",
          {
            fr: "une personne qui n'est pas encore dans l'opération ; quelqu'un du même nom et de la même date de naissance y est sous un autre numéro",
            nl: "een persoon die nog niet in de operatie is; iemand met dezelfde naam en geboortedatum is er onder een ander nummer",
            en: "a person not yet in the operation; somebody of the same name and birth date is there under another number",
          },
          {
            fr: "Vérifiez le numéro : une même personne ne compte qu'une fois par opération.",
            nl: "Kijk het nummer na: eenzelfde persoon telt maar één keer per operatie.",
            en: "Check the number: one person counts once per operation.",
          },
        ),
      );
  }
  return found;
};
