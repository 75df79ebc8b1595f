import { type ReactNode, useEffect, useId, useRef } from "react";
import { Badge, Button, Disclosure, Notice } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { Cell, FigureTold, ReportedFigure } from "./answers.ts";
import style from "./FigurePanel.module.css";

/**
 * What stands behind a number of the report, beside the text: what is said and what the data say, what is counted and
 * by which rule. Mount it with the number as its key. Not a window that closes the page off: one goes on reading.
 * Escape closes it and gives the focus back to the number.
 */
export const FigurePanel = ({
  reported,
  onClose,
  children,
}: Readonly<{ reported: ReportedFigure; onClose: () => void; children: ReactNode }>) => {
  const say = useSay();
  // What the programme's definitions say themselves (a parameter, its number) has no figure behind it.
  const isFact = reported.key.startsWith("parameter ") || reported.key.startsWith("programme ");
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) onClose();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [onClose]);
  return (
    <dialog open className={style.panel} aria-labelledby={id}>
      <div className={style.head}>
        <h2 id={id} ref={heading} tabIndex={-1}>
          {reported.label}
        </h2>
        <Button variant="quiet" size="s" icon="close" iconOnly onPress={onClose}>
          {say(words.close)}
        </Button>
      </div>
      <Said reported={reported} />
      {isFact ? <p>{say(words.fact)}</p> : children}
    </dialog>
  );
};

