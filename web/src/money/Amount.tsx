import { useState } from "react";
import type { Account } from "../../../src/ledger/accounts.ts";
import type { CostNode } from "../../../src/cost/plan.ts";
import { Button, Dialog, Link } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { CostTree } from "./CostTree.tsx";
import style from "./money.module.css";

/** Which postings of the ledger an amount is the sum of. */
export type LedgerAsked = Readonly<{
  agreement?: number | undefined;
  line?: string | undefined;
  account?: Account | undefined;
  declaration?: number | undefined;
  /** The decision, payment, recovery or form that the entries come of. */
  under?: number | undefined;
}>;

/** Returns the address of the page with the postings behind an amount. */
export const ledgerPage = (asked: LedgerAsked): string => {
  const query = new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  return `money/ledger?${query}`;
};

/**
 * An amount of euros that opens to what it is made of: its postings in the ledger, or the steps of its calculation. With
 * neither, it is only written.
 */
export const Amount = ({
  euros,
  ledger,
  tree,
  lines,
}: Readonly<{
  /** "12.50"; null: not known. */
  euros: string | null;
  ledger?: LedgerAsked | undefined;
  tree?: CostNode | undefined;
  /** What the lines that a step names are called. */
  lines?: ReadonlyMap<string, Text> | undefined;
}>) => {
  const { money } = useFormat();
  if (euros === null) return <span className={style.amount}>–</span>;
  if (tree) return <TreeAmount euros={euros} tree={tree} lines={lines} />;
  if (!ledger) return <span className={style.amount}>{money(euros)}</span>;
  return (
    <Link to={ledgerPage(ledger)} className={style.amount}>
      {money(euros)}
    </Link>
  );
};

const TreeAmount = ({
  euros,
  tree,
  lines,
}: Readonly<{ euros: string; tree: CostNode; lines: ReadonlyMap<string, Text> | undefined }>) => {
  const say = useSay();
  const { money } = useFormat();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <span className={style.opens}>
        <Button variant="quiet" size="s" onPress={() => setIsOpen(true)} aria-expanded={isOpen}>
          {money(euros)}
        </Button>
      </span>
      {isOpen && (
        <Dialog
          isOpen
          size="l"
          title={say(words.title, { label: say(tree.label), amount: money(euros) })}
          onClose={() => setIsOpen(false)}
        >
          <CostTree node={tree} lines={lines} />
        </Dialog>
      )}
    </>
  );
};

const words = {
  title: {
    fr: "{label} : d'où viennent {amount}",
    nl: "{label}: waar {amount} vandaan komt",
    en: "{label}: where {amount} comes from",
  },
} satisfies Record<string, Text>;
