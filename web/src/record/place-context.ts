import { createContext } from "react";
import type { DraftPlace } from "./journal.ts";

/** Where the form writes: what its questions offer is asked for this place. */
export const PlaceContext = createContext<DraftPlace | null>(null);
