import { createRoot } from "react-dom/client";
import { App } from "../app.tsx";
import { Page } from "./index.ts";
import { Gallery } from "./Gallery.tsx";
import { galleryTitle } from "./gallery-words.ts";
import { GallerySession, GallerySignIn } from "./GallerySession.tsx";
import "../style/tokens.css";
import "../style/base.css";

const elsewhere = { fr: "Ailleurs", nl: "Elders", en: "Elsewhere" };

const pages = [
  {
    path: "gallery",
    title: galleryTitle,
    element: <Gallery />,
    section: "programme",
    entry: { order: 1, rights: ["records:read"] },
  },
  {
    path: "elsewhere",
    title: elsewhere,
    element: (
      <Page title={elsewhere.fr}>
        <GallerySession />
      </Page>
    ),
    section: "people",
    entry: { order: 2, rights: ["files:import", "people:manage"] },
  },
  {
    path: "closed",
    title: { fr: "Fermé", nl: "Gesloten", en: "Closed" },
    element: <Gallery />,
    entry: { order: 3, rights: ["people:manage"] },
  },
] as const;

/** The shell with pages on which every part of the kit stands: for the test of the kit. */
const root = document.getElementById("root");
if (root) createRoot(root).render(<App pages={pages} SignIn={GallerySignIn} SignInSteps={() => null} />);
