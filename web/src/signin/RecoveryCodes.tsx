import { useState } from "react";
import { keepFile } from "../api.ts";
import { Button, ButtonRow, Checkbox, CopyButton, Notice, Stack } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import style from "./signin.module.css";

/** The recovery codes, shown this once, with ways to keep them. */
export const RecoveryCodes = ({
  codes,
  onDone,
}: Readonly<{ codes: readonly string[]; onDone: () => void }>) => {
  const say = useSay();
  const [isKept, setIsKept] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const text = `${say(words.title)}\n\n${codes.join("\n")}\n`;
  const save = () => keepFile(new Blob([text], { type: "text/plain" }), "jalon-codes.txt");
  return (
    <Stack>
      <h2>{say(words.title)}</h2>
      <p>{say(words.what)}</p>
      <ul className={style.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <ButtonRow>
        <Button icon="download" onPress={save}>
          {say(words.save)}
        </Button>
        <CopyButton text={text} copied={say(words.copied)} />
        <Button icon="print" onPress={() => print()}>
          {say(words.print)}
        </Button>
      </ButtonRow>
      <Notice tone="warning">{say(words.once)}</Notice>
      <Checkbox
        label={say(words.kept)}
        value={isKept}
        onChange={setIsKept}
        {...(isAsked && !isKept ? { error: say(words.keepFirst) } : {})}
      />
      <ButtonRow>
        <Button variant="primary" onPress={() => (isKept ? onDone() : setIsAsked(true))}>
          {say(words.goOn)}
        </Button>
      </ButtonRow>
    </Stack>
  );
};

const words = {
  title: {
    fr: "Vos codes de secours pour Jalon",
    nl: "Uw herstelcodes voor Jalon",
    en: "Your recovery codes for Jalon",
  },
  what: {
    fr: "Si vous n’avez plus votre téléphone, un de ces codes remplace celui de l’application. Chacun sert une fois.",
    nl: "Hebt u uw telefoon niet meer, dan vervangt een van deze codes die van de app. Elke code werkt één keer.",
    en: "If you no longer have your telephone, one of these codes replaces the app’s. Each works once.",
  },
  once: {
    fr: "Ces codes ne seront plus jamais montrés. Gardez-les ailleurs que sur ce téléphone.",
    nl: "Deze codes worden nooit meer getoond. Bewaar ze elders dan op die telefoon.",
    en: "These codes will never be shown again. Keep them elsewhere than on that telephone.",
  },
  save: { fr: "Enregistrer dans un fichier", nl: "In een bestand bewaren", en: "Save to a file" },
  print: { fr: "Imprimer", nl: "Afdrukken", en: "Print" },
  copied: { fr: "Codes copiés", nl: "Codes gekopieerd", en: "Codes copied" },
  kept: {
    fr: "J’ai mis ces codes en lieu sûr",
    nl: "Ik heb deze codes veilig bewaard",
    en: "I have put these codes in a safe place",
  },
  keepFirst: {
    fr: "Cochez cette case une fois les codes conservés.",
    nl: "Vink dit aan zodra u de codes bewaard hebt.",
    en: "Tick this once you have kept the codes.",
  },
  goOn: { fr: "Continuer", nl: "Verder", en: "Go on" },
} satisfies Record<string, Text>;
