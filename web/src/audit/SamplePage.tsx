import { useState } from "react";
import { useParams } from "react-router";
import type { SamplePage as Sample } from "../../../src/audit/shapes.ts";
import { useActor } from "../actor.ts";
import { api } from "../api.ts";
import {
  Badge,
  Button,
  ButtonLink,
  ButtonRow,
  CopyButton,
  Facts,
  Loaded,
  Notice,
  Page,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { useShare } from "../money/how.ts";
import { ReasonForm } from "../money/ReasonForm.tsx";
import { Section } from "../programme/Section.tsx";
import { ConcludeDialog } from "./ConcludeDialog.tsx";
import { DrawDialog } from "./DrawDialog.tsx";
import { ExcludedUnits } from "./Excluded.tsx";
import { sampleStates } from "./method-words.ts";
import { MethodPart } from "./MethodPart.tsx";
import { Projection } from "./Projection.tsx";
import style from "./audit.module.css";
import { money, titles } from "./titles.ts";
import { shortShare } from "../money/shares.ts";
import { Units } from "./Units.tsx";
import { sampleAddress, useSample, useSampleAct } from "./use-audit.ts";

/** A sample from its population to its conclusion: what comes next first, then each part in its order. */
export const SamplePage = () => {
  const say = useSay();
  const { sample: id = "" } = useParams();
  const sample = useSample(id);
  const page = sample.data;
  return (
    <Page
      title={page ? say(words.title, { number: page.number }) : say(titles.sample)}
      breadcrumbs={[
        { label: say(money), to: "money" },
        { label: say(titles.samples), to: "money/samples" },
      ]}
      meta={page && <Badge tone={sampleStates[page.state].tone}>{say(sampleStates[page.state].label)}</Badge>}
      lead={page && `${page.title} · ${say(page.purpose.label)}`}
    >
      <Loaded query={sample}>{(data) => <Contents key={data.id} sample={data} />}</Loaded>
    </Page>
  );
};

const Contents = ({ sample }: Readonly<{ sample: Sample }>) => {
  const say = useSay();
  const { state, projection, units, conclusion, cancelReason } = sample;
  return (
    <>
      <Next sample={sample} />
      {conclusion !== null && (
        <Notice tone="success" title={say(words.concluded)}>
          <span className={style.said}>{conclusion}</span>
        </Notice>
      )}
      {cancelReason !== null && (
        <Notice tone="info" title={say(words.givenUp)}>
          {cancelReason}
        </Notice>
      )}
      {projection && <Projection projection={projection} />}
      {state !== "planned" && (
        <Section title={say(words.units)}>
          <Units sample={sample} />
        </Section>
      )}
      <Section title={say(words.method)}>
        <MethodPart sample={sample} />
      </Section>
      <Frame sample={sample} />
      {state === "planned" && (units.length > 0 || sample.may.change) && (
        <Section title={say(words.excluded)}>
          <ExcludedUnits sample={sample} />
        </Section>
      )}
    </>
  );
};

/** What a sample waits for, and the button that does it. */
const Next = ({ sample }: Readonly<{ sample: Sample }>) => {
  const say = useSay();
  const { count } = useFormat();
  const [act, setAct] = useState<"draw" | "conclude" | "cancel">();
  const close = () => setAct(undefined);
  const { id, number, state, may, size, refusal, draw, units } = sample;
  const unchecked = units.filter(({ place, result }) => place !== null && result === null).length;
  const cancel = useSampleAct(
    sample,
    say(words.cancelled),
    (reason: string) => api.send<Sample>("POST", `${sampleAddress(id)}/cancel`, { reason }),
    close,
  );
  if (state === "cancelled") return null;
  return (
    <div className={style.next}>
      {state === "planned" &&
        (size ? (
          <p>{count(size.size, sizeWords)}</p>
        ) : (
          <p>{refusal ? say(refusal) : say(words.needsSize)}</p>
        ))}
      {state === "drawn" && <p>{unchecked > 0 ? count(unchecked, uncheckedWords) : say(words.allChecked)}</p>}
      {state === "drawn" && refusal && <p>{say(refusal)}</p>}
      {state === "concluded" && <p>{say(words.fixed)}</p>}
      <ButtonRow>
        {may.draw && (
          <Button variant="primary" isDisabled={size === null} onPress={() => setAct("draw")}>
            {say(words.draw)}
          </Button>
        )}
        {may.conclude && (
          <Button
            variant={unchecked === 0 ? "primary" : "secondary"}
            isDisabled={sample.projection === null}
            onPress={() => setAct("conclude")}
          >
            {say(words.conclude)}
          </Button>
        )}
        <ButtonLink to={`${sampleAddress(id)}/frame.csv`} icon="download" download>
          {say(words.frameCsv)}
        </ButtonLink>
        {may.cancel && (
          <Button variant="quiet" onPress={() => setAct("cancel")}>
            {say(words.cancel)}
          </Button>
        )}
      </ButtonRow>
      {draw && draw.remarks.map((remark) => <p key={remark.en}>{say(remark)}</p>)}
      {act === "draw" && <DrawDialog sample={sample} onClose={close} />}
      {act === "conclude" && <ConcludeDialog sample={sample} onClose={close} />}
      {act === "cancel" && (
        <ReasonForm
          title={say(words.cancelTitle, { number })}
          act={say(words.cancel)}
          send={(reason) => cancel.mutateAsync(reason)}
          onClose={close}
        >
          {say(words.cancelWhat)}
        </ReasonForm>
      )}
    </div>
  );
};

/** The population: what it was made of, and by what it is recognised. */
const Frame = ({ sample }: Readonly<{ sample: Sample }>) => {
  const say = useSay();
  const share = useShare();
  const { number, dateTime, money: euros } = useFormat();
  const actor = useActor();
  const { frame, sourceText, plannedBy, plannedAt, change, seed, seedFrom, draw, drawnBy, drawnAt } = sample;
  const counted = (units: number, value: string) => `${number(units)} · ${euros(value)}`;
  return (
    <Section title={say(words.population)}>
      <Facts
        items={[
          { id: "source", label: say(words.source), value: say(sourceText) },
          {
            id: "positive",
            label: say(words.positive),
            value: counted(frame.positive.units, frame.positive.value),
          },
          ...(frame.negative.units === 0
            ? []
            : [
                {
                  id: "negative",
                  label: say(words.negative),
                  value: (
                    <>
                      {counted(frame.negative.units, frame.negative.value)}
                      <span className={style.sub}>{say(words.negativeWhy)}</span>
                    </>
                  ),
                },
              ]),
          ...(frame.zero === 0 ? [] : [{ id: "zero", label: say(words.zero), value: number(frame.zero) }]),
          ...(frame.excluded.units === 0
            ? []
            : [
                {
                  id: "excluded",
                  label: say(words.excluded),
                  value: counted(frame.excluded.units, frame.excluded.value),
                },
              ]),
          ...(frame.cells.length < 2
            ? []
            : frame.cells.map(({ name, units, value }) => ({
                id: `cell ${name}`,
                label: name,
                value: counted(units, value),
              }))),
          {
            id: "hash",
            label: say(words.hash),
            value: <span className={style.hash}>{frame.sha256}</span>,
          },
          {
            id: "fixed",
            label: say(words.fixedBy),
            value: (
              <>
                {actor(plannedBy)} · {dateTime(plannedAt)}
                <span className={style.sub}>{say(words.change, { seq: number(change.seq) })}</span>
              </>
            ),
          },
          ...(seed === null || !draw
            ? []
            : [
                {
                  id: "seed",
                  label: say(words.seed),
                  value: (
                    <>
                      <span className={style.hash}>{seed}</span>
                      {seedFrom === "trail" && <span className={style.sub}>{say(words.seedOfTrail)}</span>}
                    </>
                  ),
                },
                {
                  id: "drawn",
                  label: say(words.drawn),
                  value: (
                    <>
                      {actor(drawnBy ?? "")} {drawnAt !== null && `· ${dateTime(drawnAt)}`}
                      <span className={style.sub}>
                        {say(words.covered, {
                          units: number(draw.units),
                          share: share(shortShare(draw.covered)),
                        })}{" "}
                        <Amount euros={draw.value} />
                      </span>
                    </>
                  ),
                },
                {
                  id: "repeat",
                  label: say(words.repeat),
                  value: (
                    <>
                      <pre className={style.command}>{draw.repeat}</pre>
                      <CopyButton text={draw.repeat} copied={say(words.copied)} variant="quiet" />
                    </>
                  ),
                },
              ]),
        ]}
      />
    </Section>
  );
};

const sizeWords = {
  one: {
    fr: "La méthode demande {count} unité. Elle peut encore être changée ; après le tirage, plus rien ne l'est.",
    nl: "De methode vraagt {count} eenheid. Ze kan nog veranderen; na de trekking niet meer.",
    en: "The method asks for {count} unit. It can still be changed; after the draw nothing can.",
  },
  other: {
    fr: "La méthode demande {count} unités. Elle peut encore être changée ; après le tirage, plus rien ne l'est.",
    nl: "De methode vraagt {count} eenheden. Ze kan nog veranderen; na de trekking niet meer.",
    en: "The method asks for {count} units. It can still be changed; after the draw nothing can.",
  },
} satisfies Record<string, Text>;

const uncheckedWords = {
  one: {
    fr: "{count} unité n'a pas encore de résultat.",
    nl: "{count} eenheid heeft nog geen resultaat.",
    en: "{count} unit has no result yet.",
  },
  other: {
    fr: "{count} unités n'ont pas encore de résultat.",
    nl: "{count} eenheden hebben nog geen resultaat.",
    en: "{count} units have no result yet.",
  },
} satisfies Record<string, Text>;

const words = {
  title: { fr: "Échantillon {number}", nl: "Steekproef {number}", en: "Sample {number}" },
  needsSize: {
    fr: "Dites ce que la méthode demande pour en avoir la taille.",
    nl: "Vul in wat de methode vraagt om de omvang te kennen.",
    en: "Say what the method asks for to have its size.",
  },
  allChecked: {
    fr: "Toutes les unités ont leur résultat : regardez la projection, puis concluez.",
    nl: "Alle eenheden hebben hun resultaat: bekijk de projectie, en besluit.",
    en: "All units have their result: look at the projection, then conclude.",
  },
  fixed: {
    fr: "L'échantillon est conclu : plus rien n'y change.",
    nl: "De steekproef is besloten: er verandert niets meer.",
    en: "The sample is concluded: nothing in it changes any more.",
  },
  concluded: { fr: "Conclusion", nl: "Besluit", en: "Conclusion" },
  givenUp: { fr: "Échantillon abandonné", nl: "Steekproef opgegeven", en: "Sample given up" },
  draw: { fr: "Tirer l'échantillon", nl: "De steekproef trekken", en: "Draw the sample" },
  conclude: { fr: "Conclure", nl: "Besluiten", en: "Conclude" },
  frameCsv: { fr: "Télécharger la population", nl: "De populatie downloaden", en: "Download the population" },
  cancel: { fr: "Abandonner l'échantillon", nl: "De steekproef opgeven", en: "Give the sample up" },
  cancelTitle: { fr: "Abandonner {number}", nl: "{number} opgeven", en: "Give {number} up" },
  cancelWhat: {
    fr: "Il reste connu, avec sa raison : on ne retire pas jusqu'à ce que le tirage plaise.",
    nl: "Ze blijft bekend, met de reden: er wordt niet getrokken tot het resultaat bevalt.",
    en: "It stays known, with its reason: nobody draws until the draw pleases.",
  },
  cancelled: {
    fr: "L'échantillon est abandonné.",
    nl: "De steekproef is opgegeven.",
    en: "The sample is given up.",
  },
  units: { fr: "Unités tirées", nl: "Getrokken eenheden", en: "Units drawn" },
  method: { fr: "Méthode et taille", nl: "Methode en omvang", en: "Method and size" },
  population: { fr: "Population", nl: "Populatie", en: "Population" },
  source: { fr: "D'où elle vient", nl: "Waar ze vandaan komt", en: "Where it comes from" },
  positive: { fr: "Unités", nl: "Eenheden", en: "Units" },
  negative: { fr: "Montants négatifs", nl: "Negatieve bedragen", en: "Negative amounts" },
  negativeWhy: {
    fr: "une population à part (art. 28, par. 7, du règlement 480/2014)",
    nl: "een populatie apart (art. 28, lid 7, van Verordening 480/2014)",
    en: "a population of their own (Art. 28(7) of Regulation 480/2014)",
  },
  zero: { fr: "Sans montant", nl: "Zonder bedrag", en: "Without an amount" },
  excluded: { fr: "Ne peuvent être tirées", nl: "Kunnen niet getrokken worden", en: "Cannot be drawn" },
  hash: { fr: "Empreinte", nl: "Vingerafdruk", en: "Hash" },
  fixedBy: { fr: "Fixée par", nl: "Vastgelegd door", en: "Fixed by" },
  change: {
    fr: "changement {seq} de la piste d'audit",
    nl: "wijziging {seq} van het auditspoor",
    en: "change {seq} of the audit trail",
  },
  seed: { fr: "Graine", nl: "Startwaarde", en: "Seed" },
  seedOfTrail: {
    fr: "l'empreinte du changement qui a fixé la population : personne ne l'a choisie",
    nl: "de vingerafdruk van de wijziging die de populatie vastlegde: niemand heeft ze gekozen",
    en: "the hash of the change that fixed the population: nobody chose it",
  },
  drawn: { fr: "Tiré par", nl: "Getrokken door", en: "Drawn by" },
  covered: {
    fr: "{units} unités, {share} du montant :",
    nl: "{units} eenheden, {share} van het bedrag:",
    en: "{units} units, {share} of the amount:",
  },
  repeat: { fr: "Pour le retirer soi-même", nl: "Om zelf opnieuw te trekken", en: "To draw it again" },
  copied: { fr: "La commande est copiée.", nl: "De opdracht is gekopieerd.", en: "The command is copied." },
} satisfies Record<string, Text>;
