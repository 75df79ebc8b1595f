import { useState } from "react";
import type { DeclarationLine } from "../../../src/declaration/shapes.ts";
import { Button } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { CostTree } from "../money/CostTree.tsx";
import type { Bench } from "./bench.ts";
import style from "./declarations.module.css";
import { HandUnits } from "./HandUnits.tsx";
import { Items } from "./Items.tsx";
import { Milestones } from "./Milestones.tsx";
import { StaffLines } from "./StaffLines.tsx";
import { Units } from "./Units.tsx";
import { WhatIfDialog } from "./WhatIfDialog.tsx";

/** One line opened: what is behind it, and what only the partner knows of it. */
export const LineDetail = ({ bench, line }: Readonly<{ bench: Bench; line: DeclarationLine }>) => {
  const say = useSay();
  const { money } = useFormat();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <section className={style.line} aria-labelledby="open-line">
      <div className={style.lineHead}>
        <h2 id="open-line" tabIndex={-1}>
          {say(line.label)}
          <span className={style.note}> {money(line.amount)}</span>
        </h2>
        <Button size="s" variant="quiet" onPress={() => setIsAsking(true)}>
          {say(words.whatIf)}
        </Button>
      </div>
      <Behind bench={bench} line={line} />
      {isAsking && <WhatIfDialog bench={bench} line={line} onClose={() => setIsAsking(false)} />}
    </section>
  );
};

const Behind = ({ bench, line }: Readonly<{ bench: Bench; line: DeclarationLine }>) => {
  switch (line.form) {
    case "unit_cost":
      return line.units ? <Units bench={bench} line={line} /> : <HandUnits bench={bench} line={line} />;
    case "hourly_rate":
      return (
        <>
          <StaffLines bench={bench} line={line} />
          {line.units && <Units bench={bench} line={line} />}
        </>
      );
    case "fixed_share":
    case "salary_flat_rate":
      return <StaffLines bench={bench} line={line} />;
    case "real_cost":
      return <Items bench={bench} line={line} />;
    case "lump_sum":
    case "draft_budget":
    case "not_linked_to_costs":
      return <Milestones bench={bench} line={line} />;
    default:
      return <CostTree node={line.node} lines={bench.lines} />;
  }
};

const words = {
  whatIf: { fr: "Et sous une autre forme ?", nl: "En in een andere vorm?", en: "What if in another form?" },
} satisfies Record<string, Text>;
