import type { Command } from "./command.ts";
import { accountCommand } from "./commands/account.ts";
import { agreementCommand } from "./commands/agreement.ts";
import { auditCommands } from "./commands/audit.ts";
import { checkCommand } from "./commands/check.ts";
import { commissionCommand } from "./commands/commission.ts";
import { controlCommand } from "./commands/control.ts";
import { costCommand } from "./commands/cost.ts";
import { declareCommand } from "./commands/declare.ts";
import { demoCommand } from "./commands/demo.ts";
import { explainCommand } from "./commands/explain.ts";
import { figuresCommand } from "./commands/figures.ts";
import { questionCommand } from "./commands/question.ts";
import { reportCommand } from "./commands/report.ts";
import { importCommand } from "./commands/import.ts";
import { initCommand } from "./commands/init.ts";
import { ledgerCommand } from "./commands/ledger.ts";
import { payCommand } from "./commands/pay.ts";
import { sampleCommands } from "./commands/sample.ts";
import { serveCommand } from "./commands/serve.ts";
import { templateCommand } from "./commands/template.ts";
import { trailExportCommand, trailVerifyCommand } from "./commands/trail-verify.ts";
import { undoCommand } from "./commands/undo.ts";
import { validateCommand } from "./commands/validate.ts";

/** Every command, in the order in which a programme needs them. */
export const commands: readonly Command[] = [
  demoCommand,
  serveCommand,
  initCommand,
  accountCommand,
  validateCommand,
  templateCommand,
  checkCommand,
  importCommand,
  undoCommand,
  agreementCommand,
  figuresCommand,
  explainCommand,
  questionCommand,
  costCommand,
  ...sampleCommands,
  reportCommand,
  declareCommand,
  controlCommand,
  payCommand,
  commissionCommand,
  ledgerCommand,
  ...auditCommands,
  trailVerifyCommand,
  trailExportCommand,
];
