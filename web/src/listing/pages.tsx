import { lazy } from "react";
import type { Text } from "../language.tsx";
import type { Page } from "../pages.tsx";

const RegisterList = lazy(async () => ({ default: (await import("./RegisterList.tsx")).RegisterList }));
const Exports = lazy(async () => ({ default: (await import("./Exports.tsx")).Exports }));

const list: Text = { fr: "Liste d’un registre", nl: "Lijst van een register", en: "List of a register" };

/** The lists of records, and the files made of them. */
export const pages: readonly Page[] = [
  { path: "registers/:register", title: list, element: <RegisterList />, section: "programme" },
  {
    path: "operations/:operation/registers/:register",
    title: list,
    element: <RegisterList />,
    section: "programme",
  },
  {
    path: "exports",
    title: { fr: "Mes exports", nl: "Mijn exports", en: "My exports" },
    element: <Exports />,
    section: "files",
  },
];
