import { useParams, useSearchParams } from "react-router";
import type { PlacesDays } from "../../../src/places/shapes.ts";
import {
  Badge,
  Button,
  ButtonRow,
  Cell,
  Column,
  Columns,
  Loaded,
  Page,
  Row,
  Rows,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import { dayWords, monthWords } from "./months.ts";
import style from "./places.module.css";
import { shiftMonth, usePlacesDays } from "./use-places.ts";

/** One structure, one month, day by day. */
export const DaysPage = () => {
  const say = useSay();
  const language = useLanguage();
  const { service = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const asked = {
    operation: search.get("operation") ?? "",
    structure: search.get("structure") ?? "",
    month: /^\d{4}-(0[1-9]|1[0-2])$/.exec(search.get("month") ?? "")?.[0] ?? "2020-01",
  };
  const days = usePlacesDays(service, asked);
  const go = (by: number) => () => {
    const next = new URLSearchParams(search);
    next.set("month", shiftMonth(asked.month, by));
    setSearch(next, { replace: true });
  };
  return (
    <Page
      title={asked.structure}
      windowTitle={say(words.title)}
      lead={monthWords(asked.month, language)}
      breadcrumbs={[
        { label: say(words.services), to: "services" },
        { label: days.data ? say(days.data.label) : say(words.service), to: `services/${service}` },
        { label: say(words.places), to: `services/${service}/places` },
      ]}
      actions={
        <ButtonRow>
          <Button onPress={go(-1)}>{say(words.before)}</Button>
          <Button onPress={go(1)}>{say(words.after)}</Button>
        </ButtonRow>
      }
    >
      <Loaded query={days}>{(data) => <Days data={data} />}</Loaded>
    </Page>
  );
};

const Days = ({ data }: { data: PlacesDays }) => {
  const say = useSay();
  const language = useLanguage();
  const format = useFormat();
  return (
    <Table label={say(words.title)} density="compact">
      <Columns>
        <Column>{say(words.day)}</Column>
        <Column isNumeric>{say(words.free)}</Column>
        <Column isNumeric>{say(words.capacity)}</Column>
        <Column isNumeric>{say(words.taken)}</Column>
        <Column isNumeric>{say(words.promised)}</Column>
      </Columns>
      <Rows>
        {data.days.map(({ day, isOpen, places, taken, promised, free, over }) => (
          <Row key={day}>
            <Cell isHead>
              {dayWords(day, language)}
              {day === data.today && (
                <>
                  {" "}
                  <Badge tone="info">{say(words.today)}</Badge>
                </>
              )}
            </Cell>
            {isOpen ? (
              <>
                <Cell isNumeric>
                  {over > 0 ? (
                    <Badge tone="error" hasIcon>
                      {say(words.over, { over: format.number(over) })}
                    </Badge>
                  ) : (
                    format.number(free)
                  )}
                </Cell>
                <Cell isNumeric>{format.number(places)}</Cell>
                <Cell isNumeric>{format.number(taken)}</Cell>
                <Cell isNumeric>{format.number(promised)}</Cell>
              </>
            ) : (
              <Cell columns={4}>
                <span className={style.muted}>{say(words.closed)}</span>
              </Cell>
            )}
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

const words = {
  title: { fr: "Occupation par jour", nl: "Bezetting per dag", en: "Occupancy by day" },
  services: { fr: "Services", nl: "Diensten", en: "Services" },
  service: { fr: "Service", nl: "Dienst", en: "Service" },
  places: { fr: "Places et séjours", nl: "Plaatsen en verblijven", en: "Places and stays" },
  before: { fr: "Mois précédent", nl: "Vorige maand", en: "Month before" },
  after: { fr: "Mois suivant", nl: "Volgende maand", en: "Next month" },
  day: { fr: "Jour", nl: "Dag", en: "Day" },
  today: { fr: "aujourd'hui", nl: "vandaag", en: "today" },
  capacity: { fr: "Places", nl: "Plaatsen", en: "Places" },
  taken: { fr: "Occupées", nl: "Bezet", en: "Taken" },
  promised: { fr: "Promises", nl: "Beloofd", en: "Promised" },
  free: { fr: "Libres", nl: "Vrij", en: "Free" },
  over: { fr: "{over} de trop", nl: "{over} te veel", en: "{over} too many" },
  closed: { fr: "fermé", nl: "gesloten", en: "closed" },
} satisfies Record<string, Text>;
