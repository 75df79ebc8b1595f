import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import type { LogForm, LogPage, ShownGroup, Youngster } from "../../../src/outreach/shapes.ts";
import { api, connection, NoAnswer } from "../api.ts";
import { readyDevice, recall, remember } from "../offline/device.ts";
import { keepShell } from "../offline/install.ts";
import { openOutbox, outbox, sendWaiting, type Waiting } from "../offline/outbox.ts";
import { useWho } from "../who.tsx";

/** Somebody as the form without a network knows them: by a code, and what helps to remember. */
export type Followed = Pick<Youngster, "operation" | "partner" | "code" | "nickname" | "stage">;

export type KnownLog = Readonly<{
  form: LogForm;
  followed: readonly Followed[];
  /** Where the last contact was. */
  place: string;
  /** Undefined without a network: then only the form is there. */
  page: LogPage | undefined;
}>;

type Remembered = Pick<KnownLog, "form" | "followed">;

const nameOf = (service: string) => `outreach/${service}`;
const placeName = (service: string) => `outreach/${service}/place`;

/** The log of a service; without a network, what this browser knows of it. */
export const useLog = (service: string, show: ShownGroup, days?: number) => {
  const account = useWho()?.account;
  const queries = useQueryClient();
  useEffect(() => {
    void openOutbox();
    return connection.subscribe(() => {
      if (connection.isReached()) void queries.invalidateQueries({ queryKey: ["outreach"] });
    });
  }, [queries]);
  return useQuery({
    queryKey: ["outreach", service, show, days],
    networkMode: "always",
    // What is being noted stays on the page while another list is fetched.
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<KnownLog> => {
      const isReady = account !== undefined && (await readyDevice(account));
      try {
        const page = await api.get<LogPage>(`/api/services/${service}/outreach`, { show, days });
        const { form } = page;
        const followed = page.youngsters.map(({ operation, partner, code, nickname, stage }) => ({
          operation,
          partner,
          code,
          nickname,
          stage,
        }));
        if (isReady && form.writes.length > 0) {
          if (show === "open") await remember(nameOf(service), { form, followed } satisfies Remembered);
          void keepShell();
        }
        return { form, followed, page, place: (await recall<string>(placeName(service))) ?? "" };
      } catch (error) {
        const known = error instanceof NoAnswer ? await recall<Remembered>(nameOf(service)) : undefined;
        if (!known) throw error;
        return { ...known, page: undefined, place: (await recall<string>(placeName(service))) ?? "" };
      }
    },
  });
};

/** Remembers where somebody was met, for the next contact. */
export const rememberPlace = (service: string, place: string): Promise<void> =>
  remember(placeName(service), place);

/** What is sent of a contact. */
export type Contact = Readonly<{
  operation: string;
  partner: string;
  answers: Readonly<Record<string, string | null>>;
}>;

/** Returns where a service's contacts are sent. */
export const contactsPath = (service: string): string => `/api/services/${service}/outreach/contacts`;

/** The service's contacts that are on this phone only. */
export const useWaiting = (service: string): readonly Waiting<Contact>[] => {
  const all = useSyncExternalStore(outbox.subscribe, outbox.waiting);
  return all.filter(({ path }) => path === contactsPath(service)) as readonly Waiting<Contact>[];
};

/** Returns how to send what waits, and have the pages see it. */
export const useSend = () => {
  const queries = useQueryClient();
  return async (): Promise<void> => {
    if ((await sendWaiting()) > 0) await queries.invalidateQueries({ queryKey: ["outreach"] });
  };
};
