import type { CallBody } from "../../../src/agreement/call-shapes.ts";
import { Button, Notice } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./agreements.module.css";
import { AmountField } from "./EurosField.tsx";
import { freeName } from "./new-line.ts";
import { nothingSaid, SaidField } from "./SaidField.tsx";

type Criteria = CallBody["criteria"];

/** The criteria by which candidacies are compared, each with its most points. */
export const CriteriaEditor = ({
  criteria,
  onChange,
  error,
}: Readonly<{ criteria: Criteria; onChange: (criteria: Criteria) => void; error: string | undefined }>) => {
  const say = useSay();
  const format = useFormat();
  const put = (at: number, criterion: Criteria[number]) =>
    onChange(criteria.map((each, place) => (place === at ? criterion : each)));
  const total = criteria.reduce((sum, { points }) => sum + points, 0);
  return (
    <div className={style.plan}>
      <p className={style.muted}>{say(words.help)}</p>
      {error !== undefined && <Notice tone="error" isLive title={error} />}
      {criteria.map((criterion, at) => (
        <div key={criterion.id} className={style.criterion}>
          <SaidField
            label={say(words.criterion, { n: at + 1 })}
            name={`criterion:${at}`}
            value={criterion.label}
            onChange={(label) => put(at, { ...criterion, label })}
          />
          <AmountField
            label={say(words.points)}
            name={`points:${at}`}
            value={criterion.points === 0 ? "" : String(criterion.points)}
            onChange={(points) => put(at, { ...criterion, points: Math.trunc(Number(points)) })}
          />
          <Button
            variant="quiet"
            size="s"
            icon="trash"
            onPress={() => onChange(criteria.filter((_, place) => place !== at))}
          >
            {say(words.remove)}
          </Button>
        </div>
      ))}
      <div className={style.planFoot}>
        <Button
          icon="add"
          onPress={() =>
            onChange([...criteria, { id: freeName("criterion", criteria), label: nothingSaid, points: 0 }])
          }
        >
          {say(words.add)}
        </Button>
        {criteria.length > 0 && (
          <p className={style.total}>{say(words.total, { total: format.number(total) })}</p>
        )}
      </div>
    </div>
  );
};

const words = {
  help: {
    fr: "Fixés avant l'ouverture : ils ne changent plus une fois l'appel publié.",
    nl: "Vastgelegd voor de opening: ze veranderen niet meer eens de oproep gepubliceerd is.",
    en: "Fixed before the opening: they do not change once the call is published.",
  },
  criterion: { fr: "Critère {n}", nl: "Criterium {n}", en: "Criterion {n}" },
  points: { fr: "Points au plus", nl: "Hoogstens punten", en: "Points at most" },
  remove: { fr: "Retirer", nl: "Schrappen", en: "Remove" },
  add: { fr: "Ajouter un critère", nl: "Een criterium toevoegen", en: "Add a criterion" },
  total: { fr: "{total} points en tout", nl: "{total} punten in totaal", en: "{total} points in all" },
} satisfies Record<string, Text>;
