import { useEffect, useRef, useState } from "react";
import { useParams } from "react-router";
import { useActor } from "../actor.ts";
import type { UploadView } from "../../../src/upload/view.ts";
import { api } from "../api.ts";
import {
  announce,
  Badge,
  ButtonLink,
  ConfirmDialog,
  Facts,
  Link,
  Loaded,
  Menu,
  type MenuEntry,
  Notice,
  Page,
  ProblemNotice,
  Progress,
  Stack,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useCounted } from "./counted.ts";
import { type Programme, useProgramme } from "../programme/use-programme.ts";
import style from "./files.module.css";
import { Receipt } from "./Receipt.tsx";
import { Review } from "./Review.tsx";
import { stateWords, toMend } from "./states.ts";
import { isBusy, useUpload, useUploadAction } from "./use-upload.ts";

/** A file on its way: checked, looked at, mended, kept. */
export const Upload = () => {
  const say = useSay();
  const { upload: id = "" } = useParams();
  const programme = useProgramme();
  const upload = useUpload(id);
  if (!upload.data || !programme.data)
    return (
      <Page title={say(words.title)} breadcrumbs={[{ label: say(words.files), to: "files" }]}>
        <Loaded query={upload}>{() => null}</Loaded>
      </Page>
    );
  return <Known upload={upload.data} programme={programme.data} />;
};

const Known = ({ upload, programme }: Readonly<{ upload: UploadView; programme: Programme }>) => {
  const say = useSay();
  const actor = useActor();
  const format = useFormat();
  const contents = useSpokenState(upload);
  const refuse = upload.summary?.counts.refuse ?? 0;
  const { text, tone } = upload.state === "ready" && refuse > 0 ? toMend : stateWords[upload.state];
  const place = new URLSearchParams({
    operation: upload.operation,
    partner: upload.partner,
    register: upload.register,
  });
  return (
    <Page
      title={upload.name}
      breadcrumbs={[{ label: say(words.files), to: `files?${place}` }]}
      meta={<Badge tone={tone}>{say(text)}</Badge>}
      actions={<Actions upload={upload} again={`files?${place}`} />}
      lead={say(words.lead, {
        register: say(programme.registerLabel(upload.register)),
        operation: say(programme.operationTitle(upload.operation)),
        partner: say(programme.partnerName(upload.partner)),
        when: format.dateTime(upload.receivedAt),
        who: actor(upload.by),
      })}
    >
      <div ref={contents} tabIndex={-1} className={style.contents}>
        <Stack gap="l">
          {upload.problem && (
            <Notice tone="error" isLive title={say(upload.problem)}>
              {upload.state === "unreadable" && (
                <ButtonLink to={`files?${place}`} icon="upload">
                  {say(words.sendAnother)}
                </ButtonLink>
              )}
            </Notice>
          )}
          {upload.same && upload.state !== "kept" && (
            <Notice tone="warning" title={say(words.same, { when: format.dateTime(upload.same.at) })}>
              <Link to={`files/${upload.same.id}`}>
                {upload.same.receipt === null
                  ? say(words.seeSame)
                  : say(words.seeReceipt, { number: format.number(upload.same.receipt) })}
              </Link>
            </Notice>
          )}
          {isBusy(upload) && <AtWork upload={upload} />}
          {upload.state === "ready" && upload.summary && <Review upload={upload} summary={upload.summary} />}
          {upload.state === "kept" && <Receipt upload={upload} />}
          {(upload.state === "withdrawn" || upload.state === "expired") && (
            <Notice title={say(upload.state === "withdrawn" ? words.withdrawn : words.expired)}>
              <ButtonLink to={`files?${place}`} icon="upload">
                {say(words.sendAnother)}
              </ButtonLink>
            </Notice>
          )}
          {upload.until !== null && upload.state !== "unreadable" && (
            <p>{say(words.until, { day: format.date(upload.until, "long") })}</p>
          )}
        </Stack>
      </div>
    </Page>
  );
};

