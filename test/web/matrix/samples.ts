import { csvOf } from "../../programme/rows.ts";
import type { Asker } from "./askers.ts";
import { password } from "./askers.ts";
import type { Keys } from "./keys.ts";
import { mark, type Place } from "./places.ts";
import { asAnswers, type OwnThings, participant } from "./planted.ts";
import type { PlantedAgreements } from "./planted-agreements.ts";
import { agreementSamples } from "./samples-agreements.ts";
import type { PlantedControl } from "./planted-control.ts";
import { controlSamples } from "./samples-control.ts";
import { declarationSamples } from "./samples-declarations.ts";
import type { PlantedDeclarations } from "./planted-declarations.ts";
import type { PlantedAudit } from "./planted-audit.ts";
import { auditSamples } from "./samples-audit.ts";
import type { PlantedPayment } from "./planted-payment.ts";
import { paymentSamples } from "./samples-payment.ts";
import type { PlantedCommission } from "./planted-commission.ts";
import { commissionSamples } from "./samples-commission.ts";

/** What a request is about: a place with the numbers of what is there, and what is somebody's own. */
export type About = Readonly<{
  place: Place;
  record: number;
  version: number;
  change: number;
  file: number;
  faulty: string;
  sound: string;
  remark: number;
  person: string;
  grant: string;
  invited: string;
  token: string;
  agreement: number;
  document: number;
  call: PlantedAgreements["call"];
  draftCall: PlantedAgreements["draftCall"];
  candidacies: PlantedAgreements["candidacies"];
  agreements: PlantedAgreements["agreements"];
  declarations: PlantedDeclarations["declarations"];
  verifications: PlantedControl["verifications"];
  findings: PlantedControl["findings"];
  decisions: PlantedControl["decisions"];
  decidedDeclaration: PlantedControl["decidedDeclaration"];
  payments: PlantedPayment["payments"];
  payable: number;
  bankFile: number;
  bankAccounts: PlantedPayment["bankAccounts"];
  recovery: number;
  stop: number;
  samples: PlantedAudit["samples"];
  forms: PlantedCommission["forms"];
  irregularity: number;
  totals: PlantedCommission["totals"];
  mine: OwnThings;
  /** Undefined where nobody is signed in. */
  asker: Asker | undefined;
  /** E-mail address and secrets by which public routes know somebody. */
  keys: Keys;
  /** A number that is used once: a new draft, a key of idempotency. */
  fresh: string;
  /** The numbers that the report has, as it is read. */
  numbers: string;
}>;

/** A request of a route: what stands in its address, and what is sent. */
export type Sample = Readonly<{
  path?: Readonly<Record<string, string | number>>;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  /** A body that is no JSON. */
  bytes?: string;
  headers?: Readonly<Record<string, string>>;
}>;

const at = ({ place }: About) => ({ operation: place.operation, register: place.register });
const destination = ({ place }: About) => ({
  operation: place.operation,
  partner: place.partner,
  register: place.register,
});
const ofRecord = (about: About): Sample => ({ path: { ...at(about), record: about.record } });
const part = ({ place }: About) => ({ where: `partner:${place.partner}`, year: "2020" });
const newRow = ({ place }: About, number: number) => ({
  ...participant(place, number),
  email: `nouveau${number}@exemple.invalid`,
});
const again = ({ asker }: About) => ({ password, code: asker?.code() ?? "000000" });
const reason = "vérification de la matrice";
const spreadsheet = (about: About): Sample => ({
  query: destination(about),
  bytes: csvOf([newRow(about, 701)]),
  headers: { "content-type": "application/octet-stream", "x-file-name": "nouveau.csv" },
});
const pasted = (about: About): Sample => {
  const row = newRow(about, 702);
  const lines = [Object.keys(row), Object.values(row)].map((cells) => cells.join("\t"));
  return { query: destination(about), bytes: lines.join("\n"), headers: { "content-type": "text/plain" } };
};

const inSession = ({ place: { operation }, record }: About): Sample => ({
  path: { service: "arae", operation, session: record },
});

