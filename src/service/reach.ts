import type { Who } from "../access/who.ts";
import type { Programme } from "../definition/programme.ts";
import type { Service } from "../definition/service/service.ts";

/** Returns the services in whose operations the asker has any right, in the order of their numbers. */
export const servicesOf = (programme: Pick<Programme, "services" | "operations">, who: Who): Service[] =>
  [...programme.services.values()]
    .filter((service) => hasPart(programme, service, who))
    .toSorted((a, b) => a.number - b.number);

/** Returns the service of that name, undefined where there is none that is any of the asker's business. */
export const serviceFor = (
  programme: Pick<Programme, "services" | "operations">,
  id: string,
  who: Who,
): Service | undefined => {
  const service = programme.services.get(id);
  return service && hasPart(programme, service, who) ? service : undefined;
};

const hasPart = ({ operations }: Pick<Programme, "operations">, service: Service, { grants }: Who): boolean =>
  service.operations.some((id) =>
    grants.some(
      ({ rights, operation, partner }) =>
        rights.size > 0 &&
        (operation === null || operation === id) &&
        (partner === null || operations.get(id)?.partners.includes(partner) === true),
    ),
  );
