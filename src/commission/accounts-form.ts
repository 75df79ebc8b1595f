import type { Allocation } from "../definition/control.ts";
import type { Programme } from "../definition/programme.ts";
import { type Euros, less, nothing, opposite, sumOf } from "../euros.ts";
import { rowKey } from "./allocations.ts";
import {
  assistanceRate,
  type BuiltForm,
  conditionsTable,
  type FormHead,
  fundOfLines,
  headerOf,
  rowsOf,
} from "./application-form.ts";
import { type BuiltColumn, type BuiltTable, buildTable, emptyTable, type FormLine } from "./form-build.ts";
import { accountsStatement, deductionNames, words } from "./form-words.ts";
import { flatTechnicalAssistance } from "./payment.ts";
import type { SentLine } from "./read.ts";

type Rules = Parameters<typeof headerOf>[0] & Pick<Programme, "control" | "priorities">;

/** A line of accounts with why it is left out. */
export type AccountsFormLine = FormLine & Pick<SentLine, "deduction">;

/** What accounts say: the year's applications, what is in the accounts and what is not, and what stands to be repaid. */
export type AccountsGiven = Readonly<{
  head: FormHead;
  /** First day of the accounting year. */
  year: string;
  /** Lines of all applications of the year. */
  applied: readonly FormLine[];
  /** Lines of the accounts: expenditure, and deductions. */
  own: readonly AccountsFormLine[];
  /** Corrections that are told with audits of operations, or under Art. 71, by the entry that made them. */
  ofAudits: ReadonlySet<number>;
  article71: ReadonlySet<number>;
  toRecover: readonly FormLine[];
  irrecoverable: readonly FormLine[];
  /** What was paid to partners for what is in the accounts, by agreement. */
  paid: readonly FormLine[];
  comments: Readonly<Record<string, string>>;
  /** What accounting years are called, by their first day. */
  yearNames: ReadonlyMap<string, string>;
}>;

/** Expenditure of the accounts: what their entries moved, less withdrawals of earlier years that its applications told. */
export const entered = ({ applied, own, year }: AccountsGiven): readonly FormLine[] => [
  ...own.filter(({ kind }) => kind === "expenditure"),
  ...applied.filter((line) => line.kind !== "expenditure" && line.year !== year),
];

const turned = (line: FormLine): FormLine => ({
  ...line,
  eligible: opposite(line.eligible),
  public: opposite(line.public),
});

/**
 * Returns the form of the accounts of a year: Annex VII of Reg. (EU) 1011/2014 with its eight appendices, or Annex XXIV of
 * Reg. (EU) 2021/1060 with its seven, by the period of the programme.
 */
export const accountsForm = (
  programme: Rules,
  allocations: readonly Allocation[],
  given: AccountsGiven,
): BuiltForm => {
  const isNew = programme.control.rules === "2021-2027";
  const tables = isNew
    ? accounts2021(programme, allocations, given)
    : accounts2014(programme, allocations, given);
  return {
    form: {
      model: isNew ? "2021/1060-XXIV" : "1011/2014-VII",
      title: {
        fr: `Comptes de l'exercice ${given.head.year}`,
        nl: `Rekeningen van het boekjaar ${given.head.year}`,
        en: `Accounts of the accounting year ${given.head.year}`,
      },
      source: isNew ? "Reg. (EU) 2021/1060, Annex XXIV" : "Reg. (EU) No 1011/2014, Annex VII",
      header: headerOf(programme, given.head),
      tables: tables.map(({ table }) => table),
      statements: [accountsStatement],
    },
    tables,
  };
};

type Word = (typeof words)[keyof typeof words];
const lines = (
  id: string,
  label: Word,
  of: "eligible" | "public",
  these: readonly FormLine[],
): BuiltColumn => ({ id, label, kind: "lines", of, lines: these });

const accounts2014 = (
  programme: Rules,
  allocations: readonly Allocation[],
  given: AccountsGiven,
): readonly BuiltTable[] => {
  const rows = rowsOf(programme, allocations);
  const inAccounts = entered(given);
  const withdrawn = given.applied.filter(({ kind }) => kind === "withdrawal").map(turned);
  const all = given.applied.filter(({ kind }) => kind === "recovery").map(turned);
  const is71 = ({ entry }: FormLine) => entry !== null && given.article71.has(entry);
  const recovered = all.filter((line) => !is71(line));
  const recovered71 = all.filter(is71);
  return [
    buildTable({
      id: "app1",
      title: words.entered,
      rows,
      columns: [
        lines("A", words.eligiblePaid, "eligible", inAccounts),
        lines("B", words.publicSpent, "public", inAccounts),
        lines("C", words.paid, "public", given.paid),
      ],
    }),
    ...takenTables("app2", words.taken, rows, given, withdrawn, recovered),
    buildTable({
      id: "app3",
      title: words.toRecover,
      rows,
      columns: [
        lines("A", words.eligible, "eligible", given.toRecover),
        lines("B", words.publicPart, "public", given.toRecover),
      ],
    }),
    buildTable({
      id: "app4",
      title: words.article71,
      rows,
      columns: [
        lines("A", words.eligible, "eligible", recovered71),
        lines("B", words.publicPart, "public", recovered71),
      ],
    }),
    buildTable({
      id: "app5",
      title: words.irrecoverable,
      rows,
      columns: [
        lines("A", words.eligible, "eligible", given.irrecoverable),
        lines("B", words.publicPart, "public", given.irrecoverable),
        commentColumn("C", "app5", given),
      ],
    }),
    emptyTable("app6", words.instruments, words.noInstruments),
    emptyTable("app7", words.advances, words.noAdvances),
    ...reconciliation("app8", programme, allocations, given),
  ];
};

