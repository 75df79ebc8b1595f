import { Problem } from "../problem.ts";

/** Refusals of acts of control, for whoever asked. */

export const wrongState = (state: string): Problem =>
  new Problem(
    409,
    "wrong_state",
    {
      fr: "Ce contrôle n'est plus à l'étape où cela se peut.",
      nl: "Deze controle is niet meer in de stap waarin dat kan.",
      en: "This verification is no longer at the step at which that can be done.",
    },
    { state },
  );

export const changedMeanwhile = (edition: number): Problem =>
  new Problem(
    409,
    "changed_meanwhile",
    {
      fr: "Quelqu'un a modifié ce contrôle entre-temps. Rechargez-le avant de continuer.",
      nl: "Iemand heeft deze controle intussen gewijzigd. Laad ze opnieuw voor u verdergaat.",
      en: "Somebody changed this verification in the meantime. Load it again before you go on.",
    },
    { edition },
  );

export const notSubmitted = (): Problem =>
  new Problem(409, "not_submitted", {
    fr: "Seule une déclaration introduite se contrôle : celle-ci ne l'est pas, ou ne l'est plus.",
    nl: "Enkel een ingediende declaratie wordt gecontroleerd: deze is dat niet, of niet meer.",
    en: "Only a submitted declaration is verified: this one is not, or no longer is.",
  });

export const verifiedAlready = (number: string): Problem =>
  new Problem(
    409,
    "verified_already",
    {
      fr: `Un contrôle de ce type existe déjà : N° ${number}.`,
      nl: `Er is al een controle van dit type: nr. ${number}.`,
      en: `There is a verification of this type already: No ${number}.`,
    },
    { number },
  );

export const noChecklist = (): Problem =>
  new Problem(422, "no_checklist", {
    fr: "Les définitions du programme n'ont pas de liste de points pour ce type de contrôle.",
    nl: "De definities van het programma hebben geen puntenlijst voor dit type controle.",
    en: "The programme's definitions have no checklist for this type of verification.",
  });

export const noSuchPoint = (key: string): Problem =>
  new Problem(
    422,
    "no_such_point",
    {
      fr: "Ce contrôle ne pose pas cette question.",
      nl: "Deze controle stelt die vraag niet.",
      en: "This verification does not ask that.",
    },
    { key },
  );

export const noSuchLine = (line: string): Problem =>
  new Problem(
    422,
    "unknown_line",
    {
      fr: "Cette ligne n'a pas été déclarée ici.",
      nl: "Deze regel werd hier niet gedeclareerd.",
      en: "This line was not declared here.",
    },
    { line },
  );

export const noSuchTypology = (): Problem =>
  new Problem(422, "unknown_typology", {
    fr: "Ce type de constat n'est pas connu du programme.",
    nl: "Dit soort vaststelling is niet gekend in het programma.",
    en: "The programme knows no such type of finding.",
  });

export const aboveLine = (): Problem =>
  new Problem(422, "above_line", {
    fr: "Le montant dépasse ce qui a été déclaré sur cette ligne.",
    nl: "Het bedrag is hoger dan wat op deze regel gedeclareerd werd.",
    en: "The amount is more than was declared under this line.",
  });

export const findingIsTold = (): Problem =>
  new Problem(409, "finding_told", {
    fr: "Ce constat a été envoyé au partenaire : seul son montant peut encore être réduit.",
    nl: "Deze vaststelling werd naar de partner gestuurd: enkel het bedrag kan nog verlaagd worden.",
    en: "This finding was sent to the partner: only its amount can still be made less.",
  });

export const nothingToSend = (): Problem =>
  new Problem(422, "nothing_to_send", {
    fr: "Il n'y a aucun nouveau constat à envoyer au partenaire.",
    nl: "Er is geen nieuwe vaststelling om naar de partner te sturen.",
    en: "There is no new finding to send to the partner.",
  });

export const answersMissing = (): Problem =>
  new Problem(422, "answers_missing", {
    fr: "Répondez à chaque constat ; une contestation dit pourquoi.",
    nl: "Antwoord op elke vaststelling; een betwisting zegt waarom.",
    en: "Answer each finding; what is contested says why.",
  });

export const pointsOpen = (keys: readonly string[]): Problem =>
  new Problem(
    422,
    "points_open",
    {
      fr: `Il reste ${keys.length} ${keys.length === 1 ? "point sans réponse" : "points sans réponse"}.`,
      nl: `Er ${keys.length === 1 ? "blijft 1 punt" : `blijven ${keys.length} punten`} zonder antwoord.`,
      en: `${keys.length} ${keys.length === 1 ? "point is" : "points are"} not answered yet.`,
    },
    { keys },
  );

