import type { PoolClient } from "pg";
import { notFound } from "../problem.ts";

/**
 * What documents are attached to: its table, in which states it takes documents (undefined: always), and whether it is
 * of a service of the authority itself.
 */
type Kind = Readonly<{
  table: string;
  open?: readonly string[];
  shut?: readonly string[];
  internal: string;
  /** Whose it is beside the partner's; undefined: of whoever agrees. */
  authority?: "money:control";
  /** In which states the partner attaches to its own part of it, "verification:7:partner"; undefined: to all of it. */
  partnerWhile?: readonly string[];
}>;
const ofAgreement = "(select a.internal from agreement.agreement a where a.id = t.agreement)";
const kinds: Readonly<Record<string, Kind>> = {
  call: { table: "agreement.call", internal: "false" },
  candidacy: { table: "agreement.candidacy", open: ["draft"], internal: "false" },
  agreement: { table: "agreement.agreement", shut: ["ended", "terminated"], internal: "t.internal" },
  declaration: { table: "declaration.declaration", open: ["draft"], internal: ofAgreement },
  verification: {
    table: "control.verification",
    open: ["open", "with_partner", "answered"],
    internal: ofAgreement,
    authority: "money:control",
    partnerWhile: ["with_partner"],
  },
  annual_file: { table: "declaration.annual_file", open: ["draft"], internal: ofAgreement },
};

/** What a document is attached to, as the walls of the transaction let it be seen. */
export type About = Readonly<{
  operation: string;
  partner: string;
  internal: boolean;
  isOpen: boolean;
  /** Whose right it is to attach something, beside the partner's. */
  authority: "money:agree" | "money:control";
  /** Whether the partner attaches to it. */
  isOfPartner: boolean;
}>;

/**
 * Returns where that belongs which `about` names ("declaration:7", "declaration:7:staff", "declaration:7:works:opening"), and whether it takes
 * documents. Throws Problem where it is not there for the asker.
 */
export const findAbout = async (client: PoolClient, about: string): Promise<About> => {
  const [, name = "", id = "", part = ""] = /^([a-z_]+):(\d{1,15})((?::[\w-]{1,60}){0,2})$/.exec(about) ?? [];
  const kind = kinds[name];
  if (!kind) throw notFound();
  const { rows } = await client.query<{
    operation: string;
    partner: string | null;
    state: string | null;
    internal: boolean | null;
  }>(
    `select r ->> 'operation' as operation, r ->> 'partner' as partner, r ->> 'state' as state, internal
     from (select to_jsonb(t) as r, ${kind.internal} as internal from ${kind.table} t where t.id = $1) one`,
    [id],
  );
  const [found] = rows;
  if (!found) throw notFound();
  const { operation, partner, state, internal } = found;
  const isOpen =
    (kind.open === undefined || kind.open.includes(state ?? "")) && kind.shut?.includes(state ?? "") !== true;
  const isOfPartner =
    kind.partnerWhile === undefined || (part === ":partner" && kind.partnerWhile.includes(state ?? ""));
  return {
    operation,
    partner: partner ?? "",
    internal: internal === true,
    isOpen,
    authority: kind.authority ?? "money:agree",
    isOfPartner,
  };
};
