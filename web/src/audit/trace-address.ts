import type { TraceNode } from "../../../src/audit/trail-shapes.ts";

type Link = NonNullable<TraceNode["link"]>;

/** Returns the page at which a step of the way down is looked at; undefined where it has none. */
export const traceAddress = ({ page, params }: Link): string | undefined => {
  const of = (name: string): string => String(params[name] ?? "");
  switch (page) {
    case "accounts":
      return `money/commission/accounts/${of("accounts")}`;
    case "application":
      return `money/commission/applications/${of("application")}`;
    case "agreement":
      return `money/agreements/${of("agreement")}`;
    case "declaration":
      return `money/declarations/${of("declaration")}${params["line"] === undefined ? "" : `?line=${of("line")}`}`;
    case "decision":
      return `money/declarations/${of("declaration")}/decisions`;
    case "verification":
      return `money/controls/${of("verification")}`;
    case "payment":
      return `money/payments/${of("payment")}`;
    case "ledger":
      return `money/ledger?${new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]))}`;
    case "record":
      return `operations/${of("operation")}/registers/${of("register")}/records/${of("record")}`;
    case "staff":
      return `money/agreements/${of("agreement")}/staff`;
    case "document":
      return `/api/documents/${of("document")}`;
    default:
      return undefined;
  }
};
