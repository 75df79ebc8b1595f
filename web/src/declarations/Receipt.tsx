import type { DeclarationPage } from "../../../src/declaration/shapes.ts";
import { CopyButton, Facts, Notice } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./declarations.module.css";

/** That a declaration was received: under which number, when, from whom, and what fixes its content. */
export const Receipt = ({ page: { submitted, state } }: Readonly<{ page: DeclarationPage }>) => {
  const say = useSay();
  const { dateTime, number } = useFormat();
  if (!submitted) return null;
  const { receipt, at, by, hash } = submitted;
  return (
    <Notice
      tone={state === "submitted" ? "success" : "info"}
      title={say(words.title, { receipt: number(receipt) })}
    >
      <Facts
        items={[
          { label: say(words.at), value: dateTime(at) },
          ...(by === "" ? [] : [{ label: say(words.by), value: by }]),
          {
            label: say(words.hash),
            value: (
              <span className={style.hash}>
                <code>{hash}</code> <CopyButton text={hash} copied={say(words.copied)} variant="quiet" />
              </span>
            ),
          },
        ]}
      />
    </Notice>
  );
};

const words = {
  title: {
    fr: "Accusé de réception n° {receipt}",
    nl: "Ontvangstbewijs nr. {receipt}",
    en: "Receipt no. {receipt}",
  },
  at: { fr: "Introduite le", nl: "Ingediend op", en: "Submitted on" },
  by: { fr: "Par", nl: "Door", en: "By" },
  copied: { fr: "L'empreinte est copiée.", nl: "De vingerafdruk is gekopieerd.", en: "The hash is copied." },
  hash: { fr: "Empreinte SHA-256 du contenu", nl: "SHA-256 van de inhoud", en: "SHA-256 of the content" },
} satisfies Record<string, Text>;
