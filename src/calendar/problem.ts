import { Problem } from "../problem.ts";

/** Nobody of that number takes part in the operation, as far as the asker can see. */
export const notAParticipant = (): Problem =>
  new Problem(422, "not_a_participant", {
    fr: "Aucune fiche de participant accessible ne porte ce numéro dans l'opération. Vérifiez le numéro, ou encodez d'abord la personne.",
    nl: "Geen enkele deelnemersfiche die u kunt zien heeft dit nummer in de operatie. Kijk het nummer na, of voer de persoon eerst in.",
    en: "No participant's record that you can see has this number in the operation. Check the number, or enter the person first.",
  });

/** The person is registered for the session already. */
export const alreadyRegistered = (): Problem =>
  new Problem(409, "already_registered", {
    fr: "Cette personne est déjà inscrite à la séance, ou sur sa liste d'attente.",
    nl: "Deze persoon is al ingeschreven voor de sessie, of staat al op de wachtlijst.",
    en: "This person is already registered for the session, or on its waiting list.",
  });

/** Nobody comes to a session that does not take place. */
export const isCancelled = (): Problem =>
  new Problem(409, "session_cancelled", {
    fr: "Cette séance est annulée.",
    nl: "Deze sessie is geannuleerd.",
    en: "This session is cancelled.",
  });

/** Who was there is noted on the day, not before. */
export const notYet = (): Problem =>
  new Problem(409, "not_yet", {
    fr: "Les présences se notent à partir du jour de la séance.",
    nl: "Aanwezigheden worden vanaf de dag van de sessie genoteerd.",
    en: "Attendance is noted from the day of the session on.",
  });

/** The code is wrong, or is shown no longer. */
export const codeIsOver = (): Problem =>
  new Problem(404, "code_over", {
    fr: "Ce code n'est pas, ou plus, valable. Recopiez celui qui est affiché en ce moment.",
    nl: "Deze code is niet of niet meer geldig. Neem de code over die nu getoond wordt.",
    en: "This code is not valid, or no longer. Copy the one that is shown at this moment.",
  });

/** The database found more people in a session than it has places. */
export const isFull = (): Problem =>
  new Problem(409, "session_full", {
    fr: "Toutes les places de la séance sont prises ; rien n'a été enregistré. Inscrivez la personne depuis la séance : elle ira sur la liste d'attente.",
    nl: "Alle plaatsen van de sessie zijn ingenomen; er is niets bewaard. Schrijf de persoon vanuit de sessie in: ze komt op de wachtlijst.",
    en: "All places of the session are taken; nothing was kept. Register the person from the session: they go on the waiting list.",
  });
