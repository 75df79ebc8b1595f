import type { ReactElement } from "react";
import type { Right } from "../../src/access/rights.ts";
import type { Text } from "../../src/language.ts";

/** A page of a feature, under /:language/. */
export type Page = Readonly<{
  /** A route pattern without language: "operations/:operation". */
  path: string;
  title: Text;
  /** Made of React.lazy, so that the page is fetched when it is opened. */
  element: ReactElement;
  /** May be read without signing in. */
  public?: boolean;
  /** Opens without a network too, for whoever opened it in this browser before. */
  offline?: true;
  /** What stands at this address for who is not signed in, instead of the way in. */
  outside?: ReactElement;
  /** The item of the main navigation under which the page stands. */
  section?: Section;
  /** Makes this page the item itself, for those who have one of the rights (all, where none is named). */
  entry?: Readonly<{ order: number; label?: Text; rights?: readonly Right[] }>;
}>;

export const sections = [
  "turn",
  "services",
  "programme",
  "files",
  "money",
  "figures",
  "report",
  "people",
  "control",
] as const;
export type Section = (typeof sections)[number];

/** Each feature brings its pages: adding its folder adds them. */
const features = import.meta.glob<{ pages: readonly Page[] }>("./*/pages.tsx", { eager: true });

/** All pages of the application. */
export const pages: readonly Page[] = Object.values(features).flatMap(({ pages }) => pages);
