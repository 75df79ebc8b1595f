import { useState } from "react";
import { useParams } from "react-router";
import type { FindingBody, VerificationPage } from "../../../src/control/shapes.ts";
import { useKept } from "../agreements/use-kept.ts";
import { askToSignIn } from "../api.ts";
import { Button, ButtonRow, Loaded, Notice, Page } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./control.module.css";
import { emptyFinding } from "./finding-draft.ts";
import { FindingForm } from "./FindingForm.tsx";
import { titles } from "./titles.ts";
import { type Loaded as Here, useIsKept, useIsReached, useNoted, useSending, useVisit } from "./use-visit.ts";
import { visitOf, type VisitWork } from "./visit-parts.ts";
import { isWaiting, note } from "./visit-work.ts";
import { VisitAbout } from "./VisitAbout.tsx";
import { VisitFindings } from "./VisitFindings.tsx";
import { VisitPhotos } from "./VisitPhotos.tsx";
import { VisitQuestions } from "./VisitQuestions.tsx";
import { VisitTroubles } from "./VisitTroubles.tsx";

/** A visit on a phone, with or without a network: the questions, findings, photographs; nothing noted is lost. */
export const VisitPage = () => {
  const say = useSay();
  const id = Number(useParams()["verification"]);
  const visit = useVisit(id);
  const page = visit.data?.page;
  return (
    <Page
      title={page ? say(words.title, { number: page.number }) : say(titles.visit)}
      width="read"
      breadcrumbs={[{ label: say(titles.visits), to: "control/visits" }]}
      lead={page && `${say(page.partner.name)} · ${say(page.operation.title)}`}
    >
      <Loaded query={visit}>{(loaded) => <OnTheSpot key={loaded.page.id} loaded={loaded} />}</Loaded>
    </Page>
  );
};

const OnTheSpot = ({ loaded }: Readonly<{ loaded: Here }>) => {
  const { page } = loaded;
  const noted = useNoted(page.id);
  const { sending, send, sendSoon } = useSending(page.id);
  const work = visitOf(page, noted, sendSoon);
  return (
    <>
      <Where loaded={loaded} work={work} sending={sending} send={send} />
      <VisitTroubles work={work} />
      <VisitAbout work={work} />
      <VisitQuestions work={work} />
      <VisitFindings work={work} />
      <NewFinding work={work} />
      <VisitPhotos work={work} />
    </>
  );
};

/** Whether all of it is at the server, and what to do where it is not. */
const Where = ({
  loaded,
  work: { noted },
  sending,
  send,
}: Readonly<{ loaded: Here; work: VisitWork; sending: string; send: () => Promise<void> }>) => {
  const say = useSay();
  const { count, dateTime } = useFormat();
  const isReached = useIsReached();
  const isKept = useIsKept();
  const waiting = noted.filter(isWaiting).length;
  const troubles = noted.length - waiting;
  const unsent =
    waiting > 0
      ? count(waiting, unsentWords)
      : troubles > 0
        ? count(troubles, troubleWords)
        : say(words.allSent);
  return (
    <div className={style.where} aria-live="polite">
      {!isKept && <Notice tone="error" title={say(words.notKept)} />}
      {isReached ? (
        <p className={style.note}>
          {unsent}
          {sending === "sending" && ` ${say(words.sending)}`}
        </p>
      ) : (
        <Notice title={say(words.away)}>
          {unsent} {say(words.loaded, { at: dateTime(loaded.loadedAt) })}
        </Notice>
      )}
      {isReached && waiting > 0 && sending !== "sending" && (
        <ButtonRow>
          {sending === "signed_out" ? (
            <Button
              size="s"
              onPress={() => {
                void askToSignIn().then((isDone) => (isDone ? send() : undefined));
              }}
            >
              {say(words.signIn)}
            </Button>
          ) : (
            <Button size="s" icon="upload" onPress={() => void send()}>
              {say(words.send)}
            </Button>
          )}
        </ButtonRow>
      )}
    </div>
  );
};

