import { useState } from "react";
import type { Clock as ClockFacts, PaymentsPage } from "../../../src/payment/shapes.ts";
import { api } from "../api.ts";
import { Button, DateField, Disclosure, Facts, isDay, Link, RadioGroup, TextArea } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { FormDialog } from "../money/FormDialog.tsx";
import { useAct } from "../money/use-act.ts";
import style from "./payments.module.css";
import { DaysLeft } from "./TimeLeft.tsx";

export type StopReasons = PaymentsPage["stopReasons"];

/** The same, folded under how much of the time has run. */
export const FoldedClock = (props: Readonly<{ clock: ClockFacts; reasons?: StopReasons | undefined }>) => {
  const say = useSay();
  const { used, allowed } = props.clock;
  return (
    <Disclosure title={say(words.folded, { used: Math.max(0, used), allowed })}>
      <Clock {...props} />
    </Disclosure>
  );
};

/** The time in which a partner is to be paid: how much of it has run, when it stood still and why. */
export const Clock = ({
  clock,
  reasons,
}: Readonly<{ clock: ClockFacts; reasons?: StopReasons | undefined }>) => {
  const say = useSay();
  const { date, count } = useFormat();
  const { declaration, submittedOn, allowed, source, used, stopped, dueOn, daysLeft, paidOn, stops } = clock;
  return (
    <>
      <Facts
        items={[
          {
            id: "from",
            label: say(words.from),
            value: (
              <>
                {date(submittedOn)} ·{" "}
                <Link to={`money/declarations/${declaration.id}`}>{declaration.number}</Link>
              </>
            ),
          },
          {
            id: "used",
            label: say(words.used),
            value: (
              <>
                {say(words.usedOf, { used, allowed })}
                {stopped > 0 && <span className={style.sub}>{count(stopped, stoppedWords)}</span>}
                <span className={style.sub}>{source.article}</span>
              </>
            ),
          },
          paidOn === null
            ? {
                id: "due",
                label: say(words.due),
                value:
                  dueOn === null ? (
                    say(words.stands)
                  ) : (
                    <>
                      {date(dueOn)} <DaysLeft days={daysLeft} />
                    </>
                  ),
              }
            : { id: "paid", label: say(words.paid), value: date(paidOn) },
        ]}
      />
      <Stops clock={clock} stops={stops} reasons={reasons} />
    </>
  );
};

