import { lazy, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { pages } from "./pages.tsx";
import { openAgainWhenRenewed } from "./renewal.ts";
import "./style/tokens.css";
import "./style/base.css";

// Fetched beside the first page: they are there before a session can end.
const SignIn = lazy(async () => ({ default: (await import("./signin/SignInDialog.tsx")).SignInDialog }));
const SignInSteps = lazy(async () => ({ default: (await import("./signin/Steps.tsx")).Steps }));

openAgainWhenRenewed();

const root = document.getElementById("root");
if (!root) throw new Error("the page has no root");
createRoot(root).render(
  <StrictMode>
    <App pages={pages} SignIn={SignIn} SignInSteps={SignInSteps} />
  </StrictMode>,
);
