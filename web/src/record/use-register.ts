import { useQuery } from "@tanstack/react-query";
import { fromPlain, type PlainRegister } from "../../../src/entry/plain-register.ts";
import type { RegisterPage } from "../../../src/entry/shapes.ts";
import type { Register } from "../../../src/definition/programme.ts";
import { api } from "../api.ts";

export type KnownRegister = Readonly<{ page: RegisterPage; register: Register }>;

/** The register's definition: the fields, rules and steps from which its pages are made. */
export const useRegister = (id: string) =>
  useQuery({
    queryKey: ["register", id],
    staleTime: 10 * 60_000,
    queryFn: async (): Promise<KnownRegister> => {
      const page = await api.get<RegisterPage>(`/api/registers/${id}`);
      return { page, register: fromPlain(page.register as unknown as PlainRegister) };
    },
  });
