import { sqlText } from "../definition/condition/sql.ts";
import type { Places } from "../definition/service/places.ts";
import type { Service } from "../definition/service/service.ts";
import type { Desk } from "../entry/desk.ts";
import { serviceReach } from "../entry/service-reach.ts";

/** Who looks at places, in the transaction of their request. */
export type Look = Desk;

/** A service's places as far as the asker reaches: only the operations in which they may read a record. */
export type Reach = Readonly<{ service: Service; places: Places; operations: readonly string[] }>;

/** Returns a service's places. Throws the same for one that is not there, has none, or is none of the asker's business. */
export const reachOf = (look: Pick<Look, "house" | "who">, id: string): Reach => {
  const { service, block: places, operations } = serviceReach(look, "places", id);
  return { service, places, operations };
};

/** Returns the SQL of "operation is one of these". */
export const inOperations = ({ operations }: Pick<Reach, "operations">): string =>
  `operation in (${operations.map(sqlText).join(", ")})`;
