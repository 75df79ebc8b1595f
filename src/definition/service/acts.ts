import type { Programme, Register, Transition } from "../programme.ts";
import type { RegisterFile } from "../schema.ts";
import type { SourceFile } from "../source-file.ts";
import type { Service } from "./service.ts";

/** The act of a mechanism that alone takes a step, and what it writes besides. */
export type Act = Readonly<{
  service: Service;
  mechanism: "places";
  writes: Register;
  /** By which fields of what it writes that is found again, from which ones of the record that goes the step. */
  gives: readonly Readonly<{ field: string; source: string }>[];
}>;

/** Returns the act by which alone a step is taken; undefined for a step that is taken from the record itself. */
export const actOf = (
  { services }: Pick<Programme, "services">,
  { id }: Pick<Register, "id">,
  transition: Pick<Transition, "id" | "by">,
): Act | undefined => {
  if (transition.by === undefined) return undefined;
  for (const service of services.values()) {
    const { requests, stays } = service.places ?? {};
    if (!requests || !stays || requests.register.id !== id) continue;
    const { begin } = requests;
    if (begin.transition !== transition.id) continue;
    const gives = [...begin.gives].map(([field, source]) => ({ field, source }));
    const identity = gives.filter(({ field }) => stays.register.identity.includes(field));
    return { service, mechanism: transition.by, writes: stays.register, gives: identity };
  }
  return undefined;
};

/** Checks that steps which only an act takes are taken by one, that finds again what it writes. */
export const checkActs = (
  files: readonly SourceFile<RegisterFile>[],
  registers: Programme["registers"],
  services: Programme["services"],
): void => {
  for (const { content, wrong } of files)
    content.lifecycle?.transitions.forEach(({ transition: id, by }, index) => {
      const register = registers.get(content.register);
      const lifecycle = register?.lifecycle;
      if (by === undefined || !register || !lifecycle?.transitions.some((each) => each.id === id)) return;
      const act = actOf({ services }, register, { id, by });
      const isChoice = register.fields.get(lifecycle.field)?.type === "choice";
      if (act && act.gives.length > 0 && isChoice) return;
      wrong(["lifecycle", "transitions", index, "by"], by, {
        fr: `un service dont le bloc ${by} commence par ${id} (requests.begin), et donne un champ d'identité`,
        nl: `een dienst waarvan het blok ${by} met ${id} begint (requests.begin), en een identiteitsveld geeft`,
        en: `a service whose block ${by} begins with ${id} (requests.begin), and gives a field of identity`,
      });
    });
};
