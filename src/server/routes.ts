import type { Route } from "./route.ts";
import { aboutRoutes } from "./routes/about.ts";
import { calendarRoutes } from "./routes/calendar.ts";
import { agreementRoutes } from "./routes/agreements.ts";
import { callRoutes } from "./routes/calls.ts";
import { accountRoutes } from "./routes/account.ts";
import { auditRoutes } from "./routes/audit.ts";
import { organisationRoutes } from "./routes/organisations.ts";
import { peopleRoutes } from "./routes/people.ts";
import { signInRoutes } from "./routes/signin.ts";
import { tokenRoutes } from "./routes/tokens.ts";
import { figureRoutes } from "./routes/figures.ts";
import { annualFileRoutes } from "./routes/annual-files.ts";
import { paymentRoutes } from "./routes/payments.ts";
import { commissionRoutes } from "./routes/commission.ts";
import { commissionWatchRoutes } from "./routes/commission-watch.ts";
import { controlRoutes } from "./routes/controls.ts";
import { decisionRoutes } from "./routes/decisions.ts";
import { declarationRoutes } from "./routes/declarations.ts";
import { exportRoutes } from "./routes/exports.ts";
import { listingRoutes } from "./routes/listing.ts";
import { documentRoutes } from "./routes/documents.ts";
import { fileRoutes } from "./routes/files.ts";
import { ledgerRoutes } from "./routes/ledger.ts";
import { matchingRoutes } from "./routes/matching.ts";
import { pathRoutes } from "./routes/path.ts";
import { placesRoutes } from "./routes/places.ts";
import { programmeRoutes } from "./routes/programme.ts";
import { publicRoutes } from "./routes/public.ts";
import { questionRoutes } from "./routes/questions.ts";
import { reportRoutes } from "./routes/report.ts";
import { draftRoutes } from "./routes/drafts.ts";
import { journalRoutes } from "./routes/journal.ts";
import { outreachRoutes } from "./routes/outreach.ts";
import { recordRoutes } from "./routes/records.ts";
import { referenceRoutes } from "./routes/references.ts";
import { registerRoutes } from "./routes/registers.ts";
import { roomRoutes } from "./routes/rooms.ts";
import { serviceRoutes } from "./routes/services.ts";
import { worklistRoutes } from "./routes/worklist.ts";

/** Every route of the server. A route that is not named here does not exist, and one that is, is in the matrix. */
export const routes: readonly Route[] = [
  ...fileRoutes,
  ...aboutRoutes,
  ...signInRoutes,
  ...accountRoutes,
  ...peopleRoutes,
  ...tokenRoutes,
  ...listingRoutes,
  ...exportRoutes,
  ...programmeRoutes,
  ...figureRoutes,
  ...questionRoutes,
  ...registerRoutes,
  ...referenceRoutes,
  ...organisationRoutes,
  ...recordRoutes,
  ...outreachRoutes,
  ...draftRoutes,
  ...journalRoutes,
  ...serviceRoutes,
  ...roomRoutes,
  ...pathRoutes,
  ...matchingRoutes,
  ...placesRoutes,
  ...calendarRoutes,
  ...declarationRoutes,
  ...annualFileRoutes,
  ...controlRoutes,
  ...decisionRoutes,
  ...worklistRoutes,
  ...callRoutes,
  ...agreementRoutes,
  ...documentRoutes,
  ...ledgerRoutes,
  ...auditRoutes,
  ...paymentRoutes,
  ...commissionRoutes,
  ...commissionWatchRoutes,
  ...reportRoutes,
  ...publicRoutes,
];
