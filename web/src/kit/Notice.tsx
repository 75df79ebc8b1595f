import type { ReactNode } from "react";
import { type Text, useSay } from "../language.tsx";
import { classes } from "./class-names.ts";
import { isGiven } from "./field-parts.tsx";
import { Icon } from "./Icon.tsx";
import style from "./Notice.module.css";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

export type Tone = "info" | "success" | "warning" | "error";

/** A message in the page. `isLive` reads it out where it appears after something was done. */
export const Notice = ({
  tone = "info",
  title,
  children,
  actions,
  isLive = false,
}: Readonly<{
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  isLive?: boolean;
}>) => {
  const say = useSay();
  const role = isLive ? (tone === "error" ? "alert" : "status") : undefined;
  return (
    <div className={classes(style.notice, style[tone])} role={role}>
      <Icon name={tone} />
      <div className={style.text}>
        <VisuallyHidden>{say(words[tone])}</VisuallyHidden>
        {isGiven(title) && <p className={style.title}>{title}</p>}
        {isGiven(children) && <div>{children}</div>}
        {isGiven(actions) && <div className={style.actions}>{actions}</div>}
      </div>
    </div>
  );
};

const words = {
  info: { fr: "Information : ", nl: "Informatie: ", en: "Information: " },
  success: { fr: "Réussi : ", nl: "Gelukt: ", en: "Done: " },
  warning: { fr: "Attention : ", nl: "Opgelet: ", en: "Warning: " },
  error: { fr: "Erreur : ", nl: "Fout: ", en: "Error: " },
} satisfies Record<Tone, Text>;
