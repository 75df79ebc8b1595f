import type { Allocation } from "../definition/control.ts";
import { dateText } from "../declaration/check-words.ts";
import type { Programme } from "../definition/programme.ts";
import { type Euros, less, nothing, sumOf } from "../euros.ts";
import { rowKey, rowLabel } from "./allocations.ts";
import { type BuiltRow, type BuiltTable, buildTable, emptyTable, type FormLine } from "./form-build.ts";
import type { Form } from "./form-shape.ts";
import { applicationStatement, words } from "./form-words.ts";
import { flatTechnicalAssistance, fundOf, interimPayment } from "./payment.ts";
import type { RequestRow } from "./shapes.ts";
import { times } from "./share.ts";

/** What a form says at its head. */
export type FormHead = Readonly<{
  number: string;
  fund: string;
  year: string;
  sentOn: string | null;
  kind?: "interim" | "final";
  until?: string;
  reference?: string;
}>;

type Rules = Pick<Programme, "control" | "identifier" | "title" | "decision" | "approvedOn" | "priorities">;

/** Technical assistance of the ESF+ at a flat rate (Art. 36(5)(b) of Reg. (EU) 2021/1060). */
export const assistanceRate = "0.04";

/** A form with what its cells open to. */
export type BuiltForm = Readonly<{ form: Form; tables: readonly BuiltTable[] }>;

/** Returns the rows that every form of a Fund has: its priorities by category of regions. */
export const rowsOf = (programme: Rules, allocations: readonly Allocation[]): readonly BuiltRow[] =>
  allocations.map((allocation) => ({
    key: rowKey(allocation),
    label: rowLabel(programme, allocation),
    priority: allocation.priority,
    region: allocation.region,
  }));

/** Returns what is said at the head of every form. */
export const headerOf = (programme: Rules, head: FormHead): Form["header"] => {
  const at = (id: keyof typeof words, value: string) => ({ id, label: words[id], value });
  return [
    at("fund", head.fund),
    at("cci", programme.identifier),
    { ...at("programme", programme.title.fr), said: programme.title },
    at("decision", [programme.decision, dateText(programme.approvedOn)].filter(Boolean).join(", ")),
    at(head.kind ? "number" : "accountsNumber", head.number),
    at("date", head.sentOn === null ? "–" : dateText(head.sentOn.slice(0, 10))),
    at("year", head.year),
    ...(head.kind ? [{ ...at("type", head.kind), said: words[head.kind] }] : []),
    ...(head.until === undefined ? [] : [at("until", dateText(head.until))]),
    ...(head.reference ? [at("reference", head.reference)] : []),
  ];
};

/**
 * Returns what is asked for: by priority and category of regions the interim payment of what is cumulated in the year,
 * less what earlier applications of the year asked for. `spent`: what of the Fund earlier years took of the contribution.
 */
export const requestOf = (
  programme: Rules,
  allocations: readonly Allocation[],
  given: Readonly<{
    cumulated: readonly FormLine[];
    before: ReadonlyMap<string, Euros>;
    left: ReadonlyMap<string, Euros>;
    interimShare: string;
  }>,
): readonly RequestRow[] => {
  const byRow = Map.groupBy(given.cumulated, rowKey);
  return allocations.map((allocation): RequestRow => {
    const key = rowKey(allocation);
    const own = byRow.get(key) ?? [];
    const claim = {
      basis: allocation.basis,
      rate: allocation.rate,
      eligible: sumOf(own.map(({ eligible }) => eligible)),
      public: sumOf(own.map((line) => line.public)),
    };
    const paid = interimPayment(claim, { share: given.interimShare, contribution: given.left.get(key) });
    const assistance =
      programme.control.rules === "2021-2027"
        ? times(flatTechnicalAssistance(paid.fund, assistanceRate), given.interimShare)
        : nothing;
    const capped = sumOf([paid.amount, assistance]);
    const before = given.before.get(key) ?? nothing;
    return {
      priority: allocation.priority,
      label: rowLabel(programme, allocation),
      regionCategory: allocation.region,
      basis: allocation.basis,
      rate: allocation.rate,
      base: paid.base,
      fund: paid.fund,
      interim: sumOf([paid.uncapped, assistance]),
      capped,
      before,
      asked: less(capped, before),
      cap: paid.cap,
    };
  });
};

