import type { ProjectionView } from "../../../src/audit/shapes.ts";
import { Badge, Disclosure, Facts, Notice } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useShare } from "../money/how.ts";
import { Section } from "../programme/Section.tsx";
import { conclusions } from "./method-words.ts";
import { shortShare } from "../money/shares.ts";
import { Steps } from "./Steps.tsx";

/** What the errors found say of the whole population, with every step of the reckoning. */
export const Projection = ({ projection }: Readonly<{ projection: ProjectionView }>) => {
  const say = useSay();
  const share = useShare();
  const { money } = useFormat();
  const { projected, precision, upper, tolerable, rate, conclusion, recalculated, steps, residual } =
    projection;
  const known = conclusions[conclusion];
  const write = (value: string) => (/^-?\d+\.\d\d$/.test(value) ? money(value) : value);
  const optional = (label: Text, value: string | null) =>
    value === null ? [] : [{ id: label.en, label: say(label), value: write(value) }];
  return (
    <Section title={say(words.title)} actions={known && <Badge tone={known.tone}>{say(known.label)}</Badge>}>
      <Facts
        layout="tiles"
        items={[
          { id: "projected", label: say(words.projected), value: write(projected) },
          { id: "rate", label: say(words.rate), value: share(shortShare(rate)) },
          ...optional(words.precision, precision),
          ...optional(words.upper, upper),
          ...optional(words.tolerable, tolerable),
          ...(residual === null
            ? []
            : [{ id: "residual", label: say(words.residual), value: share(shortShare(residual.rate)) }]),
        ]}
      />
      {recalculated !== null && (
        <Notice title={say(words.recalculated, { confidence: share(recalculated) })}>
          {say(words.recalculatedWhy)}
        </Notice>
      )}
      {residual !== null && residual.exceeds && (
        <Notice tone="warning" title={say(words.exceeds)}>
          {residual.correction !== null && say(words.correction, { amount: money(residual.correction) })}
        </Notice>
      )}
      <Disclosure title={say(words.how)}>
        <Steps steps={residual === null ? steps : [...steps, ...residual.steps]} />
      </Disclosure>
    </Section>
  );
};

const words = {
  title: { fr: "Projection", nl: "Projectie", en: "Projection" },
  projected: { fr: "Erreur extrapolée", nl: "Geëxtrapoleerde fout", en: "Projected error" },
  rate: { fr: "Taux d'erreur", nl: "Foutenpercentage", en: "Error rate" },
  precision: { fr: "Précision", nl: "Nauwkeurigheid", en: "Precision" },
  upper: { fr: "Limite supérieure", nl: "Bovengrens", en: "Upper limit" },
  tolerable: { fr: "Erreur tolérable", nl: "Aanvaardbare fout", en: "Tolerable error" },
  residual: { fr: "Taux résiduel", nl: "Resterend percentage", en: "Residual rate" },
  recalculated: {
    fr: "À un niveau de confiance de {confidence}, ce résultat permettrait de conclure.",
    nl: "Bij een betrouwbaarheid van {confidence} zou dit resultaat een besluit toelaten.",
    en: "At a confidence of {confidence} this result would be conclusive.",
  },
  recalculatedWhy: {
    fr: "Pour conclure au niveau voulu, contrôlez des unités supplémentaires ou corrigez les erreurs trouvées.",
    nl: "Om op het gewenste niveau te besluiten, controleert u meer eenheden of verbetert u de gevonden fouten.",
    en: "To conclude at the level wanted, check more units, or correct the errors found.",
  },
  exceeds: {
    fr: "Le taux d'erreur résiduel dépasse 2 %.",
    nl: "Het resterende foutenpercentage ligt boven 2 %.",
    en: "The residual error rate is above 2%.",
  },
  correction: {
    fr: "Il faut encore corriger {amount}.",
    nl: "Er moet nog {amount} gecorrigeerd worden.",
    en: "{amount} still has to be corrected.",
  },
  how: { fr: "Comment c'est calculé", nl: "Hoe dit berekend is", en: "How it is worked out" },
} satisfies Record<string, Text>;
