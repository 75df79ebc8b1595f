import { useMutation } from "@tanstack/react-query";
import type { CallBody, CallPage, CallsPage } from "../../../src/agreement/call-shapes.ts";
import { api } from "../api.ts";
import { CheckboxGroup, DateField, Form, ProblemNotice, Select, Stack, TextField } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./agreements.module.css";
import { bodyOf, type CallAnswers, like, type Making, missingIn } from "./call-answers.ts";
import { CriteriaEditor } from "./CriteriaEditor.tsx";
import { EurosField } from "./EurosField.tsx";
import { choicesIn } from "./new-line.ts";
import { ObjectivesEditor } from "./ObjectivesEditor.tsx";
import { PartsEditor } from "./PartsEditor.tsx";
import { PlanEditor } from "./PlanEditor.tsx";
import { Restored } from "./Restored.tsx";
import { SaidField } from "./SaidField.tsx";
import { useKept } from "./use-kept.ts";

/**
 * A call being written. It can begin as another one was; of one that is published only its title, text, guide, budget
 * and a later closing change.
 */
export const CallForm = ({
  name,
  page,
  making,
  first,
  isPublished = false,
  submit,
  onSend,
}: Readonly<{
  /** Under which what is written is kept until it is sent. */
  name: string;
  page: CallsPage;
  making: Making;
  first: CallAnswers;
  isPublished?: boolean;
  submit: string;
  onSend: (operation: string, body: CallBody) => Promise<void>;
}>) => {
  const say = useSay();
  const kept = useKept(name, first);
  const answers = kept.value;
  const { body, operation } = answers;
  const put = (part: Partial<CallBody>) => kept.put({ body: { ...body, ...part } });
  const begin = useMutation({
    mutationFn: (id: number) => api.get<CallPage>(`/api/calls/${id}`),
    onSuccess: (call) => kept.put(like(answers, call)),
  });
  const missing = missingIn(answers);
  const ofOperation = choicesIn(making.choices, operation);
  const choices = {
    ...ofOperation,
    options: ofOperation.options.filter(({ id }) => body.options.includes(id)),
    unitCosts: ofOperation.unitCosts.filter(({ option }) => body.options.includes(option)),
  };
  const named = (list: readonly Readonly<{ id: string; title: Text }>[]) =>
    list.map(({ id, title }) => ({ id, label: say(title) }));
  return (
    <Form
      submit={submit}
      isComplete={!Object.values(missing).some(Boolean)}
      send={async () => {
        await onSend(operation ?? "", bodyOf(answers));
        kept.forget();
      }}
    >
      {({ missing: errorOf }) => (
        <>
          {kept.isRestored && <Restored onAnew={kept.reset} />}
          {begin.error && <ProblemNotice error={begin.error} />}
          {!isPublished && page.rows.length > 0 && first.body.title.fr === "" && (
            <Select
              label={say(words.like)}
              help={say(words.likeHelp)}
              value={null}
              empty={say(words.fromNothing)}
              options={page.rows.map(({ id, title }) => ({ id: String(id), label: say(title) }))}
              onChange={(id) => id !== null && begin.mutate(Number(id))}
            />
          )}
          <Section title={say(words.what)}>
            <Stack>
              {!isPublished && page.mayMakeIn.length > 1 && (
                <Select
                  label={say(words.operation)}
                  name="operation"
                  isRequired
                  value={operation}
                  options={page.mayMakeIn.map(({ operation: id, title }) => ({ id, label: say(title) }))}
                  onChange={(next) => kept.put({ operation: next })}
                  {...errorOf(missing.operation)}
                />
              )}
              <SaidField
                label={say(words.title)}
                name="title"
                isRequired
                value={body.title}
                onChange={(title) => put({ title })}
                {...errorOf(missing.title)}
              />
              <SaidField
                label={say(words.lead)}
                name="lead"
                isRequired
                isLong
                value={body.lead}
                onChange={(lead) => put({ lead })}
                {...errorOf(missing.lead)}
              />
              <div className={style.fields}>
                {!isPublished && (
                  <Select
                    label={say(words.template)}
                    value={body.template}
                    options={named(making.templates)}
                    onChange={(template) => put({ template: template ?? "" })}
                  />
                )}
                <Select
                  label={say(words.guide)}
                  value={body.guide}
                  options={named(making.guides)}
                  onChange={(guide) => put({ guide: guide ?? "" })}
                />
              </div>
            </Stack>
          </Section>
          <Section title={say(words.when)}>
            <div className={style.pairs}>
              {!isPublished && (
                <>
                  <DateField
                    label={say(words.opens)}
                    name="opens"
                    value={body.opensAt}
                    onChange={(opensAt) => put({ opensAt })}
                    {...errorOf(missing.opens)}
                  />
                  <TextField
                    label={say(words.opensHour)}
                    help={say(words.hourHelp)}
                    width="short"
                    value={answers.opensHour}
                    onChange={(opensHour) => kept.put({ opensHour })}
                  />
                </>
              )}
              <DateField
                label={say(words.closes)}
                name="closes"
                isRequired
                value={body.closesAt}
                onChange={(closesAt) => put({ closesAt })}
                {...(missing.order ? errorOf(true, say(words.order)) : errorOf(missing.closes))}
              />
              <TextField
                label={say(words.closesHour)}
                help={say(words.hourHelp)}
                name="closesHour"
                width="short"
                value={answers.closesHour}
                onChange={(closesHour) => kept.put({ closesHour })}
              />
              {!isPublished && (
                <>
                  <DateField
                    label={say(words.starts)}
                    name="starts"
                    value={body.starts}
                    onChange={(starts) => put({ starts })}
                    {...errorOf(missing.starts)}
                  />
                  <DateField
                    label={say(words.ends)}
                    name="ends"
                    value={body.ends}
                    onChange={(ends) => put({ ends })}
                    {...errorOf(missing.ends)}
                  />
                </>
              )}
            </div>
          </Section>
          <Section title={say(words.money)}>
            <div className={style.fields}>
              <EurosField
                label={say(words.budget)}
                name="budget"
                isRequired
                value={body.budget}
                onChange={(budget) => put({ budget })}
                {...errorOf(missing.budget)}
              />
              {!isPublished && (
                <>
                  <EurosField
                    label={say(words.most)}
                    help={say(words.mostHelp)}
                    name="most"
                    value={body.most ?? "0.00"}
                    onChange={(most) => put({ most: most === "0.00" ? null : most })}
                  />
                  <Select
                    label={say(words.instalments)}
                    value={body.instalments}
                    empty={say(words.none)}
                    options={making.instalments.map(({ id, label }) => ({ id, label: say(label) }))}
                    onChange={(instalments) => put({ instalments })}
                  />
                </>
              )}
            </div>
          </Section>
          {!isPublished && (
            <>
              <Section title={say(words.criteria)}>
                <CriteriaEditor
                  criteria={body.criteria}
                  onChange={(criteria) => put({ criteria })}
                  error={errorOf(missing.criteria, say(words.criteriaWhole)).error}
                />
              </Section>
              <Section title={say(words.options)}>
                <Stack>
                  <CheckboxGroup
                    label={say(words.allowed)}
                    name="options"
                    isRequired
                    value={body.options}
                    onChange={(options) =>
                      put({
                        options: [...options],
                        lines: body.lines.filter(({ option }) => options.includes(option)),
                      })
                    }
                    options={making.choices.options.map(({ id, label, help }) => ({
                      id,
                      label: say(label),
                      ...(help ? { description: say(help) } : {}),
                    }))}
                    {...errorOf(missing.options)}
                  />
                  {choices.options.length > 0 && (
                    <>
                      <p className={style.muted}>{say(words.linesHelp)}</p>
                      <PlanEditor
                        choices={choices}
                        isPriced={false}
                        lines={body.lines}
                        onChange={(lines) => put({ lines: [...lines] })}
                      />
                    </>
                  )}
                </Stack>
              </Section>
              <Section title={say(words.objectives)}>
                <ObjectivesEditor
                  choices={ofOperation}
                  objectives={body.objectives}
                  onChange={(objectives) => put({ objectives: [...objectives] })}
                />
              </Section>
              <Section title={say(words.parts)}>
                <PartsEditor parts={body.parts} onChange={(parts) => put({ parts: [...parts] })} />
              </Section>
            </>
          )}
        </>
      )}
    </Form>
  );
};