/** A finding that is written on the spot. */
const NewFinding = ({ work }: Readonly<{ work: VisitWork }>) => {
  const say = useSay();
  const { page, sendSoon, mayNote } = work;
  const [isOpen, setIsOpen] = useState(false);
  if (!mayNote) return null;
  if (!isOpen)
    return (
      <Button icon="add" onPress={() => setIsOpen(true)}>
        {say(words.finding)}
      </Button>
    );
  return (
    <WriteFinding
      page={page}
      onClose={() => setIsOpen(false)}
      onWritten={async (body) => {
        const reference = body.reference ?? crypto.randomUUID();
        await note(page.id, `finding ${reference}`, { kind: "finding", finding: { ...body, reference } });
        sendSoon();
      }}
    />
  );
};

const WriteFinding = ({
  page,
  onClose,
  onWritten,
}: Readonly<{
  page: VerificationPage;
  onClose: () => void;
  onWritten: (body: FindingBody) => Promise<void>;
}>) => {
  const kept = useKept<FindingBody>(`visit-finding:${page.id}`, {
    ...emptyFinding(),
    line: page.lines[0]?.line ?? "",
  });
  return (
    <FindingForm
      page={page}
      body={kept.value}
      isNew
      put={kept.put}
      onCancel={() => {
        kept.reset();
        onClose();
      }}
      send={async (body) => {
        await onWritten(body);
        kept.reset();
        onClose();
      }}
    />
  );
};

const unsentWords = {
  one: {
    fr: "{count} chose est sur cet appareil seulement ; elle part dès que le réseau est là.",
    nl: "{count} ding staat enkel op dit toestel; het vertrekt zodra er netwerk is.",
    en: "{count} thing is on this device only; it goes as soon as there is a network.",
  },
  other: {
    fr: "{count} choses sont sur cet appareil seulement ; elles partent dès que le réseau est là.",
    nl: "{count} dingen staan enkel op dit toestel; ze vertrekken zodra er netwerk is.",
    en: "{count} things are on this device only; they go as soon as there is a network.",
  },
} satisfies Record<string, Text>;

const troubleWords = {
  one: {
    fr: "Le reste est enregistré ; {count} chose attend votre choix ici.",
    nl: "De rest is bewaard; {count} ding wacht hier op uw keuze.",
    en: "The rest is kept; {count} thing waits for your choice here.",
  },
  other: {
    fr: "Le reste est enregistré ; {count} choses attendent votre choix ici.",
    nl: "De rest is bewaard; {count} dingen wachten hier op uw keuze.",
    en: "The rest is kept; {count} things wait for your choice here.",
  },
} satisfies Record<string, Text>;

const words = {
  title: { fr: "Visite {number}", nl: "Bezoek {number}", en: "Visit {number}" },
  away: { fr: "Pas de réseau : continuez", nl: "Geen netwerk: ga gerust verder", en: "No network: go on" },
  loaded: {
    fr: "Visite chargée le {at}.",
    nl: "Bezoek geladen op {at}.",
    en: "Visit loaded on {at}.",
  },
  allSent: {
    fr: "Tout ce qui est noté est enregistré.",
    nl: "Alles wat genoteerd is, is bewaard.",
    en: "All that was noted is kept.",
  },
  sending: { fr: "Envoi en cours…", nl: "Bezig met verzenden…", en: "Sending…" },
  send: { fr: "Envoyer maintenant", nl: "Nu verzenden", en: "Send now" },
  signIn: { fr: "Se connecter pour envoyer", nl: "Aanmelden om te verzenden", en: "Sign in to send" },
  notKept: {
    fr: "Ce navigateur ne garde rien quand la page se ferme : restez sur cette page, avec du réseau.",
    nl: "Deze browser bewaart niets als de pagina sluit: blijf op deze pagina, met netwerk.",
    en: "This browser keeps nothing when the page closes: stay on this page, with a network.",
  },
  finding: { fr: "Noter un constat", nl: "Een vaststelling noteren", en: "Note a finding" },
} satisfies Record<string, Text>;
