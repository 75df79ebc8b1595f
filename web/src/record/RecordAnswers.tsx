import type { ReactNode } from "react";
import type { RecordPage } from "../../../src/entry/shapes.ts";
import { Card, Facts, Icon } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { sayAnswer } from "./check-texts.ts";
import style from "./record.module.css";
import { Answer } from "./Related.tsx";
import type { KnownRegister } from "./use-register.ts";

/** A record's answers by part; what the role may not see is said to be hidden. */
export const RecordAnswers = ({ known, page }: { known: KnownRegister; page: RecordPage }) => {
  const say = useSay();
  const format = useFormat();
  const said = { text: say, date: (iso: string) => format.date(iso), number: format.number };
  const hidden = new Set(page.hidden);
  return known.page.sections.map(({ section, label, fields }) => {
    const items = fields.flatMap((id): { id: string; label: string; value: ReactNode }[] => {
      const field = known.register.fields.get(id);
      if (!field) return [];
      if (hidden.has(id))
        return [
          {
            id,
            label: say(field.label),
            value: (
              <span className={style.status}>
                <Icon name="lock" size="s" /> {say(words.hidden)}
              </span>
            ),
          },
        ];
      const value = sayAnswer(field, page.answers[id], said);
      if (value === "" && field.shownWhen) return [];
      const shown = value === "" ? "–" : <Answer page={page} field={id} value={value} />;
      return [{ id, label: say(field.label), value: shown }];
    });
    return items.length === 0 ? null : (
      <Card key={section} title={say(label)}>
        <Facts items={items} />
      </Card>
    );
  });
};

const words = {
  hidden: {
    fr: "Non visible avec votre rôle",
    nl: "Niet zichtbaar met uw rol",
    en: "Not visible to your role",
  },
} satisfies Record<string, Text>;
