import { findingsTasks } from "../reminder/control-mail.ts";
import { guideTasks } from "../reminder/guide-mail.ts";
import { heartbeatTasks } from "../control/outage.ts";
import { endingTasks } from "../declaration/ending.ts";
import { sweepDocuments } from "../document/bytes.ts";
import { entryTasks } from "../entry/purge.ts";
import type { Tasks } from "../house.ts";
import { reminderTasks } from "../reminder/deadlines.ts";
import { signInTasks } from "../signin/letters.ts";
import { uploadTasks } from "../upload/tasks.ts";
import { exportTasks } from "./routes/exports.ts";

/** What the server does later, by name. */
export const tasks: Tasks = {
  ...signInTasks,
  ...uploadTasks,
  document_sweep: async (house) => sweepDocuments(house),
  ...entryTasks,
  ...exportTasks,
  ...reminderTasks,
  ...guideTasks,
  ...findingsTasks,
  ...endingTasks,
  ...heartbeatTasks,
};
