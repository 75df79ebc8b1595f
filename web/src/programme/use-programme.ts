import { useQuery } from "@tanstack/react-query";
import type { Text } from "../../../src/language.ts";
import type { ProgrammePage } from "../../../src/progress/structure-shapes.ts";
import { api } from "../api.ts";

type One<K extends keyof ProgrammePage> = ProgrammePage[K] extends (infer T)[] ? T : never;
export type Operation = One<"operations">;
export type Priority = One<"priorities">;
export type Objective = One<"objectives">;
export type Partner = One<"partners">;

/** The programme with its parts found by name. */
export type Programme = ProgrammePage &
  Readonly<{
    priority: (id: string) => Priority | undefined;
    objective: (id: string) => Objective | undefined;
    operation: (id: string) => Operation | undefined;
    partner: (id: string) => Partner | undefined;
    /** Names of what may be gone from the definitions since: then the id stands for itself. */
    operationTitle: (id: string) => Text;
    partnerName: (id: string) => Text;
    registerLabel: (id: string) => Text;
    fundLabel: (id: string) => Text;
  }>;

const same = (word: string): Text => ({ fr: word, nl: word, en: word });

const withNames = (page: ProgrammePage): Programme => {
  const byId = <T extends { id: string }>(list: readonly T[]) => {
    const known = new Map(list.map((one) => [one.id, one]));
    return (id: string) => known.get(id);
  };
  const [priority, objective, operation, partner, register, fund] = [
    byId(page.priorities),
    byId(page.objectives),
    byId(page.operations),
    byId(page.partners),
    byId(page.registers),
    byId(page.funds),
  ];
  return {
    ...page,
    priority,
    objective,
    operation,
    partner,
    operationTitle: (id) => operation(id)?.title ?? same(id),
    partnerName: (id) => partner(id)?.name ?? same(id),
    registerLabel: (id) => register(id)?.label ?? same(id),
    fundLabel: (id) => fund(id)?.label ?? same(id),
  };
};

/** Asks for the programme's structure, which changes only with its definitions. */
export const useProgramme = () =>
  useQuery({
    queryKey: ["programme"],
    queryFn: () => api.get<ProgrammePage>("/api/programme"),
    select: withNames,
    staleTime: 10 * 60_000,
  });
