import { everyRoleIn } from "./roles.ts";

everyRoleIn("en");
