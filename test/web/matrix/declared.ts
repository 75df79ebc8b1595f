import type { AskerName } from "./askers.ts";
import { reaches } from "./askers.ts";
import { own as ownPlace, type Place } from "./places.ts";

/**
 * Who may do what by which route, written down by hand: the matrix holds the server against this, never this against
 * the server. A route that is not here fails the matrix, and so does a line here whose route is gone.
 */
export type Declared = Readonly<{
  /** Who has the right that the route is for. */
  for: readonly AskerName[];
  /**
   * place: what the request is about belongs to a place · mine: it is somebody's own · whole: it is about nothing in
   * particular, and answers with what the asker may see
   */
  about: "place" | "mine" | "whole";
  /** What they are answered about their own place (or what is their own). */
  own: number;
  /** About another partner's; about somebody else's where it is one's own. */
  other: number;
  /** About another operation, to whom the right is given for one operation. */
  elsewhere: number;
  /** What is answered to whoever has not the right, and about a place where it is not theirs. */
  without: number;
  /** To somebody of whom every role has been taken, and who is still signed in. */
  bare: number;
  nobody: number;
  /** Somebody else's thing at one's own place, where that differs from `other`. */
  colleague: Readonly<Partial<Record<AskerName, number>>>;
  /** Answers of single roles about their own place that differ. */
  but: Readonly<Partial<Record<AskerName, number>>>;
  /** Marks that a good answer about the own place holds, as far as the asker may see them. */
  shows: readonly string[];
}>;

export const everybody: readonly AskerName[] = [
  "case_worker",
  "partner_manager",
  "service_worker",
  "controller",
  "programme_officer",
  "certifying_officer",
  "auditor",
  "administrator",
  "token",
];
const readers = everybody.filter((name) => name !== "administrator");
const writers: readonly AskerName[] = ["case_worker", "partner_manager", "service_worker", "token"];
const identityReaders: readonly AskerName[] = [...writers, "controller", "auditor"];
/** Who sees all that a file holds: it holds answers of a special category. */
const specialReaders: readonly AskerName[] = [...writers, "auditor"];
const managers: readonly AskerName[] = ["partner_manager", "programme_officer", "administrator"];
const tokenMakers: readonly AskerName[] = ["partner_manager", "administrator"];
const reportReaders: readonly AskerName[] = [
  "controller",
  "programme_officer",
  "certifying_officer",
  "auditor",
];
const operationReaders: readonly AskerName[] = ["service_worker", ...reportReaders];
const declarers: readonly AskerName[] = ["partner_manager"];
const controllers: readonly AskerName[] = ["controller"];
const certifiers: readonly AskerName[] = ["certifying_officer"];
const publishers: readonly AskerName[] = ["programme_officer"];
const moneyReaders: readonly AskerName[] = [
  "partner_manager",
  "controller",
  "programme_officer",
  "certifying_officer",
  "auditor",
];
/** Whoever only looks at money attaches nothing. */
const onlyLook = { controller: 403, certifying_officer: 403, auditor: 403 };

/** The account to the Commission is of the whole programme: a partner has no part in it. */
const ofProgramme = { about: "whole", but: { partner_manager: 404 } } as const;

/** A sample of first-line control: the partner does not see it, others of the authority only look. */
const notOfControl = { partner_manager: 404, programme_officer: 403, certifying_officer: 403, auditor: 403 };

type Line = Partial<Declared>;
const line = (given: Line, usual: Line): Declared => {
  const { other = 404, without = 403 } = { ...usual, ...given };
  return {
    for: everybody,
    about: "place",
    own: 200,
    elsewhere: other,
    bare: without,
    nobody: 401,
    colleague: {},
    but: {},
    shows: [],
    ...usual,
    ...given,
    other,
    without,
  };
};
/** For whoever has a right; everybody else is refused before anything is looked at. */
const needs = (who: readonly AskerName[], given: Line): Declared => line(given, { for: who });
/** For whoever is signed in: what they get depends on what they may. */
const signedIn = (given: Line): Declared =>
  line(given, { without: 404, bare: given.about === "whole" ? 200 : 404 });