/** Names and values side by side, in the little room that a panel has. */
export const SmallFacts = ({
  items,
}: Readonly<{ items: readonly Readonly<{ label: string; value: string }>[] }>) => (
  <dl className={style.facts}>
    {items.map(({ label, value }) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

/** What the report says with the number, how, and whether that is true of the data. */
const Said = ({ reported }: Readonly<{ reported: ReportedFigure }>) => {
  const say = useSay();
  const format = useFormat();
  const how = wordings[reported.wording.split(" ")[0] ?? ""] ?? wordings["exact"];
  return (
    <>
      <p className={style.said}>{reported.text}</p>
      <SmallFacts
        items={[
          { label: say(words.exactly), value: format.number(reported.value) },
          ...(how ? [{ label: say(words.how), value: say(how) }] : []),
          ...(reported.comparedWith
            ? [{ label: say(words.comparedWith), value: format.number(reported.comparedWith.value) }]
            : []),
        ]}
      />
      {reported.true ? (
        <p>
          <Badge tone="success">{say(words.isTrue)}</Badge>
        </p>
      ) : (
        <Notice tone="error" title={say(words.isUntrue)}>
          {reported.why && sentence(say(reported.why))}
        </Notice>
      )}
    </>
  );
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** What a figure is: what it counts, its rule, where it comes from. */
export const Told = ({ told }: Readonly<{ told: FigureTold }>) => {
  const say = useSay();
  const { rule, yearRule, definition, reference, note, conditions, source } = told;
  const code =
    told.code === undefined ? undefined : say(words.code, { code: told.code, annex: told.annex ?? "I" });
  return (
    <>
      <h3>{say(words.whatItCounts)}</h3>
      {definition && <p>{say(definition)}</p>}
      <p>{say(told.counts)}</p>
      {rule && (
        <p>
          {say(words.rule)} {say(rule)}.
        </p>
      )}
      {yearRule && <p>{say(yearRule)}</p>}
      {conditions.length > 0 && (
        <Disclosure title={say(words.conditions)}>
          <dl className={style.rules}>
            {conditions.map(({ label, rule: said }) => (
              <div key={label.en}>
                <dt>{say(label)}</dt>
                <dd>{say(said)}</dd>
              </div>
            ))}
          </dl>
        </Disclosure>
      )}
      {note && <p className={style.note}>{say(note)}</p>}
      {reference && <p className={style.note}>{say(reference)}</p>}
      <p className={style.note}>
        {code !== undefined && <>{code} · </>}
        {say(words.source)} {source.article}{" "}
        <Badge tone={source.verified ? "success" : "neutral"}>
          {say(source.verified ? words.verified : words.notVerified)}
        </Badge>
      </p>
    </>
  );
};

/** A figure's value by priority and operation. */
export const Parts = ({
  cells,
  isMoney,
  smallest,
}: Readonly<{ cells: readonly Cell[]; isMoney: boolean; smallest?: number }>) => {
  const say = useSay();
  const format = useFormat();
  if (cells.length === 0) return null;
  const shown = (value: string | null): ReactNode =>
    value === null ? (
      <abbr title={say(words.hidden)}>{say(words.few)}</abbr>
    ) : isMoney ? (
      format.money(value)
    ) : (
      format.number(value)
    );
  const hides = cells.some(({ value, under }) => value === null || under.some((each) => each.value === null));
  return (
    <>
      <h3>{say(words.parts)}</h3>
      <ul className={style.parts}>
        {cells.map(({ id, label, value, under }) => (
          <li key={id}>
            <span className={style.part}>
              <span>{say(label)}</span> <strong>{shown(value)}</strong>
            </span>
            {under.length > 0 && (
              <ul>
                {under.map((cell) => (
                  <li key={cell.id} className={style.part}>
                    <span>{say(cell.label)}</span> <span>{shown(cell.value)}</span>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {hides && (
        <p className={style.note}>
          {smallest === undefined ? say(words.hidden) : say(words.hiddenBelow, { smallest })}
        </p>
      )}
    </>
  );
};

const wordings: Readonly<Record<string, Text>> = {
  exact: { fr: "Tel quel", nl: "Zoals het is", en: "As it is" },
  whole: { fr: "En euros entiers", nl: "In hele euro's", en: "In whole euros" },
  more_than: {
    fr: "« Plus de » : un nombre rond en dessous de la valeur",
    nl: "“Meer dan”: een rond getal onder de waarde",
    en: "“More than”: a round number below the value",
  },
  slightly_more_than: {
    fr: "« Un peu plus de » : un nombre rond à 1 % au plus en dessous de la valeur",
    nl: "“Iets meer dan”: een rond getal, hoogstens 1% onder de waarde",
    en: "“Slightly more than”: a round number at most 1% below the value",
  },
  share: {
    fr: "Une part, arrondie au dixième",
    nl: "Een aandeel, afgerond op een tiende",
    en: "A share, rounded to one decimal",
  },
  change: {
    fr: "Une évolution, arrondie au dixième",
    nl: "Een evolutie, afgerond op een tiende",
    en: "A change, rounded to one decimal",
  },
};

/** The labels of the year of a number, and of the number a year before. */
export const yearWords = {
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  before: { fr: "En {year}", nl: "In {year}", en: "In {year}" },
} satisfies Record<string, Text>;

const words = {
  fact: {
    fr: "Ce nombre vient des définitions du programme, pas des registres.",
    nl: "Dit getal komt uit de definities van het programma, niet uit de registers.",
    en: "This number comes from the definitions of the programme, not from its registers.",
  },
  close: { fr: "Fermer l’explication", nl: "Uitleg sluiten", en: "Close the explanation" },
  exactly: { fr: "Valeur exacte", nl: "Exacte waarde", en: "Exact value" },
  how: { fr: "Comment c’est dit", nl: "Hoe het gezegd is", en: "How it is said" },
  comparedWith: { fr: "Comparé à", nl: "Vergeleken met", en: "Compared with" },
  isTrue: {
    fr: "Vrai d’après les données",
    nl: "Waar volgens de gegevens",
    en: "True of the data",
  },
  isUntrue: {
    fr: "Les données disent autre chose",
    nl: "De gegevens zeggen iets anders",
    en: "The data say otherwise",
  },
  whatItCounts: { fr: "Ce qui est compté", nl: "Wat geteld wordt", en: "What is counted" },
  rule: { fr: "Condition :", nl: "Voorwaarde:", en: "Condition:" },
  conditions: {
    fr: "Ce que veulent dire ces mots",
    nl: "Wat deze woorden betekenen",
    en: "What these words mean",
  },
  code: { fr: "{code}, annexe {annex}", nl: "{code}, bijlage {annex}", en: "{code}, Annex {annex}" },
  source: { fr: "Source :", nl: "Bron:", en: "Source:" },
  verified: { fr: "vérifiée", nl: "nagekeken", en: "verified" },
  notVerified: { fr: "non vérifiée", nl: "niet nagekeken", en: "not verified" },
  parts: {
    fr: "Par axe et par opération",
    nl: "Per as en per operatie",
    en: "By priority and operation",
  },
  few: { fr: "peu", nl: "weinig", en: "few" },
  hidden: {
    fr: "Masqué : ce nombre concerne peu de personnes, ou en révélerait un autre.",
    nl: "Verborgen: dit getal gaat over weinig mensen, of zou een ander verraden.",
    en: "Hidden: this number is about few people, or would give away another.",
  },
  hiddenBelow: {
    fr: "« peu » : moins de {smallest} personnes, ou un nombre qui en révélerait un tel.",
    nl: "“weinig”: minder dan {smallest} mensen, of een getal dat zo'n getal zou verraden.",
    en: "“few”: fewer than {smallest} people, or a number that would give away such a one.",
  },
} satisfies Record<string, Text>;
