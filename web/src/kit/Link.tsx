import type { ReactNode } from "react";
import { Link as RouterLink } from "react-router";
import { useLanguage } from "../language.tsx";

type LinkProps = Readonly<{
  /** A page without its language ("operations/cpe"), a file of the server ("/api/…"), or another site ("https://…"). */
  to: string;
  className?: string | undefined;
  children: ReactNode;
  download?: boolean;
  "aria-current"?: "page" | "step" | "true";
  "aria-label"?: string;
  lang?: string;
  onClick?: () => void;
  /** What the page gets along, beside its address. */
  state?: unknown;
}>;

/** Returns how a page's address is written in the language of this page. */
export const useAddress = (): ((to: string) => string) => {
  const language = useLanguage();
  return (to) => addressIn(language, to);
};

/** Returns the address of a page in a language; files of the server and other sites come back as they are. */
export const addressIn = (language: string, to: string): string =>
  isOutside(to) ? to : `/${language}/${to.replace(/^\//, "")}`.replace(/\/$/, "");

const isOutside = (to: string): boolean => /^(https?:|mailto:|#|\/api\/)/.test(to);

/** A link to a page, in the language of this one. */
export const Link = ({ to, children, download, state, ...rest }: LinkProps) => {
  const address = useAddress();
  if (isOutside(to))
    return (
      <a href={to} {...rest} {...(download === undefined ? {} : { download })}>
        {children}
      </a>
    );
  return (
    <RouterLink to={address(to)} state={state} {...rest}>
      {children}
    </RouterLink>
  );
};