/** For anybody: the same to all. */
const open = (own: number): Declared =>
  line({}, { about: "whole", own, other: own, without: own, nobody: own, bare: own });
/** For anybody who knows a secret; with a wrong one, the same whoever asks. */
const withSecret = (own: number, wrong: number): Declared =>
  line({}, { about: "mine", own, other: wrong, without: wrong, nobody: wrong, bare: wrong });

/** Whose operation is another than the service's. */
const outsiders = { case_worker: 404, partner_manager: 404, service_worker: 404, token: 404 };

export const declared: Readonly<Record<string, Declared>> = {
  // Files
  listFiles: signedIn({ own: 200, other: 200, without: 200, bare: 200, shows: ["file"] }),
  bringFile: needs(writers, { own: 201, other: 403 }),
  pasteBlock: needs(writers, { own: 201, other: 403 }),
  downloadTakenFile: signedIn({
    for: specialReaders,
    but: { administrator: 404 },
    without: 403,
    bare: 404,
    shows: ["name", "text", "file"],
  }),
  readFile: signedIn({ for: readers, shows: ["file"] }),
  readFileColumns: signedIn({
    for: identityReaders,
    but: { administrator: 404 },
    without: 403,
    bare: 404,
    shows: ["column", "special"],
  }),
  sayFileColumns: needs(writers, { shows: ["file"] }),
  listRememberedColumns: needs(writers, { other: 403, elsewhere: 200, shows: ["column"] }),
  forgetRememberedColumn: needs(writers, { other: 403, elsewhere: 200 }),
  checkFileAgain: needs(writers, { shows: ["file"] }),
  listFileRemarks: signedIn({
    for: identityReaders,
    but: { administrator: 404 },
    without: 403,
    bare: 404,
    shows: ["cell", "special"],
  }),
  listFaultyValues: signedIn({
    for: identityReaders,
    but: { administrator: 404 },
    without: 403,
    bare: 404,
    shows: ["cell"],
  }),
  listFileRows: signedIn({
    for: identityReaders,
    but: { administrator: 404 },
    without: 403,
    bare: 404,
    shows: ["cell"],
  }),
  listFileMends: signedIn({
    for: identityReaders,
    but: { administrator: 404 },
    without: 403,
    bare: 404,
    shows: ["cell"],
  }),
  mendFileCells: needs(writers, {}),
  mendFileCellsAlike: needs(writers, {}),
  fillFileCells: needs(writers, {}),
  confirmFileRemarks: needs(writers, { shows: ["file"] }),
  unconfirmFileRemark: needs(writers, { shows: ["file"] }),
  keepFile: needs(writers, { own: 202, shows: ["file"] }),
  withdrawFile: needs(writers, { shows: ["file"] }),
  downloadOriginal: signedIn({
    for: specialReaders,
    but: { administrator: 404 },
    without: 403,
    bare: 404,
    shows: ["cell", "column"],
  }),
  downloadRemarkedCopy: signedIn({
    for: specialReaders,
    but: { administrator: 404 },
    without: 403,
    bare: 404,
    shows: ["cell", "column"],
  }),
  downloadTemplate: signedIn({ about: "whole" }),

  // What everybody may know; signing in
  readAbout: open(200),
  waysToSignIn: open(200),
  signIn: withSecret(200, 422),
  giveSecondFactor: withSecret(200, 410),
  confirmSetUp: withSecret(200, 410),
  // No provider is named here; signing in at one is tested with a real one.
  beginAtProvider: open(502),
  finishAtProvider: open(303),
  signOut: open(200),
  remainingTime: signedIn({ about: "whole" }),
  extendSession: signedIn({ about: "whole" }),
  lookAtInvitation: withSecret(200, 410),
  acceptInvitation: withSecret(200, 410),
  forgotPassword: open(202),
  lookAtPasswordLink: withSecret(200, 410),
  resetPassword: withSecret(200, 410),
  // Of the demonstration only, and this is none.
  demonstrationAccounts: open(404),

  // One's own account
  whoAmI: open(200),
  readAccount: signedIn({ about: "whole" }),
  setLanguage: signedIn({ about: "whole" }),
  changePassword: signedIn({ about: "whole" }),
  beginSecondFactor: signedIn({ about: "whole" }),
  confirmSecondFactor: signedIn({ about: "mine", other: 410, bare: 410 }),
  renewRecoveryCodes: signedIn({ about: "whole" }),
  endSession: signedIn({ about: "mine", bare: 200 }),
  signOutEverywhere: signedIn({ about: "whole" }),

  // People and programs
  listPeople: needs(managers, { about: "whole", shows: ["person", "invited"] }),
  listActs: signedIn({ about: "whole", for: managers, without: 200, shows: ["invited"] }),
  sendKeptMail: needs(["programme_officer", "administrator"], { about: "whole" }),
  invitePerson: needs(managers, { own: 201, other: 403 }),
  "invitePerson:service": needs(["programme_officer", "administrator"], { about: "whole", own: 201 }),
  inviteAgain: needs(managers, {}),
  tellInvitationLink: needs(managers, {}),
  changeRole: needs(managers, {}),
  removePerson: needs(managers, {}),
  endSessionsOfPerson: needs(managers, {}),
  beginAnew: needs(managers, {}),
  listTokens: needs(tokenMakers, { about: "whole", shows: ["label"] }),
  // An administrator sees no record, so none of their tokens may.
  makeToken: needs(tokenMakers, { own: 201, other: 403, but: { administrator: 403 } }),
  endToken: needs(tokenMakers, {}),

  // Lists and what is made of them
  describeList: needs(readers, { other: 200 }),
  searchRecords: needs(readers, { other: 200, shows: ["name", "number"] }),
  // Whoever has no right to names searches in nothing that holds one.
  "searchRecords:byName": needs(readers, {
    other: 200,
    shows: ["name"],
  }),
  listRecords: needs(readers, { other: 200, elsewhere: 403, shows: ["name", "number"] }),
  listAllRecords: needs(readers, { other: 200, shows: ["name", "number"] }),
  saveView: needs(readers, { other: 200 }),
  deleteView: needs(readers, { about: "mine" }),
  exportRecords: needs(readers, { other: 200, shows: ["name", "text"] }),
  listExports: needs(readers, { about: "whole" }),
  fetchExport: needs(readers, { about: "mine", shows: ["name", "text"] }),
  deleteExport: needs(readers, { about: "mine" }),

  // The programme and its figures
  readProgramme: signedIn({ about: "whole" }),
  readOperation: signedIn({ other: 200, without: 200, bare: 200, shows: ["file"] }),
  readPartner: signedIn({ other: 200, without: 200, bare: 200, shows: ["file"] }),
  listChanges: signedIn({ other: 200, without: 200, bare: 200, shows: ["reason"] }),
  listFigures: signedIn({ about: "whole" }),
  // Whose right is for one operation is answered for the part of it that they ask for, which is none.
  figuresTable: needs(readers, { other: 403, elsewhere: 200 }),
  "figuresTable:whole": signedIn({ about: "whole" }),
  figuresFile: needs(readers, { other: 403, elsewhere: 200 }),
  readFigure: needs(readers, { other: 403, elsewhere: 200 }),
  figureRecords: needs(readers, { other: 403, elsewhere: 200, shows: ["number"] }),
  listTargets: signedIn({ about: "whole" }),
  listQuestions: needs(readers, { about: "whole" }),
  // An answer is about all partners of its operation.
  readQuestion: needs(operationReaders, { other: 403 }),
  questionFile: needs(operationReaders, { other: 403 }),
  readWorklist: signedIn({ about: "whole" }),

  // Services
  listServices: signedIn({ about: "whole" }),
  // Two partners of one operation work in the same service; each finds its own records in it.
  readService: signedIn({ about: "whole", bare: 404 }),

  // What others do in a service that one has no part in is not there.
  readMatching: needs(readers, { about: "whole", but: outsiders }),
  readShortlist: needs(readers, { about: "whole", own: 404 }),
  readExcluded: needs(readers, { about: "whole", own: 404 }),
  proposeCandidates: needs(writers, { about: "whole", own: 404 }),
  prepareContract: needs(writers, { about: "whole", own: 404 }),
  readSelectionRates: needs(readers, { about: "whole", but: outsiders }),

  readPlaces: needs(readers, { about: "whole", but: outsiders }),
  readPlacesDays: needs(readers, { about: "whole", own: 404 }),
  readPlacesFree: needs(readers, { about: "whole", own: 404 }),
  offerPlace: needs(writers, { about: "whole", own: 404 }),
  beginStay: needs(writers, { about: "whole", own: 404 }),

  readPath: needs(readers, { about: "whole", but: outsiders }),
  readPersonPath: needs(readers, { about: "whole", own: 404 }),
  moveToPhase: needs(writers, { own: 404, elsewhere: 403 }),
  handOver: needs(writers, { own: 404, elsewhere: 403 }),
  answerHandOver: needs(writers, { about: "whole", own: 404 }),

  // Nothing of a service in which one has no part; and there is no such room.
  listRooms: signedIn({ about: "whole", but: outsiders, bare: 404 }),
  addRoom: needs(writers, { about: "whole", own: 404 }),
  readRoom: needs(readers, { about: "whole", own: 404 }),
  keepRoomPart: needs(writers, { about: "whole", own: 404 }),
  letIntoRoom: signedIn({ about: "whole", own: 404, bare: 404 }),
  endRoomStay: signedIn({ about: "whole", own: 404, bare: 404 }),

  readCalendar: needs(readers, { about: "whole", but: outsiders }),
  // No session is planted: one that is not there, and a service that does not work in the operation, are answered alike.
  readSession: needs(readers, { own: 404, elsewhere: 403 }),
  registerForSession: needs(writers, { own: 404, elsewhere: 403 }),
  leaveSession: needs(writers, { own: 404, elsewhere: 403 }),
  moveUpInSession: needs(writers, { own: 404, elsewhere: 403 }),
  noteAttendance: needs(writers, { own: 404, elsewhere: 403 }),
  showDoorCode: needs(writers, { own: 404, elsewhere: 403 }),
  readDoor: open(404),
  signAtDoor: open(404),

  readOutreach: needs(readers, { about: "whole" }),
  noteContact: needs(writers, { own: 201, other: 403 }),
  // A participant's record is no contact.
  readYoungster: needs(readers, { own: 404, elsewhere: 403 }),
  noteAgreement: needs(writers, { own: 404, elsewhere: 403 }),

  // Records
  readRegister: needs(readers, { about: "whole" }),
  // No answer of a participant names another record; what can be named is tested where some can.
  findReferences: needs(writers, { own: 404, elsewhere: 403 }),
  // A number that is not there is answered like one of which nothing may be told.
  fillIn: needs(writers, { other: 403 }),
  listOrganisations: needs(readers, { about: "whole" }),
  // An organisation that nobody wrote down is not there, for whoever asks.
  readOrganisation: needs(readers, { about: "whole", own: 404 }),
  readRecord: needs(readers, { elsewhere: 403, shows: ["name", "text", "number", "reason"] }),
  addRecord: needs(writers, { own: 201, other: 403 }),
  changeRecord: needs(writers, { elsewhere: 403, shows: ["number"] }),
  removeRecord: needs(writers, { elsewhere: 403 }),
  transitionRecord: needs(writers, { elsewhere: 403, shows: ["number"] }),
  // One outcome for each record: of those that are not the asker's, that they are not there.
  bulkRecords: needs(writers, { other: 200, elsewhere: 403 }),
  readChange: signedIn({ for: [...readers], shows: ["reason", "number"] }),
  undoChange: needs(writers, {}),
  listDrafts: needs(writers, { about: "whole" }),
  readDraft: needs(writers, { about: "mine", colleague: { partner_manager: 200 } }),
  putDraft: needs(writers, { other: 403, elsewhere: 403 }),
  patchDraft: needs(writers, { about: "mine" }),
  discardDraft: needs(writers, { about: "mine" }),
  takeDraft: needs(writers, { about: "mine", colleague: { partner_manager: 200 } }),
  keepDraft: needs(writers, { about: "mine" }),
  journalKey: signedIn({ about: "whole" }),

  // Money
  readLedger: needs(moneyReaders, { other: 200, shows: ["money"] }),
  listDocuments: needs(moneyReaders, { shows: ["money"] }),
  attachDocument: needs(moneyReaders, { own: 201, but: onlyLook }),
  fetchDocument: needs(moneyReaders, { shows: ["money"] }),
  removeDocument: needs(moneyReaders, { but: onlyLook }),

  // Samples, packages, amounts followed down: of the whole programme, but for the last
  listSamples: needs(moneyReaders, { about: "whole" }),
  planSample: needs(moneyReaders, {
    about: "whole",
    own: 201,
    but: { partner_manager: 403, programme_officer: 403, certifying_officer: 403, auditor: 403 },
  }),
  readSample: needs(moneyReaders, { about: "whole", but: { partner_manager: 404 } }),
  changeSample: needs(moneyReaders, { about: "whole", but: notOfControl }),
  drawSample: needs(moneyReaders, { about: "whole", but: notOfControl }),
  keepSampleResults: needs(moneyReaders, { about: "whole", but: notOfControl }),
  concludeSample: needs(moneyReaders, { about: "whole", but: notOfControl }),
  cancelSample: needs(moneyReaders, { about: "whole", but: notOfControl }),
  exportSampleFrame: needs(moneyReaders, { about: "whole", but: { partner_manager: 404 } }),
  downloadAuditTrail: needs(["auditor"], {}),
  readTrailHead: needs(["auditor"], { about: "whole" }),
  readTrace: needs(moneyReaders, {}),

  // Calls, candidacies, agreements
  listCalls: signedIn({ about: "whole", own: 200, without: 200 }),
  readCall: signedIn({ for: moneyReaders, other: 200, elsewhere: 200 }),
  makeCall: needs(publishers, { own: 201 }),
  changeCall: needs(publishers, {}),
  publishCall: needs(publishers, {}),
  withdrawCall: needs(publishers, {}),
  keepCandidacy: needs(["partner_manager"], { other: 403, shows: ["money"] }),
  readCandidacy: signedIn({ for: moneyReaders, shows: ["money"] }),
  submitCandidacy: needs(["partner_manager"], {}),
  withdrawCandidacy: needs(["partner_manager"], {}),
  assessAdmissibility: needs(publishers, {}),
  scoreCandidacy: needs(publishers, {}),
  giveOpinion: needs(publishers, {}),
  decideCandidacy: needs(publishers, {}),
  makeAgreement: needs(publishers, { own: 201 }),
  listAgreements: signedIn({ for: moneyReaders, other: 200, without: 200, bare: 200, shows: ["money"] }),
  readAgreement: signedIn({ for: moneyReaders, shows: ["money"] }),
  makeInternalAgreement: needs(publishers, { own: 201 }),
  changeAgreement: needs(publishers, {}),
  checkAgreementPlan: needs(publishers, {}),
  decideAgreement: needs(publishers, {}),
  proposeAgreement: needs(publishers, {}),
  acceptAgreement: needs(["partner_manager"], {}),
  activateAgreement: needs(publishers, {}),
  amendAgreement: needs(publishers, {}),
  dropVersion: needs(publishers, {}),
  terminateAgreement: needs(publishers, {}),
  noteGuide: needs(publishers, {}),
  compareAgreement: signedIn({ for: moneyReaders }),
  forecastAgreement: signedIn({ for: moneyReaders }),

  // Declarations and annual files
  listDeclarations: needs(moneyReaders, { other: 200, elsewhere: 200 }),
  openDeclaration: needs(declarers, { own: 201 }),
  readDeclaration: needs(moneyReaders, { shows: ["money"] }),
  "readDeclaration:draft": needs(moneyReaders, { shows: ["money"] }),
  keepDeclarationInputs: needs(declarers, { shows: ["money"] }),
  readDeclarationUnits: needs(moneyReaders, {}),
  checkDeclaration: needs(moneyReaders, {}),
  submitDeclaration: needs(declarers, {}),
  withdrawDeclaration: needs(declarers, {}),
  correctDeclaration: needs(declarers, { own: 201 }),
  readDeclarationDifferences: needs(moneyReaders, { shows: ["money"] }),
  downloadReceipt: needs(moneyReaders, {}),
  whatIfDeclaration: needs(moneyReaders, { shows: ["money"] }),
  discardDeclaration: needs(declarers, { own: 204 }),
  readStaff: needs(moneyReaders, { shows: ["money"] }),
  keepStaff: needs(declarers, { shows: ["money"] }),
  readAnnualFile: needs(moneyReaders, { shows: ["money"] }),
  keepAnnualFile: needs(declarers, { shows: ["money"] }),
  submitAnnualFile: needs(declarers, {}),
  downloadAnnualReport: needs(moneyReaders, {}),

  // First-line control
  readControlQueue: needs(controllers, { about: "whole" }),
  listControls: needs(moneyReaders, { about: "whole" }),
  openVerification: needs(controllers, { own: 201 }),
  openVerificationOfAgreement: needs(controllers, { own: 201 }),
  readVerification: needs(moneyReaders, { shows: ["money"] }),
  "readVerification:open": needs(moneyReaders, { but: { partner_manager: 404 }, shows: ["money"] }),
  keepVerificationAnswers: needs(controllers, { shows: ["money"] }),
  addFinding: needs(controllers, { shows: ["money"] }),
  changeFinding: needs(controllers, { shows: ["money"] }),
  removeFinding: needs(controllers, {}),
  sendFindings: needs(controllers, { shows: ["money"] }),
  answerFindings: needs(declarers, { shows: ["money"] }),
  concludeVerification: needs(controllers, {}),
  cancelVerification: needs(controllers, {}),
  proposeDecision: needs(controllers, { shows: ["money"] }),
  downloadVerificationReport: needs(moneyReaders, {}),
  readDecisions: needs(moneyReaders, { shows: ["money"] }),
  proposeCorrection: needs(controllers, { own: 201, shows: ["money"] }),
  decideDecision: needs(controllers, { shows: ["money"] }),
  returnDecision: needs(controllers, { shows: ["money"] }),
  readControlPlan: needs(moneyReaders, { about: "whole", but: { partner_manager: 404 } }),
  keepControlPlan: needs(controllers, { about: "whole" }),
  adoptControlPlan: needs(controllers, { about: "whole" }),
  readOutages: needs(moneyReaders, { about: "whole" }),
  noteOutage: needs(controllers, { about: "whole", own: 201 }),

  // Payments to partners
  listPayments: needs(moneyReaders, { other: 200, elsewhere: 200 }),
  preparePayment: needs(publishers, { own: 201 }),
  readPayment: needs(moneyReaders, { shows: ["money"] }),
  "readPayment:paid": needs(moneyReaders, { shows: ["money"] }),
  approvePayment: needs(publishers, {}),
  refusePayment: needs(publishers, {}),
  cancelPayment: needs(publishers, {}),
  returnPayment: needs(publishers, {}),
  makeBankFile: needs(publishers, { own: 201 }),
  readBankFile: needs(moneyReaders, ofProgramme),
  downloadBankFile: needs(publishers, {}),
  executeBankFile: needs(publishers, {}),
  stopPaymentClock: needs(publishers, { own: 201 }),
  liftPaymentStop: needs(publishers, { own: 204 }),
  listBankAccounts: needs(moneyReaders, { shows: ["money"] }),
  addBankAccount: needs(moneyReaders, { own: 201, but: onlyLook, shows: ["money"] }),
  confirmBankAccount: needs(publishers, { own: 204 }),
  closeBankAccount: needs(publishers, { own: 204 }),
  listRecoveries: needs(moneyReaders, {}),
  issueRecovery: needs(publishers, { own: 409 }),
  noteRepayment: needs(publishers, {}),
  writeOffRecovery: needs(publishers, {}),
  cancelRecovery: needs(publishers, {}),

  // Towards the Commission: of the whole programme
  listApplications: needs(moneyReaders, ofProgramme),
  openApplication: needs(certifiers, { about: "whole", own: 409 }),
  readApplication: needs(moneyReaders, ofProgramme),
  "readApplication:sent": needs(moneyReaders, ofProgramme),
  changeApplication: needs(certifiers, { about: "whole" }),
  discardApplication: needs(certifiers, { about: "whole", own: 204 }),
  readApplicationCells: needs(moneyReaders, ofProgramme),
  submitApplication: needs(certifiers, { about: "whole" }),
  reopenApplication: needs(certifiers, { about: "whole" }),
  printApplication: needs(moneyReaders, ofProgramme),
  writeApplication: needs(moneyReaders, ofProgramme),
  openAccounts: needs(certifiers, { about: "whole", own: 409 }),
  readAccounts: needs(moneyReaders, ofProgramme),
  "readAccounts:sent": needs(moneyReaders, ofProgramme),
  changeAccounts: needs(certifiers, { about: "whole" }),
  readAccountsCells: needs(moneyReaders, ofProgramme),
  submitAccounts: needs(certifiers, { about: "whole" }),
  reopenAccounts: needs(certifiers, { about: "whole" }),
  printAccounts: needs(moneyReaders, ofProgramme),
  writeAccounts: needs(moneyReaders, ofProgramme),
  listCorrections: needs(moneyReaders, ofProgramme),
  tellCorrection: needs(certifiers, { about: "whole" }),
  readForecast: needs(moneyReaders, ofProgramme),
  readPerformance: needs(moneyReaders, ofProgramme),
  readRetention: needs(moneyReaders, ofProgramme),
  listIrregularities: needs(moneyReaders, ofProgramme),
  addIrregularity: needs(certifiers, { about: "whole", own: 201 }),
  readIrregularity: needs(moneyReaders, ofProgramme),
  changeIrregularity: needs(certifiers, { about: "whole" }),
  reportIrregularity: needs(certifiers, { about: "whole" }),
  closeIrregularity: needs(certifiers, { about: "whole" }),

  // The report, and what is public
  listReports: needs(reportReaders, { about: "whole" }),
  readReport: needs(reportReaders, { about: "whole" }),
  explainReportedFigure: needs(reportReaders, { about: "whole" }),
  downloadReportDraft: needs(reportReaders, { about: "whole" }),
  publishReport: needs(publishers, { about: "whole", own: 201 }),
  publicOverview: open(200),
  publicHighlights: open(200),
  publicReports: open(200),
  publicReport: open(200),
  publicFigures: open(200),
  publicFigure: open(200),
  publicOperations: open(200),
  publicPrivacy: open(200),
  publicAbout: open(200),
  publishedReportFile: open(200),
  publishedEditionFile: open(200),
  operationsFile: open(200),
  openDataCatalogue: open(200),
  robots: open(200),
};

/** Returns whether somebody may ever find this mark in an answer. */
export const maySee = (asker: AskerName, mark: string, places: readonly Place[]): boolean => {
  const [word = "", kind = "", whose = ""] = mark.split("/");
  if (word === "mine") {
    if (whose === asker.replaceAll("_", "")) return true;
    // Drafts of the partner's people, to take them over.
    return kind === "draft" && asker === "partner_manager";
  }
  const place = places.find((each) => each.word === word);
  if (!place || !reaches(asker, place)) return false;
  const allowed: Readonly<Record<string, readonly AskerName[]>> = {
    name: identityReaders,
    text: readers,
    number: readers,
    reason: readers,
    file: readers,
    cell: identityReaders,
    column: identityReaders,
    special: specialReaders,
    draft: place === ownPlace ? ["partner_manager"] : [],
    view: [],
    label: everybody,
    person: everybody,
    invited: managers,
    money: moneyReaders,
  };
  return allowed[kind]?.includes(asker) ?? false;
};
