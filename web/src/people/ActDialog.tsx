import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ApiProblem } from "../api.ts";
import { ConfirmDialog, Notice, ProblemNotice } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import type { Person } from "./answers.ts";

export type Act = "remove" | "invitation" | "sign-out" | "begin-anew";
export type Asked = Readonly<{ act: Act; person: Person }>;

/** Says what an act will do before it is done, and what it did. */
export const ActDialog = ({
  asked: { act, person },
  onClose,
  onDone,
}: Readonly<{ asked: Asked; onClose: () => void; onDone: (outcome: string) => void }>) => {
  const say = useSay();
  const client = useQueryClient();
  const { name } = person;
  const texts = wordsOf(act, person.accepted);
  const work = useMutation({
    mutationFn: (confirmed: boolean) =>
      api.send("POST", `/api/people/${person.account}/${act}`, act === "remove" ? { confirmed } : {}),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["people"] });
      onDone(say(texts.done, { name }));
      onClose();
    },
  });
  const isLast = work.error instanceof ApiProblem && work.error.code === "last_manager";
  return (
    <ConfirmDialog
      title={say(texts.title, { name })}
      isOpen
      onClose={onClose}
      confirm={say(texts.confirm)}
      onConfirm={() => work.mutate(isLast)}
      isPending={work.isPending}
      isDanger={act !== "invitation"}
    >
      <p>{say(texts.what, { name })}</p>
      {act === "remove" && person.tokensMade > 0 && (
        <Notice tone="warning">{say(words.tokens, { count: person.tokensMade })}</Notice>
      )}
      {isLast ? (
        <Notice tone="warning" title={(work.error as ApiProblem).title} isLive />
      ) : (
        work.error && <ProblemNotice error={work.error} />
      )}
    </ConfirmDialog>
  );
};

type Words = Readonly<{ title: Text; what: Text; confirm: Text; done: Text }>;

const wordsOf = (act: Act, accepted: boolean): Words =>
  act === "remove" ? (accepted ? words.remove : words.withdraw) : words[act];

const words = {
  remove: {
    title: {
      fr: "Retirer l’accès de {name} ?",
      nl: "De toegang van {name} intrekken?",
      en: "Remove the access of {name}?",
    },
    what: {
      fr: "{name} perd tout de suite les rôles que vous gérez ; ses sessions se ferment. Ce que cette personne a encodé reste.",
      nl: "{name} verliest meteen de rollen die u beheert; de sessies sluiten. Wat deze persoon invoerde, blijft.",
      en: "{name} loses the roles that you manage at once; their sessions close. What this person entered stays.",
    },
    confirm: { fr: "Retirer l’accès", nl: "De toegang intrekken", en: "Remove access" },
    done: {
      fr: "L’accès de {name} est retiré.",
      nl: "De toegang van {name} is ingetrokken.",
      en: "The access of {name} is removed.",
    },
  },
  withdraw: {
    title: {
      fr: "Retirer l’invitation de {name} ?",
      nl: "De uitnodiging van {name} intrekken?",
      en: "Withdraw the invitation of {name}?",
    },
    what: {
      fr: "Le lien envoyé ne servira plus.",
      nl: "De verstuurde link werkt niet meer.",
      en: "The link that was sent will no longer work.",
    },
    confirm: { fr: "Retirer l’invitation", nl: "De uitnodiging intrekken", en: "Withdraw the invitation" },
    done: {
      fr: "L’invitation de {name} est retirée.",
      nl: "De uitnodiging van {name} is ingetrokken.",
      en: "The invitation of {name} is withdrawn.",
    },
  },
  invitation: {
    title: {
      fr: "Renvoyer l’invitation à {name} ?",
      nl: "De uitnodiging opnieuw naar {name} sturen?",
      en: "Send the invitation to {name} again?",
    },
    what: {
      fr: "Un nouveau lien part par e-mail, valable sept jours ; le précédent ne servira plus.",
      nl: "Er vertrekt een nieuwe link per e-mail, zeven dagen geldig; de vorige werkt niet meer.",
      en: "A new link goes out by mail, good for seven days; the one before will no longer work.",
    },
    confirm: { fr: "Renvoyer", nl: "Opnieuw sturen", en: "Send again" },
    done: {
      fr: "Une nouvelle invitation part à {name}.",
      nl: "Er vertrekt een nieuwe uitnodiging naar {name}.",
      en: "A new invitation goes to {name}.",
    },
  },
  "sign-out": {
    title: {
      fr: "Fermer les sessions de {name} ?",
      nl: "De sessies van {name} sluiten?",
      en: "Close the sessions of {name}?",
    },
    what: {
      fr: "{name} devra se connecter à nouveau sur tous ses appareils ; rien de ce qui était en cours n’est perdu.",
      nl: "{name} moet zich op elk toestel opnieuw aanmelden; niets van wat bezig was, gaat verloren.",
      en: "{name} will have to sign in again on every device; nothing that was under way is lost.",
    },
    confirm: { fr: "Fermer les sessions", nl: "De sessies sluiten", en: "Close the sessions" },
    done: {
      fr: "Les sessions de {name} sont fermées.",
      nl: "De sessies van {name} zijn gesloten.",
      en: "The sessions of {name} are closed.",
    },
  },
  "begin-anew": {
    title: {
      fr: "{name} a perdu son téléphone et ses codes ?",
      nl: "Is {name} telefoon en codes kwijt?",
      en: "Has {name} lost telephone and codes?",
    },
    what: {
      fr: "Assurez-vous que la demande vient bien de {name}. Son mot de passe et son second code sont effacés, ses sessions se ferment, et une nouvelle invitation lui est envoyée.",
      nl: "Ga na dat de vraag echt van {name} komt. Wachtwoord en tweede code worden gewist, de sessies sluiten, en er vertrekt een nieuwe uitnodiging.",
      en: "Make sure that it is {name} who asks. Password and second code are erased, sessions close, and a new invitation is sent.",
    },
    confirm: {
      fr: "Effacer et inviter à nouveau",
      nl: "Wissen en opnieuw uitnodigen",
      en: "Erase and invite again",
    },
    done: {
      fr: "Une nouvelle invitation part à {name}.",
      nl: "Er vertrekt een nieuwe uitnodiging naar {name}.",
      en: "A new invitation goes to {name}.",
    },
  },
  tokens: {
    fr: "Cette personne a créé des accès pour des logiciels : ils prennent fin aussi ({count}). Créez-en d’autres à son départ.",
    nl: "Deze persoon maakte toegangen voor software: die eindigen ook ({count}). Maak nieuwe wanneer ze vertrekt.",
    en: "This person made accesses for programs: they end too ({count}). Make others when they leave.",
  },
} satisfies Record<string, Words | Text>;