/**
 * Returns the form of a payment application: Annex VI of Reg. (EU) 1011/2014, or Annex XXIII of Reg. (EU) 2021/1060, by the
 * period of the programme. `cumulated`: lines of the accounting year up to this application.
 */
export const applicationForm = (
  programme: Rules,
  allocations: readonly Allocation[],
  given: Readonly<{ head: FormHead; cumulated: readonly FormLine[]; request: readonly RequestRow[] }>,
): BuiltForm => {
  const { cumulated } = given;
  const rows = rowsOf(programme, allocations);
  const basisOf = new Map(allocations.map((each) => [rowKey(each), words[each.basis].fr]));
  const basis = {
    id: "A",
    label: words.basis,
    kind: "text",
    of: (key: string) => basisOf.get(key) ?? "",
  } as const;
  const lines = (id: string, of: "eligible" | "public", label: (typeof words)[keyof typeof words]) =>
    ({ id, label, kind: "lines", lines: cumulated, of }) as const;
  const fundIn = new Map(given.request.map((row) => [rowKey({ ...row, region: regionOf(row) }), row]));
  const asked = buildTable({
    id: "request",
    title: words.request,
    note: words.requestNote,
    rows,
    columns: [
      { id: "A", label: words.cumulated, kind: "euros", of: (key) => fundIn.get(key)?.capped ?? nothing },
      { id: "B", label: words.before, kind: "euros", of: (key) => fundIn.get(key)?.before ?? nothing },
      { id: "C", label: words.now, kind: "euros", of: (key) => fundIn.get(key)?.asked ?? nothing },
    ],
  });
  const isNew = programme.control.rules === "2021-2027";
  const main = buildTable({
    id: "main",
    title: words.main,
    rows,
    columns: isNew
      ? [
          basis,
          lines("B", "eligible", words.eligiblePaid),
          { id: "C", label: words.union, kind: "euros", of: () => nothing },
          {
            id: "D",
            label: words.assistance,
            kind: "euros",
            of: (key) => flatTechnicalAssistance(fundIn.get(key)?.fund ?? nothing, assistanceRate),
          },
          lines("E", "public", words.publicMade),
        ]
      : [basis, lines("B", "eligible", words.eligiblePaid), lines("C", "public", words.publicSpent)],
  });
  const tables = isNew
    ? [
        main,
        asked,
        emptyTable("app1", words.instruments, words.noInstruments),
        conditionsTable("app2", rows, allocations, cumulated),
        emptyTable("app4", words.advances, words.noAdvances),
      ]
    : [
        main,
        asked,
        emptyTable("app1", words.instruments, words.noInstruments),
        emptyTable("app2", words.advances, words.noAdvances),
      ];
  return {
    form: {
      model: isNew ? "2021/1060-XXIII" : "1011/2014-VI",
      title: {
        fr: `Demande de paiement ${given.head.number}`,
        nl: `Betalingsaanvraag ${given.head.number}`,
        en: `Payment application ${given.head.number}`,
      },
      source: isNew ? "Reg. (EU) 2021/1060, Annex XXIII" : "Reg. (EU) No 1011/2014, Annex VI",
      header: headerOf(programme, given.head),
      tables: tables.map(({ table }) => table),
      statements: [applicationStatement],
    },
    tables,
  };
};

/** Expenditure by fulfilment of enabling conditions: what is applied for is of objectives whose conditions are fulfilled. */
export const conditionsTable = (
  id: string,
  rows: readonly BuiltRow[],
  allocations: readonly Allocation[],
  lines: readonly FormLine[],
): BuiltTable => {
  const basisOf = new Map(allocations.map((each) => [rowKey(each), each.basis]));
  const onBase = lines.map((line) =>
    basisOf.get(rowKey(line)) === "public" ? { ...line, eligible: line.public } : line,
  );
  return buildTable({
    id,
    title: words.conditions,
    rows,
    columns: [{ id: "A", label: words.met, kind: "lines", lines: onBase, of: "eligible" }],
  });
};

const regionOf = ({ regionCategory }: RequestRow): Allocation["region"] =>
  regionCategory as Allocation["region"];

/** Returns what the priority owes of the Fund for these lines, before the interim share. */
export const fundOfLines = (
  allocation: Allocation,
  lines: readonly Pick<FormLine, "eligible" | "public">[],
): Euros =>
  fundOf({
    basis: allocation.basis,
    rate: allocation.rate,
    eligible: sumOf(lines.map(({ eligible }) => eligible)),
    public: sumOf(lines.map((line) => line.public)),
  });
