import type { Role } from "./programme.ts";
import { tellRepeats } from "./repeats.ts";
import type { AccessFile, Right } from "./schema.ts";
import type { SourceFile } from "./source-file.ts";

/** What a right is of no use without: who writes has to see what stands there, and a file has names in it. */
const needs: Readonly<Partial<Record<Right, readonly Right[]>>> = {
  "records:write": ["records:read"],
  "files:import": ["records:read", "identity:read"],
  "identity:read": ["records:read"],
  "special:read": ["records:read"],
  "report:publish": ["report:read"],
  "money:declare": ["money:read"],
  "money:agree": ["money:read"],
  "money:control": ["money:read"],
  "money:pay": ["money:read"],
  "money:certify": ["money:read"],
  "money:audit": ["money:read"],
};

/** Returns the roles of the programme by name; none where it has no `access.yaml`. */
export const resolveRoles = (file: SourceFile<AccessFile> | undefined): ReadonlyMap<string, Role> => {
  if (!file) return new Map();
  const { roles } = file.content;
  tellRepeats(file.wrong, ["roles"], roles, "role");
  roles.forEach(({ rights }, index) => {
    rights.forEach((right, position) => {
      const at = ["roles", index, "rights", position];
      if (rights.indexOf(right) < position)
        file.wrong(at, right, {
          fr: "un droit que la liste n'a pas déjà",
          nl: "een recht dat nog niet in de lijst staat",
          en: "a right that the list does not have already",
        });
      const missing = needs[right]?.filter((needed) => !rights.includes(needed)) ?? [];
      if (missing.length > 0)
        file.wrong(at, right, {
          fr: `avec ce droit aussi ${missing.join(", ")}`,
          nl: `bij dit recht ook ${missing.join(", ")}`,
          en: `with this right also ${missing.join(", ")}`,
        });
    });
  });
  return new Map(
    roles.map(({ role: id, label, description, scope, rights }) => [
      id,
      { id, label, description, scope, rights },
    ]),
  );
};
