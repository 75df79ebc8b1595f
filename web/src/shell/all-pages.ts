import { createContext, use } from "react";
import type { Page } from "../pages.tsx";

/** All pages of the application that runs: for its navigation and its foot. */
export const AllPages = createContext<readonly Page[]>([]);

/** Returns all pages of the application that runs. */
export const useAllPages = (): readonly Page[] => use(AllPages);
