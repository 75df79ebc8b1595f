import type { ReactNode } from "react";
import style from "./Badge.module.css";
import { classes } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import type { Tone } from "./Notice.tsx";

/** A state in one or two words, an adjective: "Complet", "À corriger". Red is for errors only. */
export const Badge = ({
  tone = "neutral",
  hasIcon = false,
  children,
}: Readonly<{ tone?: Tone | "neutral"; hasIcon?: boolean; children: ReactNode }>) => (
  <span className={classes(style.badge, style[tone])}>
    {hasIcon && tone !== "neutral" && <Icon name={tone} size="s" />}
    {children}
  </span>
);
