import { type ComponentType, type ReactNode, Suspense } from "react";
import { useLocation } from "react-router";
import { type Text, useSay } from "../language.tsx";
import { Skeleton } from "../kit/index.ts";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { Footer } from "./Footer.tsx";
import { Header } from "./Header.tsx";
import style from "./Shell.module.css";

/**
 * What stands around every page: the way past it, head, connection, foot; the places of what is read out; and the
 * dialog that stands by for the moment that somebody has to sign in.
 */
export const Shell = ({ SignIn, children }: Readonly<{ SignIn: ComponentType; children: ReactNode }>) => {
  const say = useSay();
  const address = useLocation().pathname.replace(/^\/[^/]*/, "");
  return (
    <div className={style.shell}>
      <a className={style.skip} href="#content">
        {say(words.skip)}
      </a>
      <Header />
      <ConnectionBanner />
      <main id="content" tabIndex={-1} className={style.main}>
        <ErrorBoundary at={address}>
          <Suspense
            fallback={
              <div className={style.waiting}>
                <Skeleton lines={6} />
              </div>
            }
          >
            {children}
          </Suspense>
        </ErrorBoundary>
      </main>
      <Footer />
      <Suspense>
        <SignIn />
      </Suspense>
      <div className={style.announcer} aria-live="polite" data-announcer="" />
      <div className={style.announcer} aria-live="polite" data-announcer="" />
    </div>
  );
};

const words = {
  skip: { fr: "Aller au contenu", nl: "Naar de inhoud", en: "Skip to content" },
} satisfies Record<string, Text>;
