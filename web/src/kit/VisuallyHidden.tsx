import type { ReactNode } from "react";
import style from "./VisuallyHidden.module.css";

/** Words for those who listen to the page. */
export const VisuallyHidden = ({ children }: { children: ReactNode }) => (
  <span className={style.hidden}>{children}</span>
);
