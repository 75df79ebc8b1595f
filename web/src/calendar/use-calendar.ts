import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { CalendarPage, DoorCode, SessionPage } from "../../../src/calendar/shapes.ts";
import { api } from "../api.ts";
import { useLanguage } from "../language.tsx";

export type SessionAddress = Readonly<{ service: string; operation: string; session: string }>;

/** Where the server has a session. */
export const sessionApi = ({ service, operation, session }: SessionAddress): string =>
  `/api/services/${service}/calendar/${operation}/sessions/${session}`;

/** The sessions between two days. */
export const useCalendar = (service: string, from: string, until: string) =>
  useQuery({
    queryKey: ["calendar", service, from, until],
    queryFn: () => api.get<CalendarPage>(`/api/services/${service}/calendar`, { from, until }),
    enabled: from !== "",
    placeholderData: keepPreviousData,
  });

/** One session, with whoever is registered; looked at again every few seconds while people can sign in at the door. */
export const useSession = (address: SessionAddress) =>
  useQuery({
    queryKey: ["calendar", "session", address.service, address.operation, address.session],
    queryFn: () => api.get<SessionPage>(sessionApi(address)),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.door?.isOpen === true && state.data.session.isPlanned ? 10_000 : false,
  });

/** The code that the session shows now; a new one is fetched when it is over. */
export const useDoorCode = (address: SessionAddress) => {
  const language = useLanguage();
  return useQuery({
    queryKey: ["calendar", "code", address.operation, address.session, language],
    queryFn: () => api.get<DoorCode>(`${sessionApi(address)}/code`, { language }),
    refetchInterval: ({ state }) => (state.data ? Math.max(1, state.data.secondsLeft) * 1000 + 250 : false),
    refetchIntervalInBackground: true,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
};
