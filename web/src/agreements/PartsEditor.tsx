import type { CallBody } from "../../../src/agreement/call-shapes.ts";
import { Button } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import style from "./agreements.module.css";
import { freeName } from "./new-line.ts";
import { nothingSaid, SaidField } from "./SaidField.tsx";

type Parts = CallBody["parts"];

/** The parts of a call: each takes a candidacy of its own. */
export const PartsEditor = ({
  parts,
  onChange,
}: Readonly<{ parts: Parts; onChange: (parts: Parts) => void }>) => {
  const say = useSay();
  return (
    <div className={style.plan}>
      <p className={style.muted}>{say(words.help)}</p>
      {parts.map((part, at) => (
        <div key={part.id} className={style.criterion}>
          <SaidField
            label={say(words.part, { n: at + 1 })}
            value={part.label}
            onChange={(label) =>
              onChange(parts.map((each, place) => (place === at ? { ...each, label } : each)))
            }
          />
          <Button
            variant="quiet"
            size="s"
            icon="trash"
            onPress={() => onChange(parts.filter((_, place) => place !== at))}
          >
            {say(words.remove)}
          </Button>
        </div>
      ))}
      <div className={style.planFoot}>
        <Button
          icon="add"
          onPress={() => onChange([...parts, { id: freeName("part", parts), label: nothingSaid }])}
        >
          {say(words.add)}
        </Button>
      </div>
    </div>
  );
};

const words = {
  help: {
    fr: "Sans eux, un organisme dépose une candidature. Avec eux, une par public ou par action.",
    nl: "Zonder hen dient een organisatie één kandidatuur in. Met hen één per doelgroep of actie.",
    en: "Without them an organisation sends one candidacy. With them one for each group or action.",
  },
  part: { fr: "Dossier {n}", nl: "Dossier {n}", en: "File {n}" },
  remove: { fr: "Retirer", nl: "Schrappen", en: "Remove" },
  add: { fr: "Ajouter un dossier", nl: "Een dossier toevoegen", en: "Add a file" },
} satisfies Record<string, Text>;
