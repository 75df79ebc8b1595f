import type { House } from "../house.ts";
import { cookieName } from "./route.ts";

type Site = Pick<House, "settings">;

const attributes = ({ settings }: Site): string =>
  `Path=/; HttpOnly; SameSite=Lax${settings.origin.startsWith("https:") ? "; Secure" : ""}`;

/** Returns the header that gives a browser its session. It is forgotten with the browser: desks are shared. */
export const sessionCookie = (house: Site, secret: string): string =>
  `${cookieName(house)}=${secret}; ${attributes(house)}`;

/** Returns the header that takes the session from a browser. */
export const noSessionCookie = (house: Site): string =>
  `${cookieName(house)}=; ${attributes(house)}; Max-Age=0`;

const attemptName = (house: Site): string => `${cookieName(house)}-attempt`;

/** Returns the header that binds a sign-in at the provider to this browser, for as long as it may take. */
export const attemptCookie = (house: Site, secret: string): string =>
  `${attemptName(house)}=${secret}; ${attributes(house)}; Max-Age=${secret === "" ? 0 : 900}`;

/** Returns the secret by which a browser finishes the sign-in that it began; "" where it began none. */
export const attemptSecretOf = (request: Request, house: Site): string => {
  const name = attemptName(house);
  for (const part of (request.headers.get("cookie") ?? "").split(";")) {
    const [key, value = ""] = part.trim().split("=");
    if (key === name) return value;
  }
  return "";
};
