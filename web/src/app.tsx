import { QueryClientProvider } from "@tanstack/react-query";
import { type ComponentType, type ReactNode, useLayoutEffect } from "react";
import { I18nProvider, RouterProvider } from "react-aria-components";
import { BrowserRouter, Navigate, Route, Routes, useLocation, useNavigate, useParams } from "react-router";
import { isLanguage, type Language, languages } from "../../src/language.ts";
import { locales } from "./format.ts";
import { LanguageProvider } from "./language.tsx";
import type { Page } from "./pages.tsx";
import { openQueries } from "./queries.ts";
import { AllPages } from "./shell/all-pages.ts";
import { SendLeft } from "./record/SendLeft.tsx";
import { Guarded, type SignInStepsType } from "./shell/Guarded.tsx";
import { NotFound } from "./shell/NotFound.tsx";
import { Shell } from "./shell/Shell.tsx";
import { WhoProvider } from "./who.tsx";

const client = openQueries();

type Parts = Readonly<{
  pages: readonly Page[];
  /** Opens itself over the page when a request needs a person (`onSignInNeeded`). */
  SignIn: ComponentType;
  /** Stands in the place of a page that needs a person. */
  SignInSteps: SignInStepsType;
}>;

/** The application, made of the pages of its features. */
export const App = (parts: Parts) => (
  <QueryClientProvider client={client}>
    <BrowserRouter>
      <Routes>
        <Route path="/:language/*" element={<Localised {...parts} />} />
        <Route path="*" element={<ToLanguage />} />
      </Routes>
    </BrowserRouter>
  </QueryClientProvider>
);

/** Everything under one language. Another language changes the words and nothing else: the tree below is kept. */
const Localised = ({ pages, SignIn, SignInSteps }: Parts) => {
  const { language = "" } = useParams();
  if (!isLanguage(language)) return <ToLanguage />;
  return (
    <InLanguage language={language}>
      <WhoProvider>
        <SendLeft />
        <AllPages value={pages}>
          <Shell SignIn={SignIn}>
            <Routes>
              {pages.map((page) => (
                <Route
                  key={page.path}
                  path={page.path}
                  element={
                    <Guarded page={page} SignInSteps={SignInSteps}>
                      {page.element}
                    </Guarded>
                  }
                />
              ))}
              <Route path="*" element={<NotFound />} />
            </Routes>
          </Shell>
        </AllPages>
      </WhoProvider>
    </InLanguage>
  );
};

const InLanguage = ({ language, children }: { language: Language; children: ReactNode }) => {
  const navigate = useNavigate();
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(rememberedAs, language);
  }, [language]);
  return (
    <LanguageProvider language={language}>
      <I18nProvider locale={locales[language]}>
        <RouterProvider navigate={(to) => void navigate(to)}>{children}</RouterProvider>
      </I18nProvider>
    </LanguageProvider>
  );
};

const rememberedAs = "jalon.language";

/** An address without a language: the one used last on this machine, else the first that the browser asks for. */
const ToLanguage = () => {
  const { pathname, search, hash } = useLocation();
  return (
    <Navigate replace to={{ pathname: `/${preferred()}${pathname.replace(/\/$/, "")}`, search, hash }} />
  );
};

const preferred = (): Language => {
  const wanted = [localStorage.getItem(rememberedAs) ?? "", ...navigator.languages].map((tag) =>
    tag.slice(0, 2),
  );
  return wanted.find(isLanguage) ?? languages[0];
};
