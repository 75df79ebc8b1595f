import { EntryProblem } from "../../entry/problem.ts";
import { Problem } from "../problem.ts";

/** Does the work of a route; what the entry of records refuses becomes the problem that the server answers with. */
export const telling = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EntryProblem) throw new Problem(error.status, error.code, error.text, error.more);
    throw error;
  }
};
