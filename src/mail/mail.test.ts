import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openWorld } from "../../test/web/world.ts";
import { languages } from "../language.ts";
import { openMailServer } from "../signin/forTests.ts";
import { sendKeptMail } from "../signin/letters.ts";
import { composeMail } from "./compose.ts";
import { sendMail } from "./send.ts";
import { frame, type MailKind, mailTexts } from "./texts.ts";

const mails = await openMailServer();
const world = await openWorld({ operations: [] });
await world.url();
after(async () => {
  await world.close();
  await mails.close();
});

const values = {
  name: "Odile <b>Inventée</b>",
  by: "Marius & Cie",
  role: "Rôle",
  place: "Lieu",
  programme: "Programme",
  until: "demain",
  at: "hier",
};

test("each mail says everything it has to in each language, in text and in HTML alike, with the co-funding line", () => {
  for (const kind of Object.keys(mailTexts) as MailKind[])
    for (const language of languages) {
      const { subject, text, html } = composeMail(kind, language, values, "https://jalon.example/x#y");
      for (const part of [subject, text, html]) assert.doesNotMatch(part, /[{}]|undefined/);
      assert.ok(text.includes(frame.coFunded[language]) && text.includes(values.name));
      assert.ok(html.includes("Odile &lt;b&gt;Inventée&lt;/b&gt;") && !html.includes("<b>"));
      const hasLink = "link" in mailTexts[kind];
      assert.equal(text.includes("https://jalon.example/x#y"), hasLink);
      assert.equal(html.includes('href="https://jalon.example/x#y"'), hasLink);
    }
});

test("a mail arrives as it was written, from the installation's address, marked as automatic", async () => {
  await sendMail(
    { settings: { ...world.house.settings, smtp: mails.url, sender: "jalon@autorite.example" } },
    { to: "odile@partenaire.example", language: "fr", kind: "password_changed", values },
  );
  const mail = await mails.next("odile@partenaire.example");
  assert.equal(mail.subject, "Votre mot de passe Jalon a changé");
  assert.match(mail.raw, /^From: Jalon <jalon@autorite\.example>/m);
  assert.match(mail.raw, /^Auto-Submitted: auto-generated/m);
  assert.match(mail.raw, /^Content-Language: fr/m);
  assert.ok(mail.text.includes("Vos autres sessions sont fermées."));
});

test("without a mail server mails are kept without any secret, told to whoever manages people, and sent when there is one", async () => {
  const administrator = await world.account({ role: "administrator" });
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await world.app.request(`http://127.0.0.1${path}`, {
      method,
      headers: administrator.headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  const email = "later@partenaire.example";
  const { account } = await ask("POST", "/api/people", {
    email,
    name: "Lucie Inventée",
    language: "nl",
    role: "auditor",
  });
  const waiting = async () => ((await ask("GET", "/api/people"))["mail"] as { waiting: number }).waiting;
  for (let tries = 0; tries < 100 && (await waiting()) === 0; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(await waiting(), 1);
  const { rows } = await world.pool.query<{ payload: object }>("select payload from mail.kept");
  assert.deepEqual(Object.keys(rows[0]?.payload ?? {}).toSorted(), [
    "by",
    "kind",
    "link",
    "operation",
    "partner",
    "role",
  ]);
  const { address } = await ask("POST", `/api/people/${String(account)}/invitation-link`, {});
  assert.match(String(address), /\/nl\/invitation#[\w-]{43}$/);
  assert.equal(await sendKeptMail(world.house), 0, "there is still no mail server");

  const named = { ...world.house, settings: { ...world.house.settings, smtp: mails.url } };
  await world.pool.query("delete from mail.kept");
  await world.pool.query(`insert into mail.kept (task, payload) values ('sign_in_mail', $1)`, [
    { kind: "password_changed", account },
  ]);
  const added: unknown[] = [];
  const sent = await sendKeptMail({
    ...named,
    addJob: async (_client, name, payload) => void added.push([name, payload]),
  });
  assert.equal(sent, 1);
  assert.deepEqual(added, [["sign_in_mail", { kind: "password_changed", account }]]);
  assert.equal(await waiting(), 0);
});

test("with a mail server nobody is shown the link of somebody else's invitation", async () => {
  const other = await openWorld({ operations: [], settings: { smtp: mails.url } });
  try {
    const administrator = await other.account({ role: "administrator" });
    const response = await other.app.request(
      `http://127.0.0.1/api/people/${administrator.id}/invitation-link`,
      { method: "POST", headers: administrator.headers, body: "{}" },
    );
    assert.equal(response.status, 409);
  } finally {
    await other.close();
  }
});