const accounts2021 = (
  programme: Rules,
  allocations: readonly Allocation[],
  given: AccountsGiven,
): readonly BuiltTable[] => {
  const rows = rowsOf(programme, allocations);
  const inAccounts = entered(given);
  const byKey = new Map(allocations.map((each) => [rowKey(each), each]));
  const assistance = (key: string): Euros => {
    const allocation = byKey.get(key);
    const own = inAccounts.filter((line) => rowKey(line) === key);
    return allocation ? flatTechnicalAssistance(fundOfLines(allocation, own), assistanceRate) : nothing;
  };
  const withdrawn = given.applied.filter(({ kind }) => kind !== "expenditure").map(turned);
  return [
    buildTable({
      id: "app1",
      title: words.entered,
      rows,
      columns: [
        lines("A", words.eligiblePaid, "eligible", inAccounts),
        { id: "B", label: words.assistance, kind: "euros", of: assistance },
        lines("C", words.publicMade, "public", inAccounts),
      ],
    }),
    buildTable({
      id: "app2",
      title: words.taken,
      rows,
      columns: [
        lines("A", words.withdrawn, "eligible", withdrawn),
        lines("B", words.withdrawnPublic, "public", withdrawn),
      ],
    }),
    emptyTable("app3", words.instruments, words.noInstruments),
    ...reconciliation("app4", programme, allocations, given),
    conditionsTable("app5", rows, allocations, inAccounts),
    emptyTable("app7", words.advances, words.noAdvances),
  ];
};

const takenTables = (
  id: string,
  title: Word,
  rows: ReturnType<typeof rowsOf>,
  given: AccountsGiven,
  withdrawn: readonly FormLine[],
  recovered: readonly FormLine[],
): readonly BuiltTable[] => {
  const columns = (takenOut: readonly FormLine[], repaid: readonly FormLine[]): readonly BuiltColumn[] => [
    lines("A", words.withdrawn, "eligible", takenOut),
    lines("B", words.withdrawnPublic, "public", takenOut),
    lines("C", words.recovered, "eligible", repaid),
    lines("D", words.recoveredPublic, "public", repaid),
  ];
  const isAudited = ({ entry }: FormLine) => entry !== null && given.ofAudits.has(entry);
  const years = [...new Set([...withdrawn, ...recovered].map(({ year }) => year))].toSorted();
  const yearRows = years.map((year) => {
    const label = given.yearNames.get(year) ?? year;
    return { key: year, label: { fr: label, nl: label, en: label }, priority: null, region: null };
  });
  return [
    buildTable({ id, title, rows, columns: columns(withdrawn, recovered) }),
    buildTable({
      id: `${id}_years`,
      title: words.takenByYear,
      rows: yearRows,
      columns: columns(withdrawn, recovered),
      rowOf: ({ year }) => year,
    }),
    buildTable({
      id: `${id}_audits`,
      title: words.ofAudits,
      rows: yearRows,
      columns: columns(withdrawn.filter(isAudited), recovered.filter(isAudited)),
      rowOf: ({ year }) => year,
    }),
  ];
};

const commentColumn = (id: string, table: string, { comments }: AccountsGiven): BuiltColumn => ({
  id,
  label: words.comment,
  kind: "text",
  of: (key) => comments[`${table}:${key}`] ?? "",
});

const reconciliation = (
  id: string,
  programme: Rules,
  allocations: readonly Allocation[],
  given: AccountsGiven,
): readonly BuiltTable[] => {
  const inAccounts = entered(given);
  const sums = (these: readonly FormLine[], of: "eligible" | "public") => {
    const byRow = Map.groupBy(these, rowKey);
    return (key: string): Euros => sumOf((byRow.get(key) ?? []).map((line) => line[of]));
  };
  const difference = (of: "eligible" | "public") => {
    const [asked, held] = [sums(given.applied, of), sums(inAccounts, of)];
    return (key: string): Euros => less(asked(key), held(key));
  };
  const kinds = (["irregular", "ongoing_assessment", "other"] as const).map((kind) => ({
    key: kind,
    label: deductionNames[kind],
    priority: null,
    region: null,
  }));
  const out = given.own.filter(({ kind }) => kind === "deduction");
  const kindOf = new Map<FormLine, string>();
  const turnedOut = out.map((line) => {
    const each = turned(line);
    kindOf.set(each, line.deduction ?? "");
    return each;
  });
  return [
    buildTable({
      id,
      title: words.reconciliation,
      rows: rowsOf(programme, allocations),
      columns: [
        lines("A", words.applied, "eligible", given.applied),
        lines("B", words.appliedPublic, "public", given.applied),
        lines("C", words.accounted, "eligible", inAccounts),
        lines("D", words.accountedPublic, "public", inAccounts),
        { id: "E", label: words.difference, kind: "euros", of: difference("eligible") },
        { id: "F", label: words.differencePublic, kind: "euros", of: difference("public") },
        commentColumn("G", id, given),
      ],
    }),
    buildTable({
      id: `${id}_reasons`,
      title: words.byDeduction,
      rows: kinds,
      columns: [
        lines("A", words.eligible, "eligible", turnedOut),
        lines("B", words.publicPart, "public", turnedOut),
      ],
      rowOf: (line) => kindOf.get(line) ?? "",
    }),
  ];
};

/** Returns whether what applications say less what explains the difference is what the accounts say, to the cent. */
export const isReconciled = (given: AccountsGiven): boolean => {
  const inAccounts = entered(given);
  const out = given.own.filter(({ kind }) => kind === "deduction");
  return (["eligible", "public"] as const).every((of) => {
    const sum = (these: readonly FormLine[]) => sumOf(these.map((line) => line[of]));
    return sumOf([sum(given.applied), sum(out)]) === sum(inAccounts);
  });
};
