import { sumOf } from "../euros.ts";
import { maySpeak } from "../agreement/desk.ts";
import type { AgreementView } from "../agreement/read.ts";
import type { Programme } from "../definition/programme.ts";
import { dayInBrussels } from "../today.ts";
import { dateText, inAll } from "./check-words.ts";
import { checksOf } from "./checks.ts";
import type { Control } from "./control-shape.ts";
import { controlsOf } from "./control-state.ts";
import type { Desk } from "./desk.ts";
import { lineOf, named } from "./lines.ts";
import { coveringLine } from "./item-checks.ts";
import { periodWith } from "./periods.ts";
import { type DeclarationHead, type DeclarationRow, seeRow, rowsOfAgreement } from "./row.ts";
import type { Checks, DeclarationLine, DeclarationPage } from "./shapes.ts";
import { agreementOf, workOut, type Worked } from "./work.ts";

type Waits = DeclarationPage["waits"];

/** Returns the names of an operation and of a partner as pages show them. */
export const placeNames = (
  { operations, partners }: Pick<Programme, "operations" | "partners">,
  operation: string,
  partner: string,
): Pick<DeclarationPage, "operation" | "partner"> => ({
  operation: { operation, title: operations.get(operation)?.title ?? inAll(() => operation) },
  partner: { partner, name: partners.get(partner)?.name ?? inAll(() => partner) },
});

/** Returns what a declaration waits for, and since when. */
export const waitsOf = (
  { state, submittedAt, openedAt, until }: DeclarationHead,
  today: string,
  due: string | null,
  control: Control | null = null,
): Waits => {
  if (control?.state === "decided") return [];
  if (control && control.state !== "waiting") return [inControl(control)];
  if (state === "submitted")
    return [
      {
        what: {
          fr: "Attend le contrôle de l'autorité.",
          nl: "Wacht op de controle door de autoriteit.",
          en: "Waits for the authority's control.",
        },
        since: submittedAt,
      },
    ];
  if (state !== "draft") return [];
  if (today < until)
    return [
      {
        what: {
          fr: "Attend la fin de la période.",
          nl: "Wacht op het einde van de periode.",
          en: "Waits for the end of the period.",
        },
        since: openedAt,
      },
    ];
  return [
    {
      what:
        due !== null && today > due
          ? {
              fr: "Attend que le partenaire l'introduise ; le délai est passé.",
              nl: "Wacht op de indiening door de partner; de termijn is verstreken.",
              en: "Waits for the partner to submit; the deadline has passed.",
            }
          : {
              fr: "Attend que le partenaire l'introduise.",
              nl: "Wacht op de indiening door de partner.",
              en: "Waits for the partner to submit.",
            },
      since: openedAt,
    },
  ];
};

const inControl = ({ state, questionsUntil }: Control): Waits[number] => {
  const until = questionsUntil === null ? "" : dateText(dayInBrussels(questionsUntil));
  if (state === "questions")
    return {
      what: {
        fr: `Attend la réponse du partenaire aux constats, au plus tard le ${until}.`,
        nl: `Wacht op het antwoord van de partner op de vaststellingen, uiterlijk op ${until}.`,
        en: `Waits for the partner's answer to the findings, by ${until}.`,
      },
      since: null,
    };
  if (state === "to_decide")
    return {
      what: {
        fr: "Contrôlée : attend la décision d'une seconde personne.",
        nl: "Gecontroleerd: wacht op de beslissing van een tweede persoon.",
        en: "Verified: waits for the decision of a second person.",
      },
      since: null,
    };
  return {
    what: {
      fr: "Le contrôle de l'autorité est en cours.",
      nl: "De autoriteit is aan het controleren.",
      en: "The authority's control is going on.",
    },
    since: null,
  };
};

/**
 * Returns the page of a declaration: a draft worked out as things stand now, one that was submitted as it was then, with
 * the remarks as they stand now while it counts.
 */
export const declarationPage = async (desk: Desk, id: number): Promise<DeclarationPage> => {
  const row = await seeRow(desk, id);
  const agreement = await agreementOf(desk, row.agreement);
  return pageOf(desk, row, agreement);
};

