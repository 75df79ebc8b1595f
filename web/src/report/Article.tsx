import { useEffect, useRef } from "react";
import { type Text, useSay } from "../language.tsx";
import type { ArticleData, ReportedFigure } from "./answers.ts";
import style from "./Article.module.css";
import { classes } from "../kit/class-names.ts";

/** Which number is looked at, and the button that it is in the text. */
export type Looked = Readonly<{ figure: ReportedFigure; button: HTMLElement }>;

/**
 * A report to read: its markup comes from the server, which made it of the report's text. Every number in it is a
 * button; `onLook` is told which one was pressed.
 */
export const Article = ({
  article,
  onLook,
  looked,
  isWide = false,
}: Readonly<{
  article: Pick<ArticleData, "html" | "figures">;
  onLook: (looked: Looked) => void;
  looked: ReportedFigure | undefined;
  /** Takes the width of its place, with the data of a chart beside it. */
  isWide?: boolean;
}>) => {
  const place = useRef<HTMLDivElement>(null);
  const { html, figures } = article;
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const press = (event: MouseEvent) => {
      const button = event.target instanceof Element ? event.target.closest("button[data-figure]") : null;
      if (!(button instanceof HTMLElement)) return;
      const { figure: key, text } = button.dataset;
      const found =
        figures.find((each) => each.key === key && each.text === text) ??
        figures.find((each) => each.key === key);
      if (found) onLook({ figure: found, button });
    };
    element.addEventListener("click", press);
    return () => element.removeEventListener("click", press);
  }, [figures, onLook]);
  useEffect(() => {
    for (const button of place.current?.querySelectorAll<HTMLElement>("button[data-figure]") ?? []) {
      const isLooked = looked !== undefined && button.dataset["figure"] === looked.key;
      if (isLooked && button.dataset["text"] === looked.text) button.setAttribute("data-looked", "");
      else button.removeAttribute("data-looked");
    }
  }, [looked]);
  return (
    <div
      ref={place}
      className={classes(style.article, isWide && style.wide)}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
};

/** The chapters of a report, each leading to its place. */
export const Contents = ({ contents }: Pick<ArticleData, "contents">) => {
  const say = useSay();
  const chapters: { anchor: string; text: string; sections: { anchor: string; text: string }[] }[] = [];
  for (const { anchor, level, text } of contents)
    if (level === 1) chapters.push({ anchor, text, sections: [] });
    else chapters.at(-1)?.sections.push({ anchor, text });
  return (
    <nav className={style.contents} aria-label={say(words.contents)}>
      <details className={style.fold}>
        <summary>{say(words.contents)}</summary>
        <ol>
          {chapters.map((chapter) => (
            <li key={chapter.anchor}>
              <a href={`#${chapter.anchor}`}>{chapter.text}</a>
              {chapter.sections.length > 0 && (
                <ol>
                  {chapter.sections.map((section) => (
                    <li key={section.anchor}>
                      <a href={`#${section.anchor}`}>{section.text}</a>
                    </li>
                  ))}
                </ol>
              )}
            </li>
          ))}
        </ol>
      </details>
    </nav>
  );
};

const words = {
  contents: { fr: "Sommaire", nl: "Inhoud", en: "Contents" },
} satisfies Record<string, Text>;