/**
 * Reads out where the file has come to, once for each step: not every row. What the person was at may be gone then; the
 * focus goes to what stands there instead.
 */
const useSpokenState = ({ state, summary }: UploadView) => {
  const contents = useRef<HTMLDivElement>(null);
  const say = useSay();
  const format = useFormat();
  const before = useRef(state);
  useEffect(() => {
    if (before.current === state) return;
    before.current = state;
    if (state === "ready" && summary) {
      const { refuse, incomplete, confirm } = summary.counts;
      announce(
        say(words.checked, { mend: format.number(refuse), confirm: format.number(incomplete + confirm) }),
      );
    } else announce(say(stateWords[state].text));
    if (document.activeElement === document.body) contents.current?.focus({ preventScroll: true });
  }, [state, summary, say, format]);
  return contents;
};

const AtWork = ({ upload }: Readonly<{ upload: UploadView }>) => {
  const say = useSay();
  const counted = useCounted();
  const isKeeping = upload.state === "keeping";
  return (
    <Progress label={say(isKeeping ? words.keeping : words.checking)}>
      {upload.progress > 0 && `${counted(upload.progress, words.rowsSoFar)} `}
      {say(isKeeping ? words.mayLeaveKeeping : words.mayLeave)}
    </Progress>
  );
};

const Actions = ({ upload, again }: Readonly<{ upload: UploadView; again: string }>) => {
  const say = useSay();
  const [asked, setAsked] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const withdraw = useUploadAction(upload.id, () =>
    api.send<UploadView>("POST", `/api/files/${upload.id}/withdraw`, {}),
  );
  const isOpen = upload.state === "ready" || upload.state === "unreadable" || upload.state === "checking";
  const isThere = upload.state !== "withdrawn" && upload.state !== "expired";
  const download = (what: string) => {
    setProblem(undefined);
    api.file(`/api/files/${upload.id}/${what}`).catch(setProblem);
  };
  const entries: MenuEntry[] = [
    ...(upload.may.take && isThere
      ? [
          {
            id: "original",
            label: say(words.original),
            icon: "download" as const,
            onAction: () => download("original"),
          },
        ]
      : []),
    ...(upload.may.take && upload.summary && (upload.state === "ready" || upload.state === "kept")
      ? [
          {
            id: "remarked",
            label: say(words.remarked),
            icon: "download" as const,
            onAction: () => download("remarked"),
          },
        ]
      : []),
    ...(upload.may.bring
      ? [{ id: "again", label: say(words.sendAnother), icon: "upload" as const, to: again }]
      : []),
    ...(upload.may.bring && isOpen
      ? [
          {
            id: "withdraw",
            label: say(words.withdraw),
            icon: "trash" as const,
            isDanger: true,
            onAction: () => setAsked(true),
          },
        ]
      : []),
  ];
  if (entries.length === 0) return null;
  return (
    <>
      <Menu label={say(words.actions)} entries={entries} />
      {problem !== undefined && <ProblemNotice error={problem} />}
      <ConfirmDialog
        title={say(words.withdrawTitle)}
        isOpen={asked}
        onClose={() => setAsked(false)}
        confirm={say(words.withdraw)}
        isDanger
        isPending={withdraw.isPending}
        onConfirm={() => withdraw.mutate(undefined, { onSettled: () => setAsked(false) })}
      >
        <Facts items={[{ label: say(words.file), value: upload.name }]} />
        <p>{say(words.withdrawText)}</p>
      </ConfirmDialog>
    </>
  );
};

