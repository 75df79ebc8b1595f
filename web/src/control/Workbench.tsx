import { useState } from "react";
import { useSearchParams } from "react-router";
import type { VerificationPage } from "../../../src/control/shapes.ts";
import { type Text, useSay } from "../language.tsx";
import { KeepStatus } from "../money/KeepStatus.tsx";
import type { Bench, Opened } from "./bench.ts";
import { BenchHead } from "./BenchHead.tsx";
import { Beside } from "./Beside.tsx";
import style from "./control.module.css";
import { CutLines } from "./CutLines.tsx";
import { DecisionView } from "./DecisionView.tsx";
import { useFindingDraft } from "./finding-draft.ts";
import { Findings } from "./Findings.tsx";
import { PartPanel } from "./PartPanel.tsx";
import { useAnswers } from "./use-answers.ts";
import { Writing } from "./Writing.tsx";

/** The workbench of a verification: what is left to look at, line by line, with its evidence beside it. */
export const Workbench = ({ page }: Readonly<{ page: VerificationPage }>) => {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const [beside, setBeside] = useState<Opened | null>(null);
  const answers = useAnswers(page);
  const draft = useFindingDraft(page.id);
  const chosen = search.get("line");
  const isLine = page.lines.some(({ line }) => line === chosen);
  const bench: Bench = {
    page,
    answers,
    draft,
    lines: new Map(page.lines.map(({ line, label }) => [line, label])),
    part: isLine ? chosen : firstPart(page),
    openPart: (line) => {
      setSearch(line === null ? {} : { line }, { replace: true });
      showPart();
    },
    beside,
    openBeside: setBeside,
  };
  return (
    <>
      <BenchHead bench={bench} />
      {page.decision && page.declaration && (
        <DecisionView decision={page.decision} declaration={page.declaration.id} />
      )}
      {page.may.answer && <KeepStatus keeping={answers} />}
      <div className={style.bench}>
        <div className={style.work}>
          <CutLines bench={bench} />
          <Writing bench={bench} />
          <PartPanel key={bench.part ?? ""} bench={bench} />
          <Findings bench={bench} />
        </div>
        <aside className={style.beside} aria-label={say(words.evidence)}>
          <Beside bench={bench} />
        </aside>
      </div>
    </>
  );
};

/** What is asked of the whole comes first; without such questions, the first line. */
const firstPart = ({ checklist, lines }: VerificationPage): string | null =>
  checklist?.groups.some(({ points }) => points.some(({ line }) => line === null)) === true
    ? null
    : (lines[0]?.line ?? null);

const showPart = () => {
  requestAnimationFrame(() => {
    const heading = document.querySelector<HTMLElement>("#open-part");
    heading?.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  });
};

const words = {
  evidence: { fr: "Pièces et fiches", nl: "Stukken en fiches", en: "Evidence and records" },
} satisfies Record<string, Text>;
