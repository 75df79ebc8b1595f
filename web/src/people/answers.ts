import type { Language, Text } from "../../../src/language.ts";

export type GivenRole = Readonly<{
  id: string;
  role: string;
  roleLabel: Text;
  operation: string | null;
  partner: string | null;
  place: Text;
}>;

export type Person = Readonly<{
  account: string;
  email: string;
  name: string;
  language: Language;
  accepted: boolean;
  invitedUntil: string | null;
  invitationSent: boolean;
  lastSeenAt: string | null;
  sessions: number;
  tokensMade: number;
  isYourself: boolean;
  grants: readonly GivenRole[];
}>;

export type Place = Readonly<{ id: string; label: Text }>;

export type Givable = Readonly<{
  role: string;
  label: Text;
  description: Text;
  scope: "programme" | "operation" | "partner";
  places: readonly Place[];
}>;

export type People = Readonly<{
  people: readonly Person[];
  givable: readonly Givable[];
  mail: Readonly<{ setUp: boolean; waiting: number }>;
}>;

export type Token = Readonly<{
  id: string;
  label: string;
  roleLabel: Text;
  place: Text;
  createdAt: string;
  createdBy: string | null;
  lastUsedAt: string | null;
  expiresAt: string;
  endedAt: string | null;
}>;

export type Tokens = Readonly<{
  tokens: readonly Token[];
  makable: readonly Readonly<{ role: string; label: Text; places: readonly Place[] }>[];
  longestDays: number;
}>;

export type Act = Readonly<{
  id: number;
  at: string;
  act: string;
  actorName: string | null;
  name: string | null;
  role: Text | null;
  place: Text | null;
}>;
