import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadProgramme } from "../../src/definition/load.ts";
import type { Kept, RecordPage, Saved } from "../../src/entry/shapes.ts";
import { tinyProgrammeFolder } from "../programme/tinyProgramme.ts";
import { openWorld, type TestAccount, type World } from "./world.ts";

/** What the server answered: its status, and the JSON as whoever asks expects it. */
export type Answer<T> = Readonly<{ status: number; body: T; text: string }>;

/** A world of the tiny programme in which records are written by hand. */
export type EntryWorld = World &
  Readonly<{
    ask: <T = Readonly<Record<string, never>>>(
      account: TestAccount | undefined,
      method: string,
      path: string,
      body?: unknown,
      headers?: Readonly<Record<string, string>>,
    ) => Promise<Answer<T>>;
    /** Types the answers into a new draft of a participant and keeps it; returns what became of it. */
    keep: (account: TestAccount, texts: Texts, bent?: Bent) => Promise<Answer<Kept>>;
    read: (account: TestAccount, record: number) => Promise<RecordPage>;
    /** Keeps a new participant of the north workshop, bent in one place; returns its page. */
    participant: (number: number, bent?: Texts) => Promise<RecordPage>;
    north: TestAccount;
    colleague: TestAccount;
    manager: TestAccount;
    south: TestAccount;
  }>;

export type Texts = Readonly<Record<string, string>>;
type Bent = Readonly<{
  operation?: string;
  register?: string;
  partner?: string;
  confirmed?: readonly string[];
}>;

/** Where the records of most tests are. */
export const participants = "/api/operations/guidance/registers/participants";

/** Returns what somebody types for an invented participant, complete and right, bent in one place. */
export const participantTexts = (number: number, bent: Texts = {}): Texts => ({
  person_number: `V-${String(number).padStart(5, "0")}`,
  last_name: `Exemple${number}`,
  first_name: "Aline",
  postcode: "1070",
  birth_date: "03/06/1990",
  gender: "femme",
  entry_date: "02/03/2020",
  employment_at_entry: "au chômage",
  unemployed_since: "01/06/2019",
  education_level: "CITE 3",
  migrant_or_minority: "non",
  disability: "non",
  other_disadvantage: "non",
  ...bent,
});

const workshopState = `
  - field: state
    label: { fr: État, nl: Stand, en: State }
    type: choice
    choices:
      - { code: planned, label: { fr: prévu, nl: gepland, en: planned } }
      - { code: held, label: { fr: tenu, nl: gehouden, en: held } }
      - { code: paid, label: { fr: payé, nl: betaald, en: paid } }
`;

const workshopLifecycle = `
lifecycle:
  field: state
  transitions:
    - transition: plan
      label: { fr: Prévoir, nl: Plannen, en: Plan }
      from: [none]
      to: planned
    - transition: hold
      label: { fr: Noter comme tenu, nl: Als gehouden noteren, en: Record as held }
      from: [planned]
      to: held
      requires: { theme: { known: true } }
    - transition: pay
      label: { fr: Payer, nl: Betalen, en: Pay }
      from: [held]
      to: paid
`;

const workshopLimits = `
limits:
  - limit: room_twice_planned
    severity: refuse
    records: 2
    same: [room]
    of: { state: planned }
    cell: room
    expected: { fr: deux ateliers prévus par salle, nl: twee ateliers per zaal, en: two workshops planned a room }
    mend: { fr: Choisissez une autre salle., nl: Kies een andere zaal., en: Choose another room. }
    source: { article: Règlement des ateliers (inventé), verified: true }
`;

/** Returns the folder of the tiny programme whose workshops have a lifecycle, and of which a room takes so many. */
export const programmeWithLifecycle = (): string => {
  const folder = tinyProgrammeFolder();
  const path = join(folder, "registers", "workshop_hours.yaml");
  const yaml = readFileSync(path, "utf8");
  writeFileSync(
    path,
    `${yaml.replace("\nrules:\n", `${workshopState}\nrules:\n`)}${workshopLifecycle}${workshopLimits}`,
  );
  return folder;
};

/** Opens a world of the tiny programme with people of two of its partners. The caller closes it. */
export const openEntryWorld = async (): Promise<EntryWorld> => {
  const world = await openWorld({ programme: loadProgramme(programmeWithLifecycle()), operations: [] });
  const ask: EntryWorld["ask"] = async (account, method, path, body, headers = {}) => {
    const response = await world.app.request(path, {
      method,
      headers: { ...account?.headers, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, body: JSON.parse(text === "" ? "null" : text) as never };
  };
  const keep: EntryWorld["keep"] = async (account, texts, bent = {}) => {
    const { operation = "guidance", register = "participants", partner = "north_workshop", confirmed } = bent;
    const draft = randomUUID();
    const edits = Object.entries(texts).map(([field, text], index) => ({ seq: index + 1, field, text }));
    const saved = await ask<Saved>(account, "PUT", `/api/drafts/${draft}`, {
      operation,
      register,
      partner,
      edits,
    });
    if (saved.status !== 200) throw new Error(`the draft was not saved: ${saved.text}`);
    return ask<Kept>(account, "POST", `/api/drafts/${draft}/keep`, { confirmed });
  };
  const partner = (role: string, id: string, name: string) =>
    world.account({ role, operation: null, partner: id, name });
  const read: EntryWorld["read"] = async (account, record) => {
    const { status, body, text } = await ask<RecordPage>(account, "GET", `${participants}/records/${record}`);
    if (status !== 200) throw new Error(`the record was not read: ${text}`);
    return body;
  };
  const north = await partner("guide", "north_workshop", "Nora Exemple");
  return {
    ...world,
    ask,
    keep,
    read,
    participant: async (number, bent) => {
      const { status, body, text } = await keep(north, participantTexts(number, bent));
      if (status !== 200) throw new Error(`the participant was not kept: ${text}`);
      return read(north, body.record);
    },
    north,
    colleague: await partner("guide", "north_workshop", "Colin Exemple"),
    manager: await partner("workshop_head", "north_workshop", "Manon Exemple"),
    south: await partner("guide", "south_workshop", "Sara Exemple"),
  };
};
