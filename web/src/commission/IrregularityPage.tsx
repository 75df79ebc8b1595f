import { useState } from "react";
import { useParams } from "react-router";
import type { Irregularity, IrregularityBody, ReportBody } from "../../../src/commission/watch-shapes.ts";
import { useActor } from "../actor.ts";
import { api } from "../api.ts";
import {
  Button,
  ButtonRow,
  DateField,
  EmptyState,
  Facts,
  isDay,
  Link,
  Loaded,
  Page,
  RadioGroup,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { FormDialog } from "../money/FormDialog.tsx";
import { useAct } from "../money/use-act.ts";
import { Section } from "../programme/Section.tsx";
import style from "./commission.module.css";
import { ReportBadge } from "./IrregularitiesPage.tsx";
import { IrregularityForm } from "./IrregularityForm.tsx";
import { dayFacts, factWords, flags, flagWords, textFacts } from "./irregularity-words.ts";
import { money, titles } from "./titles.ts";
import { useIrregularity } from "./use-commission.ts";

/** An irregularity: whether it is reported and why, what was reported, and its file. */
export const IrregularityPage = () => {
  const say = useSay();
  const { irregularity: id = "" } = useParams();
  const irregularity = useIrregularity(id);
  const page = irregularity.data;
  return (
    <Page
      title={page ? page.number : say(titles.irregularity)}
      breadcrumbs={[
        { label: say(money), to: "money" },
        { label: say(titles.irregularities), to: "money/commission/irregularities" },
      ]}
      meta={page && <ReportBadge irregularity={page} />}
      lead={
        page && (
          <>
            {say(page.partner.name)} · {say(page.operation.title)} ·{" "}
            <Link to={`money/agreements/${page.agreement.id}`}>{page.agreement.number}</Link>
            {page.declaration && (
              <>
                {" "}
                · <Link to={`money/declarations/${page.declaration.id}`}>{page.declaration.number}</Link>
              </>
            )}
          </>
        )
      }
    >
      <Loaded query={irregularity}>{(data) => <Contents irregularity={data} />}</Loaded>
    </Page>
  );
};

const Contents = ({ irregularity }: Readonly<{ irregularity: Irregularity }>) => {
  const say = useSay();
  const { date, money: euros } = useFormat();
  const actor = useActor();
  const [act, setAct] = useState<"edit" | "report" | "close">();
  const { id, why, mayLeave, eligible, fundContribution, threshold, quarter, reports, mayChange } =
    irregularity;
  const end = () => setAct(undefined);
  const change = useAct(
    say(words.kept),
    (body: IrregularityBody) => api.send("PUT", `/api/irregularities/${id}`, body),
    end,
  );
  return (
    <>
      <div className={style.next}>
        <p>{say(why)}</p>
        {mayLeave && <p>{say(words.mayLeave)}</p>}
        {mayChange && act !== "edit" && (
          <ButtonRow>
            <Button variant="primary" onPress={() => setAct("report")}>
              {say(words.report)}
            </Button>
            <Button onPress={() => setAct("edit")}>{say(words.edit)}</Button>
            <Button variant="quiet" onPress={() => setAct("close")}>
              {say(words.close)}
            </Button>
          </ButtonRow>
        )}
      </div>
      <Facts
        layout="tiles"
        items={[
          { label: say(words.eligible), value: <Amount euros={eligible} /> },
          { label: say(words.fund), value: <Amount euros={fundContribution} /> },
          { label: say(words.threshold), value: euros(threshold) },
          { label: say(words.quarter), value: date(quarter) },
        ]}
      />
      {act === "edit" ? (
        <Section title={say(words.edit)}>
          <IrregularityForm
            given={irregularity}
            submit={say(words.keep)}
            send={(body) => change.mutateAsync(body)}
            more={
              <Button variant="quiet" onPress={end}>
                {say(words.cancel)}
              </Button>
            }
          />
        </Section>
      ) : (
        <File irregularity={irregularity} />
      )}
      <Section title={say(words.reports)}>
        {reports.length === 0 ? (
          <EmptyState title={say(words.noReports)} />
        ) : (
          <Facts
            items={reports.map(({ n, kind, reportedOn, hash, by }) => ({
              id: String(n),
              label: say(kinds[kind]),
              value: (
                <>
                  {date(reportedOn)} · {actor(by)}
                  <span className={`${style.sub} ${style.hash}`}>{hash}</span>
                </>
              ),
            }))}
          />
        )}
      </Section>
      {act === "report" && <ReportDialog irregularity={irregularity} onClose={end} />}
      {act === "close" && <CloseDialog irregularity={irregularity} onClose={end} />}
    </>
  );
};

const File = ({ irregularity }: Readonly<{ irregularity: Irregularity }>) => {
  const say = useSay();
  const { date } = useFormat();
  const { facts, firstInformationOn, linkedTo, decision } = irregularity;
  const said = flags.filter((flag) => irregularity[flag]).map((flag) => say(flagWords[flag].label));
  return (
    <Section title={say(words.file)}>
      <Facts
        items={[
          { id: "first", label: say(words.first), value: date(firstInformationOn) },
          { id: "flags", label: say(words.flags), value: said.join(" · ") },
          ...(decision === null
            ? []
            : [{ id: "decision", label: say(words.decision), value: decision.number }]),
          ...(linkedTo === null
            ? []
            : [
                {
                  id: "linked",
                  label: say(words.linked),
                  value: <Link to={`money/commission/irregularities/${linkedTo.id}`}>{linkedTo.number}</Link>,
                },
              ]),
          ...textFacts.flatMap((name) => {
            const text = facts[name];
            if (text === undefined) return [];
            const isADay = dayFacts.some((day) => day === name);
            return [
              {
                id: name,
                label: say(factWords[name]),
                value: isADay ? date(text) : <span className={style.said}>{text}</span>,
              },
            ];
          }),
        ]}
      />
    </Section>
  );
};

const ReportDialog = ({
  irregularity: { id, number, reports },
  onClose,
}: Readonly<{ irregularity: Irregularity; onClose: () => void }>) => {
  const say = useSay();
  const isFirst = reports.length === 0;
  const [kind, setKind] = useState<ReportBody["kind"]>(isFirst ? "initial" : "follow_up");
  const [reportedOn, setReportedOn] = useState("");
  const report = useAct(
    say(words.reported),
    () => {
      const body: ReportBody = { kind, ...(reportedOn === "" ? {} : { reportedOn }) };
      return api.send("POST", `/api/irregularities/${id}/report`, body);
    },
    onClose,
  );
  return (
    <FormDialog
      title={say(words.reportTitle, { number })}
      act={say(words.report)}
      isComplete={reportedOn === "" || isDay(reportedOn)}
      send={() => report.mutateAsync(undefined)}
      onClose={onClose}
    >
      {({ missing }) => (
        <>
          <p>{say(words.reportWhat)}</p>
          <RadioGroup
            label={say(words.kind)}
            value={kind}
            onChange={(next) => {
              const known = reportKinds.find((each) => each === next);
              if (known) setKind(known);
            }}
            options={reportKinds
              .filter((each) => isFirst === (each === "initial"))
              .map((each) => ({ id: each, label: say(kinds[each]) }))}
          />
          <DateField
            label={say(words.on)}
            name="reportedOn"
            value={reportedOn}
            onChange={setReportedOn}
            {...missing(reportedOn !== "" && !isDay(reportedOn))}
          />
        </>
      )}
    </FormDialog>
  );
};

const CloseDialog = ({
  irregularity: { id, number },
  onClose,
}: Readonly<{ irregularity: Irregularity; onClose: () => void }>) => {
  const say = useSay();
  const [on, setOn] = useState("");
  const close = useAct(
    say(words.kept),
    () => api.send("POST", `/api/irregularities/${id}/close`, { on }),
    onClose,
  );
  return (
    <FormDialog
      title={say(words.closeTitle, { number })}
      act={say(words.close)}
      isComplete={isDay(on)}
      send={() => close.mutateAsync(undefined)}
      onClose={onClose}
    >
      {({ missing }) => (
        <DateField
          label={say(words.closedOn)}
          name="on"
          value={on}
          onChange={setOn}
          {...missing(!isDay(on))}
        />
      )}
    </FormDialog>
  );
};

const reportKinds = ["initial", "follow_up", "cancellation"] as const;

const kinds: Readonly<Record<ReportBody["kind"], Text>> = {
  initial: { fr: "Rapport initial", nl: "Eerste verslag", en: "Initial report" },
  follow_up: { fr: "Rapport de suivi", nl: "Opvolgingsverslag", en: "Follow-up report" },
  cancellation: { fr: "Annulation", nl: "Annulering", en: "Cancellation" },
};

const words = {
  mayLeave: {
    fr: "La part du Fonds est sous le seuil en deçà duquel l'État peut renoncer à récupérer.",
    nl: "Het deel van het Fonds ligt onder de drempel waaronder de staat van terugvordering mag afzien.",
    en: "The Fund's part is below what the State may leave unrecovered.",
  },
  report: { fr: "Noter un signalement", nl: "Een melding noteren", en: "Note a report" },
  reportTitle: { fr: "Signalement de {number}", nl: "Melding van {number}", en: "Report of {number}" },
  reportWhat: {
    fr: "Le dossier est encodé dans IMS ; Jalon garde ici ce qui a été signalé, avec son empreinte.",
    nl: "Het dossier wordt in IMS ingevoerd; Jalon bewaart hier wat gemeld is, met een vingerafdruk.",
    en: "The file is entered in IMS; Jalon keeps here what was reported, with its hash.",
  },
  reported: { fr: "Le signalement est noté.", nl: "De melding is genoteerd.", en: "The report is noted." },
  kind: { fr: "Type", nl: "Soort", en: "Kind" },
  on: {
    fr: "Signalée le (aujourd'hui si rien n'est dit)",
    nl: "Gemeld op (vandaag als er niets staat)",
    en: "Reported on (today where nothing is said)",
  },
  edit: { fr: "Compléter le dossier", nl: "Het dossier aanvullen", en: "Complete the file" },
  keep: { fr: "Enregistrer", nl: "Bewaren", en: "Save" },
  kept: { fr: "C'est enregistré.", nl: "Het is bewaard.", en: "It is saved." },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  close: { fr: "Clôturer", nl: "Afsluiten", en: "Close" },
  closeTitle: { fr: "Clôturer {number}", nl: "{number} afsluiten", en: "Close {number}" },
  closedOn: { fr: "Clôturée le", nl: "Afgesloten op", en: "Closed on" },
  eligible: { fr: "Dépense irrégulière", nl: "Onregelmatige uitgave", en: "Irregular expenditure" },
  fund: { fr: "Part du Fonds", nl: "Deel van het Fonds", en: "The Fund's part" },
  threshold: { fr: "Seuil de signalement", nl: "Meldingsdrempel", en: "Reporting threshold" },
  quarter: { fr: "Trimestre commençant le", nl: "Kwartaal vanaf", en: "Quarter from" },
  file: { fr: "Dossier", nl: "Dossier", en: "File" },
  first: { fr: "Première information", nl: "Eerste informatie", en: "First information" },
  flags: { fr: "Caractères", nl: "Kenmerken", en: "Marks" },
  decision: { fr: "Décision de contrôle", nl: "Beslissing van de controle", en: "Decision of control" },
  linked: { fr: "Liée à", nl: "Verbonden met", en: "Linked to" },
  reports: { fr: "Signalements", nl: "Meldingen", en: "Reports" },
  noReports: { fr: "Rien n'a été signalé.", nl: "Er is niets gemeld.", en: "Nothing was reported." },
} satisfies Record<string, Text>;
