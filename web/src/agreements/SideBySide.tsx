import type { Comparison } from "../../../src/agreement/shapes.ts";
import { Badge, Cell, Column, Columns, Loaded, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./agreements.module.css";
import { useComparison } from "./use-agreements.ts";

type Standing = Comparison["rows"][number]["standing"];

/** Call, candidacy and agreement side by side: what is equal, what differs, what is missing. */
export const SideBySide = ({ agreement, version }: Readonly<{ agreement: number; version: number }>) => {
  const say = useSay();
  const comparison = useComparison(agreement, version);
  return (
    <Loaded query={comparison}>
      {({ rows, counts }) => (
        <>
          <Counts counts={counts} />
          <Table label={say(words.label)}>
            <Columns>
              <Column width="wide">{say(words.what)}</Column>
              <Column>{say(words.call)}</Column>
              <Column>{say(words.candidacy)}</Column>
              <Column>{say(words.agreement)}</Column>
              <Column>{say(words.standing)}</Column>
            </Columns>
            <Rows>
              {rows.map(({ id, label, call, candidacy, agreement: own, standing }) => (
                <Row key={id} tone={standing === "equal" ? undefined : "warning"}>
                  <Cell isHead>{say(label)}</Cell>
                  <Cell>{call ? say(call.text) : "–"}</Cell>
                  <Cell>{candidacy ? say(candidacy.text) : "–"}</Cell>
                  <Cell>{own ? say(own.text) : "–"}</Cell>
                  <Cell>
                    <StandingBadge standing={standing} />
                  </Cell>
                </Row>
              ))}
            </Rows>
          </Table>
        </>
      )}
    </Loaded>
  );
};

/** How many of the rows are equal, differ, are missing. */
export const Counts = ({ counts }: { counts: Comparison["counts"] }) => {
  const format = useFormat();
  return (
    <p className={style.muted}>
      {(["differs", "missing", "equal"] as const)
        .filter((standing) => counts[standing] > 0)
        .map((standing) => format.count(counts[standing], countWords[standing]))
        .join(" · ")}
    </p>
  );
};

/** Equal, differs, missing: in a word. */
export const StandingBadge = ({ standing }: { standing: Standing }) => {
  const say = useSay();
  return (
    <Badge tone={standing === "equal" ? "success" : "warning"} hasIcon>
      {say(standings[standing])}
    </Badge>
  );
};

const standings: Readonly<Record<Standing, Text>> = {
  equal: { fr: "Égal", nl: "Gelijk", en: "Equal" },
  differs: { fr: "Diffère", nl: "Verschilt", en: "Differs" },
  missing: { fr: "Manque", nl: "Ontbreekt", en: "Missing" },
};

const countWords = {
  equal: {
    one: { fr: "{count} point égal", nl: "{count} punt gelijk", en: "{count} equal" },
    other: { fr: "{count} points égaux", nl: "{count} punten gelijk", en: "{count} equal" },
  },
  differs: {
    one: { fr: "{count} point diffère", nl: "{count} punt verschilt", en: "{count} differs" },
    other: { fr: "{count} points diffèrent", nl: "{count} punten verschillen", en: "{count} differ" },
  },
  missing: {
    one: { fr: "{count} point manque", nl: "{count} punt ontbreekt", en: "{count} missing" },
    other: { fr: "{count} points manquent", nl: "{count} punten ontbreken", en: "{count} missing" },
  },
} satisfies Record<string, Record<string, Text>>;

const words = {
  label: {
    fr: "Appel, candidature et convention côte à côte",
    nl: "Oproep, kandidatuur en overeenkomst naast elkaar",
    en: "Call, candidacy and agreement side by side",
  },
  what: { fr: "Point", nl: "Punt", en: "Item" },
  call: { fr: "Appel", nl: "Oproep", en: "Call" },
  candidacy: { fr: "Candidature", nl: "Kandidatuur", en: "Candidacy" },
  agreement: { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  standing: { fr: "Comparaison", nl: "Vergelijking", en: "Comparison" },
} satisfies Record<string, Text>;
