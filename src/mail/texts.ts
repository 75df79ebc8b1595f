import type { Text } from "../language.ts";

/** A mail: its subject, its paragraphs, and what its one link says. Never anything about a participant. */
export type MailText = Readonly<{ subject: Text; paragraphs: readonly Text[]; link?: Text }>;

const ignore: Text = {
  fr: "Si vous n'avez rien demandé, ne faites rien et prévenez votre gestionnaire.",
  nl: "Hebt u niets gevraagd, doe dan niets en verwittig uw beheerder.",
  en: "If you did not ask for anything, do nothing and tell your administrator.",
};
const notYou: Text = {
  fr: "Si ce n'était pas vous, prévenez tout de suite votre gestionnaire.",
  nl: "Was u dit niet, verwittig dan meteen uw beheerder.",
  en: "If this was not you, tell your administrator at once.",
};

export const mailTexts = {
  invitation: {
    subject: {
      fr: "Votre accès à Jalon",
      nl: "Uw toegang tot Jalon",
      en: "Your access to Jalon",
    },
    paragraphs: [
      {
        fr: "{by} vous invite à travailler dans Jalon, l'application du programme « {programme} », comme {role} ({place}).",
        nl: '{by} nodigt u uit om te werken in Jalon, de toepassing van het programma "{programme}", als {role} ({place}).',
        en: '{by} invites you to work in Jalon, the application of the programme "{programme}", as {role} ({place}).',
      },
      {
        fr: "Le lien ci-dessous sert une seule fois, jusqu'au {until}. Préparez un téléphone avec une application d'authentification : elle donnera votre second code.",
        nl: "De link hieronder werkt één keer, tot {until}. Houd een telefoon met een authenticatie-app klaar: die geeft uw tweede code.",
        en: "The link below works once, until {until}. Have a telephone with an authenticator app at hand: it will give your second code.",
      },
    ],
    link: { fr: "Accepter l'invitation", nl: "De uitnodiging aanvaarden", en: "Accept the invitation" },
  },
  role_given: {
    subject: {
      fr: "Un rôle de plus dans Jalon",
      nl: "Een bijkomende rol in Jalon",
      en: "One more role in Jalon",
    },
    paragraphs: [
      {
        fr: "{by} vous a donné le rôle {role} ({place}) dans le programme « {programme} ». Connectez-vous comme d'habitude.",
        nl: '{by} gaf u de rol {role} ({place}) in het programma "{programme}". Meld u aan zoals gewoonlijk.',
        en: '{by} gave you the role {role} ({place}) in the programme "{programme}". Sign in as usual.',
      },
    ],
    link: { fr: "Ouvrir Jalon", nl: "Jalon openen", en: "Open Jalon" },
  },
  access_ended: {
    subject: {
      fr: "Votre accès à Jalon a pris fin",
      nl: "Uw toegang tot Jalon is beëindigd",
      en: "Your access to Jalon has ended",
    },
    paragraphs: [
      {
        fr: "Votre accès comme {role} ({place}) au programme « {programme} » a pris fin. Si c'est une erreur, adressez-vous à la personne qui gère les accès de votre organisme.",
        nl: 'Uw toegang als {role} ({place}) tot het programma "{programme}" is beëindigd. Is dit een vergissing, richt u dan tot wie in uw organisatie de toegangen beheert.',
        en: 'Your access as {role} ({place}) to the programme "{programme}" has ended. If this is a mistake, turn to whoever manages access in your organisation.',
      },
    ],
  },
  password_link: {
    subject: {
      fr: "Votre nouveau mot de passe Jalon",
      nl: "Uw nieuwe wachtwoord voor Jalon",
      en: "Your new Jalon password",
    },
    paragraphs: [
      {
        fr: "Le lien ci-dessous permet de choisir un nouveau mot de passe. Il sert une seule fois, jusqu'au {until}. Votre second code reste le même.",
        nl: "Met de link hieronder kiest u een nieuw wachtwoord. Hij werkt één keer, tot {until}. Uw tweede code blijft dezelfde.",
        en: "With the link below you choose a new password. It works once, until {until}. Your second code stays the same.",
      },
      ignore,
    ],
    link: {
      fr: "Choisir un nouveau mot de passe",
      nl: "Een nieuw wachtwoord kiezen",
      en: "Choose a new password",
    },
  },
  password_changed: {
    subject: {
      fr: "Votre mot de passe Jalon a changé",
      nl: "Uw wachtwoord voor Jalon is gewijzigd",
      en: "Your Jalon password was changed",
    },
    paragraphs: [
      {
        fr: "Le mot de passe de votre compte a été changé le {at}. Vos autres sessions sont fermées.",
        nl: "Het wachtwoord van uw account is gewijzigd op {at}. Uw andere sessies zijn gesloten.",
        en: "Your account's password was changed on {at}. Your other sessions are closed.",
      },
      notYou,
    ],
  },
  second_factor_changed: {
    subject: {
      fr: "Votre second code Jalon a changé",
      nl: "Uw tweede code voor Jalon is gewijzigd",
      en: "Your Jalon second code was changed",
    },
    paragraphs: [
      {
        fr: "L'application d'authentification ou les codes de secours de votre compte ont été changés le {at}.",
        nl: "De authenticatie-app of de herstelcodes van uw account zijn gewijzigd op {at}.",
        en: "Your account's authenticator app or recovery codes were changed on {at}.",
      },
      notYou,
    ],
  },
  many_attempts: {
    subject: {
      fr: "Des essais de connexion à votre compte Jalon",
      nl: "Aanmeldpogingen op uw Jalon-account",
      en: "Attempts to sign in to your Jalon account",
    },
    paragraphs: [
      {
        fr: "Quelqu'un connaît votre mot de passe et a donné plusieurs codes faux le {at}. Si ce n'était pas vous, changez votre mot de passe.",
        nl: "Iemand kent uw wachtwoord en gaf op {at} verschillende foute codes. Was u dit niet, wijzig dan uw wachtwoord.",
        en: "Somebody knows your password and gave several wrong codes on {at}. If this was not you, change your password.",
      },
      notYou,
    ],
  },
  deadlines: {
    subject: {
      fr: "Des délais à suivre dans Jalon",
      nl: "Termijnen om op te volgen in Jalon",
      en: "Deadlines to follow in Jalon",
    },
    paragraphs: [
      {
        fr: "Dans le programme « {programme} », depuis le dernier message : délais qui approchent : {soon} ; délais dépassés : {late}.",
        nl: 'In het programma "{programme}", sinds het laatste bericht: termijnen die naderen: {soon}; termijnen die verstreken zijn: {late}.',
        en: 'In the programme "{programme}", since the last message: deadlines that come near: {soon}; deadlines that have passed: {late}.',
      },
      {
        fr: "Ce message ne dit rien des personnes. Vous n'en voulez plus ? Un clic suffit dans votre compte : {account}",
        nl: "Dit bericht zegt niets over personen. Wilt u het niet meer? Eén klik in uw account volstaat: {account}",
        en: "This message says nothing about people. Would you rather not get it? One click in your account is enough: {account}",
      },
    ],
    link: { fr: "Voir ce qui m'attend", nl: "Bekijken wat op mij wacht", en: "See what waits for me" },
  },
  findings: {
    subject: {
      fr: "Des constats attendent votre réponse",
      nl: "Vaststellingen wachten op uw antwoord",
      en: "Findings wait for your answer",
    },
    paragraphs: [
      {
        fr: "Dans le programme « {programme} », le contrôle {verification} vous a envoyé ses constats. Vous pouvez les accepter ou les contester, et ajouter des pièces, jusqu'au {due} inclus.",
        nl: 'In het programma "{programme}" heeft controle {verification} u haar vaststellingen gestuurd. U kunt ze aanvaarden of betwisten, en stukken toevoegen, tot en met {due}.',
        en: 'In the programme "{programme}", verification {verification} sent you its findings. You can accept or contest them, and attach documents, until {due}.',
      },
      {
        fr: "Ce délai s'allonge du temps où Jalon n'est pas accessible. La page du contrôle dit ce qui suit si rien n'est répondu.",
        nl: "Die termijn wordt verlengd met de tijd waarin Jalon niet bereikbaar is. De pagina van de controle zegt wat volgt als er geen antwoord komt.",
        en: "That time is extended by the time in which Jalon cannot be reached. The page of the verification says what follows if nothing is answered.",
      },
    ],
    link: { fr: "Ouvrir le contrôle", nl: "De controle openen", en: "Open the verification" },
  },
  guide: {
    subject: {
      fr: "Une nouvelle version du guide financier",
      nl: "Een nieuwe versie van de financiële gids",
      en: "A new version of the financial guide",
    },
    paragraphs: [
      {
        fr: "Dans le programme « {programme} », la version « {guide} » du guide financier s'applique à votre convention {agreement} à partir de {year}.",
        nl: 'In het programma "{programme}" geldt de versie "{guide}" van de financiële gids vanaf {year} voor uw overeenkomst {agreement}.',
        en: 'In the programme "{programme}", the version "{guide}" of the financial guide governs your agreement {agreement} from {year} on.',
      },
      {
        fr: "Ce qui a été fait avant reste soumis à la version précédente. La page de la convention dit quelle version vaut pour quelle année.",
        nl: "Voor wat eerder gebeurde blijft de vorige versie gelden. De pagina van de overeenkomst zegt welke versie voor welk jaar geldt.",
        en: "What was done before stays under the version before. The page of the agreement says which version governs which year.",
      },
    ],
    link: { fr: "Ouvrir la convention", nl: "De overeenkomst openen", en: "Open the agreement" },
  },
} as const satisfies Record<string, MailText>;

export type MailKind = keyof typeof mailTexts;

/** What stands around every mail. */
export const frame = {
  greeting: { fr: "Bonjour {name},", nl: "Dag {name},", en: "Hello {name}," },
  copy: {
    fr: "Si le lien ne s'ouvre pas, copiez cette adresse dans votre navigateur :",
    nl: "Opent de link niet, kopieer dan dit adres in uw browser:",
    en: "If the link does not open, copy this address into your browser:",
  },
  automatic: {
    fr: "Message automatique de Jalon ; les réponses ne sont pas lues.",
    nl: "Automatisch bericht van Jalon; antwoorden worden niet gelezen.",
    en: "Automatic message from Jalon; replies are not read.",
  },
  // Regulation (EU) 2021/1060, Annex IX: the statement is written in full and as the Union words it.
  coFunded: {
    fr: "Cofinancé par l'Union européenne",
    nl: "Medegefinancierd door de Europese Unie",
    en: "Co-funded by the European Union",
  },
} as const satisfies Record<string, Text>;
