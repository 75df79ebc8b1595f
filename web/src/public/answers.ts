import type * as routes from "../../../src/server/routes/public.ts";

export type Overview = routes.OverviewAnswer;
export type Highlights = routes.HighlightsAnswer;
export type Published = routes.PublishedAnswer;
export type PublishedReport = routes.PublishedReportAnswer;
export type FigureList = routes.PublishedFiguresAnswer;
export type FigureLine = FigureList["figures"][number];
export type PublishedFigure = routes.PublishedFigureAnswer;
export type OperationsList = routes.OperationsListAnswer;
export type PrivacyNotice = routes.PrivacyAnswer;
export type About = routes.PublicAboutAnswer;
