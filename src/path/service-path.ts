import type { Programme, Register } from "../definition/programme.ts";
import type { PathAnswers, PathHandOvers, ServicePath } from "../definition/service/path.ts";
import type { Service } from "../definition/service/service.ts";
import { serviceWith } from "../entry/service-reach.ts";

/** A service that follows people along a path. */
export type OnPath = Readonly<{ service: Service; path: ServicePath }>;

/** Returns the service of an address. Throws where there is none, or it follows nobody's path. */
export const pathOf = (programme: Pick<Programme, "services">, id: string): OnPath => {
  const { service, block: path } = serviceWith(programme, "path", id);
  return { service, path };
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
