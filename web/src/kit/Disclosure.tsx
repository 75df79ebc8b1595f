import type { ReactNode } from "react";
import style from "./Disclosure.module.css";
import { Icon } from "./Icon.tsx";

/** Something more, that opens under its title. The browser finds words in it while it is closed. */
export const Disclosure = ({
  title,
  children,
  isOpenAtFirst = false,
  onToggle,
}: Readonly<{
  title: ReactNode;
  children: ReactNode;
  isOpenAtFirst?: boolean;
  onToggle?: (isOpen: boolean) => void;
}>) => (
  <details
    className={style.disclosure}
    open={isOpenAtFirst}
    onToggle={(event) => onToggle?.(event.currentTarget.open)}
  >
    <summary className={style.summary}>
      <Icon name="forward" size="s" />
      <span>{title}</span>
    </summary>
    <div className={style.content}>{children}</div>
  </details>
);
