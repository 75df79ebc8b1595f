import type { PoolClient } from "pg";
import type { Who } from "../access/who.ts";
import { sqlText } from "../definition/condition/sql.ts";
import type { Register } from "../definition/programme.ts";
import type { Places } from "../definition/service/places.ts";
import type { Service } from "../definition/service/service.ts";
import type { House } from "../house.ts";
import type { Text } from "../language.ts";
import { notFound } from "../problem.ts";

/** Who looks at places, in the transaction of their request. */
export type Look = Readonly<{
  house: Pick<House, "programme" | "guards" | "secret" | "today">;
  client: PoolClient;
  who: Who;
}>;

/** A service's places as far as the asker reaches: only the operations in which they may read a record. */
export type Reach = Readonly<{ service: Service; places: Places; operations: readonly string[] }>;

/** Returns a service's places. Throws the same for one that is not there, has none, or is none of the asker's business. */
export const reachOf = ({ house, who }: Pick<Look, "house" | "who">, id: string): Reach => {
  const { programme, guards } = house;
  const service = programme.services.get(id);
  if (!service?.places) throw notFound();
  const operations = service.operations.filter((operation) =>
    (programme.operations.get(operation)?.partners ?? []).some((partner) =>
      guards.record(who, "records:read", { operation, partner }),
    ),
  );
  if (operations.length === 0) throw notFound();
  return { service, places: service.places, operations };
};

/** Returns the SQL of "operation is one of these". */
export const inOperations = ({ operations }: Pick<Reach, "operations">): string =>
  `operation in (${operations.map(sqlText).join(", ")})`;

/** Returns what a choice of a register is called; null for a code that it no longer has, and for none. */
export const choiceLabel = (register: Register, field: string | undefined, code: unknown): Text | null =>
  (field === undefined
    ? undefined
    : register.fields.get(field)?.choices?.find((choice) => choice.code === code)?.label) ?? null;
