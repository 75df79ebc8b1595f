import assert from "node:assert/strict";
import type { Text } from "../../../src/language.ts";
import { keepPassword } from "../../../src/signin/local.ts";
import { asOwner } from "../../../src/database/transaction.ts";
import { listStandsStill, type RolesWorld } from "./roles-world.ts";

/** A case worker: from what waits, to the record, to the answer that was missing; then nothing waits any more. */
export const completeARecord = async (world: RolesWorld): Promise<void> => {
  const { say, like } = world;
  const page = await world.signIn("case_worker");
  const waiting = page.getByRole("region", { name: say(words.waits) });
  await waiting.getByRole("link", { name: say(words.situation) }).click();
  const table = page.getByRole("table", { name: say(words.participants) });
  await table.locator("tbody a").first().waitFor();
  assert.equal(await table.locator("tbody tr").count(), 1, "the list holds what was announced");
  await table.locator("tbody a").click();
  await page.getByText(like(words.onePoint)).waitFor();
  await page.getByRole("link", { name: say(words.change), exact: true }).click();
  await page
    .getByRole("radiogroup", { name: like(words.onLeaving) })
    .getByRole("radio", { name: say(words.employed), exact: true })
    .check({ force: true });
  await page.getByText(like(words.draftSaved)).first().waitFor();
  await page.getByRole("button", { name: say(words.keepChange) }).click();
  await page.getByText(like(words.saved)).first().waitFor();
  const history = page.getByRole("listitem").filter({ hasText: world.accountOf("case_worker").name });
  await history.getByText(like(words.onLeaving)).waitFor();
  await history.getByText(say(words.employed), { exact: true }).waitFor();
  assert.equal(await page.getByText(like(words.onePoint)).count(), 0, "nothing is left to complete");

  await page.getByRole("link", { name: say(words.turn) }).click();
  await page.getByText(like(words.nothing)).waitFor();
  await page.context().close();
};

/** A partner's manager: the partner's figures are the administration's; a colleague comes, and one goes at once. */
export const lookAfterThePartner = async (world: RolesWorld): Promise<void> => {
  const { say, like } = world;
  const { partner } = world.accountOf("partner_manager");
  const leaving = await world.account({ role: "case_worker", partner, name: "Odette Inventée" });
  await asOwner(world.pool, (client) => keepPassword(world.house, client, leaving.id, "ombrelle et gravier"));
  const page = await world.signIn("partner_manager");
  await page.getByRole("link", { name: say(words.participants), exact: true }).click();
  const agreement = page.getByRole("region", { name: like(words.agreement) });
  await agreement.getByText(say(words.same), { exact: true }).waitFor();
  const [mine, theirs] = await agreement.getByRole("definition").allTextContents();
  const { rows } = await world.pool.query<{ count: string }>(
    `select count(*)::text as count from register.participants
     where partner = $1 and entry_date between '2020-01-01' and '2020-12-31'`,
    [partner],
  );
  assert.deepEqual([mine, theirs], [rows[0]?.count, rows[0]?.count]);

  await page.getByRole("link", { name: say(words.access), exact: true }).click();
  await page.getByRole("button", { name: say(words.invite) }).click();
  const form = page.getByRole("dialog", { name: say(words.invite) });
  await form.getByLabel(like(words.name)).fill("Nora Inventée");
  await form.getByLabel(like(words.email)).fill(`nora.${world.language}@partenaire.example`);
  await form.getByRole("radio", { name: like(words.caseWorker) }).check({ force: true });
  await form.getByRole("button", { name: say(words.send), exact: true }).click();
  await form.getByText(like(words.made, { name: "Nora Inventée" })).waitFor();
  await form.getByRole("button", { name: say(words.link) }).click();
  const handing = page.getByRole("dialog");
  await handing.getByRole("button", { name: say(words.makeLink) }).click();
  await handing.getByText(/\/invitation#/).waitFor();
  await handing
    .getByRole("button", { name: say(words.close), exact: true })
    .last()
    .click();
  await page
    .getByRole("row", { name: /Nora Inventée/ })
    .getByText(like(words.invitedUntil))
    .waitFor();

  assert.equal((await world.app.request("/api/worklist", { headers: leaving.headers })).status, 200);
  await page.getByRole("button", { name: say(words.actionsFor, { name: "Odette Inventée" }) }).click();
  await page.getByRole("menuitem", { name: like(words.withdraw) }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: like(words.withdraw) })
    .click();
  await page.getByText(like(words.withdrawn, { name: "Odette Inventée" })).waitFor();
  assert.equal((await world.app.request("/api/worklist", { headers: leaving.headers })).status, 401);
  await page.context().close();
};