const words = {
  like: { fr: "Reprendre un appel", nl: "Een oproep overnemen", en: "Begin as another call" },
  likeHelp: {
    fr: "Textes, critères, options, lignes et objectifs en viennent ; les dates restent les vôtres.",
    nl: "Teksten, criteria, opties, regels en doelstellingen komen eruit; de data blijven de uwe.",
    en: "Texts, criteria, options, lines and objectives come from it; the days stay yours.",
  },
  fromNothing: { fr: "Non, un appel nouveau", nl: "Nee, een nieuwe oproep", en: "No, a new call" },
  what: { fr: "Ce qui est demandé", nl: "Wat gevraagd wordt", en: "What is asked" },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  title: { fr: "Titre de l'appel", nl: "Titel van de oproep", en: "Title of the call" },
  lead: { fr: "Présentation", nl: "Voorstelling", en: "Presentation" },
  template: { fr: "Modèle de candidature", nl: "Kandidatuurmodel", en: "Template of the candidacy" },
  guide: { fr: "Guide financier", nl: "Financiële gids", en: "Financial guide" },
  when: { fr: "Quand", nl: "Wanneer", en: "When" },
  opens: { fr: "Ouverture", nl: "Opening", en: "Opening" },
  opensHour: { fr: "Heure d'ouverture", nl: "Uur van opening", en: "Hour of opening" },
  closes: { fr: "Clôture", nl: "Afsluiting", en: "Closing" },
  closesHour: { fr: "Heure de clôture", nl: "Uur van afsluiting", en: "Hour of closing" },
  hourHelp: { fr: "Heure de Bruxelles", nl: "Brusselse tijd", en: "Brussels time" },
  order: {
    fr: "La clôture vient après l'ouverture.",
    nl: "De afsluiting komt na de opening.",
    en: "The closing comes after the opening.",
  },
  starts: { fr: "Début de l'action", nl: "Begin van de actie", en: "Work begins" },
  ends: { fr: "Fin de l'action", nl: "Einde van de actie", en: "Work ends" },
  money: { fr: "Budget", nl: "Budget", en: "Budget" },
  budget: { fr: "Budget de l'appel", nl: "Budget van de oproep", en: "Budget of the call" },
  most: { fr: "Au plus par candidature", nl: "Hoogstens per kandidatuur", en: "At most for each candidacy" },
  mostHelp: { fr: "Vide : pas de maximum", nl: "Leeg: geen maximum", en: "Empty: no maximum" },
  instalments: { fr: "Paiement", nl: "Betaling", en: "Payment" },
  none: { fr: "Sans tranches", nl: "Zonder schijven", en: "No instalments" },
  criteria: { fr: "Critères d'analyse", nl: "Beoordelingscriteria", en: "Criteria of assessment" },
  criteriaWhole: {
    fr: "Chaque critère a un nom et au moins un point.",
    nl: "Elk criterium heeft een naam en minstens één punt.",
    en: "Each criterion has a name and one point at least.",
  },
  options: { fr: "Coûts", nl: "Kosten", en: "Costs" },
  allowed: { fr: "Options de coût admises", nl: "Toegelaten kostenopties", en: "Cost options allowed" },
  linesHelp: {
    fr: "Lignes par lesquelles chaque candidature commence, avec vos conditions ; le candidat n'en dit que le montant.",
    nl: "Regels waarmee elke kandidatuur begint, met uw voorwaarden; de kandidaat zegt enkel het bedrag.",
    en: "Lines that each candidacy begins with, under your terms; the candidate only says the amount.",
  },
  objectives: { fr: "Objectifs demandés", nl: "Gevraagde doelstellingen", en: "Objectives asked" },
  parts: { fr: "Dossiers séparés", nl: "Aparte dossiers", en: "Separate files" },
} satisfies Record<string, Text>;
