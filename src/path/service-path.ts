import type { Parameter } from "../definition/condition/condition.ts";
import type { Programme, Register } from "../definition/programme.ts";
import type { PathAnswers, PathHandOvers, ServicePath } from "../definition/service/path.ts";
import type { Service } from "../definition/service/service.ts";
import { notFound } from "../problem.ts";

/** A service that follows people along a path. */
export type OnPath = Readonly<{ service: Service; path: ServicePath }>;

/** Returns the service of an address. Throws where there is none, or it follows nobody's path. */
export const pathOf = ({ services }: Pick<Programme, "services">, id: string): OnPath => {
  const service = services.get(id);
  if (!service?.path) throw notFound();
  return { service, path: service.path };
};

/** Returns every way in which the programme's services hand people over, each register once. */
export const allHandOvers = ({ services }: Pick<Programme, "services">): PathHandOvers[] =>
  onceByRegister([...services.values()].flatMap(({ path }) => path?.handOvers ?? []));

/** Returns every way in which they answer, each register once. */
export const allAnswers = ({ services }: Pick<Programme, "services">): PathAnswers[] =>
  onceByRegister([...services.values()].flatMap(({ path }) => path?.answers ?? []));

const onceByRegister = <T extends Readonly<{ register: Register }>>(all: readonly T[]): T[] => [
  ...new Map(all.map((each) => [each.register.id, each])).values(),
];

/** Returns what a parameter of days or months is worth on a day; nothing before its first value. */
export const numberOn = (parameter: Parameter, day: string): number =>
  Number(parameter.values.findLast(({ from }) => from <= day)?.value ?? 0);

/** Returns the partner to which a hand-over goes: the one named, or the only one of the operation. */
export const receiverOf = (
  { operations }: Pick<Programme, "operations">,
  operation: string,
  partner: string | null,
): string | undefined => {
  const partners = operations.get(operation)?.partners ?? [];
  if (partner !== null) return partners.find((each) => each === partner);
  return partners.length === 1 ? partners[0] : undefined;
};
