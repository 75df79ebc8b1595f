import type { ActsAnswer, PeopleAnswer } from "../../../src/server/routes/people.ts";
import type { TokensAnswer } from "../../../src/server/routes/tokens.ts";

export type People = PeopleAnswer;
export type Person = PeopleAnswer["people"][number];
/** A role that may be given, and where. */
export type Givable = PeopleAnswer["givable"][number];
export type Act = ActsAnswer["acts"][number];
export type Tokens = TokensAnswer;
export type Token = TokensAnswer["tokens"][number];
