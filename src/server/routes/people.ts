import { z } from "zod";
import { asSession } from "../../access/as-session.ts";
import { isMailSetUp } from "../../mail/send.ts";
import { sendKeptMail } from "../../signin/letters.ts";
import { tellInvitation } from "../../signin/links.ts";
import { listActs } from "../../signin/acts.ts";
import { givableRoles } from "../../signin/giving.ts";
import {
  beginAnew,
  changeRole,
  endSessionsOfPerson,
  inviteAgain,
  invitePerson,
  listPeople,
  removePerson,
} from "../../signin/people.ts";
import { placeOf, roleOf } from "../../signin/places.ts";
import { mayIn } from "../../access/scope.ts";
import { asOwner } from "../../database/transaction.ts";
import { language, text } from "../../shapes.ts";
import { notAllowed, Problem } from "../../problem.ts";
import { defineRoute } from "../route.ts";

const tags = ["People"];
const access = { kind: "right", right: "people:manage" } as const;
const id = z.string().max(100);
const account = z.object({ account: z.uuid() });
const done = z.object({ done: z.literal(true) });
const confirmed = z.boolean().default(false);

const peopleShape = z.object({
  people: z.array(
    z.object({
      account: z.string(),
      email: z.string(),
      name: z.string(),
      language,
      accepted: z.boolean(),
      invitedUntil: z.string().nullable(),
      invitationSent: z.boolean(),
      lastSeenAt: z.string().nullable(),
      sessions: z.int(),
      tokensMade: z.int(),
      isYourself: z.boolean(),
      grants: z.array(
        z.object({
          id: z.string(),
          role: z.string(),
          roleLabel: text,
          operation: z.string().nullable(),
          partner: z.string().nullable(),
          place: text,
        }),
      ),
    }),
  ),
  givable: z.array(
    z.object({
      role: z.string(),
      label: text,
      description: text,
      scope: z.enum(["programme", "operation", "partner"]),
      places: z.array(z.object({ id: z.string(), label: text })),
    }),
  ),
  mail: z.object({ setUp: z.boolean(), waiting: z.int() }),
});
export type PeopleAnswer = z.infer<typeof peopleShape>;

const list = defineRoute({
  id: "listPeople",
  method: "get",
  path: "/api/people",
  summary: "Lists the people whom the asker manages, and the roles that the asker may give",
  tags,
  access,
  answer: peopleShape,
  handle: async ({ house, client, who }) => {
    const { programme } = house;
    const people = await listPeople(house, client, who);
    const { rows } = await client.query<{ waiting: number }>("select mail.waiting() as waiting");
    return {
      people: people.map((person) => ({
        ...person,
        grants: person.grants.map((grant) => ({
          ...grant,
          roleLabel: roleOf(programme, grant.role),
          place: placeOf(programme, grant),
        })),
      })),
      givable: givableRoles(house, who).map(({ role, scope, partners, operations }) => ({
        role,
        scope,
        label: roleOf(programme, role),
        description: programme.roles.get(role)?.description ?? roleOf(programme, role),
        places: [
          ...partners.map((partner) => ({
            id: partner,
            label: placeOf(programme, { operation: null, partner }),
          })),
          ...operations.map((operation) => ({
            id: operation,
            label: placeOf(programme, { operation, partner: null }),
          })),
        ],
      })),
      mail: { setUp: isMailSetUp(house), waiting: rows[0]?.waiting ?? 0 },
    };
  },
});

const invite = defineRoute({
  id: "invitePerson",
  method: "post",
  path: "/api/people",
  summary: "Gives somebody a role by e-mail address; who has no account yet is invited",
  tags,
  access,
  body: z.object({
    email: z.email().max(320),
    name: z.string().trim().min(1).max(200),
    language,
    role: id,
    operation: id.nullable().default(null),
    partner: id.nullable().default(null),
  }),
  answer: z.object({ account: z.string(), invited: z.boolean() }),
  status: 201,
  handle: ({ house, client, who, body }) => invitePerson(house, client, who, body),
});

const again = defineRoute({
  id: "inviteAgain",
  method: "post",
  path: "/api/people/{account}/invitation",
  summary: "Sends an invitation again; the link before it is worth nothing from then on",
  tags,
  access,
  params: account,
  answer: done,
  handle: async ({ house, client, who, params }) => {
    await inviteAgain(house, client, who, params.account);
    return { done: true as const };
  },
});

