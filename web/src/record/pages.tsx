import { lazy } from "react";
import type { Text } from "../language.tsx";
import type { Page } from "../pages.tsx";

const Record = lazy(async () => ({ default: (await import("./Record.tsx")).Record }));
const NewRecord = lazy(async () => ({ default: (await import("./NewRecord.tsx")).NewRecord }));
const EditRecord = lazy(async () => ({ default: (await import("./EditRecord.tsx")).EditRecord }));
const DraftLink = lazy(async () => ({ default: (await import("./DraftLink.tsx")).DraftLink }));

const titles = {
  record: { fr: "Fiche", nl: "Fiche", en: "Record" },
  add: { fr: "Nouvelle fiche", nl: "Nieuwe fiche", en: "New record" },
  draft: { fr: "Brouillon", nl: "Ontwerp", en: "Draft" },
  change: { fr: "Modifier une fiche", nl: "Fiche wijzigen", en: "Change a record" },
} satisfies Record<string, Text>;

const list = "operations/:operation/registers/:register";

/** The pages of one record. */
export const pages: readonly Page[] = [
  { path: `${list}/new`, title: titles.add, element: <NewRecord />, section: "programme" },
  { path: `${list}/records/:record`, title: titles.record, element: <Record />, section: "programme" },
  {
    path: `${list}/records/:record/edit`,
    title: titles.change,
    element: <EditRecord />,
    section: "programme",
  },
  { path: "drafts/:draft", title: titles.draft, element: <DraftLink />, section: "turn" },
];
