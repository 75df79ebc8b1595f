import type { AnnualPage } from "../../../src/declaration/annual-shapes.ts";
import { Link, TextArea } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./declarations.module.css";
import type { AnnualTexts } from "./use-annual-texts.ts";

type SectionOf = AnnualPage["sections"][number];

/** A section: the partner's text, and beside it what Jalon knows already; each figure opens to what it counts. */
export const AnnualSection = ({
  page,
  section,
  texts,
}: Readonly<{ page: AnnualPage; section: SectionOf; texts: AnnualTexts }>) => {
  const say = useSay();
  const { section: id, label, help, required, length, figures } = section;
  const text = texts.textOf(id);
  return (
    <div className={figures.length > 0 ? style.annual : undefined}>
      <div>
        {page.mayChange ? (
          <TextArea
            label={say(label)}
            isLabelHidden
            help={help && say(help)}
            value={text}
            onChange={(next) => texts.keep(id, next)}
            rows={figures.length > 6 ? 12 : 7}
            isRequired={required}
            width="full"
            name={id}
            {...(length === null ? {} : { maxLength: length })}
          />
        ) : (
          <p className={style.text}>{text === "" ? "–" : text}</p>
        )}
      </div>
      {figures.length > 0 && <Figures page={page} figures={figures} />}
    </div>
  );
};

const Figures = ({ page, figures }: Readonly<{ page: AnnualPage; figures: SectionOf["figures"] }>) => {
  const say = useSay();
  const { number, money } = useFormat();
  const value = ({ value: said, isMoney }: SectionOf["figures"][number]) =>
    said === null ? "–" : isMoney ? money(said) : number(said);
  return (
    <div className={style.figures}>
      <h3>{say(words.known)}</h3>
      <dl className={style.known}>
        {figures.map((figure) => (
          <div key={figure.figure}>
            <dt>{say(figure.label)}</dt>
            <dd>
              <Link to={figurePage(page.year, figure)}>{value(figure)}</Link>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
};

const figurePage = (year: number, { figure, where }: SectionOf["figures"][number]): string => {
  const query = new URLSearchParams({ year: String(year) });
  for (const { dimension, value } of where) query.append("where", `${dimension}:${value}`);
  return `figures/${figure}?${query}`;
};

const words = {
  known: { fr: "Vos chiffres de l'année", nl: "Uw cijfers van het jaar", en: "Your figures of the year" },
} satisfies Record<string, Text>;
