import { clockOf } from "../definition/clock/clock.ts";
import { clockFieldsRead } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Desk } from "../entry/desk.ts";
import { findRecords, type Found, placesToAdd, stateWords, titleOf } from "../entry/references.ts";
import { noteReading, seeRecord } from "../entry/see-record.ts";
import { sayAnswer } from "../entry/words.ts";
import type { Text } from "../language.ts";
import { notFound } from "../problem.ts";
import { filterText } from "../listing/view.ts";
import type { Organisation } from "./shapes.ts";
import { readableSources, type Source } from "./sources.ts";

const mostRecords = 300;
const mostShown = 10;
const mostInTime = 30;
const mostDescribed = 5;

/**
 * Returns everything that the asker may see of an organisation, in every register of every service that names it: what
 * waits to be done, what happened, and where something can be added. Its contact persons only where the asker may know
 * who somebody is, and that is noted. Throws where the asker sees nothing of it, as if it did not exist.
 */
export const organisationPage = async (desk: Desk, number: string): Promise<Organisation> => {
  const sources = readableSources(desk);
  const naming: { source: Source; records: readonly Found[] }[] = [];
  for (const source of sources) {
    const records = await findRecords(desk, source.register, source.number, {
      where: (first) => ({ text: `${sqlName(source.number.id)} = $${first}`, values: [number] }),
      most: mostRecords,
    });
    naming.push({ source, records });
  }
  if (naming.every(({ records }) => records.length === 0)) throw notFound();
  const name = naming.flatMap(({ source, records }) => nameIn(source, records) ?? [])[0] ?? null;
  return {
    number,
    name,
    described: await describedOf(desk, naming),
    due: dueOf(desk, naming),
    registers: naming.flatMap(({ source, records }) => {
      const places = placesToAdd(desk, source.register);
      if (records.length === 0 && places.length === 0) return [];
      return [registerOf(source, records, places, number, name)];
    }),
    timeline: naming
      .flatMap(({ source, records }) =>
        source.events
          ? records.map((record) => ({ ...happenedOf(source, record), label: source.register.label }))
          : [],
      )
      .toSorted((a, b) => (b.date ?? "").localeCompare(a.date ?? "") || b.record - a.record)
      .slice(0, mostInTime),
  };
};

const nameIn = ({ name }: Source, records: readonly Found[]): string | undefined => {
  const said =
    name && records.map(({ answers }) => answers[name.id]).find((answer) => typeof answer === "string");
  return typeof said === "string" ? said : undefined;
};

const dayOf = ({ events, register }: Source, { answers }: Found): string | null => {
  const day = answers[events?.date.id ?? register.datedBy ?? ""];
  return typeof day === "string" ? day : null;
};

/** What a record is about: the answer that the definition points at, else what tells it apart. */
const whatOf = ({ events, name, number, register }: Source, found: Found): Text => {
  const field = events?.what ?? name;
  return (field && sayAnswer(field, found.answers[field.id])) ?? titleOf(register, found, number.id);
};

const happenedOf = (source: Source, found: Found) => ({
  operation: found.operation,
  register: source.register.id,
  record: found.record,
  date: dayOf(source, found),
  what: whatOf(source, found),
  state: stateWords(source.register, found.answers),
});

const registerOf = (
  source: Source,
  records: readonly Found[],
  places: Organisation["registers"][number]["places"],
  number: string,
  name: string | null,
): Organisation["registers"][number] => {
  const { register, service } = source;
  return {
    register: register.id,
    label: register.label,
    service: { service: service.id, label: service.label },
    count: records[0]?.total ?? 0,
    records: records
      .map((record) => happenedOf(source, record))
      .toSorted((a, b) => (b.date ?? "").localeCompare(a.date ?? ""))
      .slice(0, mostShown),
    filter: filterText({ field: source.number.id, contains: number }),
    added: register.record,
    prefill: {
      [source.number.id]: number,
      ...(source.name && name !== null ? { [source.name.id]: name } : {}),
    },
    // What describes an organisation is there once in each operation.
    places: source.events
      ? places
      : places.filter(({ operation }) => !records.some((each) => each.operation === operation)),
  };
};

/** Deadlines that wait for something; one that reads an answer of a person is left to the record's own page. */
const dueOf = (
  desk: Desk,
  naming: readonly { source: Source; records: readonly Found[] }[],
): Organisation["due"] => {
  const today = desk.house.today();
  return naming
    .flatMap(({ source, records }) => {
      const { register } = source;
      const plain = register.deadlines.filter((deadline) =>
        [...clockFieldsRead(deadline)].every((id) => register.fields.get(id)?.sensitivity === undefined),
      );
      return records.flatMap((found) =>
        plain.flatMap((deadline) => {
          const { state, due, daysLeft } = clockOf(
            deadline,
            { ...found.answers, operation: found.operation, partner: found.partner },
            today,
          );
          if ((state !== "running" && state !== "overdue") || due === null || daysLeft === null) return [];
          return [
            {
              operation: found.operation,
              register: register.id,
              record: found.record,
              label: deadline.label,
              what: whatOf(source, found),
              due,
              daysLeft,
              verified: deadline.source.verified,
            },
          ];
        }),
      );
    })
    .toSorted((a, b) => a.daysLeft - b.daysLeft);
};

const describedOf = async (
  desk: Desk,
  naming: readonly { source: Source; records: readonly Found[] }[],
): Promise<Organisation["described"]> => {
  const described: Organisation["described"] = [];
  for (const { source, records } of naming) {
    if (source.events) continue;
    const { register, number } = source;
    for (const { operation, record } of records.slice(0, mostDescribed)) {
      const seen = await seeRecord(desk, { operation, register: register.id }, record);
      await noteReading(desk, register, operation, [record], Object.keys(seen.answers));
      const fields = [...register.fields.values()].filter(
        ({ id }) => id !== number.id && id !== register.lifecycle?.field,
      );
      described.push({
        operation,
        register: register.id,
        record,
        label: register.label,
        operationTitle: desk.house.programme.operations.get(operation)?.title ?? register.label,
        state: stateWords(register, seen.answers),
        answers: fields.flatMap((field) => {
          const answer = sayAnswer(field, seen.answers[field.id]);
          return answer ? [{ field: field.id, label: field.label, answer }] : [];
        }),
        hidden: fields.flatMap(({ id, label }) => (seen.hidden.includes(id) ? [label] : [])),
      });
    }
  }
  return described;
};