export const partnerNotAsked = (): Problem =>
  new Problem(409, "partner_not_asked", {
    fr: "Des constats n'ont pas été envoyés au partenaire : rien n'est retenu contre lui sans l'avoir entendu.",
    nl: "Er zijn vaststellingen die niet naar de partner gestuurd werden: niets wordt hem aangerekend zonder hem te horen.",
    en: "Some findings were not sent to the partner: nothing is held against it without hearing it.",
  });

export const partnerHasTime = (until: string): Problem =>
  new Problem(
    409,
    "partner_has_time",
    {
      fr: "Le partenaire a encore du temps pour répondre.",
      nl: "De partner heeft nog tijd om te antwoorden.",
      en: "The partner still has time to answer.",
    },
    { until },
  );

export const sameHand = (): Problem =>
  new Problem(409, "same_hand", {
    fr: "Qui a contrôlé ou proposé ne décide pas : une autre personne doit le faire.",
    nl: "Wie gecontroleerd of voorgesteld heeft, beslist niet: iemand anders moet dat doen.",
    en: "Whoever verified or proposed does not decide: somebody else has to.",
  });

export const firstNotMade = (): Problem =>
  new Problem(409, "first_not_made", {
    fr: "La première décision sur cette déclaration suit son contrôle administratif ; elle reprendra ces constats.",
    nl: "De eerste beslissing over deze declaratie volgt op haar administratieve controle; ze neemt deze vaststellingen mee.",
    en: "The first decision on this declaration follows its administrative verification; it will take up these findings.",
  });

export const proposedAlready = (): Problem =>
  new Problem(409, "proposed_already", {
    fr: "Une décision sur cette déclaration attend déjà une seconde personne.",
    nl: "Een beslissing over deze declaratie wacht al op een tweede persoon.",
    en: "A decision on this declaration waits for a second person already.",
  });

export const movedMeanwhile = (): Problem =>
  new Problem(409, "moved_meanwhile", {
    fr: "Les montants de cette déclaration ont changé depuis la proposition : renvoyez-la et proposez-la à nouveau.",
    nl: "De bedragen van deze declaratie zijn gewijzigd sinds het voorstel: stuur het terug en stel opnieuw voor.",
    en: "The amounts of this declaration changed since it was proposed: return it and propose it again.",
  });

export const recoveredAlready = (line: string): Problem =>
  new Problem(
    409,
    "recovered_already",
    {
      fr: "Le partenaire a déjà remboursé ce montant : il ne peut plus être libéré ici.",
      nl: "De partner heeft dit bedrag al terugbetaald: het kan hier niet meer vrijgegeven worden.",
      en: "The partner repaid this amount already: it can no longer be released here.",
    },
    { line },
  );

export const nothingChanges = (): Problem =>
  new Problem(422, "nothing_changes", {
    fr: "Ces mesures ne changent rien à ce qui est décidé.",
    nl: "Deze maatregelen veranderen niets aan wat beslist is.",
    en: "These measures change nothing of what is decided.",
  });

export const planHasNoBasis = (): Problem =>
  new Problem(422, "plan_without_basis", {
    fr: "Un plan de contrôle dit par écrit sur quels risques il repose.",
    nl: "Een controleplan zegt schriftelijk op welke risico's het steunt.",
    en: "A control plan says in writing which risks it rests on.",
  });

export const noDraftPlan = (): Problem =>
  new Problem(409, "no_draft_plan", {
    fr: "Aucun projet de plan n'est en préparation pour cette année.",
    nl: "Voor dit jaar is geen ontwerpplan in voorbereiding.",
    en: "No draft of a plan is being prepared for this year.",
  });

export const badOutage = (): Problem =>
  new Problem(422, "bad_outage", {
    fr: "Une panne commence avant de finir, et se note une fois finie.",
    nl: "Een panne begint voor ze eindigt, en wordt genoteerd als ze voorbij is.",
    en: "An outage begins before it ends, and is noted once it is over.",
  });

const byConstraint: Readonly<Record<string, () => Problem>> = {
  second_person: sameHand,
  partner_was_asked: partnerNotAsked,
  partner_has_time: () => partnerHasTime(""),
  one_proposed: proposedAlready,
  one_first: proposedAlready,
};

/** Returns the refusal for an error by which the database kept an act of control from being done; else the error. */
export const asProblem = (error: unknown): unknown =>
  error instanceof Error && "constraint" in error && typeof error.constraint === "string"
    ? (byConstraint[error.constraint]?.() ?? error)
    : error;
