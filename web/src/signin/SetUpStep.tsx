import { type Text, useSay } from "../language.tsx";
import type { SetUp } from "./answers.ts";
import { CodeForm } from "./CodeStep.tsx";
import style from "./signin.module.css";

/** Puts the secret into an authenticator app, by camera or by hand, and proves it by a first code. */
export const SetUpStep = ({
  setUp,
  send,
}: Readonly<{ setUp: SetUp; send: (code: string) => Promise<void> }>) => {
  const say = useSay();
  return (
    <ol className={style.steps}>
      <li>{say(words.app)}</li>
      <li>
        <p>{say(words.scan)}</p>
        <img
          className={style.picture}
          src={`data:image/svg+xml,${encodeURIComponent(setUp.picture)}`}
          alt={say(words.picture)}
          width="192"
          height="192"
        />
        <p>
          {say(words.byHand)} <code className={style.secret}>{setUp.secret}</code>
        </p>
      </li>
      <li>
        <CodeForm send={send} submit={say(words.confirm)} />
      </li>
    </ol>
  );
};

const words = {
  app: {
    fr: "Sur votre téléphone, ouvrez une application d’authentification (par exemple Microsoft Authenticator, Google Authenticator, FreeOTP ou 2FAS).",
    nl: "Open op uw telefoon een authenticatie-app (bijvoorbeeld Microsoft Authenticator, Google Authenticator, FreeOTP of 2FAS).",
    en: "On your telephone, open an authenticator app (for example Microsoft Authenticator, Google Authenticator, FreeOTP or 2FAS).",
  },
  scan: {
    fr: "Ajoutez-y un compte en scannant cette image.",
    nl: "Voeg er een account toe door deze afbeelding te scannen.",
    en: "Add an account there by scanning this picture.",
  },
  picture: {
    fr: "Code à scanner ; la clé est aussi écrite dessous",
    nl: "Code om te scannen; de sleutel staat er ook onder",
    en: "Code to scan; the key is also written below",
  },
  byHand: {
    fr: "Sans appareil photo, tapez cette clé :",
    nl: "Zonder camera typt u deze sleutel:",
    en: "Without a camera, type this key:",
  },
  confirm: { fr: "Vérifier le code", nl: "De code nakijken", en: "Check the code" },
} satisfies Record<string, Text>;
