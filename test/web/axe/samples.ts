import { globSync, readFileSync } from "node:fs";

/** Who looks at a page. */
export type Role =
  | "case_worker"
  | "trainer"
  | "partner_manager"
  | "service_head"
  | "programme_officer"
  | "controller"
  | "certifying_officer"
  | "auditor"
  | "nobody";

const list = "operations/cpas/registers/participants";
/** Below the lowest number that the Crossroads Bank ever gave: nobody's. */
export const organisation = "0100000070";

export type Sample = Readonly<{ at: string; as: Role; published?: true }>;
/** Every page by its pattern, with an address of it and who looks. `published`: in the world where a report is public. */
export const samples: Readonly<Record<string, Sample>> = {
  "": { at: "", as: "case_worker" },
  services: { at: "services", as: "programme_officer" },
  "services/:service": { at: "services/cpas", as: "case_worker" },
  "services/:service/matching": { at: "services/cpe_oip/matching", as: "auditor" },
  "services/:service/matching/rates": { at: "services/cpe_oip/matching/rates?year=2020", as: "auditor" },
  "services/:service/matching/:offer": { at: "services/cpe_oip/matching/:offer", as: "auditor" },
  "services/:service/organisations": {
    at: "services/employer_consultants/organisations?year=2020",
    as: "programme_officer",
  },
  organisations: { at: "organisations?year=2020", as: "programme_officer" },
  "organisations/:number": { at: "organisations/:number", as: "auditor" },
  "services/:service/rooms": { at: "services/anti_discrimination/rooms", as: "auditor" },
  "services/:service/rooms/new": { at: "services/anti_discrimination/rooms/new", as: "service_head" },
  "services/:service/rooms/:record": { at: "services/anti_discrimination/rooms/:room", as: "service_head" },
  "services/:service/places": { at: "services/childcare/places", as: "auditor" },
  "services/:service/places/days": {
    at: "services/childcare/places/days?operation=childcare&structure=Maison&month=2020-03",
    as: "auditor",
  },
  "services/:service/path": { at: "services/cpas/path", as: "case_worker" },
  "services/:service/path/:operation/:register/:record": {
    at: "services/cpas/path/cpas/participants/:record",
    as: "case_worker",
  },
  "services/:service/calendar": { at: "services/jeep_jump/calendar?day=2020-11-16", as: "programme_officer" },
  "services/:service/calendar/:operation/:session": {
    at: "services/arae/calendar/arae/:session",
    as: "trainer",
  },
  "services/:service/calendar/:operation/:session/attendance": {
    at: "services/arae/calendar/arae/:session/attendance",
    as: "trainer",
  },
  "services/:service/calendar/:operation/:session/code": {
    at: "services/arae/calendar/arae/:session/code",
    as: "trainer",
  },
  door: { at: "door", as: "nobody" },
  "door/:code": { at: "door/:code", as: "nobody" },
  "services/:service/outreach": { at: "services/neets/outreach", as: "auditor" },
  "services/:service/outreach/:operation/contacts/:record": {
    at: "services/neets/outreach/neets/contacts/:contact",
    as: "auditor",
  },
  account: { at: "account", as: "case_worker" },
  people: { at: "people", as: "partner_manager" },
  figures: { at: "figures", as: "programme_officer" },
  "figures/:figure": { at: "figures/participants?year=2020", as: "auditor" },
  questions: { at: "questions", as: "programme_officer" },
  "questions/:service": { at: "questions/cpas?year=2020", as: "programme_officer" },
  files: { at: "files", as: "case_worker" },
  "files/:upload": { at: "files/:upload", as: "case_worker" },
  exports: { at: "exports", as: "case_worker" },
  money: { at: "money", as: "partner_manager" },
  "money/ledger": { at: "money/ledger?agreement=:agreement", as: "partner_manager" },
  "money/calls": { at: "money/calls", as: "partner_manager" },
  "money/calls/new": { at: "money/calls/new", as: "programme_officer" },
  "money/calls/:call": { at: "money/calls/:call", as: "programme_officer" },
  "money/calls/:call/edit": { at: "money/calls/:call/edit", as: "programme_officer" },
  "money/candidacies/:candidacy": { at: "money/candidacies/:candidacy", as: "partner_manager" },
  "money/agreements": { at: "money/agreements", as: "programme_officer" },
  "money/agreements/new": { at: "money/agreements/new", as: "programme_officer" },
  "money/agreements/:agreement": { at: "money/agreements/:agreement", as: "partner_manager" },
  "money/declarations": { at: "money/declarations", as: "programme_officer" },
  "money/declarations/:declaration": {
    at: "money/declarations/:declaration?line=allowances",
    as: "partner_manager",
  },
  "money/agreements/:agreement/staff": {
    at: "money/agreements/:agreement/staff?declaration=:declaration",
    as: "partner_manager",
  },
  "money/agreements/:agreement/years/:year": {
    at: "money/agreements/:agreement/years/2020",
    as: "partner_manager",
  },
  "money/payments": { at: "money/payments?show=done", as: "programme_officer" },
  "money/payments/:payment": { at: "money/payments/:payment", as: "programme_officer" },
  "money/bank-files/:file": { at: "money/bank-files/:file", as: "programme_officer" },
  "money/bank-accounts/:partner": { at: "money/bank-accounts/:paid", as: "programme_officer" },
  "money/commission": { at: "money/commission", as: "certifying_officer" },
  "money/commission/applications/:application": {
    at: "money/commission/applications/:application",
    as: "certifying_officer",
  },
  "money/commission/accounts/:accounts": {
    at: "money/commission/accounts/:accounts",
    as: "certifying_officer",
  },
  "money/commission/forecast": { at: "money/commission/forecast", as: "certifying_officer" },
  "money/commission/performance": { at: "money/commission/performance", as: "certifying_officer" },
  "money/commission/corrections": { at: "money/commission/corrections", as: "certifying_officer" },
  "money/commission/irregularities": { at: "money/commission/irregularities", as: "certifying_officer" },
  "money/commission/irregularities/new": {
    at: "money/commission/irregularities/new",
    as: "certifying_officer",
  },
  "money/commission/irregularities/:irregularity": {
    at: "money/commission/irregularities/:irregularity",
    as: "certifying_officer",
  },
  "money/commission/retention": { at: "money/commission/retention", as: "certifying_officer" },
  "money/samples": { at: "money/samples", as: "auditor" },
  "money/samples/new": { at: "money/samples/new", as: "auditor" },
  "money/samples/:sample": { at: "money/samples/:sample", as: "auditor" },
  "money/trace": { at: "money/trace?key=:traced", as: "auditor" },
  "money/packages": { at: "money/packages", as: "auditor" },
  control: { at: "control", as: "controller" },
  "money/controls": { at: "money/controls", as: "controller" },
  "money/controls/:verification": { at: "money/controls/:verification?line=phases", as: "controller" },
  "money/declarations/:declaration/decisions": {
    at: "money/declarations/:verified/decisions",
    as: "controller",
  },
  "control/visits": { at: "control/visits", as: "controller" },
  "control/visits/:verification": { at: "control/visits/:visit", as: "controller" },
  "control/plan": { at: "control/plan", as: "controller" },
  "control/plan/:year": { at: "control/plan/2020", as: "controller" },
  "control/outages": { at: "control/outages", as: "controller" },
  "registers/:register": { at: "registers/participants", as: "auditor" },
  "operations/:operation/registers/:register": { at: list, as: "case_worker" },
  "operations/:operation/registers/:register/new": { at: `${list}/new`, as: "case_worker" },
  "operations/:operation/registers/:register/records/:record": {
    at: `${list}/records/:record`,
    as: "case_worker",
  },
  "operations/:operation/registers/:register/records/:record/edit": {
    at: `${list}/records/:record/edit`,
    as: "case_worker",
  },
  "drafts/:draft": { at: "drafts/:draft", as: "case_worker" },
  programme: { at: "programme", as: "programme_officer" },
  "programme/priorities/:priority": { at: "programme/priorities/priority_1", as: "programme_officer" },
  "programme/objectives/:objective": { at: "programme/objectives/objective_1_1", as: "programme_officer" },
  "operations/:operation": { at: "operations/cpas", as: "programme_officer" },
  "partners/:partner": { at: "partners/cpas_forest", as: "partner_manager" },
  trail: { at: "trail", as: "auditor" },
  "trail/:change": { at: "trail/1", as: "auditor" },
  report: { at: "report", as: "programme_officer" },
  "report/:year": { at: "report/2020", as: "programme_officer" },
  "sign-in": { at: "sign-in", as: "nobody" },
  "forgotten-password": { at: "forgotten-password", as: "nobody" },
  "new-password": { at: "new-password", as: "nobody" },
  invitation: { at: "invitation", as: "nobody" },
  public: { at: "public", as: "nobody", published: true },
  "public/reports": { at: "public/reports", as: "nobody", published: true },
  "public/reports/:year": { at: "public/reports/2020", as: "nobody", published: true },
  "public/figures": { at: "public/figures?year=2020", as: "nobody", published: true },
  "public/figures/:figure": { at: "public/figures/participants?year=2020", as: "nobody", published: true },
  "public/operations": { at: "public/operations", as: "nobody", published: true },
  "public/privacy": { at: "public/privacy", as: "nobody", published: true },
  "public/about": { at: "public/about", as: "nobody", published: true },
  accessibility: { at: "accessibility", as: "nobody", published: true },
};

/** The patterns that the pages' own lists name, read from their text. */
export const patterns = (): string[] =>
  globSync("web/src/*/pages.tsx")
    .filter((path) => !path.includes("shell"))
    .flatMap((path) => {
      const text = readFileSync(path, "utf8");
      const constants = new Map(
        [...text.matchAll(/const (\w+) = "([^"]*)";/g)].map(([, name = "", value = ""]) => [name, value]),
      );
      return [...text.matchAll(/\bpath: (?:"([^"]*)"|`([^`]*)`)/g)].map(
        ([, plain, template]) =>
          plain ??
          (template ?? "").replaceAll(/\$\{(\w+)\}/g, (_, name: string) => constants.get(name) ?? name),
      );
    });
