import type { PlanContent, PlanPage } from "../../../src/control/list-shapes.ts";
import type { VerificationType } from "../../../src/control/shared-shapes.ts";
import { AmountField } from "../agreements/EurosField.tsx";
import { Badge, Button, ButtonRow, ComboBox, Form, Select, TextArea, TextField } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import style from "./control.module.css";
import { planWords } from "./PlanText.tsx";

/** Writes a version of the plan: its risk basis, the weight of each factor, coverage by type, and visits. */
export const PlanForm = ({
  page,
  content,
  onChange,
  onCancel,
  send,
}: Readonly<{
  page: PlanPage;
  content: PlanContent;
  onChange: (part: Partial<PlanContent>) => void;
  onCancel: (() => void) | undefined;
  send: () => Promise<void>;
}>) => {
  const say = useSay();
  const isComplete =
    content.basis.trim() !== "" &&
    content.factors.every(({ weight }) => weight !== "") &&
    content.visits.every(({ partner }) => partner !== "");
  return (
    <Form
      submit={say(words.keep)}
      isComplete={isComplete}
      send={send}
      more={
        onCancel && (
          <Button variant="quiet" onPress={onCancel}>
            {say(words.cancel)}
          </Button>
        )
      }
    >
      {({ missing }) => (
        <>
          <TextArea
            label={say(planWords.basis)}
            help={say(words.basisHelp)}
            name="basis"
            isRequired
            rows={8}
            maxLength={20_000}
            value={content.basis}
            onChange={(basis) => onChange({ basis })}
            {...missing(content.basis.trim() === "")}
          />
          <Factors page={page} content={content} onChange={onChange} />
          <Coverage page={page} content={content} onChange={onChange} />
          <Visits page={page} content={content} onChange={onChange} />
        </>
      )}
    </Form>
  );
};

type Part = Readonly<{
  page: PlanPage;
  content: PlanContent;
  onChange: (part: Partial<PlanContent>) => void;
}>;

const replaced = <T,>(all: readonly T[], at: number, part: Partial<T>): T[] =>
  all.map((each, index) => (index === at ? { ...each, ...part } : each));

const Factors = ({ page, content: { factors }, onChange }: Part) => {
  const say = useSay();
  if (factors.length === 0) return null;
  return (
    <fieldset className={style.rows}>
      <legend>{say(planWords.factors)}</legend>
      {factors.map(({ id, weight, rationale }, at) => {
        const known = page.factors.find((each) => each.id === id);
        const label = known ? say(known.label) : id;
        return (
          <div key={id} className={style.row}>
            <p className={style.rowName}>
              {label} {known?.unverified && <Badge>{say(words.unverified)}</Badge>}
            </p>
            <AmountField
              label={say(words.weightOf, { factor: label })}
              isLabelHidden
              value={weight}
              onChange={(next) => onChange({ factors: replaced(factors, at, { weight: next }) })}
            />
            <TextArea
              label={say(words.rationaleOf, { factor: label })}
              isLabelHidden
              rows={2}
              maxLength={2000}
              value={rationale}
              onChange={(next) => onChange({ factors: replaced(factors, at, { rationale: next }) })}
            />
          </div>
        );
      })}
    </fieldset>
  );
};

/** "0.25" as 25, and back. */
const percentOf = (share: string): string => String(Number((Number(share) * 100).toFixed(2)));
const shareOf = (percent: string): string | undefined => {
  const share = Number(percent) / 100;
  return percent === "" || !(share >= 0 && share <= 1) ? undefined : String(Number(share.toFixed(4)));
};