/** Returns the page of a declaration that was just read. */
export const pageOf = async (
  desk: Desk,
  row: DeclarationRow,
  agreement: AgreementView,
): Promise<DeclarationPage> => {
  const { house, client } = desk;
  const { programme } = house;
  const today = house.today();
  const shown = await shownOf(desk, row);
  const rows = await rowsOfAgreement(client, row.agreement);
  const replaced = rows.find((each) => each.id === row.replaces);
  const next = rows.find((each) => each.replaces === row.id);
  const due = periodWith(programme.costs, agreement, row.from, row.until)?.due ?? null;
  const speaks = maySpeak(desk, agreement);
  const isOpen = row.controlBegunAt === null;
  const control = (await controlsOf(desk, [row])).get(row.id) ?? null;
  const sum = (amounts: (line: DeclarationLine) => string) => sumOf(shown.lines.map(amounts));
  const { categories } = programme.costs.rules;
  const realCosts = agreement.plan.lines.filter(({ terms }) => terms.form === "real_cost");
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    version: row.version,
    edition: row.edition,
    today,
    agreement: {
      id: agreement.id,
      number: agreement.number,
      version: row.state === "draft" ? agreement.version : row.baseVersion,
      starts: agreement.starts,
      ends: agreement.ends,
      internal: agreement.internal,
    },
    ...placeNames(programme, row.operation, row.partner),
    from: row.from,
    until: row.until,
    due,
    replaces: replaced ? { id: replaced.id, number: replaced.number } : null,
    replacedBy: next ? { id: next.id, number: next.number } : null,
    opened: { at: row.openedAt, by: await nameOf(desk, row.openedBy) },
    submitted:
      row.submittedAt === null || row.receipt === null || row.hash === null
        ? null
        : {
            at: row.submittedAt,
            by: await nameOf(desk, row.submittedBy ?? ""),
            receipt: row.receipt,
            hash: row.hash,
          },
    may: {
      change: speaks && row.state === "draft",
      submit: speaks && row.state === "draft",
      withdraw: speaks && row.state === "submitted" && isOpen,
      correct: speaks && (row.state === "submitted" || row.state === "withdrawn") && isOpen && !next,
      discard: speaks && row.state === "draft",
    },
    waits: waitsOf(row, today, due, control),
    control,
    lines: shown.lines,
    total: shown.total,
    budget: sum(({ budget }) => budget),
    declaredBefore: sum(({ declaredBefore }) => declaredBefore),
    remaining: sum(({ remaining }) => remaining),
    tree: shown.tree,
    objectives: [...shown.objectives],
    categories:
      realCosts.length === 0
        ? []
        : [...categories.keys()]
            .toSorted(
              (a, b) =>
                Number(isForbidden(programme, realCosts, a)) - Number(isForbidden(programme, realCosts, b)),
            )
            .map((category) => named(categories, category)),
    documents: documentKindsOf(programme, shown.lines),
    checks: [...shown.checks],
  };
};

/** Kinds of documents that lines of these options ask for, the required ones first, and those for anything else. */
const documentKindsOf = (
  { costs }: Pick<Programme, "costs">,
  lines: readonly DeclarationLine[],
): DeclarationPage["documents"] =>
  [...costs.documents.values()]
    .flatMap(({ id, label, asked }) => {
      const steps = asked.filter(
        ({ at, options }) =>
          at === "declaration" &&
          (options === undefined || lines.some(({ option }) => options.includes(option.id))),
      );
      return steps.length > 0 || asked.length === 0
        ? [{ id, label, required: steps.some(({ required }) => required) }]
        : [];
    })
    .toSorted((a, b) => Number(b.required) - Number(a.required));

/** Categories that no real cost of the plan can have come last; whoever types one is told why it cannot be. */
const isForbidden = (
  { costs }: Pick<Programme, "costs">,
  lines: AgreementView["plan"]["lines"],
  category: string,
): boolean =>
  lines.every((line) => coveringLine(costs.rules.categories, lines, line, category) !== undefined);

type Shown = Pick<DeclarationPage, "lines" | "total" | "tree"> &
  Readonly<{ objectives: Worked["objectives"]; checks: readonly DeclarationPage["checks"][number][] }>;

const shownOf = async (desk: Desk, row: DeclarationRow): Promise<Shown> => {
  const { content } = row;
  if (content && row.state !== "draft") {
    const { lines, total, tree, objectives, checks } = content;
    return {
      lines: [...lines],
      total,
      tree,
      objectives,
      checks,
    };
  }
  const worked = await workOut(desk, row);
  return {
    lines: worked.lines.map((line) => lineOf(desk.house.programme, worked, line)),
    total: worked.costing.total,
    tree: worked.costing.tree,
    objectives: worked.objectives,
    checks: await checksOf(desk, worked),
  };
};

/** Returns the remarks on a declaration as they stand now; on one that counts no more, those that it was submitted with. */
export const declarationChecks = async (desk: Desk, id: number): Promise<Checks> => {
  const row = await seeRow(desk, id);
  const isOver = row.state === "withdrawn" || row.state === "replaced";
  const checks = isOver && row.content ? row.content.checks : await checksOf(desk, await workOut(desk, row));
  return {
    edition: row.edition,
    checks: [...checks],
    refusals: checks.filter(({ severity }) => severity === "refuse").length,
    toConfirm: checks.filter(({ severity }) => severity === "confirm").length,
  };
};

/** Returns how somebody whom the trail names is shown to the asker; to whoever may not know, not at all. */
export const nameOf = async ({ client }: Pick<Desk, "client">, actor: string): Promise<string> => {
  if (actor === "") return "";
  const { rows } = await client.query<{ name: string | null }>("select access.name_of($1) as name", [actor]);
  return rows[0]?.name ?? "";
};
