import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../api.ts";
import type { Ways } from "./answers.ts";

/** Returns how one can sign in at this installation. */
export const useWays = () =>
  useQuery({
    queryKey: ["ways to sign in"],
    queryFn: () => api.get<Ways>("/api/sign-in/ways", {}, { signIn: "never" }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Sends to the server without asking anybody to sign in first: this is how one signs in. */
export const post = <T>(path: string, body: unknown): Promise<T> =>
  api.send<T>("POST", path, body, { signIn: "never" });

/** Returns the secret behind # of a link, and takes it out of the address, so that it stays in no history. */
export const useSecret = (): string => {
  const [secret] = useState(() => location.hash.slice(1));
  useEffect(() => {
    if (location.hash !== "") history.replaceState(history.state, "", location.pathname);
  }, []);
  return secret;
};
