import { useQuery } from "@tanstack/react-query";
import type { RoomPage, RoomsPage } from "../../../src/rooms/shapes.ts";
import { api } from "../api.ts";

/** The rooms of a service: one's own, and for whoever looks after them, which there are. */
export const useRooms = (service: string) =>
  useQuery({
    queryKey: ["rooms", service],
    queryFn: () => api.get<RoomsPage>(`/api/services/${service}/rooms`),
  });

/** What is in a room, for who was let in. */
export const useRoom = (service: string, record: string) =>
  useQuery({
    queryKey: ["rooms", service, record],
    queryFn: () => api.get<RoomPage>(`/api/services/${service}/rooms/${record}`),
  });
