import { createContext } from "react";
import type { DraftPlace } from "./journal.ts";

/** Where the form or the step writes: what its questions offer is asked for this place. */
export const PlaceContext = createContext<Pick<DraftPlace, "operation" | "register"> | null>(null);