const Coverage = ({ page, content: { coverage }, onChange }: Part) => {
  const say = useSay();
  return (
    <fieldset className={style.rows}>
      <legend>{say(planWords.coverage)}</legend>
      {page.types.map(({ id, label }) => {
        const found = coverage.find(({ type }) => type === id);
        const put = (part: Partial<PlanContent["coverage"][number]>) =>
          onChange({ coverage: withType(coverage, id, part) });
        return (
          <div key={id} className={style.row}>
            <p className={style.rowName}>{say(label)}</p>
            <AmountField
              label={say(words.shareOf, { type: say(label) })}
              isLabelHidden
              unit="%"
              value={found ? percentOf(found.share) : ""}
              onChange={(typed) => {
                const share = shareOf(typed);
                if (share !== undefined) put({ share });
                else if (typed === "") onChange({ coverage: coverage.filter(({ type }) => type !== id) });
              }}
            />
            <TextArea
              label={say(words.methodOf, { type: say(label) })}
              isLabelHidden
              rows={2}
              maxLength={2000}
              value={found?.method ?? ""}
              onChange={(method) => put({ method })}
            />
          </div>
        );
      })}
    </fieldset>
  );
};

const withType = (
  coverage: PlanContent["coverage"],
  type: VerificationType,
  part: Partial<PlanContent["coverage"][number]>,
): PlanContent["coverage"] =>
  coverage.some((each) => each.type === type)
    ? coverage.map((each) => (each.type === type ? { ...each, ...part } : each))
    : [...coverage, { type, share: "1", method: "", ...part }];

const quarters = [1, 2, 3, 4];

const Visits = ({ page, content: { visits }, onChange }: Part) => {
  const say = useSay();
  return (
    <fieldset className={style.rows}>
      <legend>{say(planWords.visits)}</legend>
      {visits.map(({ partner, quarter, reason }, at) => (
        // Nothing else names a visit that is being written.
        <div key={at} className={style.visitRow}>
          <ComboBox
            label={say(planWords.partner)}
            value={partner === "" ? null : partner}
            onChange={(next) => onChange({ visits: replaced(visits, at, { partner: next ?? "" }) })}
            options={page.partners.map((each) => ({ id: each.partner, label: say(each.name) }))}
          />
          <Select
            label={say(planWords.quarter)}
            width="short"
            value={String(quarter)}
            onChange={(next) => onChange({ visits: replaced(visits, at, { quarter: Number(next ?? 1) }) })}
            options={quarters.map((each) => ({
              id: String(each),
              label: say(planWords.quarterOf, { quarter: each }),
            }))}
          />
          <TextField
            label={say(planWords.reason)}
            maxLength={1000}
            value={reason}
            onChange={(next) => onChange({ visits: replaced(visits, at, { reason: next }) })}
          />
          <Button
            variant="quiet"
            size="s"
            icon="trash"
            iconOnly
            onPress={() => onChange({ visits: visits.filter((_, index) => index !== at) })}
          >
            {say(words.removeVisit)}
          </Button>
        </div>
      ))}
      <ButtonRow>
        <Button
          size="s"
          icon="add"
          onPress={() => onChange({ visits: [...visits, { partner: "", quarter: 1, reason: "" }] })}
        >
          {say(words.addVisit)}
        </Button>
      </ButtonRow>
    </fieldset>
  );
};

const words = {
  keep: { fr: "Enregistrer le plan", nl: "Het plan bewaren", en: "Keep the plan" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  basisHelp: {
    fr: "Les risques, d'où on les connaît, comment ils ont été pesés.",
    nl: "De risico's, vanwaar men ze kent, hoe ze gewogen zijn.",
    en: "The risks, where they are known from, how they were weighed.",
  },
  unverified: { fr: "valeur à vérifier", nl: "waarde na te kijken", en: "value to be verified" },
  weightOf: { fr: "Poids : {factor}", nl: "Gewicht: {factor}", en: "Weight: {factor}" },
  rationaleOf: {
    fr: "Pourquoi ce poids : {factor}",
    nl: "Waarom dit gewicht: {factor}",
    en: "Why this weight: {factor}",
  },
  shareOf: { fr: "Part : {type}", nl: "Deel: {type}", en: "Share: {type}" },
  methodOf: { fr: "Comment : {type}", nl: "Hoe: {type}", en: "How: {type}" },
  addVisit: { fr: "Ajouter une visite", nl: "Een bezoek toevoegen", en: "Add a visit" },
  removeVisit: { fr: "Retirer cette visite", nl: "Dit bezoek verwijderen", en: "Remove this visit" },
} satisfies Record<string, Text>;
