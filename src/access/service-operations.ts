import type { Programme } from "../definition/programme.ts";
import type { Service } from "../definition/service/service.ts";

/** Returns those of a service's operations in which something holds for one of the partners at least. */
export const operationsWhere = (
  { operations }: Pick<Programme, "operations">,
  service: Pick<Service, "operations">,
  holds: (place: Readonly<{ operation: string; partner: string }>) => boolean,
): string[] =>
  service.operations.filter((operation) =>
    (operations.get(operation)?.partners ?? []).some((partner) => holds({ operation, partner })),
  );