const tellLink = defineRoute({
  id: "tellInvitationLink",
  method: "post",
  path: "/api/people/{account}/invitation-link",
  summary: "Makes a link to hand over, where no mail server is named; shown this once",
  tags,
  access,
  params: account,
  answer: z.object({ address: z.string(), until: z.string() }),
  transaction: "own",
  handle: async ({ house, session, params }) => {
    if (isMailSetUp(house))
      throw new Problem(409, "mail_is_set_up", {
        fr: "Le lien part par e-mail ; il n'est montré à personne d'autre.",
        nl: "De link vertrekt per e-mail; hij wordt aan niemand anders getoond.",
        en: "The link goes out by mail; it is shown to nobody else.",
      });
    const link = await asSession(house.sessions, session, async (client, who) => {
      if (!who) throw notAllowed();
      return inviteAgain(house, client, who, params.account, "by hand");
    });
    const told = await asOwner(house.pool, (client) => tellInvitation(client, link));
    if (!told) throw notAllowed();
    return { address: `${house.settings.origin}${told.path}`, until: told.until.toISOString() };
  },
});

const change = defineRoute({
  id: "changeRole",
  method: "put",
  path: "/api/people/{account}/roles/{grant}",
  summary: "Gives another role in place of one; the person's sessions end at once",
  tags,
  access,
  params: account.extend({ grant: z.uuid() }),
  body: z.object({ role: id, confirmed }),
  answer: done,
  handle: async ({ house, client, who, params, body }) => {
    await changeRole(house, client, who, { ...params, ...body });
    return { done: true as const };
  },
});

const remove = defineRoute({
  id: "removePerson",
  method: "post",
  path: "/api/people/{account}/remove",
  summary: "Takes away every role that the asker manages; sessions, tokens and invitations end at once",
  tags,
  access,
  params: account,
  body: z.object({ confirmed }),
  answer: z.object({ closed: z.boolean(), ended: z.int() }),
  handle: ({ house, client, who, params, body }) => removePerson(house, client, who, { ...params, ...body }),
});

const endSessions = defineRoute({
  id: "endSessionsOfPerson",
  method: "post",
  path: "/api/people/{account}/sign-out",
  summary: "Ends every session of a person",
  tags,
  access,
  params: account,
  answer: z.object({ ended: z.int() }),
  handle: async ({ house, client, who, params }) => ({
    ended: await endSessionsOfPerson(house, client, who, params.account),
  }),
});

const anew = defineRoute({
  id: "beginAnew",
  method: "post",
  path: "/api/people/{account}/begin-anew",
  summary: "For who lost telephone and recovery codes: password and second factor go, a new invitation comes",
  tags,
  access,
  params: account,
  answer: done,
  handle: async ({ house, client, who, params }) => {
    await beginAnew(house, client, who, params.account);
    return { done: true as const };
  },
});

const actsShape = z.object({
  acts: z.array(
    z.object({
      id: z.int(),
      at: z.string(),
      act: z.string(),
      actor: z.string().nullable(),
      actorName: z.string().nullable(),
      account: z.string().nullable(),
      name: z.string().nullable(),
      role: text.nullable(),
      place: text.nullable(),
    }),
  ),
});
export type ActsAnswer = z.infer<typeof actsShape>;

const acts = defineRoute({
  id: "listActs",
  method: "get",
  path: "/api/people/acts",
  summary: "Lists what was done to accounts that the asker may know of, the latest first",
  tags,
  access: { kind: "signed_in" },
  query: z.object({ before: z.coerce.number().int().positive().optional() }),
  answer: actsShape,
  handle: async ({ house, client, who, query }) => ({
    acts: (await listActs(house, client, who, query.before)).map((act) => ({
      ...act,
      role: act.role === null ? null : roleOf(house.programme, act.role),
      place: act.role === null ? null : placeOf(house.programme, act),
    })),
  }),
});

const sendKept = defineRoute({
  id: "sendKeptMail",
  method: "post",
  path: "/api/people/kept-mail",
  summary: "Sends the mails that waited for a mail server",
  tags,
  access: { kind: "right", right: "people:manage", scope: () => ({}) },
  answer: z.object({ sent: z.int() }),
  transaction: "own",
  handle: async ({ house, who }) => {
    if (!mayIn(who, "people:manage", {})) throw notAllowed();
    return { sent: await sendKeptMail(house) };
  },
});

export const peopleRoutes = [
  list,
  acts,
  sendKept,
  invite,
  again,
  tellLink,
  change,
  remove,
  endSessions,
  anew,
] as const;
