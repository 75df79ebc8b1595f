import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useParams } from "react-router";
import type { Kept, RecordPage } from "../../../src/entry/shapes.ts";
import { colon } from "../../../src/language.ts";
import { Badge, ButtonLink, Card, Link, Loaded, Menu, Notice, Page, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Clock } from "../clock/Clock.tsx";
import { labelOf } from "./check-texts.ts";
import { crumbsOf } from "./crumbs.ts";
import { RemoveDialog } from "./RemoveDialog.tsx";
import style from "./record.module.css";
import { Readers, Trail } from "./Trail.tsx";
import { Transitions } from "./Transitions.tsx";
import { RecordAnswers } from "./RecordAnswers.tsx";
import { Related } from "./Related.tsx";
import { useRecord } from "./use-record.ts";
import { type KnownRegister, useRegister } from "./use-register.ts";
import { WorkedOut } from "./WorkedOut.tsx";

/** One record: its answers by part, what is still open, what can be done next, and everything that happened to it. */
export const Record = () => {
  const { operation = "", register = "", record = "" } = useParams();
  const say = useSay();
  const known = useRegister(register);
  const page = useRecord({ operation, register, record });
  const [isRemoving, setIsRemoving] = useState(false);
  const here = `operations/${operation}/registers/${register}/records/${record}`;
  const { data } = page;
  return (
    <Page
      title={data ? say(data.title) : say(words.record, { record })}
      windowTitle={say(words.record, { record })}
      breadcrumbs={crumbsOf(say, known.data, operation, register)}
      {...(data?.state ? { meta: <Badge tone="info">{say(data.state.label)}</Badge> } : {})}
      {...(data ? { lead: say(words.lead, { record, partner: say(data.partner.name) }) } : {})}
      {...(data?.may.write
        ? {
            actions: (
              <>
                <ButtonLink to={`${here}/edit`} variant="primary" icon="edit">
                  {say(data.draft === null ? words.change : words.goOn)}
                </ButtonLink>
                <Menu
                  label={say(words.more)}
                  icon="more"
                  iconOnly
                  entries={[
                    {
                      id: "remove",
                      label: say(words.remove),
                      icon: "trash",
                      isDanger: true,
                      onAction: () => setIsRemoving(true),
                    },
                  ]}
                />
              </>
            ),
          }
        : {})}
    >
      <Loaded query={known}>
        {(known) => <Loaded query={page}>{(page) => <Shown known={known} page={page} here={here} />}</Loaded>}
      </Loaded>
      {data && isRemoving && <RemoveDialog page={data} onClose={() => setIsRemoving(false)} />}
    </Page>
  );
};

