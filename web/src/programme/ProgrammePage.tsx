import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { targetsShape } from "../../../src/progress/shapes.ts";
import { api } from "../api.ts";
import { Targets } from "../figures/Targets.tsx";
import { YearSelect } from "../figures/YearSelect.tsx";
import { Facts, Link, Loaded, Page } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useMay } from "../who.tsx";
import { LastChanges } from "./Changes.tsx";
import { priorityName } from "./crumbs.ts";
import { total } from "./means.ts";
import { Means } from "./Means.tsx";
import { OperationTable } from "./OperationTable.tsx";
import style from "./programme.module.css";
import { ScopeFigures } from "./ScopeFigures.tsx";
import { Section } from "./Section.tsx";
import { pageTitles } from "./titles.ts";
import { type Programme, useProgramme } from "./use-programme.ts";

/** The whole programme: its targets, its figures, what is planned, and the way down to its operations. */
export const ProgrammePage = () => {
  const say = useSay();
  const programme = useProgramme();
  return (
    <Page
      title={programme.data ? say(programme.data.title) : say(pageTitles.programme)}
      lead={programme.data && say(programme.data.authority)}
    >
      <Loaded query={programme}>{(data) => <Contents programme={data} />}</Loaded>
    </Page>
  );
};

const Contents = ({ programme }: { programme: Programme }) => {
  const say = useSay();
  const { date, money, number } = useFormat();
  const mayReadTrail = useMay("trail:read");
  const targets = useQuery({
    queryKey: ["targets"],
    queryFn: () => api.get<z.infer<typeof targetsShape>>("/api/targets"),
  });
  return (
    <>
      <Facts
        layout="tiles"
        items={[
          { label: say(words.budget), value: money(total(programme.priorities.map(({ budget }) => budget))) },
          {
            label: say(words.period),
            value: `${programme.period.from.slice(0, 4)}–${programme.period.until.slice(0, 4)}`,
          },
          { label: say(words.operations), value: number(programme.operations.length) },
          { label: say(words.partners), value: number(programme.partners.length) },
        ]}
      />
      <p className={style.muted}>
        {say(words.decided, { identifier: programme.identifier, date: date(programme.approvedOn, "long") })}
      </p>
      {targets.data && targets.data.targets.length > 0 && (
        <Section title={say(words.targets)}>
          <Targets targets={targets.data.targets} />
        </Section>
      )}
      <Section title={say(words.structure)} actions={<YearSelect />}>
        <OperationTable
          label={say(words.structure)}
          groups={programme.priorities.map((priority) => ({
            id: priority.id,
            title: `${priorityName(say, priority)} – ${say(priority.title)}`,
            to: `programme/priorities/${priority.id}`,
            operations: programme.operations.filter((operation) => operation.priority === priority.id),
          }))}
        />
      </Section>
      <ScopeFigures where={[]} isEverybodys hasYear={false} />
      <Means programme={programme} priorities={programme.priorities} />
      {mayReadTrail && (
        <Section title={say(words.lately)} actions={<Link to="trail">{say(words.allChanges)}</Link>}>
          <LastChanges />
        </Section>
      )}
    </>
  );
};

const words = {
  budget: { fr: "Budget adopté", nl: "Goedgekeurd budget", en: "Adopted budget" },
  period: { fr: "Période", nl: "Periode", en: "Period" },
  operations: { fr: "Opérations", nl: "Operaties", en: "Operations" },
  partners: { fr: "Partenaires", nl: "Partners", en: "Partners" },
  decided: {
    fr: "{identifier}, approuvé par la Commission européenne le {date}.",
    nl: "{identifier}, door de Europese Commissie goedgekeurd op {date}.",
    en: "{identifier}, approved by the European Commission on {date}.",
  },
  targets: { fr: "Cibles", nl: "Doelen", en: "Targets" },
  structure: { fr: "Axes et opérations", nl: "Assen en operaties", en: "Priorities and operations" },
  lately: { fr: "Derniers changements", nl: "Laatste wijzigingen", en: "Last changes" },
  allChanges: { fr: "Tous les changements", nl: "Alle wijzigingen", en: "All changes" },
} satisfies Record<string, Text>;
