import { mayAnywhere } from "../access/scope.ts";
import { readableSql } from "../access/readable.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Programme } from "../definition/programme.ts";
import type { Service } from "../definition/service/service.ts";
import type { NamesOrganisations } from "../definition/service/organisations.ts";
import type { Desk } from "../entry/desk.ts";
import { tableOf } from "../register/table.ts";

/** A register that names organisations, with the service that says so. */
export type Source = NamesOrganisations & Readonly<{ service: Service }>;

/**
 * Returns the registers that name organisations, in the order of the services; each once, whoever says it again. Those
 * of one service where it is named.
 */
export const sourcesOf = (programme: Programme, only?: string): readonly Source[] => {
  const found = new Map<string, Source>();
  for (const service of programme.services.values()) {
    if (only !== undefined && service.id !== only) continue;
    for (const named of service.organisations) {
      const key = `${named.register.id} ${named.number.id}`;
      if (!found.has(key)) found.set(key, { ...named, service });
    }
  }
  return [...found.values()];
};

/** Returns the registers of which the asker may see records somewhere. */
export const readableSources = (
  { house, who }: Pick<Desk, "house" | "who">,
  only?: string,
): readonly Source[] =>
  mayAnywhere(who, "records:read")
    ? sourcesOf(house.programme, only).filter(({ register }) =>
        register.operations.some((operation) => {
          const partners = house.programme.operations.get(operation)?.partners ?? [];
          return partners.some((partner) => house.guards.record(who, "records:read", { operation, partner }));
        }),
      )
    : [];

/** The values of a statement that is being put together. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }
}

/** Returns the SQL of a register's rows within the asker's reach that name an organisation, with these columns. */
export const rowsSql = (
  { house, who }: Pick<Desk, "house" | "who">,
  { register, number }: Source,
  columns: readonly string[],
  values: Values,
): string => {
  const reach = readableSql(house.guards, who, "records:read", register, values.list.length + 1);
  values.list.push(...reach.values);
  return `select ${[`${sqlName(number.id)} as number`, ...columns].join(", ")} from ${tableOf(register)}
    where ${reach.text} and ${sqlName(number.id)} is not null`;
};
