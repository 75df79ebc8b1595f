import { useCallback, useState } from "react";
import type { ReportedFigure } from "./answers.ts";
import type { Looked } from "./Article.tsx";

/** Which number of a report is looked at; closing gives the focus back to where it stands in the text. */
export const useLooked = (): Readonly<{
  looked: ReportedFigure | undefined;
  look: (looked: Looked) => void;
  close: () => void;
}> => {
  const [looked, setLooked] = useState<Looked>();
  const look = useCallback((next: Looked) => setLooked(next), []);
  const close = useCallback(() => {
    setLooked(undefined);
    // The markup may have been written anew, in another language: the same figure then stands elsewhere.
    if (looked) queueMicrotask(() => placeOf(looked)?.focus());
  }, [looked]);
  return { looked: looked?.figure, look, close };
};

const placeOf = ({ button, figure }: Looked): HTMLElement | null =>
  button.isConnected
    ? button
    : document.querySelector<HTMLElement>(`button[data-figure="${CSS.escape(figure.key)}"]`);

/** Returns what a number of a report is, whatever the language in which it is said. */
export const numberOf = ({ key, wording, comparedWith }: ReportedFigure): string =>
  `${key}|${wording}|${comparedWith?.key ?? ""}`;
