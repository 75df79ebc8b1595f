import type { ReactNode } from "react";
import type { FigureList } from "../../../src/progress/shapes.ts";
import { Checkbox, ComboBox, Select } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { useMay, useWho } from "../who.tsx";
import { dimensionsOf, keptTo, useAsked, withKept } from "./asked.ts";
import style from "./figures.module.css";
import { YearSelect } from "./YearSelect.tsx";

const placeDimensions = ["priority", "objective", "operation", "partner", "fund"];

/** What is asked of figures: the year, by what they are broken down, and the part of the programme. */
export const Asking = ({
  list,
  figures,
  children,
}: Readonly<{
  list: FigureList;
  /** Only dimensions that one of these is known by. */
  figures?: readonly string[];
  /** More to choose, beside the rest. */
  children?: ReactNode;
}>) => {
  const say = useSay();
  const who = useWho();
  const { by = [], where, whole, ask } = useAsked();
  const readsAll = who?.grants.some(
    ({ rights, operation, partner }) =>
      rights.includes("figures:read") && operation === null && partner === null,
  );
  const readsOwn = useMay("figures:read") && readsAll !== true;
  const isWhole = readsAll !== true && (whole === true || !readsOwn);
  // What is not theirs to see is not offered either; the server holds the wall.
  const dimensions = dimensionsOf(list, figures).filter(
    ({ id }) => !isWhole || id === "priority" || !placeDimensions.includes(id),
  );
  const options = dimensions.map(({ id, label }) => ({ id, label: say(label) }));
  const kept = ["priority", "operation", "partner"].flatMap((id) => {
    const dimension = dimensions.find((one) => one.id === id);
    return dimension && (readsAll === true || id !== "partner") ? [dimension] : [];
  });
  return (
    <>
      <div className={style.filters}>
        <YearSelect />
        <Select
          label={say(words.by)}
          options={options}
          empty={say(words.notBroken)}
          value={by[0] ?? null}
          onChange={(first) =>
            ask({ by: first === null ? [] : [first, ...by.slice(1).filter((id) => id !== first)] })
          }
        />
        {by.length > 0 && (
          <Select
            label={say(words.andBy)}
            options={options.filter(({ id }) => id !== by[0])}
            empty={say(words.nothingMore)}
            value={by[1] ?? null}
            onChange={(second) => ask({ by: [by[0] ?? "", ...(second === null ? [] : [second])] })}
          />
        )}
        {kept.map(({ id, label, values }) => (
          <ComboBox
            key={id}
            label={say(label)}
            placeholder={say(words.all)}
            options={values.flatMap(({ value, label }) =>
              value === null ? [] : [{ id: value, label: say(label) }],
            )}
            value={keptTo(where, id)}
            onChange={(value) => ask({ where: withKept(where, id, value) })}
          />
        ))}
        {children}
      </div>
      {readsOwn && (
        <Checkbox
          label={say(words.whole)}
          value={whole === true}
          onChange={(isOn) => ask({ whole: isOn, ...(isOn ? { by: [], where: [] } : {}) })}
        />
      )}
    </>
  );
};

const words = {
  by: { fr: "Ventiler par", nl: "Opsplitsen per", en: "Break down by" },
  andBy: { fr: "et par", nl: "en per", en: "and by" },
  notBroken: { fr: "Sans ventilation", nl: "Niet opgesplitst", en: "Not broken down" },
  nothingMore: { fr: "Rien d’autre", nl: "Niets anders", en: "Nothing else" },
  all: { fr: "Tout", nl: "Alles", en: "All" },
  whole: {
    fr: "Voir le programme dans son ensemble plutôt que votre part",
    nl: "Het programma als geheel bekijken in plaats van uw deel",
    en: "See the programme as a whole instead of your part",
  },
} satisfies Record<string, Text>;
