import type { Who } from "./who.ts";

/**
 * Returns whether somebody speaks for a partner in money: was given the partner's own place, or, for the agreement of a
 * service of the authority, the operation. Whoever heads an operation does not speak for the partners that work in it.
 */
export const speaksFor = (
  { grants }: Pick<Who, "grants">,
  { operation, partner, internal }: Readonly<{ operation: string; partner: string; internal: boolean }>,
): boolean =>
  grants.some(
    (grant) =>
      grant.rights.has("money:declare") &&
      (internal
        ? grant.operation === operation && (grant.partner === null || grant.partner === partner)
        : grant.partner === partner && (grant.operation === null || grant.operation === operation)),
  );
