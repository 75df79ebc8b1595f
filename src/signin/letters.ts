import type { PoolClient } from "pg";
import { z } from "zod";
import { asOwner } from "../database/transaction.ts";
import type { House, Task, Tasks } from "../house.ts";
import type { Language } from "../language.ts";
import { isMailSetUp, sendMail } from "../mail/send.ts";
import type { MailKind } from "../mail/texts.ts";
import { makePasswordLink, tellInvitation } from "./links.ts";
import { placeOf, roleOf } from "./places.ts";

const grant = {
  role: z.string(),
  operation: z.string().nullable(),
  partner: z.string().nullable(),
  /** Who did it; the mail names them. */
  by: z.string().nullable(),
};

/** What the job of a mail is told: numbers and names of roles and places, no secret and no address. */
const letter = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("invitation"), link: z.string(), ...grant }),
  z.object({ kind: z.literal("role_given"), account: z.string(), ...grant }),
  z.object({ kind: z.literal("access_ended"), account: z.string(), ...grant }),
  z.object({ kind: z.literal("password_link"), account: z.string() }),
  z.object({ kind: z.literal("password_changed"), account: z.string() }),
  z.object({ kind: z.literal("second_factor_changed"), account: z.string() }),
  z.object({ kind: z.literal("many_attempts"), account: z.string() }),
]);
export type Letter = z.infer<typeof letter>;

/**
 * Sends one of the mails of sign-in. The secret of its link is made here, when the mail goes out, so that it stands in
 * no job and no table. Without a mail server the letter is kept, and sent when there is one.
 */
const signInMail: Task = async (house, payload) => {
  const told = letter.parse(payload);
  if (!isMailSetUp(house)) {
    // A link that people ask for themselves is worthless later; everything else still wants to be said.
    if (told.kind !== "password_link")
      await house.pool.query("insert into mail.kept (task, payload) values ('sign_in_mail', $1)", [told]);
    return;
  }
  await asOwner(house.pool, async (client) => {
    const linked = await linkOf(client, told);
    const account = linked?.account;
    if (account === undefined) return;
    const reader = await readerOf(client, account, told.kind === "access_ended");
    if (!reader) return;
    const at = moment(new Date(), reader.language);
    await sendMail(house, {
      to: reader.email,
      language: reader.language,
      kind: told.kind satisfies MailKind,
      address: linked?.path === undefined ? undefined : `${house.settings.origin}${linked.path}`,
      values: {
        name: reader.name,
        at,
        until: linked?.until === undefined ? "" : moment(linked.until, reader.language),
        programme: house.programme.title[reader.language],
        ...("role" in told
          ? {
              role: roleOf(house.programme, told.role)[reader.language],
              place: placeOf(house.programme, told)[reader.language],
              by: told.by === null ? "Jalon" : ((await readerOf(client, told.by, true))?.name ?? "Jalon"),
            }
          : {}),
      },
    });
  });
};

type Linked = Readonly<{ account: string; path?: string; until?: Date }>;

const linkOf = async (client: PoolClient, told: Letter): Promise<Linked | undefined> => {
  switch (told.kind) {
    case "invitation":
      return tellInvitation(client, told.link);
    case "password_link": {
      const made = await makePasswordLink(client, told.account);
      return made && { account: told.account, ...made };
    }
    case "role_given":
      return { account: told.account, path: "/" };
    case "access_ended":
    case "password_changed":
    case "second_factor_changed":
    case "many_attempts":
      return { account: told.account };
  }
};

type Reader = { email: string; name: string; language: Language };

const readerOf = async (
  client: PoolClient,
  account: string,
  evenClosed: boolean,
): Promise<Reader | undefined> => {
  const { rows } = await client.query<Reader>(
    "select email, name, language from access.account where id = $1 and kind = 'person' and ($2 or closed_at is null)",
    [account, evenClosed],
  );
  return rows[0];
};

const locales: Readonly<Record<Language, string>> = { fr: "fr-BE", nl: "nl-BE", en: "en-GB" };

/** A moment as the reader writes it, in the time of Brussels, where the programmes are. */
const moment = (at: Date, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "Europe/Brussels",
  }).format(at);

/** The jobs of sign-in. */
export const signInTasks: Tasks = { sign_in_mail: signInMail };

/** Sends what was kept while no mail server was named. Returns how many mails go out now. */
export const sendKeptMail = async (house: Pick<House, "pool" | "addJob" | "settings">): Promise<number> => {
  if (!isMailSetUp(house)) return 0;
  return asOwner(house.pool, async (client) => {
    const { rows } = await client.query<{ task: string; payload: Record<string, unknown> }>(
      "delete from mail.kept returning task, payload",
    );
    for (const { task, payload } of rows) await house.addJob(client, task, payload);
    return rows.length;
  });
};