/** For each route (and for some of what else it can be asked, after a colon) a request that succeeds for whoever may make it about this place. */
export const samples: Readonly<Record<string, (about: About) => Sample>> = {
  // Files
  listFiles: (about) => ({ query: destination(about) }),
  bringFile: spreadsheet,
  pasteBlock: pasted,
  downloadTakenFile: ({ file }) => ({ path: { file } }),
  readFile: ({ faulty }) => ({ path: { upload: faulty } }),
  readFileColumns: ({ faulty }) => ({ path: { upload: faulty } }),
  sayFileColumns: ({ faulty }) => ({
    path: { upload: faulty },
    body: { columns: [{ key: "postcode", header: "postcode", field: "postcode" }], remember: true },
  }),
  listRememberedColumns: ({ place }) => ({ path: { partner: place.partner, register: place.register } }),
  forgetRememberedColumn: ({ place }) => ({
    path: { partner: place.partner, register: place.register },
    body: { key: mark(place, "column") },
  }),
  checkFileAgain: ({ faulty }) => ({ path: { upload: faulty } }),
  listFileRemarks: ({ faulty }) => ({ path: { upload: faulty } }),
  listFaultyValues: ({ faulty }) => ({ path: { upload: faulty, kind: 0 } }),
  listFileRows: ({ faulty }) => ({ path: { upload: faulty }, query: { fate: "added" } }),
  listFileMends: ({ faulty }) => ({ path: { upload: faulty } }),
  mendFileCells: ({ faulty }) => ({
    path: { upload: faulty },
    body: { mends: [{ sheet: null, row: 2, column: 6, value: "02/06/1999" }] },
  }),
  mendFileCellsAlike: ({ faulty, place }) => ({
    path: { upload: faulty },
    body: { kind: 0, found: mark(place, "cell"), value: "02/06/1999" },
  }),
  fillFileCells: ({ faulty }) => ({ path: { upload: faulty } }),
  confirmFileRemarks: ({ faulty }) => ({ path: { upload: faulty }, body: { all: true } }),
  unconfirmFileRemark: ({ faulty, remark }) => ({ path: { upload: faulty, remark } }),
  keepFile: ({ sound }) => ({ path: { upload: sound }, body: { confirmOpen: true } }),
  withdrawFile: ({ sound }) => ({ path: { upload: sound } }),
  downloadOriginal: ({ faulty }) => ({ path: { upload: faulty } }),
  downloadRemarkedCopy: ({ faulty }) => ({ path: { upload: faulty } }),
  downloadTemplate: (about) => ({
    path: { register: about.place.register },
    query: { operation: about.place.operation, partner: about.place.partner },
  }),

  // What everybody may know; signing in
  readAbout: () => ({}),
  waysToSignIn: () => ({}),
  signIn: ({ keys }) => ({ body: { email: keys.email, password } }),
  giveSecondFactor: ({ keys }) => ({ body: { ticket: keys.ticket, code: keys.code() } }),
  confirmSetUp: ({ keys }) => ({ body: { ticket: keys.setUpTicket, code: keys.setUpCode() } }),
  beginAtProvider: () => ({ body: { goesTo: "/fr" } }),
  finishAtProvider: () => ({ query: { state: "unknown", code: "unknown" } }),
  signOut: () => ({}),
  remainingTime: () => ({}),
  extendSession: () => ({}),
  lookAtInvitation: ({ keys }) => ({ body: { secret: keys.invitation } }),
  acceptInvitation: ({ keys }) => ({
    body: { secret: keys.invitation, password: "citron bateau jeudi", language: "fr" },
  }),
  forgotPassword: ({ keys }) => ({ body: { email: keys.email } }),
  lookAtPasswordLink: ({ keys }) => ({ body: { secret: keys.passwordLink } }),
  resetPassword: ({ keys }) => ({ body: { secret: keys.passwordLink, password: "citron bateau jeudi" } }),
  demonstrationAccounts: () => ({}),

  // One's own account
  whoAmI: () => ({}),
  readAccount: () => ({}),
  setLanguage: () => ({ body: { language: "nl" } }),
  changePassword: (about) => ({ body: { ...again(about), next: "citron bateau jeudi" } }),
  beginSecondFactor: (about) => ({ body: again(about) }),
  confirmSecondFactor: ({ keys }) => ({ body: { ticket: keys.otherTicket, code: keys.otherCode() } }),
  renewRecoveryCodes: (about) => ({ body: again(about) }),
  endSession: ({ mine }) => ({ path: { session: mine.session } }),
  signOutEverywhere: () => ({}),

  // People and programs
  listPeople: () => ({}),
  listActs: () => ({}),
  sendKeptMail: () => ({}),
  invitePerson: ({ place, fresh }) => ({
    body: {
      email: `${fresh}@exemple.invalid`,
      name: "Nouvelle Personne",
      language: "fr",
      role: "case_worker",
      partner: place.partner,
    },
  }),
  "invitePerson:service": ({ place, fresh }) => ({
    body: {
      email: `${fresh}@exemple.invalid`,
      name: "Nouvelle Personne",
      language: "fr",
      role: "service_worker",
      operation: place.operation,
    },
  }),
  inviteAgain: ({ invited }) => ({ path: { account: invited } }),
  tellInvitationLink: ({ invited }) => ({ path: { account: invited } }),
  changeRole: ({ person, grant }) => ({
    path: { account: person, grant },
    body: { role: "partner_manager", confirmed: true },
  }),
  removePerson: ({ person }) => ({ path: { account: person }, body: { confirmed: true } }),
  endSessionsOfPerson: ({ person }) => ({ path: { account: person } }),
  beginAnew: ({ person }) => ({ path: { account: person } }),
  listTokens: () => ({}),
  makeToken: ({ place }) => ({
    body: { label: "Nouveau logiciel", role: "case_worker", partner: place.partner, days: 10 },
  }),
  endToken: ({ token }) => ({ path: { token } }),

  // Lists and what is made of them
  describeList: ({ place }) => ({
    path: { register: place.register },
    query: { operation: place.operation },
  }),
  searchRecords: ({ place }) => ({
    path: { register: place.register },
    body: { operation: place.operation, filters: [{ field: "_partner", in: [place.partner] }] },
  }),
  "searchRecords:byName": ({ place }) => ({
    path: { register: place.register },
    body: { search: mark(place, "name") },
  }),
  listRecords: (about) => ({ path: at(about), query: { filter: `_partner:${about.place.partner}` } }),
  listAllRecords: ({ place }) => ({ path: { register: place.register }, query: {} }),
  saveView: ({ place }) => ({
    path: { register: place.register },
    body: { name: "Ma liste", query: "", operation: place.operation },
  }),
  deleteView: ({ mine }) => ({ path: { view: mine.view } }),
  exportRecords: ({ place }) => ({
    path: { register: place.register },
    body: { operation: place.operation, format: "xlsx", extent: "all" },
  }),
  listExports: () => ({}),
  fetchExport: ({ mine }) => ({ path: { export: mine.export } }),
  deleteExport: ({ mine }) => ({ path: { export: mine.spare } }),

  // The programme and its figures
  readProgramme: () => ({}),
  readOperation: ({ place }) => ({ path: { operation: place.operation } }),
  readPartner: ({ place }) => ({ path: { partner: place.partner } }),
  listChanges: ({ place }) => ({ query: { operation: place.operation, partner: place.partner } }),
  listFigures: () => ({}),
  figuresTable: (about) => ({ query: { ...part(about), figures: "participants", by: "gender" } }),
  "figuresTable:whole": () => ({ query: { figures: "participants", year: "2020", whole: "true" } }),
  figuresFile: (about) => ({
    path: { format: "xlsx" },
    query: { ...part(about), figures: "participants", by: "gender" },
  }),
  readFigure: (about) => ({ path: { figure: "participants" }, query: part(about) }),
  figureRecords: (about) => ({ path: { figure: "participants" }, query: part(about) }),
  listTargets: () => ({}),
  listQuestions: () => ({}),
  // The services that are asked about are named as their operations.
  readQuestion: ({ place }) => ({ path: { service: place.operation }, query: { year: "2020" } }),
  questionFile: ({ place }) => ({
    path: { service: place.operation, format: "xlsx" },
    query: { year: "2020" },
  }),
  readWorklist: () => ({}),

  // Services
  listServices: () => ({}),
  readService: () => ({ path: { service: "neets" }, query: { rows: "20" } }),

  readMatching: () => ({ path: { service: "cpe_oip" } }),
  readShortlist: () => ({ path: { service: "cpe_oip", offer: 1 } }),
  readExcluded: () => ({ path: { service: "cpe_oip", offer: 1, exclude: "age" } }),
  proposeCandidates: () => ({ path: { service: "cpe_oip", offer: 1 }, body: { records: [1] } }),
  prepareContract: () => ({ path: { service: "cpe_oip", selection: 1 } }),
  readSelectionRates: () => ({ path: { service: "cpe_oip" }, query: { year: "2020" } }),

  readPlaces: () => ({ path: { service: "childcare" } }),
  readPlacesDays: () => ({
    path: { service: "childcare" },
    query: { operation: "childcare", structure: "Maison d'essai", month: "2020-03" },
  }),
  readPlacesFree: () => ({
    path: { service: "childcare" },
    query: { operation: "childcare", request: "1", from: "2020-03-02" },
  }),
  offerPlace: () => ({
    path: { service: "childcare" },
    body: {
      operation: "childcare",
      request: 1,
      version: 1,
      structure: "Maison d'essai",
      from: "2020-03-02",
      until: null,
    },
  }),
  beginStay: () => ({
    path: { service: "childcare" },
    body: { operation: "childcare", request: 1, version: 1, on: "2020-03-02" },
  }),

  readPath: () => ({ path: { service: "cpas" } }),
  readPersonPath: (about) => ({ path: { service: "cpas", ...at(about), record: about.record } }),
  moveToPhase: ({ place: { operation }, record }) => ({
    path: { service: "cpas", operation, record },
    body: { phase: "reception", from: "02/03/2020" },
  }),
  handOver: ({ place: { operation }, record }) => ({
    path: { service: "cpas", operation, record },
    body: { to_operation: "link", reason: "training", consent: true },
  }),
  answerHandOver: (about) => ({
    path: { service: "link", ...at(about), record: about.record },
    body: { takes_on: true },
  }),

  listRooms: () => ({ path: { service: "anti_discrimination" } }),
  addRoom: () => ({ path: { service: "anti_discrimination" }, body: { texts: { channel: "phone" } } }),
  readRoom: ({ record }) => ({ path: { service: "anti_discrimination", record } }),
  keepRoomPart: ({ record }) => ({
    path: { service: "anti_discrimination", record, part: "consents" },
    body: { texts: { body: "unia" } },
  }),
  letIntoRoom: ({ record, person }) => ({
    path: { service: "anti_discrimination", record },
    body: { account: person, reason },
  }),
  endRoomStay: ({ record, person }) => ({
    path: { service: "anti_discrimination", record, member: person },
    body: { reason },
  }),

  readCalendar: () => ({ path: { service: "arae" }, query: { from: "2020-03-01", until: "2020-03-31" } }),
  readSession: inSession,
  registerForSession: (about) => ({ ...inSession(about), body: { number: String(about.place.numbers + 1) } }),
  leaveSession: (about) => ({
    path: { ...inSession(about).path, registration: about.record },
    body: { version: about.version, as: "cancelled" },
  }),
  moveUpInSession: inSession,
  noteAttendance: (about) => ({ ...inSession(about), body: { version: about.version, heads: 12 } }),
  showDoorCode: (about) => ({ ...inSession(about), query: { language: "fr" } }),
  readDoor: () => ({ path: { code: "AAAAAA" } }),
  signAtDoor: ({ place }) => ({ body: { code: "AAAAAA", number: String(place.numbers + 1) } }),

  readOutreach: () => ({ path: { service: "neets" } }),
  noteContact: ({ place: { operation, partner }, fresh }) => ({
    path: { service: "neets" },
    headers: { "idempotency-key": fresh },
    body: {
      operation,
      partner,
      answers: {
        contact_reference: fresh,
        youngster: "AAA-AAAA",
        contacted_on: "2020-03-02",
        stage: "spotted",
      },
    },
  }),
  readYoungster: ({ place: { operation }, record }) => ({ path: { service: "neets", operation, record } }),
  noteAgreement: ({ place: { operation }, record, version }) => ({
    path: { service: "neets", operation, record },
    body: { version, agreedOn: "2020-03-02", contact: {}, participation: {} },
  }),

  // Records
  readRegister: ({ place }) => ({ path: { register: place.register } }),
  findReferences: (about) => ({ path: { ...at(about), field: "person_number" }, body: { search: "zq" } }),
  fillIn: (about) => ({
    path: at(about),
    body: { partner: about.place.partner, field: "person_number", number: `${about.place.numbers + 1}` },
  }),
  listOrganisations: () => ({ body: { year: 2020 } }),
  readOrganisation: () => ({ path: { number: "0100000070" } }),
  readRecord: ofRecord,
  addRecord: (about) => ({
    path: at(about),
    body: { partner: about.place.partner, answers: asAnswers(newRow(about, 703)), reason },
    headers: { "idempotency-key": about.fresh },
  }),
  changeRecord: (about) => ({
    ...ofRecord(about),
    body: { answers: { postcode: "1090" }, reason },
    headers: { "if-match": `"${about.version}"` },
  }),
  removeRecord: (about) => ({ ...ofRecord(about), body: { version: about.version, reason } }),
  transitionRecord: (about) => ({
    path: { ...at(about), record: about.record, transition: "leave" },
    body: { version: about.version, texts: { leave_date: "01/02/2021", leave_reason: "job" }, reason },
  }),
  bulkRecords: (about) => ({
    path: at(about),
    body: { records: [about.record], set: { postcode: "1090" }, reason },
  }),
  readChange: ({ change }) => ({ path: { change } }),
  undoChange: ({ change }) => ({ path: { change }, body: { reason } }),
  listDrafts: () => ({}),
  readDraft: ({ mine }) => ({ path: { draft: mine.draft } }),
  putDraft: (about) => ({
    path: { draft: about.fresh },
    body: {
      ...destination(about),
      record: about.record,
      edits: [{ seq: 1, field: "postcode", text: "1090" }],
    },
  }),
  patchDraft: ({ mine }) => ({
    path: { draft: mine.draft },
    body: { edits: [{ seq: 99, field: "postcode", text: "1090" }] },
  }),
  discardDraft: ({ mine }) => ({ path: { draft: mine.draft } }),
  takeDraft: ({ mine }) => ({ path: { draft: mine.draft } }),
  keepDraft: ({ mine }) => ({ path: { draft: mine.draft }, body: { confirmed: [] } }),
  journalKey: () => ({}),

  // Money
  readLedger: ({ agreement }) => ({ query: { agreement: String(agreement) } }),
  listDocuments: ({ agreement }) => ({ query: { about: `agreement:${agreement}` } }),
  attachDocument: ({ agreement }) => ({
    query: { about: `agreement:${agreement}`, kind: "other" },
    bytes: "%PDF-1.7 nouveau",
    headers: { "content-type": "application/octet-stream", "x-file-name": "nouveau.pdf" },
  }),
  fetchDocument: ({ document }) => ({ path: { document } }),
  removeDocument: ({ document }) => ({ path: { document } }),
  ...agreementSamples,
  ...declarationSamples,
  ...controlSamples,
  ...paymentSamples,
  ...auditSamples,
  ...commissionSamples,

  // The report, and what is public
  listReports: () => ({}),
  readReport: () => ({ path: { year: 2020 }, query: { language: "fr" } }),
  explainReportedFigure: () => ({ path: { year: 2020, figure: "participants" } }),
  downloadReportDraft: () => ({ path: { year: 2020, file: "fr.json" } }),
  publishReport: ({ numbers }) => ({ path: { year: 2020 }, body: { language: "fr", numbers } }),
  publicOverview: () => ({}),
  publicHighlights: () => ({ query: { language: "fr" } }),
  publicReports: () => ({}),
  publicReport: () => ({ path: { year: 2020 }, query: { language: "fr" } }),
  publicFigures: () => ({ path: { year: 2020 } }),
  publicFigure: () => ({ path: { year: 2020, figure: "participants" } }),
  publicOperations: () => ({}),
  publicPrivacy: () => ({}),
  publicAbout: () => ({}),
  publishedReportFile: () => ({ path: { year: 2020, file: "fr.html" } }),
  publishedEditionFile: () => ({ path: { year: 2020, edition: 1, file: "fr.json" } }),
  operationsFile: () => ({ path: { file: "fr.csv" } }),
  openDataCatalogue: () => ({}),
  robots: () => ({}),
};
