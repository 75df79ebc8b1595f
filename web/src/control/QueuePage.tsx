import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import type { QueuePage as Queue } from "../../../src/control/list-shapes.ts";
import { api } from "../api.ts";
import {
  Badge,
  Button,
  ButtonLink,
  EmptyState,
  Link,
  Loaded,
  Notice,
  Page,
  ProblemNotice,
  useAddress,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { Section } from "../programme/Section.tsx";
import { DaysLeft } from "./Clock.tsx";
import style from "./control.module.css";
import { ControlNav } from "./ControlNav.tsx";
import { StateBadge } from "./states.tsx";
import { titles } from "./titles.ts";
import { useQueue, useRenewal } from "./use-control.ts";

/** What to verify next and why, the most pressing first, with the button that begins it. */
export const QueuePage = () => {
  const say = useSay();
  const queue = useQueue();
  return (
    <Page title={say(titles.control)} windowTitle={say(titles.queue)}>
      <ControlNav here="control" />
      <Loaded query={queue}>
        {(page) => (
          <>
            <PlanInForce page={page} />
            <ToDecide page={page} />
            <Section title={say(words.next)}>
              {toVerify(page).length === 0 ? (
                <EmptyState title={say(words.nothing)}>{say(words.nothingWhy)}</EmptyState>
              ) : (
                <ol className={style.queue}>
                  {toVerify(page).map((row, at) => (
                    <Waiting key={row.declaration.id} row={row} isFirst={at === 0} />
                  ))}
                </ol>
              )}
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
};

/** What only waits for a second person stands above already. */
const toVerify = ({ rows, decide }: Queue): Queue["rows"] => {
  const proposed = new Set(decide.map(({ declaration }) => declaration.id));
  return rows.filter(({ declaration }) => !proposed.has(declaration.id));
};

/** Without a plan in force there is no risk basis for what is verified. */
const PlanInForce = ({ page: { plan, today } }: Readonly<{ page: Queue }>) => {
  const say = useSay();
  const year = today.slice(0, 4);
  if (plan)
    return (
      <p className={style.note}>
        {say(words.plan)} <Link to={`control/plan/${plan.year}`}>{plan.number}</Link>
      </p>
    );
  return (
    <Notice
      tone="warning"
      title={say(words.noPlan, { year })}
      actions={
        <ButtonLink to={`control/plan/${year}`} size="s">
          {say(words.writePlan, { year })}
        </ButtonLink>
      }
    />
  );
};

const ToDecide = ({ page: { decide } }: Readonly<{ page: Queue }>) => {
  const say = useSay();
  const { date } = useFormat();
  if (decide.length === 0) return null;
  return (
    <Section title={say(words.decide)}>
      <ul className={style.queue}>
        {decide.map(({ decision, declaration, partner, operation, eligible, rejected, ...row }) => (
          <li key={decision.id} className={style.waiting}>
            <div className={style.about}>
              <h3>
                <Link to={`money/declarations/${declaration.id}/decisions`}>{decision.number}</Link>
              </h3>
              <p>
                {say(partner.name)} · {say(operation.title)}
              </p>
              <p className={style.note}>
                {say(words.proposed, { by: row.proposed.by, on: date(row.proposed.at.slice(0, 10)) })}
              </p>
            </div>
            <dl className={style.sums}>
              <div>
                <dt>{say(words.eligible)}</dt>
                <dd>
                  <Amount euros={eligible} />
                </dd>
              </div>
              <div>
                <dt>{say(words.rejected)}</dt>
                <dd>
                  <Amount euros={rejected} />
                </dd>
              </div>
            </dl>
            <div className={style.act}>
              {row.mayDecide ? (
                <ButtonLink to={`money/declarations/${declaration.id}/decisions`} variant="primary">
                  {say(words.lookAndDecide)}
                </ButtonLink>
              ) : (
                <span className={style.note}>{say(words.notYours)}</span>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
};

type Row = Queue["rows"][number];

const Waiting = ({ row, isFirst }: Readonly<{ row: Row; isFirst: boolean }>) => {
  const say = useSay();
  const { date, number } = useFormat();
  const { declaration, partner, operation, total, clock, score, reasons, verification, next, submittedAt } =
    row;
  return (
    <li className={style.waiting}>
      <div className={style.about}>
        <h3>
          <Link to={`money/declarations/${declaration.id}`}>{declaration.number}</Link>{" "}
          {verification && <StateBadge state={verification.state} />}
        </h3>
        <p>
          {say(partner.name)} · {say(operation.title)}
        </p>
        <p className={style.note}>
          {say(words.period, {
            from: date(declaration.from),
            until: date(declaration.until),
            on: date(submittedAt.slice(0, 10)),
          })}
        </p>
        <p className={style.todo}>{say(next.what)}</p>
        {reasons.length > 0 && (
          <ul className={style.reasons} aria-label={say(words.why)}>
            {reasons.map(({ id, points, text }) => (
              <li key={id}>
                {say(text)} <span className={style.points}>+{number(points)}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <dl className={style.sums}>
        <div>
          <dt>{say(words.declared)}</dt>
          <dd>
            <Amount euros={total} ledger={{ declaration: declaration.id, account: "declared" }} />
          </dd>
        </div>
        {clock && (
          <div>
            <dt>{say(words.pay, { due: date(clock.due) })}</dt>
            <dd>
              <DaysLeft clock={clock} />
            </dd>
          </div>
        )}
        <div>
          <dt>{say(words.score)}</dt>
          <dd>
            <Badge>{number(score)}</Badge>
          </dd>
        </div>
      </dl>
      <div className={style.act}>
        <Begin row={row} isFirst={isFirst} />
      </div>
    </li>
  );
};

/** The one button: begins the verification, or goes on with it. */
const Begin = ({ row, isFirst }: Readonly<{ row: Row; isFirst: boolean }>) => {
  const say = useSay();
  const navigate = useNavigate();
  const address = useAddress();
  const renew = useRenewal();
  const { declaration, verification, mayOpen, next } = row;
  const begin = useMutation({
    mutationFn: () =>
      api.send<{ id: number }>("POST", `/api/declarations/${declaration.id}/verifications`, {
        type: "administrative",
      }),
    onSuccess: async ({ id }) => {
      await navigate(address(`money/controls/${id}`));
      await renew();
    },
    onError: () => renew(),
  });
  const variant = isFirst ? "primary" : "secondary";
  if (verification)
    return (
      <ButtonLink to={`money/controls/${verification.id}`} variant={next.kind === "wait" ? "quiet" : variant}>
        {say(next.kind === "wait" ? words.look : words.goOn)}
      </ButtonLink>
    );
  if (!mayOpen) return null;
  return (
    <>
      {begin.error && <ProblemNotice error={begin.error} />}
      <Button variant={variant} isPending={begin.isPending} onPress={() => begin.mutate()}>
        {say(words.begin)}
      </Button>
    </>
  );
};

const words = {
  next: {
    fr: "À contrôler, dans cet ordre",
    nl: "Te controleren, in deze volgorde",
    en: "To verify, in this order",
  },
  nothing: {
    fr: "Aucune déclaration n'attend de contrôle.",
    nl: "Er wacht geen declaratie op controle.",
    en: "No declaration waits for verification.",
  },
  nothingWhy: {
    fr: "Une déclaration vient ici dès que le partenaire l'a introduite.",
    nl: "Een declaratie komt hier zodra de partner ze heeft ingediend.",
    en: "A declaration comes here as soon as the partner has submitted it.",
  },
  plan: { fr: "Plan en vigueur :", nl: "Geldend plan:", en: "Plan in force:" },
  noPlan: {
    fr: "Aucun plan de contrôle n'est en vigueur pour {year}.",
    nl: "Er is geen controleplan van kracht voor {year}.",
    en: "No control plan is in force for {year}.",
  },
  writePlan: { fr: "Rédiger le plan {year}", nl: "Het plan {year} opstellen", en: "Write the plan {year}" },
  decide: {
    fr: "Attend une seconde personne",
    nl: "Wacht op een tweede persoon",
    en: "Waits for a second person",
  },
  proposed: {
    fr: "Proposée par {by} le {on}",
    nl: "Voorgesteld door {by} op {on}",
    en: "Proposed by {by} on {on}",
  },
  eligible: { fr: "Admissible", nl: "Subsidiabel", en: "Eligible" },
  rejected: { fr: "Refusé", nl: "Geweigerd", en: "Rejected" },
  lookAndDecide: { fr: "Examiner et décider", nl: "Bekijken en beslissen", en: "Look and decide" },
  notYours: {
    fr: "Une autre personne décide.",
    nl: "Iemand anders beslist.",
    en: "Somebody else decides.",
  },
  period: {
    fr: "Du {from} au {until}, introduite le {on}",
    nl: "Van {from} tot {until}, ingediend op {on}",
    en: "From {from} to {until}, submitted on {on}",
  },
  why: { fr: "Pourquoi à cette place", nl: "Waarom op deze plaats", en: "Why it stands here" },
  declared: { fr: "Déclaré", nl: "Gedeclareerd", en: "Declared" },
  pay: { fr: "À payer pour le {due}", nl: "Te betalen tegen {due}", en: "To be paid by {due}" },
  score: { fr: "Points de risque", nl: "Risicopunten", en: "Risk points" },
  begin: { fr: "Commencer le contrôle", nl: "De controle beginnen", en: "Begin the verification" },
  goOn: { fr: "Continuer", nl: "Verdergaan", en: "Go on" },
  look: { fr: "Voir", nl: "Bekijken", en: "See" },
} satisfies Record<string, Text>;