const Shown = ({ known, page, here }: { known: KnownRegister; page: RecordPage; here: string }) => {
  const say = useSay();
  const format = useFormat();
  const hidden = new Set(page.hidden);
  const open = page.findings.filter(({ severity, confirmed }) => severity !== "confirm" || !confirmed);
  return (
    <Stack gap="m">
      <JustKept page={page} />
      {page.room && (
        <p>
          <Link to={`services/${page.room.service}/rooms/${page.room.record}`}>{say(words.room)}</Link>
        </p>
      )}
      {open.length > 0 && (
        <Notice
          tone="warning"
          title={format.count(open.length, openWords)}
          {...(page.may.write
            ? {
                actions: (
                  <ButtonLink to={`${here}/edit`} size="s">
                    {say(words.complete)}
                  </ButtonLink>
                ),
              }
            : {})}
        >
          <ul>
            {open.map(({ rule, field, expected, mend }) => (
              <li key={`${rule} ${field}`}>
                <strong>{labelOf(known.register, field, say)}</strong>
                {say(colon)}
                {say(expected)}. {say(mend)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <div className={style.columns}>
        <Stack gap="m">
          <RecordAnswers known={known} page={page} />
          <WorkedOut
            register={known.register}
            answers={{ ...page.answers, operation: page.operation, partner: page.partner.partner }}
            hidden={hidden}
          />
        </Stack>
        <div className={style.aside}>
          <div className={style.next}>
            <Transitions known={known} page={page} />
          </div>
          <Clock
            register={known.register}
            operation={page.operation}
            answers={page.answers}
            hidden={hidden}
          />
          <Paths page={page} />
          <Related page={page} />
          <Elsewhere page={page} />
          <Trail page={page} />
          <Readers page={page} />
        </div>
      </div>
    </Stack>
  );
};

/** The line of time of the person whom the record is about. */
const Paths = ({ page: { paths, operation, register, record } }: { page: RecordPage }) => {
  const say = useSay();
  if (paths.length === 0) return null;
  return (
    <Card title={say(words.path)}>
      {paths.map(({ service, label }) => (
        <p key={service}>
          <Link to={`services/${service}/path/${operation}/${register}/${record}`}>
            {say(words.seePath, { service: say(label) })}
          </Link>
        </p>
      ))}
    </Card>
  );
};

/** What the form that led here has to tell: the receipt, and what somebody else had changed meanwhile. */
const JustKept = ({ page }: { page: RecordPage }) => {
  const say = useSay();
  const format = useFormat();
  const { data: kept } = useQuery<Kept | null>({
    queryKey: ["kept", page.operation, page.register, page.record],
    queryFn: () => null,
    enabled: false,
  });
  // Told once: whoever comes back later finds it in the history.
  const queries = useQueryClient();
  const { operation, register, record } = page;
  useEffect(
    () => () => queries.removeQueries({ queryKey: ["kept", operation, register, record] }),
    [queries, operation, register, record],
  );
  const entry = kept && page.trail?.find(({ change }) => change === kept.change);
  if (!kept) return null;
  return (
    <Notice
      tone="success"
      isLive
      title={
        kept.kind === "unchanged"
          ? say(words.unchanged)
          : entry
            ? say(words.keptAt, { time: format.time(entry.at), change: String(kept.change) })
            : say(words.kept, { change: String(kept.change) })
      }
      actions={
        kept.kind === "added" && (
          <ButtonLink
            size="s"
            icon="add"
            to={`operations/${page.operation}/registers/${page.register}/new?partner=${encodeURIComponent(page.partner.partner)}`}
          >
            {say(words.another)}
          </ButtonLink>
        )
      }
    >
      {kept.merged.length > 0 && (
        <>
          <p>{say(words.merged)}</p>
          <ul>
            {kept.merged.map(({ field, label, after, who, at, hidden }) => (
              <li key={field}>
                {say(label)}
                {say(colon)}
                {hidden ? say(words.changed) : after ? say(after) : say(words.emptied)} (
                {who.name ?? say(who.words)}, {format.dateTime(at)})
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
};

/** Where else the same person is, and the files that this record came from. */
const Elsewhere = ({ page }: { page: RecordPage }) => {
  const say = useSay();
  const format = useFormat();
  if (page.others.length === 0 && page.files.length === 0) return null;
  return (
    <>
      {page.others.length > 0 && (
        <Card title={say(words.others)}>
          <ul>
            {page.others.map(({ operation, operationTitle, register, registerLabel, record, date }) => (
              <li key={`${register} ${record}`}>
                <Link to={`operations/${operation}/registers/${register}/records/${record}`}>
                  {say(operationTitle)} · {say(registerLabel)} n°&nbsp;{record}
                </Link>
                {date !== null && ` (${format.date(date)})`}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {page.files.length > 0 && (
        <Card title={say(words.files)}>
          <ul>
            {page.files.map(({ file, name, importedAt }) => (
              <li key={file}>
                {name} ({format.dateTime(importedAt)})
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
};

const words = {
  room: {
    fr: "Le dossier réservé : accords, envois, suivis et personnes admises",
    nl: "Het afgeschermde dossier: toestemmingen, doorgaven, opvolging en wie toegelaten is",
    en: "The restricted case: consents, transfers, follow-ups and who was let in",
  },
  path: { fr: "Parcours", nl: "Traject", en: "Path" },
  seePath: {
    fr: "Voir la ligne du temps ({service})",
    nl: "De tijdlijn bekijken ({service})",
    en: "See the line of time ({service})",
  },
  record: { fr: "Fiche n° {record}", nl: "Fiche nr. {record}", en: "Record no. {record}" },
  lead: {
    fr: "Fiche n° {record}, tenue par {partner}.",
    nl: "Fiche nr. {record}, bijgehouden door {partner}.",
    en: "Record no. {record}, kept by {partner}.",
  },
  change: { fr: "Modifier", nl: "Wijzigen", en: "Change" },
  goOn: { fr: "Continuer le brouillon", nl: "Verder met het ontwerp", en: "Go on with the draft" },
  more: { fr: "Autres actions", nl: "Andere acties", en: "More actions" },
  remove: { fr: "Retirer du registre…", nl: "Uit het register halen…", en: "Take out of the register…" },
  complete: { fr: "Compléter", nl: "Aanvullen", en: "Complete" },
  unchanged: {
    fr: "Rien n'avait changé : la fiche reste comme elle était",
    nl: "Er was niets gewijzigd: de fiche blijft zoals ze was",
    en: "Nothing had changed: the record stays as it was",
  },
  another: { fr: "Ajouter une autre fiche", nl: "Nog een fiche toevoegen", en: "Add another record" },
  kept: {
    fr: "Enregistré (changement n° {change})",
    nl: "Bewaard (wijziging nr. {change})",
    en: "Saved (change no. {change})",
  },
  keptAt: {
    fr: "Enregistré à {time} (changement n° {change})",
    nl: "Bewaard om {time} (wijziging nr. {change})",
    en: "Saved at {time} (change no. {change})",
  },
  merged: {
    fr: "Entre-temps, quelqu'un d'autre avait modifié d'autres réponses ; elles sont gardées :",
    nl: "Intussen had iemand andere antwoorden gewijzigd; ze zijn behouden:",
    en: "Meanwhile somebody else had changed other answers; they are kept:",
  },
  changed: { fr: "modifié", nl: "gewijzigd", en: "changed" },
  emptied: { fr: "vidé", nl: "leeggemaakt", en: "emptied" },
  others: {
    fr: "La même personne ailleurs",
    nl: "Dezelfde persoon elders",
    en: "The same person elsewhere",
  },
  files: { fr: "Fichiers d'origine", nl: "Bronbestanden", en: "Files it came from" },
} satisfies Record<string, Text>;

const openWords = {
  one: {
    fr: "{count} point à compléter ou à vérifier",
    nl: "{count} punt aan te vullen of na te kijken",
    en: "{count} point to complete or check",
  },
  other: {
    fr: "{count} points à compléter ou à vérifier",
    nl: "{count} punten aan te vullen of na te kijken",
    en: "{count} points to complete or check",
  },
} satisfies Record<string, Text>;
