import { matchRoutes, useLocation } from "react-router";
import type { Text } from "../../../src/language.ts";
import type { Page, Section } from "../pages.tsx";
import { may, useWho } from "../who.tsx";
import { useAllPages } from "./all-pages.ts";

export type Item = Readonly<{ path: string; label: Text; isCurrent: boolean }>;

/** Returns the items of the main navigation that this person may open, in their order, the current one marked. */
export const useNavigation = (): readonly Item[] => {
  const who = useWho();
  const pages = useAllPages();
  const here = usePageHere();
  const items = pages
    .flatMap(({ path, title, entry, section, public: isPublic = false }) =>
      entry ? [{ path, label: entry.label ?? title, ...entry, section, isPublic }] : [],
    )
    .filter(({ rights, isPublic }) => (who ? (rights?.some((right) => may(who, right)) ?? true) : isPublic))
    .toSorted((a, b) => a.order - b.order);
  const current = here && (inSection(items, here) ?? above(items, here));
  return items.map((item) => ({ path: item.path, label: item.label, isCurrent: item === current }));
};

type Place = Readonly<{ path: string; section?: Section | undefined }>;

const inSection = <Each extends Place>(items: readonly Each[], here: Place): Each | undefined =>
  here.section === undefined ? undefined : items.find(({ section }) => section === here.section);

/** Returns the nearest item above the page, by their addresses. */
const above = <Each extends Place>(items: readonly Each[], here: Place): Each | undefined =>
  items
    .filter(({ path }) => path !== "" && `${here.path}/`.startsWith(`${path}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0];

/** Returns the page at this address. */
const usePageHere = (): Page | undefined => {
  const { pathname } = useLocation();
  const address = `/${pathname.replace(/^\/[^/]*\/?/, "")}`;
  const [best] =
    matchRoutes(
      useAllPages().map((page) => ({ path: `/${page.path}`, handle: page })),
      address,
    ) ?? [];
  return best?.route.handle;
};
