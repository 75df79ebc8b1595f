import { useEffect, useRef } from "react";
import type { FindingBody, VerificationPage } from "../../../src/control/shapes.ts";
import type { Measure } from "../../../src/control/shared-shapes.ts";
import { EurosField } from "../agreements/EurosField.tsx";
import { Button, Checkbox, Form, RadioGroup, Select, TextArea } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./control.module.css";
import { useAboutName } from "./about.ts";

/** A finding, written beside what it is about. */
export const FindingForm = ({
  page,
  body,
  isNew,
  put,
  onCancel,
  send,
}: Readonly<{
  page: VerificationPage;
  body: FindingBody;
  isNew: boolean;
  put: (part: Partial<FindingBody>) => void;
  onCancel: () => void;
  send: (body: FindingBody) => Promise<unknown>;
}>) => {
  const say = useSay();
  const { money } = useFormat();
  const nameOf = useAboutName();
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    form.current?.scrollIntoView({ block: "center" });
    form.current?.querySelector<HTMLElement>("button, input, textarea")?.focus({ preventScroll: true });
  }, []);
  const line = page.lines.find((each) => each.line === body.line);
  const isNothing = body.amount === "0.00" && body.measure !== "none";
  return (
    <div className={style.finding} ref={form}>
      <h3>{say(isNew ? words.title : words.change)}</h3>
      <Form
        submit={say(words.keep)}
        isComplete={body.typology !== "" && body.text.trim() !== "" && !isNothing}
        send={() => send({ ...body, text: body.text.trim() })}
        more={
          <Button variant="quiet" onPress={onCancel}>
            {say(words.cancel)}
          </Button>
        }
      >
        {({ missing }) => (
          <>
            <div className={style.fields}>
              <Select
                label={say(words.line)}
                name="findingLine"
                value={body.line}
                onChange={(next) => put({ line: next ?? body.line, about: null })}
                options={page.lines.map((each) => ({ id: each.line, label: say(each.label) }))}
              />
              <Select
                label={say(words.typology)}
                name="typology"
                isRequired
                value={body.typology === "" ? null : body.typology}
                onChange={(typology) => put({ typology: typology ?? "" })}
                options={page.typologies.map(({ id, label }) => ({ id, label: say(label) }))}
                {...missing(body.typology === "")}
              />
              {body.about && (
                <p className={style.known}>
                  <span>{say(words.about)}</span> {nameOf(body.about)}
                </p>
              )}
            </div>
            <TextArea
              label={say(words.text)}
              help={say(words.textHelp)}
              name="findingText"
              isRequired
              rows={3}
              maxLength={4000}
              value={body.text}
              onChange={(text) => put({ text })}
              {...missing(body.text.trim() === "")}
            />
            <RadioGroup
              label={say(words.measure)}
              name="measure"
              direction="across"
              value={body.measure}
              onChange={(measure) => put({ measure: measure as Measure })}
              options={page.measures.map(({ id, label }) => ({ id, label: say(label) }))}
            />
            {body.measure !== "none" && (
              <EurosField
                label={say(words.amount)}
                name="findingAmount"
                help={
                  line ? say(words.amountHelp, { declared: money(line.submitted) }) : say(words.amountDerived)
                }
                value={body.amount}
                onChange={(amount) => put({ amount })}
                {...missing(isNothing, say(words.amountMissing))}
              />
            )}
            <div className={style.ticks}>
              <Checkbox
                label={say(words.systemic)}
                help={say(words.systemicHelp)}
                value={body.systemic}
                onChange={(systemic) => put({ systemic })}
              />
              <Checkbox
                label={say(words.ofBuyer)}
                help={say(words.ofBuyerHelp)}
                value={body.ofBuyer}
                onChange={(ofBuyer) => put({ ofBuyer })}
              />
            </div>
          </>
        )}
      </Form>
    </div>
  );
};

const words = {
  title: { fr: "Nouveau constat", nl: "Nieuwe vaststelling", en: "New finding" },
  change: { fr: "Modifier le constat", nl: "De vaststelling wijzigen", en: "Change the finding" },
  keep: { fr: "Noter le constat", nl: "De vaststelling noteren", en: "Note the finding" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  line: { fr: "Ligne", nl: "Regel", en: "Line" },
  about: { fr: "Au sujet de :", nl: "Over:", en: "About:" },
  typology: { fr: "Type de constat", nl: "Soort vaststelling", en: "Type of finding" },
  text: { fr: "Ce qui est constaté", nl: "Wat wordt vastgesteld", en: "What was found" },
  textHelp: {
    fr: "Le partenaire lira ce texte tel quel.",
    nl: "De partner leest deze tekst zoals hij is.",
    en: "The partner will read this text as it is.",
  },
  measure: { fr: "Suite proposée", nl: "Voorgesteld gevolg", en: "Measure proposed" },
  amount: { fr: "Montant en cause", nl: "Betrokken bedrag", en: "Amount concerned" },
  amountHelp: {
    fr: "De cette ligne seule, qui déclare {declared} : ce qui en découle suit de soi.",
    nl: "Van deze regel alleen, die {declared} declareert: wat ervan is afgeleid, volgt vanzelf.",
    en: "Of this line only, which declares {declared}: what is derived from it follows by itself.",
  },
  amountDerived: {
    fr: "Ce qui en découle suit de soi.",
    nl: "Wat ervan is afgeleid, volgt vanzelf.",
    en: "What is derived from it follows by itself.",
  },
  amountMissing: {
    fr: "Indiquez le montant, ou choisissez une suite sans montant.",
    nl: "Geef het bedrag op, of kies een gevolg zonder bedrag.",
    en: "Give the amount, or choose a measure without one.",
  },
  systemic: { fr: "Erreur systémique", nl: "Systeemfout", en: "Systemic error" },
  systemicHelp: {
    fr: "Elle se répète sans doute ailleurs : les cas semblables sont à rechercher.",
    nl: "Ze komt wellicht ook elders voor: gelijkaardige gevallen zijn op te zoeken.",
    en: "It is likely to recur elsewhere: similar cases are to be looked for.",
  },
  ofBuyer: {
    fr: "Manquement aux marchés publics",
    nl: "Inbreuk op overheidsopdrachten",
    en: "Breach of procurement rules",
  },
  ofBuyerHelp: {
    fr: "Les taux forfaitaires que la loi épargne ne suivent pas.",
    nl: "De forfaits die de wet spaart, volgen niet.",
    en: "Flat rates that the law spares do not follow.",
  },
} satisfies Record<string, Text>;
