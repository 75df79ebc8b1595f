import type { AccountAnswer } from "../../../src/server/routes/account.ts";

export type Account = AccountAnswer;
export type OwnSession = AccountAnswer["sessions"][number];

export const accountKey = ["account"] as const;
