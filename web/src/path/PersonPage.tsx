import { useState } from "react";
import { useParams } from "react-router";
import type { PersonPath } from "../../../src/path/shapes.ts";
import { colon } from "../../../src/language.ts";
import { Badge, Button, Link, Loaded, Notice, Page, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { Drawing } from "./Drawing.tsx";
import { HandOverDialog } from "./HandOverDialog.tsx";
import { PhaseDialog } from "./PhaseDialog.tsx";
import style from "./path.module.css";
import { useMonth } from "./use-month.ts";
import { recordPage, usePersonPath } from "./use-path.ts";

/** One person's path: one line of time over all that the reader may see of it, and what can be done next. */
export const PersonPage = () => {
  const say = useSay();
  const { service = "", operation = "", register = "", record = "" } = useParams();
  const path = usePersonPath(service, { operation, register, record });
  const [isMoving, setIsMoving] = useState(false);
  const [isHandingOver, setIsHandingOver] = useState(false);
  const { data } = path;
  const name = data?.person?.name ?? say(words.record, { record });
  return (
    <Page
      title={say(words.title, { name })}
      windowTitle={say(words.windowTitle)}
      breadcrumbs={[
        { label: say(words.services), to: "services" },
        { label: data ? say(data.label) : service, to: `services/${service}` },
        { label: say(words.paths), to: `services/${service}/path` },
      ]}
      {...(data ? { lead: say(data.partnerName) } : {})}
      {...(data?.phase ? { meta: <Badge tone="info">{say(data.phase.label)}</Badge> } : {})}
      {...(data?.may.write
        ? {
            actions: (
              <>
                {data.phases.length > 0 && (
                  <Button variant="primary" icon="arrow" onPress={() => setIsMoving(true)}>
                    {say(words.move)}
                  </Button>
                )}
                {data.receivers.length > 0 && (
                  <Button icon="forward" onPress={() => setIsHandingOver(true)}>
                    {say(words.handOver)}
                  </Button>
                )}
              </>
            ),
          }
        : {})}
    >
      <Loaded query={path}>{(page) => <Shown page={page} />}</Loaded>
      {data && isMoving && <PhaseDialog page={data} onClose={() => setIsMoving(false)} />}
      {data && isHandingOver && <HandOverDialog page={data} onClose={() => setIsHandingOver(false)} />}
    </Page>
  );
};

const Shown = ({ page }: { page: PersonPath }) => {
  const say = useSay();
  const { date } = useFormat();
  const month = useMonth();
  const { stretches, overlaps, doubles, eligible, place } = page;
  const nameOf = (index: number) => {
    const stretch = stretches[index];
    return stretch ? say(stretch.detail ?? stretch.label) : "";
  };
  return (
    <Stack gap="m">
      {doubles.map(({ other, since }) => (
        <Notice key={other.fr} tone="warning" title={say(words.double)}>
          {say(words.alsoBy, { name: say(other), month: month(since) })}
        </Notice>
      ))}
      {overlaps.length > 0 && (
        <Notice tone="warning" title={say(words.overlaps)}>
          <ul>
            {overlaps.map(({ first, second, from, until }) => (
              <li key={`${first} ${second}`}>
                {say(until === null ? words.overlapOpen : words.overlap, {
                  first: nameOf(first),
                  second: nameOf(second),
                  from: date(from),
                  until: until === null ? "" : date(until),
                })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {eligible === false && <Notice tone="info">{say(words.noAid)}</Notice>}
      <Section title={say(words.line)} actions={<Link to={recordPage(place)}>{say(words.file)}</Link>}>
        <Drawing page={page} />
        <ol className={style.stretches}>
          {stretches.map((each) => (
            <li key={`${each.operation}/${each.register}/${each.record}`} className={style.stretch}>
              <span className={style.dates}>
                {each.until === null || each.until !== each.from
                  ? say(each.isOpen ? (each.until === null ? words.since : words.planned) : words.span, {
                      from: date(each.from),
                      until: each.until === null ? "" : date(each.until),
                    })
                  : date(each.from)}
              </span>
              <span>
                <span className={style.stretchName}>
                  <Link to={recordPage(each)}>{say(each.label)}</Link>
                  {each.detail && (
                    <>
                      {say(colon)}
                      <strong>{say(each.detail)}</strong>
                    </>
                  )}
                </span>
                <span className={style.where}>
                  {say(each.operationTitle)} · {say(each.partnerName)}
                </span>
              </span>
            </li>
          ))}
        </ol>
        <p className={style.note}>{say(words.reach)}</p>
      </Section>
    </Stack>
  );
};

const words = {
  title: { fr: "Parcours de {name}", nl: "Traject van {name}", en: "Path of {name}" },
  windowTitle: { fr: "Parcours d’une personne", nl: "Traject van een persoon", en: "A person’s path" },
  record: { fr: "la fiche n° {record}", nl: "fiche nr. {record}", en: "record no. {record}" },
  services: { fr: "Services", nl: "Diensten", en: "Services" },
  paths: { fr: "Parcours", nl: "Trajecten", en: "Paths" },
  move: { fr: "Changer de phase", nl: "Naar een andere fase", en: "Move to a phase" },
  handOver: { fr: "Transférer", nl: "Overdragen", en: "Hand over" },
  line: { fr: "Ligne du temps", nl: "Tijdlijn", en: "Line of time" },
  file: { fr: "Ouvrir la fiche", nl: "De fiche openen", en: "Open the record" },
  since: { fr: "depuis le {from}", nl: "sinds {from}", en: "since {from}" },
  planned: {
    fr: "du {from}, fin prévue le {until}",
    nl: "van {from}, voorzien einde {until}",
    en: "from {from}, to end on {until}",
  },
  span: { fr: "du {from} au {until}", nl: "van {from} tot {until}", en: "from {from} to {until}" },
  double: { fr: "Double suivi", nl: "Dubbele begeleiding", en: "Double support" },
  alsoBy: {
    fr: "La personne est aussi suivie par une autre institution, {name}, depuis {month}. Prenez contact pour décider qui est l’institution principale.",
    nl: "De persoon wordt ook door een andere instelling begeleid, {name}, sinds {month}. Neem contact op om te beslissen wie de hoofdinstelling is.",
    en: "The person is also supported by another institution, {name}, since {month}. Get in touch to settle which is the principal one.",
  },
  overlaps: {
    fr: "Des phases se chevauchent",
    nl: "Fasen overlappen elkaar",
    en: "Phases run at the same time",
  },
  overlap: {
    fr: "« {first} » et « {second} » : du {from} au {until}",
    nl: '"{first}" en "{second}": van {from} tot {until}',
    en: '"{first}" and "{second}": from {from} to {until}',
  },
  overlapOpen: {
    fr: "« {first} » et « {second} » : depuis le {from}",
    nl: '"{first}" en "{second}": sinds {from}',
    en: '"{first}" and "{second}": since {from}',
  },
  noAid: {
    fr: "Aucun revenu d’intégration ni aide équivalente n’est enregistré au jour de l’entrée.",
    nl: "Er is op de instapdag geen leefloon of gelijkgestelde steun geregistreerd.",
    en: "No integration income or equivalent aid is recorded on the day of entry.",
  },
  reach: {
    fr: "La ligne montre ce que vous pouvez voir : vos opérations et, au-delà, seulement ce qu’un transfert a donné.",
    nl: "De lijn toont wat u mag zien: uw operaties en daarbuiten enkel wat een overdracht heeft meegegeven.",
    en: "The line shows what you may see: your operations and, beyond them, only what a hand-over gave.",
  },
} satisfies Record<string, Text>;
