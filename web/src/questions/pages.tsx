import { lazy } from "react";
import type { Page } from "../pages.tsx";

const QuestionsPage = lazy(async () => ({ default: (await import("./QuestionsPage.tsx")).QuestionsPage }));
const QuestionPage = lazy(async () => ({ default: (await import("./QuestionPage.tsx")).QuestionPage }));

/** What parliament asks of each service. */
export const pages: readonly Page[] = [
  {
    path: "questions",
    title: { fr: "Questions parlementaires", nl: "Parlementaire vragen", en: "Parliamentary questions" },
    element: <QuestionsPage />,
    section: "figures",
  },
  {
    path: "questions/:service",
    title: { fr: "Question parlementaire", nl: "Parlementaire vraag", en: "Parliamentary question" },
    element: <QuestionPage />,
    section: "figures",
  },
];
