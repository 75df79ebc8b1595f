import type { Text } from "../../language.ts";
import type { Condition } from "../condition/condition.ts";
import type { Deadline, Figure, Register } from "../programme.ts";
import type { ServiceFile } from "../schema-service.ts";
import { parseOptional, type Scoped } from "../scope.ts";
import type { SourceFile } from "../source-file.ts";
import { fieldOf, oneOf, registerOf, serviceContext, type ServiceContext } from "./context.ts";
import { tellRepeats } from "../repeats.ts";

/** A service of the programme: where it works, with which registers, and what its page shows. */
export type Service = Readonly<{
  id: string;
  number: number;
  label: Text;
  description: Text;
  operations: readonly string[];
  /** The registers that its operations keep. */
  registers: readonly string[];
  lists: readonly ServiceList[];
  board: readonly string[];
  /** Figures of the programme. */
  shows: readonly string[];
  /** Its line of the annual report, in the report's own language of figures. */
  report: Text | undefined;
}>;

/** Records that wait for the service's work. */
export type ServiceList = Readonly<{
  id: string;
  label: Text;
  help: Text | undefined;
  register: Register;
  when: Condition | undefined;
  deadline: Deadline | undefined;
  /** Of what the deadline waits for, only what is due in so many days at most. */
  dueInDays: number | undefined;
  sort: string | undefined;
  columns: readonly string[] | undefined;
}>;

/** Returns the operations that a service works in, as its file says them. */
export const operationsOf = ({ service, operations, operation }: ServiceFile): readonly string[] =>
  operations ?? [operation?.operation ?? service];

/** Returns the services in the order of their numbers, every name resolved; what does not exist is told. */
export const resolveServices = (
  files: readonly SourceFile<ServiceFile>[],
  figures: ReadonlyMap<string, Figure>,
  registers: ReadonlyMap<string, Register>,
  scoped: Scoped,
): Map<string, Service> => {
  const found = new Map<string, Service>();
  for (const file of files.toSorted((a, b) => a.content.number - b.content.number)) {
    const { content, wrong } = file;
    if (found.has(content.service)) wrong(["service"], undefined, oneOf([]));
    found.set(content.service, resolveService(file, figures, registers, scoped));
  }
  return found;
};

const resolveService = (
  file: SourceFile<ServiceFile>,
  figures: ReadonlyMap<string, Figure>,
  registers: ReadonlyMap<string, Register>,
  scoped: Scoped,
): Service => {
  const { content, wrong } = file;
  const operations = operationsOf(content);
  operations.forEach((operation, index) => {
    if (!scoped.structure.operations.has(operation))
      wrong(
        content.operations ? ["operations", index] : ["service"],
        undefined,
        oneOf(scoped.structure.operations.keys()),
      );
  });
  const context = serviceContext(file, registers, scoped, operations);
  tellRepeats(wrong, ["lists"], content.lists, "list");
  content.shows?.forEach((figure, index) => {
    if (!figures.has(figure)) wrong(["shows", index], undefined, oneOf(figures.keys()));
  });
  return {
    id: content.service,
    number: content.number,
    label: content.label,
    description: content.description,
    operations,
    registers: [...registers.values()]
      .filter((register) => register.operations.some((operation) => operations.includes(operation)))
      .map(({ id }) => id),
    lists: (content.lists ?? []).flatMap((raw, index) => resolveList(raw, index, context) ?? []),
    board: (content.board ?? []).flatMap((id, index) => {
      const register = registerOf(context, id, ["board", index]);
      if (register && !register.lifecycle)
        wrong(
          ["board", index],
          undefined,
          oneOf([...registers.values()].filter(({ lifecycle }) => lifecycle).map((each) => each.id)),
        );
      return register?.id ?? [];
    }),
    shows: content.shows ?? [],
    report: content.report,
  };
};

const resolveList = (
  raw: NonNullable<ServiceFile["lists"]>[number],
  index: number,
  context: ServiceContext,
): ServiceList | undefined => {
  const at = (key: string) => ["lists", index, key];
  const register = registerOf(context, raw.register, at("register"));
  if (!register) return undefined;
  const deadline = register.deadlines.find(({ id }) => id === raw.deadline);
  if (raw.deadline !== undefined && !deadline)
    context.file.wrong(at("deadline"), undefined, oneOf(register.deadlines.map(({ id }) => id)));
  if (raw.sort !== undefined) fieldOf(context, register, raw.sort, at("sort"));
  raw.columns?.forEach((column, position) =>
    fieldOf(context, register, column, [...at("columns"), position]),
  );
  return {
    id: raw.list,
    label: raw.label,
    help: raw.help,
    register,
    when: parseOptional(raw.when, context.scopeOf(register), at("when")),
    deadline,
    dueInDays: raw.due_in_days,
    sort: raw.sort,
    columns: raw.columns,
  };
};
