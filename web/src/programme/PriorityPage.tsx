import { useParams } from "react-router";
import { Loaded, Page } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { NotFound } from "../shell/NotFound.tsx";
import { priorityName, wayToPriority } from "./crumbs.ts";
import { Means } from "./Means.tsx";
import { OperationTable } from "./OperationTable.tsx";
import { ScopeFigures } from "./ScopeFigures.tsx";
import { Section } from "./Section.tsx";
import { pageTitles } from "./titles.ts";
import { useProgramme } from "./use-programme.ts";

/** A priority: its figures, its specific objectives with their operations, what is planned for it. */
export const PriorityPage = () => {
  const say = useSay();
  const { priority: id = "" } = useParams();
  const programme = useProgramme();
  const priority = programme.data?.priority(id);
  if (programme.data && !priority) return <NotFound />;
  return (
    <Page
      title={priority ? `${priorityName(say, priority)} – ${say(priority.title)}` : say(pageTitles.priority)}
      breadcrumbs={wayToPriority(say)}
    >
      <Loaded query={programme}>
        {(data) => {
          if (!priority) return null;
          const own = data.operations.filter((operation) => operation.priority === priority.id);
          const objectives = data.objectives.filter((objective) => objective.priority === priority.id);
          const without = own.filter(({ objective }) => objective === null);
          return (
            <>
              <ScopeFigures where={[`priority:${priority.id}`]} isEverybodys />
              <Section title={say(words.operations)}>
                <OperationTable
                  label={say(words.operations)}
                  groups={[
                    ...objectives.map((objective) => ({
                      id: objective.id,
                      title: say(objective.title),
                      to: `programme/objectives/${objective.id}`,
                      operations: own.filter((operation) => operation.objective === objective.id),
                    })),
                    ...(without.length > 0
                      ? [{ id: "without", title: undefined, to: undefined, operations: without }]
                      : []),
                  ]}
                />
              </Section>
              <Means programme={data} priorities={[priority]} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
};

const words = {
  operations: {
    fr: "Objectifs spécifiques et opérations",
    nl: "Specifieke doelstellingen en operaties",
    en: "Specific objectives and operations",
  },
} satisfies Record<string, Text>;
