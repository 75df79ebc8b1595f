import type { Crumb } from "../kit/index.ts";
import { type Say, type Text } from "../language.tsx";
import { pageTitles } from "./titles.ts";
import type { Objective, Operation, Priority, Programme } from "./use-programme.ts";

const numbered: Text = { fr: "Axe {number}", nl: "As {number}", en: "Priority {number}" };

/** Returns how a priority is called in few words. */
export const priorityName = (say: Say, { number }: Pick<Priority, "number">): string =>
  say(numbered, { number });

const top = (say: Say): Crumb => ({ label: say(pageTitles.programme), to: "programme" });

/** Returns the way from the programme to a priority, an objective or an operation; the last one is not in it. */
export const wayToPriority = (say: Say): Crumb[] => [top(say)];

export const wayToObjective = (say: Say, programme: Programme, objective: Objective): Crumb[] => {
  const priority = programme.priority(objective.priority);
  return [
    top(say),
    ...(priority ? [{ label: priorityName(say, priority), to: `programme/priorities/${priority.id}` }] : []),
  ];
};

export const wayToOperation = (say: Say, programme: Programme, operation: Operation): Crumb[] => {
  const objective = operation.objective === null ? undefined : programme.objective(operation.objective);
  const priority = programme.priority(operation.priority);
  return [
    top(say),
    ...(priority ? [{ label: priorityName(say, priority), to: `programme/priorities/${priority.id}` }] : []),
    ...(objective ? [{ label: say(objective.title), to: `programme/objectives/${objective.id}` }] : []),
  ];
};
