import type { DemonstrationAnswer, LinkAnswer, WaysAnswer } from "../../../src/server/routes/signin.ts";

export type { NextStep } from "../../../src/signin/local.ts";
export type { SetUp } from "../../../src/signin/totp.ts";

export type Ways = WaysAnswer;
export type Link = LinkAnswer;
export type DemonstrationAccount = DemonstrationAnswer["accounts"][number];
