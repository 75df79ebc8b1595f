import { operationsWhere } from "../access/service-operations.ts";
import type { Programme } from "../definition/programme.ts";
import type { Service } from "../definition/service/service.ts";
import { notFound } from "../problem.ts";
import type { Desk } from "./desk.ts";

/** What a service may bring besides its lists, each with pages and acts of its own. */
type Mechanism = "calendar" | "places" | "matching" | "room" | "path" | "outreach";

type With<M extends Mechanism> = Readonly<{ service: Service; block: NonNullable<Service[M]> }>;

/** Returns a service and what its definition says of one mechanism. Throws that it is not there where it has none. */
export const serviceWith = <M extends Mechanism>(
  { services }: Pick<Programme, "services">,
  mechanism: M,
  id: string,
): With<M> => {
  const service = services.get(id);
  const block = service?.[mechanism];
  if (!service || !block) throw notFound();
  return { service, block };
};

/**
 * Returns the same with the operations in which the asker may read a record. Throws the same for a service that is not
 * there, has no such mechanism, or is none of the asker's business.
 */
export const serviceReach = <M extends Mechanism>(
  { house, who }: Pick<Desk, "house" | "who">,
  mechanism: M,
  id: string,
): With<M> & Readonly<{ operations: readonly string[] }> => {
  const { programme, guards } = house;
  const having = serviceWith(programme, mechanism, id);
  const operations = operationsWhere(programme, having.service, (place) =>
    guards.record(who, "records:read", place),
  );
  if (operations.length === 0) throw notFound();
  return { ...having, operations };
};
