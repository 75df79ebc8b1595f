import type { Text } from "../../../src/language.ts";

/** What the server says of signing in. */
export type Ways = Readonly<{
  provider: string | null;
  mail: boolean;
  demonstration: boolean;
  shortestPassword: number;
}>;

export type SetUp = Readonly<{ secret: string; address: string; picture: string }>;

export type NextStep =
  | Readonly<{ next: "second_factor"; ticket: string }>
  | Readonly<{ next: "set_up"; ticket: string; setUp: SetUp }>;

export type DemonstrationAccount = Readonly<{
  email: string;
  password: string;
  name: string;
  roleId: string;
  role: Text;
  place: Text;
  code: string;
}>;

export type Link = Readonly<{
  email: string;
  name: string;
  expiresAt: string;
  roles: readonly Readonly<{ role: Text; place: Text }>[];
}>;