const words = {
  title: { fr: "Fichier envoyé", nl: "Verstuurd bestand", en: "File sent" },
  files: { fr: "Fichiers", nl: "Bestanden", en: "Files" },
  file: { fr: "Fichier", nl: "Bestand", en: "File" },
  lead: {
    fr: "{register}, {operation} – {partner}. Envoyé le {when} par {who}.",
    nl: "{register}, {operation} – {partner}. Verstuurd op {when} door {who}.",
    en: "{register}, {operation} – {partner}. Sent on {when} by {who}.",
  },
  same: {
    fr: "Ce même fichier a déjà été repris le {when}.",
    nl: "Ditzelfde bestand is al overgenomen op {when}.",
    en: "This very file was already kept on {when}.",
  },
  seeSame: { fr: "Voir ce fichier", nl: "Dat bestand bekijken", en: "See that file" },
  seeReceipt: {
    fr: "Voir le reçu nº {number}",
    nl: "Ontvangstbewijs nr. {number} bekijken",
    en: "See receipt no. {number}",
  },
  checking: { fr: "Vérification en cours", nl: "Controle bezig", en: "Being checked" },
  keeping: { fr: "Reprise en cours", nl: "Wordt overgenomen", en: "Being kept" },
  rowsSoFar: {
    one: { fr: "{count} ligne lue.", nl: "{count} rij gelezen.", en: "{count} row read." },
    other: { fr: "{count} lignes lues.", nl: "{count} rijen gelezen.", en: "{count} rows read." },
  },
  mayLeave: {
    fr: "Vous pouvez quitter cette page et y revenir : la vérification continue.",
    nl: "U mag deze pagina verlaten en later terugkomen: de controle gaat verder.",
    en: "You may leave this page and come back: the check goes on.",
  },
  mayLeaveKeeping: {
    fr: "Vous pouvez quitter cette page et y revenir : tout sera repris, ou rien.",
    nl: "U mag deze pagina verlaten en later terugkomen: alles wordt overgenomen, of niets.",
    en: "You may leave this page and come back: all of it will be kept, or nothing.",
  },
  checked: {
    fr: "Vérification terminée. À corriger : {mend}. À confirmer : {confirm}.",
    nl: "Controle klaar. Te verbeteren: {mend}. Te bevestigen: {confirm}.",
    en: "Check finished. To mend: {mend}. To confirm: {confirm}.",
  },
  withdrawn: {
    fr: "Ce fichier a été retiré. Rien n’en a été repris, et son contenu est effacé.",
    nl: "Dit bestand is ingetrokken. Er is niets van overgenomen en de inhoud wordt gewist.",
    en: "This file was withdrawn. Nothing of it was kept, and its content is removed.",
  },
  expired: {
    fr: "Ce fichier n’a pas été repris à temps. Son contenu a été effacé.",
    nl: "Dit bestand is niet op tijd overgenomen. De inhoud is gewist.",
    en: "This file was not kept in time. Its content was removed.",
  },
  until: {
    fr: "Tant qu’il n’est pas repris, ce fichier est conservé jusqu’au {day}, puis effacé.",
    nl: "Zolang het niet is overgenomen, blijft dit bestand bewaard tot {day}; daarna wordt het gewist.",
    en: "Until it is kept in the register, this file stays here until {day}, then it is removed.",
  },
  sendAnother: { fr: "Envoyer un autre fichier", nl: "Een ander bestand versturen", en: "Send another file" },
  actions: { fr: "Fichier", nl: "Bestand", en: "File" },
  original: { fr: "Télécharger l’original", nl: "Het origineel downloaden", en: "Download the original" },
  remarked: {
    fr: "Télécharger le fichier annoté",
    nl: "Het bestand met opmerkingen downloaden",
    en: "Download the remarked file",
  },
  withdraw: { fr: "Retirer ce fichier", nl: "Dit bestand intrekken", en: "Withdraw this file" },
  withdrawTitle: { fr: "Retirer ce fichier ?", nl: "Dit bestand intrekken?", en: "Withdraw this file?" },
  withdrawText: {
    fr: "Rien n’a été repris dans le registre. Le contenu du fichier et vos corrections à l’écran seront effacés.",
    nl: "Er is niets in het register overgenomen. De inhoud van het bestand en uw verbeteringen op het scherm worden gewist.",
    en: "Nothing was kept in the register. The content of the file and what you mended on screen will be removed.",
  },
} satisfies Record<string, Text | { one: Text; other: Text }>;
