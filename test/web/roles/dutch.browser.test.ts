import { everyRoleIn } from "./roles.ts";

everyRoleIn("nl");
