import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import type {
  AttendanceBody,
  AttendanceNoted,
  Registration,
  SessionPage as Session,
} from "../../../src/calendar/shapes.ts";
import { api } from "../api.ts";
import {
  announce,
  Badge,
  Button,
  EmptyState,
  Loaded,
  NumberField,
  Page,
  ProblemNotice,
  useAddress,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { nameOf, useSessionAddress, useSessionCrumbs } from "./session-parts.tsx";
import style from "./calendar.module.css";
import { type SessionAddress, sessionApi, useSession } from "./use-calendar.ts";
import { hoursOf, titleOf } from "./words.ts";

type Mark = NonNullable<AttendanceBody["marks"]>[number]["status"];
const marks = ["present", "excused", "absent"] as const;

const isMark = (status: Registration["status"]): status is Mark => marks.some((mark) => mark === status);

/** Who was there, on one screen: a touch or a key for each person, kept all at once. */
export const AttendancePage = () => {
  const say = useSay();
  const { date } = useFormat();
  const address = useSessionAddress();
  const session = useSession(address);
  const page = session.data;
  return (
    <Page
      title={say(words.title)}
      breadcrumbs={useSessionCrumbs(address, page, true)}
      lead={
        page &&
        [titleOf(page.session, say), date(page.session.date, "weekday"), hoursOf(page.session)]
          .filter((part) => part !== "")
          .join(", ")
      }
    >
      <Loaded query={session}>
        {(data) =>
          data.registrations ? (
            <Sheet
              key={data.session.version}
              address={address}
              page={data}
              registrations={data.registrations}
            />
          ) : (
            <Heads key={data.session.version} address={address} page={data} />
          )
        }
      </Loaded>
    </Page>
  );
};

const useKeep = (address: SessionAddress) => {
  const say = useSay();
  const { number } = useFormat();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const addressOf = useAddress();
  return useMutation({
    mutationFn: (body: AttendanceBody) =>
      api.send<AttendanceNoted>("POST", `${sessionApi(address)}/attendance`, body),
    onSuccess: async ({ present }) => {
      await queries.invalidateQueries({ queryKey: ["calendar"] });
      await navigate(
        addressOf(`services/${address.service}/calendar/${address.operation}/${address.session}`),
      );
      announce(say(words.kept, { present: number(present) }));
    },
  });
};

const Sheet = ({
  address,
  page,
  registrations,
}: Readonly<{ address: SessionAddress; page: Session; registrations: readonly Registration[] }>) => {
  const say = useSay();
  const { number } = useFormat();
  const people = registrations.filter(({ status }) => status === "registered" || isMark(status));
  const [chosen, setChosen] = useState<ReadonlyMap<number, Mark>>(new Map());
  const keep = useKeep(address);
  const markOf = ({ record, status }: Registration): Mark | undefined =>
    chosen.get(record) ?? (isMark(status) ? status : undefined);
  const choose = (list: readonly Registration[], mark: Mark) => {
    setChosen(new Map([...chosen, ...list.map(({ record }) => [record, mark] as const)]));
  };
  const open = people.filter((person) => markOf(person) === undefined);
  const count = (mark: Mark) => people.filter((person) => markOf(person) === mark).length;
  if (people.length === 0) return <EmptyState title={say(words.nobody)} />;
  return (
    <>
      <p>
        <Button
          onPress={() => {
            choose(open, "present");
          }}
          isDisabled={open.length === 0}
        >
          {say(words.rest)}
        </Button>
      </p>
      <ol className={style.people}>
        {people.map((person) => {
          const name = nameOf(person, say);
          return (
            <li key={person.record} className={style.person}>
              <span className={style.who}>
                <span className={style.name}>{name}</span>
                {person.name !== null && person.number !== null && (
                  <span className={style.beside}>{person.number}</span>
                )}
                {person.signed === "code" && <Badge tone="success">{say(words.byCode)}</Badge>}
              </span>
              <fieldset className={style.marks}>
                <legend className={style.legend}>
                  {[name, person.name === null ? null : person.number].filter(Boolean).join(", ")}
                </legend>
                {marks.map((mark) => (
                  <label key={mark} className={style.mark}>
                    <input
                      type="radio"
                      name={`mark-${person.record}`}
                      checked={markOf(person) === mark}
                      onChange={() => {
                        choose([person], mark);
                      }}
                    />
                    {say(words[mark])}
                  </label>
                ))}
              </fieldset>
            </li>
          );
        })}
      </ol>
      {keep.isError && <ProblemNotice error={keep.error} />}
      <div className={style.foot}>
        <Button
          variant="primary"
          isPending={keep.isPending}
          isDisabled={open.length > 0}
          onPress={() => {
            keep.mutate({
              version: page.session.version,
              marks: people.flatMap((person) => {
                const status = markOf(person);
                return status === undefined
                  ? []
                  : [{ record: person.record, version: person.version, status }];
              }),
            });
          }}
        >
          {say(words.keep)}
        </Button>
        <span aria-live="polite">
          {say(words.counted, {
            present: number(count("present")),
            excused: number(count("excused")),
            absent: number(count("absent")),
          })}
          {open.length > 0 && ` ${say(words.open, { count: number(open.length) })}`}
        </span>
      </div>
    </>
  );
};

const Heads = ({ address, page }: Readonly<{ address: SessionAddress; page: Session }>) => {
  const say = useSay();
  const { session, headsLabel } = page;
  const [text, setText] = useState(session.heads === null ? "" : String(session.heads));
  const keep = useKeep(address);
  const isNumber = /^\d{1,4}$/.test(text.trim());
  return (
    <>
      <NumberField
        label={say(headsLabel ?? words.heads)}
        value={text}
        onChange={setText}
        width="short"
        isRequired
      />
      {keep.isError && <ProblemNotice error={keep.error} />}
      <div className={style.foot}>
        <Button
          variant="primary"
          isPending={keep.isPending}
          isDisabled={!isNumber}
          onPress={() => {
            keep.mutate({ version: session.version, heads: Number(text.trim()) });
          }}
        >
          {say(words.keep)}
        </Button>
      </div>
    </>
  );
};

const words = {
  title: { fr: "Présences", nl: "Aanwezigheden", en: "Attendance" },
  present: { fr: "Présent", nl: "Aanwezig", en: "Present" },
  excused: { fr: "Excusé", nl: "Verontschuldigd", en: "Excused" },
  absent: { fr: "Absent", nl: "Afwezig", en: "Absent" },
  rest: {
    fr: "Tous les autres sont présents",
    nl: "Alle anderen zijn aanwezig",
    en: "Everybody else is present",
  },
  byCode: { fr: "signé par code", nl: "getekend met code", en: "signed by code" },
  keep: { fr: "Enregistrer les présences", nl: "Aanwezigheden bewaren", en: "Keep attendance" },
  kept: {
    fr: "Présences enregistrées : {present} présents.",
    nl: "Aanwezigheden bewaard: {present} aanwezig.",
    en: "Attendance kept: {present} present.",
  },
  counted: {
    fr: "{present} présents, {excused} excusés, {absent} absents.",
    nl: "{present} aanwezig, {excused} verontschuldigd, {absent} afwezig.",
    en: "{present} present, {excused} excused, {absent} absent.",
  },
  open: { fr: "Encore {count} à noter.", nl: "Nog {count} te noteren.", en: "{count} still to be noted." },
  nobody: { fr: "Personne n’était inscrit", nl: "Niemand was ingeschreven", en: "Nobody was registered" },
  heads: { fr: "Nombre de présents", nl: "Aantal aanwezigen", en: "Number present" },
} satisfies Record<string, Text>;
