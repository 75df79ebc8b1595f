import { mayIn, scopeOf } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import { type Filters, isPlaceDimension } from "../figure/request.ts";

/** What somebody asks of figures: the dimensions to break them down by, and the part of the programme. */
export type AskedPart = Readonly<{
  by: readonly string[];
  filters: Filters;
  /** The programme as a whole, although the asker has a part of their own. */
  whole?: boolean | undefined;
}>;

/** What they get to see. */
export type Sight = Readonly<{
  filters: Filters;
  /** The asker's own part, where the answer keeps to it. */
  own: Readonly<{ operation: readonly string[] | null; partner: readonly string[] | null }> | null;
  /** Whether small counts are hidden: the asker may not read the records behind them. */
  hidesSmall: boolean;
  /** Whether the answer may be broken down by operation and partner. */
  byPlace: boolean;
}>;

/**
 * Returns the part of the figures that the asker may see, or nothing when what they ask is somebody else's. The
 * snapshot that figures come from knows no walls: this is the wall.
 *
 * Figures of the programme and of a priority, by year or by an answer, are everybody's. Whoever may read figures in
 * one place only (a partner, an operation) gets those of that place, asked for or not. Operation, objective and fund
 * are not everybody's: where two partners share one, each would learn the other's figure from the difference.
 */
export const sightOf = (who: Who | undefined, asked: AskedPart): Sight | undefined => {
  const scopes = who ? scopeOf(who, "figures:read") : [];
  const readsRecords = (filters: Filters) => who !== undefined && mayReadRecords(who, filters);
  if (scopes === "everywhere")
    return {
      filters: asked.filters,
      own: null,
      hidesSmall: !readsRecords(asked.filters),
      byPlace: true,
    };
  const isEverybodys = [...asked.by, ...Object.keys(asked.filters)].every(
    (dimension) => dimension === "priority" || !(isPlaceDimension(dimension) || dimension === "partner"),
  );
  if (isEverybodys && (asked.whole === true || scopes.length === 0))
    return { filters: asked.filters, own: null, hidesSmall: true, byPlace: false };
  if (asked.whole === true) return undefined;

  const { partner: partners, operation: operations } = asked.filters;
  const first = scopes.find(
    ({ operation, partner }) =>
      (partner === null || partners === undefined || partners.includes(partner)) &&
      (operation === null || operations === undefined || operations.includes(operation)),
  );
  if (!first) return undefined;
  const alike = scopes.filter(({ partner }) => partner === first.partner);
  const within = alike.some(({ operation }) => operation === null)
    ? undefined
    : alike.flatMap(({ operation }) => operation ?? []);
  const ownPartner = first.partner === null ? undefined : [first.partner];
  if (!covers(ownPartner, partners) || !covers(within, operations)) return undefined;
  const filters: Filters = {
    ...asked.filters,
    ...(ownPartner ? { partner: ownPartner } : {}),
    ...(within ? { operation: operations ?? within } : {}),
  };
  return {
    filters,
    own: { operation: within ?? null, partner: ownPartner ?? null },
    hidesSmall: !readsRecords(filters),
    byPlace: true,
  };
};

/** Returns whether everything asked for is within; no limit covers all, and asking for nothing asks for what is own. */
const covers = (own: readonly string[] | undefined, asked: readonly (string | null)[] | undefined): boolean =>
  own === undefined || asked === undefined || asked.every((value) => value !== null && own.includes(value));

/** Returns whether the asker may read every record of that part of the programme. */
const mayReadRecords = (who: Who, { operation, partner }: Filters): boolean => {
  const named = (values: readonly (string | null)[] | undefined) =>
    values?.filter((value) => value !== null) ?? [undefined];
  return named(operation).every((one) =>
    named(partner).every((other) =>
      mayIn(who, "records:read", { operation: one ?? null, partner: other ?? null }),
    ),
  );
};