const Stops = ({
  clock,
  stops,
  reasons,
}: Readonly<{ clock: ClockFacts; stops: ClockFacts["stops"]; reasons: StopReasons | undefined }>) => {
  const say = useSay();
  const { date } = useFormat();
  const [isStopping, setIsStopping] = useState(false);
  const [lifted, setLifted] = useState<ClockFacts["stops"][number]>();
  return (
    <>
      {stops.length > 0 && (
        <ul className={style.list}>
          {stops.map((stop) => (
            <li key={stop.id}>
              <strong>
                {stop.until === null
                  ? say(words.since, { from: date(stop.from) })
                  : say(words.between, { from: date(stop.from), until: date(stop.until) })}
              </strong>{" "}
              {say(stop.reason.label)} <span className={style.muted}>({stop.reason.source.article})</span>
              <span className={`${style.sub} ${style.said}`}>{stop.told}</span>
              {stop.mayLift && (
                <Button size="s" onPress={() => setLifted(stop)}>
                  {say(words.lift)}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {clock.mayStop && reasons && (
        <div className={style.acts}>
          <Button size="s" onPress={() => setIsStopping(true)}>
            {say(words.stop)}
          </Button>
        </div>
      )}
      {isStopping && reasons && (
        <StopDialog clock={clock} reasons={reasons} onClose={() => setIsStopping(false)} />
      )}
      {lifted && <LiftDialog clock={clock} stop={lifted} onClose={() => setLifted(undefined)} />}
    </>
  );
};

const StopDialog = ({
  clock: { declaration },
  reasons,
  onClose,
}: Readonly<{ clock: ClockFacts; reasons: StopReasons; onClose: () => void }>) => {
  const say = useSay();
  const [reason, setReason] = useState<string | null>(null);
  const [told, setTold] = useState("");
  const stop = useAct(
    say(words.stopped),
    () =>
      api.send("POST", `/api/declarations/${declaration.id}/payment-stops`, { reason, told: told.trim() }),
    onClose,
  );
  return (
    <FormDialog
      title={say(words.stopTitle, { number: declaration.number })}
      act={say(words.stop)}
      isComplete={reason !== null && told.trim() !== ""}
      send={() => stop.mutateAsync(undefined)}
      onClose={onClose}
    >
      {({ missing }) => (
        <>
          <RadioGroup
            label={say(words.why)}
            name="reason"
            value={reason}
            onChange={setReason}
            options={reasons.map(({ id, label, source }) => ({
              id,
              label: say(label),
              description: source.article,
            }))}
            {...missing(reason === null)}
          />
          <TextArea
            label={say(words.told)}
            help={say(words.toldHelp)}
            name="told"
            value={told}
            onChange={setTold}
            maxLength={2000}
            isRequired
            {...missing(told.trim() === "")}
          />
        </>
      )}
    </FormDialog>
  );
};

const LiftDialog = ({
  clock: { declaration },
  stop,
  onClose,
}: Readonly<{ clock: ClockFacts; stop: ClockFacts["stops"][number]; onClose: () => void }>) => {
  const say = useSay();
  const [until, setUntil] = useState("");
  const lift = useAct(
    say(words.lifted),
    () =>
      api.send(
        "DELETE",
        `/api/declarations/${declaration.id}/payment-stops/${stop.id}`,
        until === "" ? {} : { until },
      ),
    onClose,
  );
  return (
    <FormDialog
      title={say(words.liftTitle)}
      act={say(words.lift)}
      isComplete={until === "" || isDay(until)}
      send={() => lift.mutateAsync(undefined)}
      onClose={onClose}
    >
      {({ missing }) => (
        <>
          <p>{say(words.liftWhat)}</p>
          <DateField
            label={say(words.until)}
            name="until"
            value={until}
            onChange={setUntil}
            {...missing(until !== "" && !isDay(until))}
          />
        </>
      )}
    </FormDialog>
  );
};

const stoppedWords = {
  one: { fr: "interrompu {count} jour", nl: "{count} dag onderbroken", en: "interrupted for {count} day" },
  other: {
    fr: "interrompu {count} jours",
    nl: "{count} dagen onderbroken",
    en: "interrupted for {count} days",
  },
} satisfies Record<string, Text>;

const words = {
  folded: {
    fr: "Délai de paiement : {used} jours sur {allowed}",
    nl: "Betalingstermijn: {used} van de {allowed} dagen",
    en: "Payment deadline: {used} of {allowed} days",
  },
  from: { fr: "Déclaration introduite le", nl: "Declaratie ingediend op", en: "Declaration submitted on" },
  used: { fr: "Délai écoulé", nl: "Verlopen termijn", en: "Time used" },
  usedOf: {
    fr: "{used} jours sur {allowed}",
    nl: "{used} van de {allowed} dagen",
    en: "{used} of {allowed} days",
  },
  due: { fr: "À payer pour le", nl: "Te betalen tegen", en: "To be paid by" },
  stands: {
    fr: "le délai est interrompu",
    nl: "de termijn is onderbroken",
    en: "the deadline is interrupted",
  },
  paid: { fr: "Payé le", nl: "Betaald op", en: "Paid on" },
  since: {
    fr: "Interrompu depuis le {from} :",
    nl: "Onderbroken sinds {from}:",
    en: "Interrupted since {from}:",
  },
  between: {
    fr: "Interrompu du {from} au {until} :",
    nl: "Onderbroken van {from} tot {until}:",
    en: "Interrupted from {from} to {until}:",
  },
  stop: { fr: "Interrompre le délai", nl: "De termijn onderbreken", en: "Interrupt the deadline" },
  stopTitle: {
    fr: "Interrompre le délai de paiement de {number}",
    nl: "De betalingstermijn van {number} onderbreken",
    en: "Interrupt the payment deadline of {number}",
  },
  stopped: {
    fr: "Le délai est interrompu, et le partenaire en voit la raison.",
    nl: "De termijn is onderbroken, en de partner ziet de reden.",
    en: "The deadline is interrupted, and the partner sees why.",
  },
  why: { fr: "Motif prévu par la loi", nl: "Grond in de wet", en: "Ground in the law" },
  told: {
    fr: "Ce que le partenaire en lit",
    nl: "Wat de partner erover leest",
    en: "What the partner reads",
  },
  toldHelp: {
    fr: "La loi demande de l'informer par écrit. Dites ce qui manque et comment y remédier.",
    nl: "De wet vraagt om dit schriftelijk te melden. Zeg wat ontbreekt en hoe dat te verhelpen is.",
    en: "The law asks for it in writing. Say what is missing and how to mend it.",
  },
  lift: { fr: "Reprendre le délai", nl: "De termijn hervatten", en: "Resume the deadline" },
  liftTitle: {
    fr: "Reprendre le délai de paiement",
    nl: "De betalingstermijn hervatten",
    en: "Resume the payment deadline",
  },
  liftWhat: {
    fr: "Les jours de l'interruption ne comptent pas ; le délai reprend où il en était.",
    nl: "De dagen van de onderbreking tellen niet mee; de termijn loopt verder waar hij stond.",
    en: "The days of the interruption do not count; the deadline goes on from where it was.",
  },
  until: {
    fr: "Jour de la reprise (aujourd'hui si rien n'est dit)",
    nl: "Dag van hervatting (vandaag als er niets staat)",
    en: "Day on which it resumes (today where nothing is said)",
  },
  lifted: { fr: "Le délai court de nouveau.", nl: "De termijn loopt weer.", en: "The deadline runs again." },
} satisfies Record<string, Text>;
