import { lazy } from "react";
import type { Page } from "../pages.tsx";

const Organisations = lazy(async () => ({
  default: (await import("./Organisations.tsx")).Organisations,
}));
const Organisation = lazy(async () => ({ default: (await import("./Organisation.tsx")).Organisation }));

const titles = {
  all: { fr: "Organisations", nl: "Organisaties", en: "Organisations" },
  one: { fr: "Organisation", nl: "Organisatie", en: "Organisation" },
};

/** The organisations that registers name: all of them, those of one service, and one page for each. */
export const pages: readonly Page[] = [
  { path: "organisations", title: titles.all, element: <Organisations />, section: "services" },
  { path: "organisations/:number", title: titles.one, element: <Organisation />, section: "services" },
  {
    path: "services/:service/organisations",
    title: titles.all,
    element: <Organisations />,
    section: "services",
  },
];
