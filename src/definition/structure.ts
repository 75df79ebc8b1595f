import type { Text } from "../language.ts";
import type { Objective, Operation, Partner, Priority, Programme } from "./programme.ts";
import { tellRepeats } from "./repeats.ts";
import type { Choice, FrameworkFile, ProgrammeFile, ServiceFile } from "./schema.ts";
import { operationsOf } from "./service/service.ts";
import type { SourceFile } from "./source-file.ts";

export type Structure = Pick<Programme, "funds" | "priorities" | "objectives" | "operations" | "partners">;

/**
 * Returns the structure of the programme: what its own file and those of its services say of it, laid over the
 * framework's funds. What names nothing that is there is told with its place.
 */
export const resolveStructure = (
  main: SourceFile<ProgrammeFile>,
  framework: SourceFile<FrameworkFile>,
  services: readonly SourceFile<ServiceFile>[],
  knownRegisters: ReadonlySet<string>,
): Structure => {
  const { content, wrong } = main;
  tellRepeats(wrong, ["priorities"], content.priorities, "priority");
  tellRepeats(wrong, ["objectives"], content.objectives, "objective");
  for (const file of [main, ...services])
    tellRepeats(file.wrong, ["partners"], file.content.partners, "partner");
  tellRepeats(wrong, ["operations"], content.operations, "operation");
  const funds = new Map(framework.content.funds.map(({ fund, label }) => [fund, label]));
  const priorities = new Map(
    content.priorities.map((raw): [string, Priority] => [
      raw.priority,
      {
        id: raw.priority,
        number: raw.number,
        title: raw.title,
        regionCategory: raw.region_category,
        calculationBasis: raw.calculation_basis,
        budget: raw.budget,
        technicalAssistance: raw.technical_assistance ?? false,
        source: raw.source,
      },
    ]),
  );
  const among = (names: Iterable<string>): Text => {
    const list = [...names].join(", ");
    return { fr: `l'un de : ${list}`, nl: `een van: ${list}`, en: `one of: ${list}` };
  };
  const objectives = new Map(
    content.objectives.map((raw, index): [string, Objective] => {
      if (!priorities.has(raw.priority))
        wrong(["objectives", index, "priority"], undefined, among(priorities.keys()));
      const { objective: id, priority, title, investment_priority: investmentPriority } = raw;
      return [id, { id, priority, title, investmentPriority }];
    }),
  );
  const partners = new Map(
    [main, ...services]
      .flatMap((file) => file.content.partners ?? [])
      .map(({ partner: id, name, kind, invented }): [string, Partner] => [
        id,
        { id, name, kind, invented: invented ?? false },
      ]),
  );
  // A register that a service brings along is kept by the operations it works in.
  const keptBesides = (operation: string) =>
    services
      .filter((file) => operationsOf(file.content).includes(operation))
      .flatMap((file) => file.content.registers ?? [])
      .map(({ register }) => register)
      .filter((register) => !knownRegisters.has(register));
  const rawOperations = [
    ...content.operations.map((raw, index) => ({ raw, wrong, path: ["operations", index] })),
    ...services.flatMap((file) =>
      file.content.operation ? { raw: file.content.operation, wrong: file.wrong, path: ["operation"] } : [],
    ),
  ];
  const operations = new Map(
    rawOperations.map(({ raw, wrong, path }): [string, Operation] => {
      const at = (key: string) => [...path, key];
      const objective = raw.objective === undefined ? undefined : objectives.get(raw.objective);
      const priority = objective?.priority ?? raw.priority;
      if (raw.objective !== undefined && !objective)
        wrong(at("objective"), undefined, among(objectives.keys()));
      else if (priority === undefined || !priorities.has(priority))
        wrong(at("priority"), undefined, among(priorities.keys()));
      if (!funds.has(raw.fund)) wrong(at("fund"), undefined, among(funds.keys()));
      if (raw.ends < raw.starts)
        wrong(at("ends"), undefined, {
          fr: `une date à partir du début (${raw.starts})`,
          nl: `een datum vanaf het begin (${raw.starts})`,
          en: `a date from the start on (${raw.starts})`,
        });
      raw.partners.forEach((partner, position) => {
        if (!partners.has(partner)) wrong([...at("partners"), position], undefined, among(partners.keys()));
      });
      return [
        raw.operation,
        {
          id: raw.operation,
          priority: priority ?? "",
          objective: raw.objective,
          title: raw.title,
          description: raw.description,
          fund: raw.fund,
          starts: raw.starts,
          ends: raw.ends,
          esfContributionPerYear: raw.esf_contribution_per_year ?? "0",
          partners: raw.partners,
          registers: [...new Set([...raw.registers, ...keptBesides(raw.operation)])],
          purposes: raw.purposes ?? [],
        },
      ];
    }),
  );
  return { funds, priorities, objectives, operations, partners };
};

/** The programme's own partners and operations can be chosen from without being written down again. */
export const structureChoices = ({ partners, operations }: Structure): [string, Choice[]][] => [
  ["partners", [...partners.values()].map(({ id, name }) => ({ code: id, label: name }))],
  ["operations", [...operations.values()].map(({ id, title }) => ({ code: id, label: title }))],
];
