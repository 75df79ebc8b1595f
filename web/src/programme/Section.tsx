import { type ReactNode, useId } from "react";
import style from "./programme.module.css";

/** A part of a page with its heading, and what can be done about all of it beside that. */
export const Section = ({
  title,
  actions,
  children,
}: Readonly<{ title: string; actions?: ReactNode; children: ReactNode }>) => {
  const id = useId();
  return (
    <section className={style.section} aria-labelledby={id}>
      <div className={style.sectionHead}>
        <h2 id={id}>{title}</h2>
        {actions !== undefined && <div>{actions}</div>}
      </div>
      {children}
    </section>
  );
};
