import type { ExplainedAnswer, ReportAnswer, ReportsAnswer } from "../../../src/server/routes/report.ts";
import type { PublishedReportAnswer } from "../../../src/server/routes/public.ts";

export type ReportList = ReportsAnswer;
/** An edition; who published it and why are told to those who write reports. */
export type Edition = ReportsAnswer["years"][number]["editions"][number];

export type DraftReport = ReportAnswer;
/** What a report in the making and a published one have in common. */
export type ArticleData = Pick<ReportAnswer, keyof ReportAnswer & keyof PublishedReportAnswer>;
export type ReportedFigure = ReportAnswer["figures"][number];

export type Explained = ExplainedAnswer;
/** A figure with its words and its values. */
export type FigureTold = Omit<ExplainedAnswer, "year" | "filters" | "hides">;
export type Cell = FigureTold["cells"][number];
