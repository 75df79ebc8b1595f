import type { Language } from "../../../src/language.ts";

export type OwnSession = Readonly<{
  id: string;
  isThis: boolean;
  startedAt: string;
  lastSeenAt: string;
  userAgent: string;
  by: string;
}>;

export type Account = Readonly<{
  email: string;
  name: string;
  language: Language;
  passwordSetAt: string | null;
  secondFactorSetAt: string | null;
  recoveryCodesLeft: number;
  provider: boolean;
  sessions: readonly OwnSession[];
}>;

export const accountKey = ["account"] as const;