/** A worker of a service: a person whom the service supports leaves; the step says what it does, and it is done. */
export const recordALeaving = async (world: RolesWorld): Promise<void> => {
  const { say, like } = world;
  const page = await world.signIn("service_worker");
  await page
    .getByRole("link", { name: say(words.service), exact: true })
    .first()
    .click();
  await page
    .getByRole("region", { name: say(words.registers), exact: true })
    .getByRole("link", { name: say(words.participants), exact: true })
    .click();
  await page.getByRole("link", { name: like(words.supportedView) }).click();
  await page
    .getByRole("listitem")
    .filter({ hasText: say(words.leavingDate) })
    .first()
    .waitFor();
  await listStandsStill(page);
  await page
    .getByRole("table", { name: say(words.participants) })
    .locator("tbody a")
    .first()
    .click();
  await page.getByText(say(words.supported), { exact: true }).waitFor();
  await page.getByRole("button", { name: say(words.leave), exact: true }).click();
  const step = page.getByRole("dialog", { name: say(words.leave) });
  await step.getByText(say(words.newState)).waitFor();
  await step.getByRole("textbox", { name: like(words.leavingDate) }).fill("31/03/2021");
  await step
    .getByRole("radiogroup", { name: like(words.onLeaving) })
    .getByRole("radio", { name: say(words.employed), exact: true })
    .check({ force: true });
  await step.getByRole("button", { name: say(words.leave), exact: true }).click();
  await step.waitFor({ state: "detached" });
  await page.getByText(say(words.left), { exact: true }).waitFor();
  await page.getByText(like(words.saved)).first().waitFor();
  const history = page.getByRole("listitem").filter({ hasText: world.accountOf("service_worker").name });
  await history.getByText("31/03/2021").waitFor();
  // One may take it back, as long as nobody built on it.
  await history.getByRole("button", { name: say(words.undo) }).waitFor();
  await page.context().close();
};

const words = {
  turn: { fr: "À vous de jouer", nl: "Uw beurt", en: "Your turn" },
  waits: { fr: "Ce qui vous attend", nl: "Wat op u wacht", en: "Waiting for you" },
  nothing: { fr: "Rien ne vous attend.", nl: "Er wacht niets op u.", en: "Nothing waits for you." },
  situation: {
    fr: "Situation à la sortie à noter",
    nl: "Situatie bij de uitstap te noteren",
    en: "Situation on leaving to be recorded",
  },
  participants: { fr: "Participants", nl: "Deelnemers", en: "Participants" },
  onePoint: {
    fr: "1 point à compléter ou à vérifier",
    nl: "1 punt aan te vullen of na te kijken",
    en: "1 point to complete or check",
  },
  change: { fr: "Modifier", nl: "Wijzigen", en: "Change" },
  onLeaving: {
    fr: "Situation professionnelle à la sortie",
    nl: "Beroepssituatie bij de uitstap",
    en: "Situation on the labour market on leaving",
  },
  employed: { fr: "en emploi salarié", nl: "in loondienst", en: "employed" },
  draftSaved: { fr: "Brouillon enregistré à", nl: "Ontwerp bewaard om", en: "Draft saved at" },
  keepChange: { fr: "Enregistrer les modifications", nl: "Wijzigingen bewaren", en: "Save the changes" },
  saved: { fr: "Enregistré à", nl: "Bewaard om", en: "Saved at" },
  agreement: {
    fr: "Chez vous et à l'administration",
    nl: "Bij u en bij de administratie",
    en: "At your side and the administration's",
  },
  same: { fr: "Identiques", nl: "Gelijk", en: "The same" },
  access: { fr: "Accès", nl: "Toegang", en: "Access" },
  invite: { fr: "Inviter une personne", nl: "Iemand uitnodigen", en: "Invite somebody" },
  name: { fr: "Prénom et nom", nl: "Voornaam en naam", en: "First and last name" },
  email: {
    fr: "Adresse e-mail professionnelle",
    nl: "E-mailadres van het werk",
    en: "E-mail address at work",
  },
  caseWorker: { fr: "Accompagnateur ou accompagnatrice", nl: "Begeleider", en: "Case worker" },
  send: { fr: "Inviter", nl: "Uitnodigen", en: "Invite" },
  made: {
    fr: "L'accès de {name} est préparé",
    nl: "De toegang van {name} staat klaar",
    en: "The access of {name} is ready",
  },
  link: { fr: "Obtenir le lien", nl: "De link krijgen", en: "Get the link" },
  makeLink: { fr: "Faire le lien", nl: "De link maken", en: "Make the link" },
  close: { fr: "Fermer", nl: "Sluiten", en: "Close" },
  invitedUntil: { fr: "Invité jusqu'au", nl: "Uitgenodigd tot", en: "Invited until" },
  actionsFor: { fr: "Actions pour {name}", nl: "Acties voor {name}", en: "Actions for {name}" },
  withdraw: { fr: "Retirer l'accès", nl: "De toegang intrekken", en: "Remove access" },
  withdrawn: {
    fr: "L'accès de {name} est retiré.",
    nl: "De toegang van {name} is ingetrokken.",
    en: "The access of {name} is removed.",
  },
  service: { fr: "Service Youth Guarantee", nl: "Dienst Youth Guarantee", en: "Youth Guarantee service" },
  registers: { fr: "Registres", nl: "Registers", en: "Registers" },
  supportedView: { fr: "Accompagnement en cours", nl: "Begeleiding loopt", en: "Being supported" },
  supported: { fr: "accompagnement en cours", nl: "begeleiding loopt", en: "being supported" },
  leave: { fr: "Enregistrer la sortie", nl: "De uitstap registreren", en: "Record the leaving" },
  newState: { fr: "Nouvel état", nl: "Nieuwe toestand", en: "New state" },
  leavingDate: { fr: "Date de sortie", nl: "Datum van uitstap", en: "Leaving date" },
  left: { fr: "sortie enregistrée", nl: "uitstap geregistreerd", en: "has left" },
  undo: { fr: "Annuler ce changement", nl: "Deze wijziging ongedaan maken", en: "Undo this change" },
} satisfies Record<string, Text>;
