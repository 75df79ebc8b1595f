import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import type { Organisation as Answer } from "../../../src/organisation/shapes.ts";
import { api } from "../api.ts";
import { Badge, ButtonLink, Card, Facts, Icon, Link, Loaded, Page, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { sayNumber } from "./Organisations.tsx";
import style from "./organisations.module.css";

/** One organisation: what waits to be done with it, who it is, what every service wrote down, and when. */
export const Organisation = () => {
  const { number = "" } = useParams();
  const say = useSay();
  const found = useQuery({
    queryKey: ["organisation", number],
    queryFn: () => api.get<Answer>(`/api/organisations/${number}`),
  });
  const name = found.data?.name;
  return (
    <Page
      title={name ?? say(words.title, { number: sayNumber(number) })}
      windowTitle={say(words.title, { number: sayNumber(number) })}
      lead={sayNumber(number)}
      breadcrumbs={[
        { label: say(words.services), to: "services" },
        { label: say(words.organisations), to: "organisations" },
      ]}
    >
      <Loaded query={found}>{(answer) => <Shown answer={answer} />}</Loaded>
    </Page>
  );
};

const Shown = ({ answer }: { answer: Answer }) => {
  const say = useSay();
  const { due, described, registers, timeline } = answer;
  return (
    <Stack gap="l">
      <Add registers={registers} />
      <div className={style.columns}>
        <Stack gap="m">
          <Due due={due} />
          {registers
            .filter(({ count }) => count > 0)
            .filter(({ register }) => !described.some((each) => each.register === register))
            .map((each) => (
              <OfRegister key={each.register} of={each} />
            ))}
        </Stack>
        <Stack gap="m">
          {described.map((each) => (
            <Described key={`${each.operation} ${each.record}`} of={each} />
          ))}
          <Card title={say(words.timeline)}>
            <Timeline timeline={timeline} />
          </Card>
        </Stack>
      </div>
    </Stack>
  );
};

const addressOf = ({
  operation,
  register,
  record,
}: Readonly<{ operation: string; register: string; record: number }>): string =>
  `operations/${operation}/registers/${register}/records/${record}`;

/** What the asker can write down about it, with its number filled in. */
const Add = ({ registers }: { registers: Answer["registers"] }) => {
  const say = useSay();
  const ways = registers.flatMap(({ register, added, prefill, places }) =>
    places.map((place) => ({ ...place, register, added, prefill, isOnly: places.length === 1 })),
  );
  if (ways.length === 0) return null;
  return (
    <div className={style.ways}>
      {ways.map(({ operation, title, register, added, prefill, isOnly }) => (
        <ButtonLink
          key={`${operation} ${register}`}
          size="s"
          icon="add"
          to={`operations/${operation}/registers/${register}/new`}
          state={{ prefill }}
        >
          {isOnly
            ? say(words.add, { record: say(added) })
            : say(words.addIn, { record: say(added), operation: say(title) })}
        </ButtonLink>
      ))}
    </div>
  );
};

const Due = ({ due }: { due: Answer["due"] }) => {
  const say = useSay();
  const format = useFormat();
  return (
    <Card title={say(words.due)}>
      {due.length === 0 ? (
        <p>{say(words.nothingDue)}</p>
      ) : (
        <ul className={style.events}>
          {due.map((each) => (
            <li key={`${each.register} ${each.record} ${each.label.en}`}>
              <Badge
                tone={each.daysLeft < 0 ? "warning" : each.daysLeft <= soon ? "info" : "neutral"}
                hasIcon={each.daysLeft < 0}
              >
                {each.daysLeft < 0
                  ? format.count(-each.daysLeft, words.late)
                  : each.daysLeft === 0
                    ? say(words.today)
                    : format.count(each.daysLeft, words.left)}
              </Badge>{" "}
              <Link to={addressOf(each)}>{say(each.label)}</Link>
              <span className={style.detail}>
                {" "}
                · {say(each.what)} · {format.date(each.due)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
};

const soon = 7;

const OfRegister = ({ of }: { of: Answer["registers"][number] }) => {
  const say = useSay();
  const { register, label, service, count, records, filter } = of;
  return (
    <Card title={say(label)}>
      <p className={style.detail}>
        <Link to={`services/${service.service}`}>{say(service.label)}</Link>
      </p>
      <Events events={records} />
      {count > records.length && (
        <p>
          <Link to={`registers/${register}?filter=${encodeURIComponent(filter)}`}>
            {say(words.all, { count })}
          </Link>
        </p>
      )}
    </Card>
  );
};

const Events = ({ events }: { events: Answer["registers"][number]["records"] }) => {
  const say = useSay();
  const format = useFormat();
  return (
    <ul className={style.events}>
      {events.map((each) => (
        <li key={`${each.register} ${each.record}`}>
          {each.date !== null && <span className={style.date}>{format.date(each.date)}</span>}{" "}
          <Link to={addressOf(each)}>{say(each.what)}</Link>
          {each.state && <span className={style.detail}> · {say(each.state)}</span>}
        </li>
      ))}
    </ul>
  );
};

const Timeline = ({ timeline }: { timeline: Answer["timeline"] }) => {
  const say = useSay();
  const format = useFormat();
  if (timeline.length === 0) return <p>{say(words.nothingYet)}</p>;
  return (
    <ol className={style.timeline}>
      {timeline.map((each) => (
        <li key={`${each.register} ${each.record}`}>
          <span className={style.date}>{each.date === null ? "–" : format.date(each.date)}</span>
          <span>
            <Link to={addressOf(each)}>{say(each.what)}</Link>
            <span className={style.detail}>
              {" "}
              · {say(each.label)}
              {each.state && ` · ${say(each.state)}`}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
};

const Described = ({ of }: { of: Answer["described"][number] }) => {
  const say = useSay();
  return (
    <Card title={say(of.label)} actions={<Link to={addressOf(of)}>{say(words.open)}</Link>}>
      {of.state && (
        <p>
          <Badge tone="info">{say(of.state)}</Badge>
        </p>
      )}
      <Facts
        items={[
          ...of.answers.map(({ field, label, answer }) => ({
            id: field,
            label: say(label),
            value: say(answer),
          })),
          ...of.hidden.map((label) => ({
            id: label.en,
            label: say(label),
            value: (
              <span className={style.detail}>
                <Icon name="lock" size="s" /> {say(words.hidden)}
              </span>
            ),
          })),
        ]}
      />
    </Card>
  );
};

const words = {
  title: { fr: "Organisation {number}", nl: "Organisatie {number}", en: "Organisation {number}" },
  services: { fr: "Services", nl: "Diensten", en: "Services" },
  organisations: { fr: "Organisations", nl: "Organisaties", en: "Organisations" },
  due: { fr: "À faire", nl: "Te doen", en: "To do" },
  nothingDue: {
    fr: "Rien n'est attendu pour cette organisation.",
    nl: "Voor deze organisatie wordt niets verwacht.",
    en: "Nothing is waiting for this organisation.",
  },
  today: { fr: "aujourd'hui", nl: "vandaag", en: "today" },
  late: {
    one: { fr: "{count} jour de retard", nl: "{count} dag te laat", en: "{count} day late" },
    other: { fr: "{count} jours de retard", nl: "{count} dagen te laat", en: "{count} days late" },
  },
  left: {
    one: { fr: "encore {count} jour", nl: "nog {count} dag", en: "{count} day left" },
    other: { fr: "encore {count} jours", nl: "nog {count} dagen", en: "{count} days left" },
  },
  timeline: { fr: "Ce qui s'est passé", nl: "Wat er gebeurde", en: "What happened" },
  nothingYet: { fr: "Rien encore.", nl: "Nog niets.", en: "Nothing yet." },
  all: { fr: "Voir les {count}", nl: "Alle {count} tonen", en: "See all {count}" },
  open: { fr: "Ouvrir la fiche", nl: "Fiche openen", en: "Open the record" },
  hidden: {
    fr: "Non visible avec votre rôle",
    nl: "Niet zichtbaar met uw rol",
    en: "Not visible to your role",
  },
  add: { fr: "Ajouter {record}", nl: "{record} toevoegen", en: "Add {record}" },
  addIn: {
    fr: "Ajouter {record} ({operation})",
    nl: "{record} toevoegen ({operation})",
    en: "Add {record} ({operation})",
  },
} satisfies Record<string, Text | { one: Text; other: Text }>;
