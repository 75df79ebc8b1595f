import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { targetsShape } from "../../../src/progress/shapes.ts";
import type { ServicePage as Service } from "../../../src/service/shapes.ts";
import { api } from "../api.ts";
import { Targets } from "../figures/Targets.tsx";
import { type Text, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";

/** How far the service is on the way to what the whole period is to reach; nothing where it has no target. */
export const ServiceTargets = ({ page: { operations } }: { page: Service }) => {
  const say = useSay();
  const targets = useQuery({
    queryKey: ["targets"],
    queryFn: () => api.get<z.infer<typeof targetsShape>>("/api/targets"),
  });
  const own = (targets.data?.targets ?? []).filter(({ scope }) =>
    scope.some(
      ({ dimension, value }) =>
        dimension === "operation" && operations.some(({ operation }) => operation === value),
    ),
  );
  if (own.length === 0) return null;
  return (
    <Section title={say(words.targets)}>
      <Targets targets={own} />
    </Section>
  );
};

const words = {
  targets: {
    fr: "Cibles de toute la période",
    nl: "Doelen van de hele periode",
    en: "Targets of the whole period",
  },
} satisfies Record<string, Text>;
