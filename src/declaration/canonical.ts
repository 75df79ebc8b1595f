import { createHash } from "node:crypto";
import { canonicalJson } from "../canonical-json.ts";

/** Returns the SHA-256 of the value's canonical JSON, in hexadecimal: what a receipt says of what was submitted. */
export const contentHash = (value: unknown): string =>
  createHash("sha256").update(canonicalJson(value)).digest("hex");
