import { everyRoleIn } from "./roles.ts";

everyRoleIn("fr");
