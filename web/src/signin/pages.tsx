import { lazy } from "react";
import type { Page } from "../pages.tsx";

const SignInPage = lazy(async () => ({ default: (await import("./SignInPage.tsx")).SignInPage }));
const ForgottenPage = lazy(async () => ({ default: (await import("./ForgottenPage.tsx")).ForgottenPage }));
const NewPasswordPage = lazy(async () => ({
  default: (await import("./NewPasswordPage.tsx")).NewPasswordPage,
}));
const InvitationPage = lazy(async () => ({ default: (await import("./InvitationPage.tsx")).InvitationPage }));

/** Ways in. The addresses of invitation and new-password stand in mails: a change here is one there. */
export const pages: readonly Page[] = [
  {
    path: "sign-in",
    title: { fr: "Se connecter", nl: "Aanmelden", en: "Sign in" },
    element: <SignInPage />,
    public: true,
  },
  {
    path: "forgotten-password",
    title: { fr: "Mot de passe oublié", nl: "Wachtwoord vergeten", en: "Forgotten password" },
    element: <ForgottenPage />,
    public: true,
  },
  {
    path: "new-password",
    title: { fr: "Nouveau mot de passe", nl: "Nieuw wachtwoord", en: "New password" },
    element: <NewPasswordPage />,
    public: true,
  },
  {
    path: "invitation",
    title: { fr: "Votre invitation", nl: "Uw uitnodiging", en: "Your invitation" },
    element: <InvitationPage />,
    public: true,
  },
];
