import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import type { PlanContent, PlanPage as Plan } from "../../../src/control/list-shapes.ts";
import { useKept } from "../agreements/use-kept.ts";
import { Restored } from "../agreements/Restored.tsx";
import { api } from "../api.ts";
import {
  announce,
  Button,
  ButtonRow,
  Cell,
  Column,
  Columns,
  ConfirmDialog,
  Disclosure,
  Link,
  Loaded,
  Notice,
  Page,
  ProblemNotice,
  Row,
  Rows,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./control.module.css";
import { ControlNav } from "./ControlNav.tsx";
import { PlanForm } from "./PlanForm.tsx";
import { PlanText } from "./PlanText.tsx";
import { titles } from "./titles.ts";
import { planKey, usePlan, useQueue, useRenewal } from "./use-control.ts";

/** The control plan of a year: why what is verified how, adopted before what it governs. */
export const PlanPage = () => {
  const { year } = useParams();
  const queue = useQueue();
  const asked = year ?? queue.data?.today.slice(0, 4);
  const say = useSay();
  return (
    <Page
      title={say(words.title, { year: asked ?? "" })}
      windowTitle={say(titles.plan)}
      lead={say(words.lead)}
      breadcrumbs={[{ label: say(titles.control), to: "control" }]}
    >
      <ControlNav here="control/plan" />
      {asked === undefined ? null : <OfYear key={asked} year={asked} />}
    </Page>
  );
};

const OfYear = ({ year }: Readonly<{ year: string }>) => {
  const say = useSay();
  const plan = usePlan(year);
  const number = Number(year);
  return (
    <>
      <p className={style.years}>
        <Link to={`control/plan/${number - 1}`}>{say(words.year, { year: number - 1 })}</Link>
        <Link to={`control/plan/${number + 1}`}>{say(words.year, { year: number + 1 })}</Link>
      </p>
      <Loaded query={plan}>{(page) => <Contents page={page} />}</Loaded>
    </>
  );
};

const Contents = ({ page }: Readonly<{ page: Plan }>) => {
  const say = useSay();
  const { number } = useFormat();
  const { versions, done, may } = page;
  const draft = versions.find(({ state }) => state === "draft");
  const inForce = versions.find(({ state }) => state === "adopted");
  const [isWriting, setIsWriting] = useState(false);
  return (
    <>
      {!inForce && <Notice tone="warning" title={say(words.noneInForce, { year: String(page.year) })} />}
      {inForce && (
        <Section title={say(words.inForce, { version: number(inForce.version) })}>
          <AdoptedBy version={inForce} />
          <PlanText page={page} content={inForce.content} />
        </Section>
      )}
      {draft && !isWriting && (
        <Section title={say(words.draft, { version: number(draft.version) })}>
          <PlanText page={page} content={draft.content} />
          <ButtonRow>
            <Adopt page={page} />
            {may.write && (
              <Button icon="edit" onPress={() => setIsWriting(true)}>
                {say(words.change)}
              </Button>
            )}
          </ButtonRow>
        </Section>
      )}
      {may.write && (isWriting || (!draft && !inForce)) ? (
        <Write page={page} content={(draft ?? inForce)?.content} onDone={() => setIsWriting(false)} />
      ) : (
        may.write &&
        !draft && (
          <ButtonRow>
            <Button icon="edit" onPress={() => setIsWriting(true)}>
              {say(words.newVersion)}
            </Button>
          </ButtonRow>
        )
      )}
      {done.length > 0 && (
        <Section title={say(words.done)}>
          <Table label={say(words.done)}>
            <Columns>
              <Column>{say(words.type)}</Column>
              <Column isNumeric>{say(words.opened)}</Column>
              <Column isNumeric>{say(words.concluded)}</Column>
            </Columns>
            <Rows>
              {done.map(({ type, opened, concluded }) => (
                <Row key={type.id}>
                  <Cell isHead>
                    <Link to={`money/controls?type=${type.id}&year=${page.year}`}>{say(type.label)}</Link>
                  </Cell>
                  <Cell isNumeric>{number(opened)}</Cell>
                  <Cell isNumeric>{number(concluded)}</Cell>
                </Row>
              ))}
            </Rows>
          </Table>
        </Section>
      )}
      <Earlier page={page} />
    </>
  );
};

type Version = Plan["versions"][number];

const AdoptedBy = ({ version: { adopted, governs } }: Readonly<{ version: Version }>) => {
  const say = useSay();
  const { dateTime, count } = useFormat();
  return (
    <p className={style.note}>
      {adopted && say(words.adoptedBy, { by: adopted.by, at: dateTime(adopted.at) })}{" "}
      {count(governs, governsWords)}
    </p>
  );
};

/** Adopts what is written: from then on it stays as it is. */
const Adopt = ({ page }: Readonly<{ page: Plan }>) => {
  const say = useSay();
  const queries = useQueryClient();
  const renew = useRenewal();
  const [isOpen, setIsOpen] = useState(false);
  const adopt = useMutation({
    mutationFn: () => api.send<Plan>("POST", `/api/control-plans/${page.year}/adopt`),
    onSuccess: async (answer) => {
      queries.setQueryData(planKey(String(page.year)), answer);
      announce(say(words.adopted));
      setIsOpen(false);
      await renew();
    },
  });
  if (!page.may.adopt) return null;
  return (
    <>
      <Button variant="primary" onPress={() => setIsOpen(true)}>
        {say(words.adopt)}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={say(words.adoptTitle, { year: String(page.year) })}
        onClose={() => setIsOpen(false)}
        confirm={say(words.adopt)}
        isPending={adopt.isPending}
        onConfirm={() => adopt.mutate()}
      >
        {adopt.error && <ProblemNotice error={adopt.error} />}
        <p>{say(words.adoptWhat)}</p>
      </ConfirmDialog>
    </>
  );
};

/** Writes a version; what is typed is kept by the tab until it is sent. */
const Write = ({
  page,
  content,
  onDone,
}: Readonly<{ page: Plan; content: PlanContent | undefined; onDone: () => void }>) => {
  const say = useSay();
  const queries = useQueryClient();
  const kept = useKept<PlanContent>(`plan:${page.year}`, content ?? beginning(page, say));
  return (
    <Section title={say(words.write)}>
      {kept.isRestored && <Restored onAnew={kept.reset} />}
      <PlanForm
        page={page}
        content={kept.value}
        onChange={kept.put}
        onCancel={content ? onDone : undefined}
        send={async () => {
          const answer = await api.send<Plan>("PUT", `/api/control-plans/${page.year}`, kept.value);
          kept.forget();
          queries.setQueryData(planKey(String(page.year)), answer);
          announce(say(words.kept));
          onDone();
        }}
      />
    </Section>
  );
};

/** A first plan begins with the factors of the definitions, and verifies every declaration. */
const beginning = ({ factors }: Plan, say: (text: Text) => string): PlanContent => ({
  basis: "",
  factors: factors.map(({ id, weight, rationale }) => ({ id, weight, rationale: say(rationale) })),
  coverage: [{ type: "administrative", share: "1", method: say(words.everyOne) }],
  visits: [],
});

const Earlier = ({ page }: Readonly<{ page: Plan }>) => {
  const say = useSay();
  const { number } = useFormat();
  const replaced = page.versions.filter(({ state }) => state === "replaced");
  if (replaced.length === 0) return null;
  return (
    <Section title={say(words.earlier)}>
      {replaced.map((version) => (
        <Disclosure key={version.id} title={say(words.version, { version: number(version.version) })}>
          <AdoptedBy version={version} />
          <PlanText page={page} content={version.content} />
        </Disclosure>
      ))}
    </Section>
  );
};

const governsWords = {
  one: {
    fr: "Il régit {count} contrôle.",
    nl: "Het geldt voor {count} controle.",
    en: "It governs {count} verification.",
  },
  other: {
    fr: "Il régit {count} contrôles.",
    nl: "Het geldt voor {count} controles.",
    en: "It governs {count} verifications.",
  },
} satisfies Record<string, Text>;

const words = {
  title: { fr: "Plan de contrôle {year}", nl: "Controleplan {year}", en: "Control plan {year}" },
  lead: {
    fr: "La base de risque, écrite avant les contrôles qu'elle régit.",
    nl: "De risicobasis, geschreven vóór de controles waarvoor ze geldt.",
    en: "The risk basis, in writing before the verifications it governs.",
  },
  year: { fr: "Plan {year}", nl: "Plan {year}", en: "Plan {year}" },
  noneInForce: {
    fr: "Aucun plan n'est en vigueur pour {year}.",
    nl: "Er is geen plan van kracht voor {year}.",
    en: "No plan is in force for {year}.",
  },
  inForce: {
    fr: "En vigueur : version {version}",
    nl: "Van kracht: versie {version}",
    en: "In force: version {version}",
  },
  draft: {
    fr: "En préparation : version {version}",
    nl: "In voorbereiding: versie {version}",
    en: "Being prepared: version {version}",
  },
  adoptedBy: {
    fr: "Adopté par {by} le {at}.",
    nl: "Aangenomen door {by} op {at}.",
    en: "Adopted by {by} on {at}.",
  },
  adopt: { fr: "Adopter le plan", nl: "Het plan aannemen", en: "Adopt the plan" },
  adoptTitle: {
    fr: "Adopter le plan {year} ?",
    nl: "Het plan {year} aannemen?",
    en: "Adopt the plan {year}?",
  },
  adoptWhat: {
    fr: "Il régit les contrôles ouverts ensuite et ne change plus ; une nouvelle version pourra le remplacer.",
    nl: "Het geldt voor de controles die daarna geopend worden en verandert niet meer; een nieuwe versie kan het vervangen.",
    en: "It governs verifications opened from then on and no longer changes; a new version can replace it.",
  },
  adopted: { fr: "Le plan est adopté.", nl: "Het plan is aangenomen.", en: "The plan is adopted." },
  change: {
    fr: "Modifier la version préparée",
    nl: "De voorbereide versie wijzigen",
    en: "Change the version prepared",
  },
  newVersion: {
    fr: "Préparer une nouvelle version",
    nl: "Een nieuwe versie voorbereiden",
    en: "Prepare a new version",
  },
  write: { fr: "Rédiger le plan", nl: "Het plan opstellen", en: "Write the plan" },
  kept: { fr: "Le plan est enregistré.", nl: "Het plan is bewaard.", en: "The plan is kept." },
  everyOne: {
    fr: "Chaque déclaration est contrôlée sur pièces.",
    nl: "Elke declaratie wordt op stukken gecontroleerd.",
    en: "Every declaration is verified on its documents.",
  },
  done: { fr: "Contrôles de l'année", nl: "Controles van het jaar", en: "Verifications of the year" },
  type: { fr: "Type", nl: "Soort", en: "Type" },
  opened: { fr: "Ouverts", nl: "Geopend", en: "Opened" },
  concluded: { fr: "Conclus", nl: "Afgesloten", en: "Concluded" },
  earlier: { fr: "Versions remplacées", nl: "Vervangen versies", en: "Versions replaced" },
  version: { fr: "Version {version}", nl: "Versie {version}", en: "Version {version}" },
} satisfies Record<string, Text>;
