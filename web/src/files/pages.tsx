import { lazy } from "react";
import type { Page } from "../pages.tsx";

const Files = lazy(async () => ({ default: (await import("./Files.tsx")).Files }));
const Upload = lazy(async () => ({ default: (await import("./Upload.tsx")).Upload }));

export const pages: readonly Page[] = [
  {
    path: "files",
    title: { fr: "Fichiers", nl: "Bestanden", en: "Files" },
    element: <Files />,
    section: "files",
    entry: { order: 30, rights: ["files:import", "records:read"] },
  },
  {
    path: "files/:upload",
    title: { fr: "Fichier envoyé", nl: "Verstuurd bestand", en: "File sent" },
    element: <Upload />,
    section: "files",
  },
];
