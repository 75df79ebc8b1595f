import { useParams } from "react-router";
import { Loaded, Page } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { NotFound } from "../shell/NotFound.tsx";
import { wayToObjective } from "./crumbs.ts";
import { OperationTable } from "./OperationTable.tsx";
import { ScopeFigures } from "./ScopeFigures.tsx";
import { Section } from "./Section.tsx";
import { pageTitles } from "./titles.ts";
import { useProgramme } from "./use-programme.ts";

/** A specific objective: its figures and its operations. */
export const ObjectivePage = () => {
  const say = useSay();
  const { objective: id = "" } = useParams();
  const programme = useProgramme();
  const objective = programme.data?.objective(id);
  if (programme.data && !objective) return <NotFound />;
  return (
    <Page
      title={objective ? say(objective.title) : say(pageTitles.objective)}
      breadcrumbs={programme.data && objective ? wayToObjective(say, programme.data, objective) : []}
    >
      <Loaded query={programme}>
        {(data) => (
          <>
            <ScopeFigures where={[`objective:${id}`]} />
            <Section title={say(words.operations)}>
              <OperationTable
                label={say(words.operations)}
                groups={[
                  {
                    id,
                    title: undefined,
                    to: undefined,
                    operations: data.operations.filter((operation) => operation.objective === id),
                  },
                ]}
              />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
};

const words = {
  operations: { fr: "Opérations", nl: "Operaties", en: "Operations" },
} satisfies Record<string, Text>;
