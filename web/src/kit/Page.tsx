import { type ReactNode, useEffect, useRef } from "react";
import { NavigationType, useLocation, useNavigationType } from "react-router";
import { Breadcrumbs, type Crumb } from "./Breadcrumbs.tsx";
import { classes } from "./class-names.ts";
import { isGiven } from "./field-parts.tsx";
import style from "./Page.module.css";

/** The address at which the heading had the focus last, without its language. */
let focused: string | undefined;

/**
 * A page: its way from the top, its one heading, what can be done, and its contents. Names the window after itself;
 * after a change of page its heading takes the focus, so that a reader and a keyboard begin at its top.
 */
export const Page = ({
  title,
  windowTitle = title,
  breadcrumbs,
  actions,
  lead,
  meta,
  width = "work",
  children,
}: Readonly<{
  title: string;
  /** The name of the window, which the browser remembers: for a page whose heading names a person. */
  windowTitle?: string;
  breadcrumbs?: readonly Crumb[];
  /** Buttons beside the heading; at most two or three, the rest in a Menu. */
  actions?: ReactNode;
  /** One or two sentences under the heading. */
  lead?: ReactNode;
  /** Beside the heading's first line: a Badge, a date. */
  meta?: ReactNode;
  /** "work": the whole width; "read": lines of a text to read; "narrow": a form of a few fields. */
  width?: "work" | "read" | "narrow";
  children?: ReactNode;
}>) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname, hash } = useLocation();
  const address = pathname.replace(/^\/[^/]*/, "");
  // Going back, the browser knows where the reader was; a link to a part of a page goes to that part.
  const isFromTop = useNavigationType() !== NavigationType.Pop && hash === "";
  useEffect(() => {
    document.title = windowTitle === "" ? "Jalon" : `${windowTitle} – Jalon`;
  }, [windowTitle]);
  useEffect(() => {
    if (focused !== undefined && focused !== address) {
      if (isFromTop) scrollTo({ top: 0 });
      heading.current?.focus({ preventScroll: true });
    }
    focused = address;
  }, [address, isFromTop]);
  return (
    <div className={classes(style.page, style[width])}>
      {breadcrumbs && breadcrumbs.length > 0 && <Breadcrumbs crumbs={breadcrumbs} />}
      <header className={style.head}>
        <div className={style.titles}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {isGiven(meta) && <div className={style.meta}>{meta}</div>}
          {isGiven(lead) && <div className={style.lead}>{lead}</div>}
        </div>
        {isGiven(actions) && <div className={style.actions}>{actions}</div>}
      </header>
      <div className={style.contents}>{children}</div>
    </div>
  );
};
