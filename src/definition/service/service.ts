import type { Text } from "../../language.ts";
import type { Condition, ConditionField } from "../condition/condition.ts";
import type { Deadline, Figure, Register } from "../programme.ts";
import type { ServiceFile } from "../schema-service.ts";
import type { Path } from "../condition/parse.ts";
import { isPlainDeadline } from "../deadlines.ts";
import { parseOptional, type Scoped } from "../scope.ts";
import type { SourceFile } from "../source-file.ts";
import { type Calendar, resolveCalendar } from "./calendar.ts";
import { resolvePath, type ServicePath } from "./path.ts";
import { fieldOf, oneOf, registerOf, serviceContext, type ServiceContext } from "./context.ts";
import type { Matching } from "./matching.ts";
import { resolveMatching } from "./resolve-matching.ts";
import { type NamesOrganisations, resolveOrganisations } from "./organisations.ts";
import { type Places, resolvePlaces } from "./places.ts";
import { tellRepeats } from "../repeats.ts";
import { type Outreach, resolveOutreach } from "./outreach.ts";
import { resolveRooms, type Rooms } from "./room.ts";

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
  board: readonly ServiceBoard[];
  /** Figures of the programme. */
  shows: readonly string[];
  /** Its line of the annual report, in the report's own language of figures. */
  report: Text | undefined;
  outreach: Outreach | undefined;
  /** Sensitive cases in rooms of their own. */
  room: Rooms | undefined;
  calendar: Calendar | undefined;
  matching: Matching | undefined;
  path: ServicePath | undefined;
  places: Places | undefined;
  /** Registers that name organisations. */
  organisations: readonly NamesOrganisations[];
}>;

/** A register whose records are counted: by the state of their lifecycle, or by a choice that is answered or worked out. */
export type ServiceBoard = Readonly<{ register: Register; by: ConditionField | undefined }>;

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
    board: (content.board ?? []).flatMap((raw, index) => resolveBoard(raw, ["board", index], context) ?? []),
    shows: content.shows ?? [],
    report: content.report,
    calendar: resolveCalendar(content.calendar, ["calendar"], context),
    matching: resolveMatching(content.matching, ["matching"], context),
    path: content.path && resolvePath(content.path, ["path"], context),
    places: content.places && resolvePlaces(content.places, ["places"], context),
    outreach: resolveOutreach(content.outreach, ["outreach"], context),
    room: resolveRooms(content.room, ["room"], context),
    organisations: resolveOrganisations(content.organisations ?? [], ["organisations"], context),
  };
};

const resolveBoard = (
  raw: NonNullable<ServiceFile["board"]>[number],
  at: Path,
  context: ServiceContext,
): ServiceBoard | undefined => {
  const { register: id, by } = typeof raw === "string" ? { register: raw } : raw;
  const register = registerOf(context, id, typeof raw === "string" ? at : [...at, "register"]);
  if (!register) return undefined;
  const { file, registers } = context;
  if (by === undefined) {
    if (register.lifecycle) return { register, by: undefined };
    const kept = [...registers.values()].filter(({ lifecycle }) => lifecycle);
    file.wrong(at, undefined, oneOf(kept.map((each) => each.id)));
    return undefined;
  }
  const choices = [...register.askable.values()].filter(({ type }) => type === "choice");
  const found = choices.find((field) => field.id === by);
  if (found) return { register, by: found };
  file.wrong([...at, "by"], undefined, oneOf(choices.map((field) => field.id)));
  return undefined;
};

const resolveList = (
  raw: NonNullable<ServiceFile["lists"]>[number],
  index: number,
  context: ServiceContext,
): ServiceList | undefined => {
  const at = (key: string) => ["lists", index, key];
  const register = registerOf(context, raw.register, at("register"));
  if (!register) return undefined;
  // A list says the same to everybody who may read it: its order asks nothing of who somebody is.
  const deadlines = register.deadlines.filter((each) => isPlainDeadline(register, each));
  const deadline = deadlines.find(({ id }) => id === raw.deadline);
  if (raw.deadline !== undefined && !deadline)
    context.file.wrong(at("deadline"), undefined, oneOf(deadlines.map(({ id }) => id)));
  if (raw.due_in_days !== undefined && raw.deadline === undefined)
    context.file.wrong(at("due_in_days"), undefined, {
      fr: "un deadline, dont les jours sont comptés",
      nl: "een deadline, waarvan de dagen geteld worden",
      en: "a deadline, whose days are counted",
    });
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
