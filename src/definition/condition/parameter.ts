import { latestOn } from "../dated.ts";
import type { Parameter } from "./condition.ts";

/** Returns the value of a parameter that holds on a day, with its source; undefined before its first day. */
export const parameterOn = (
  { values }: Pick<Parameter, "values">,
  day: string,
): Parameter["values"][number] | undefined => latestOn(values, day);

/** Returns what a parameter of days, months or years is worth on a day; 0 before its first day. */
export const numberOn = (parameter: Pick<Parameter, "values">, day: string): number =>
  Number(parameterOn(parameter, day)?.value ?? 0);
