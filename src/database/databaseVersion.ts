import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseUnavailable } from "./unavailable.ts";

/** Raises DatabaseUnavailable when the database folder was made by another major version than the one installed. */
export const checkVersion = async (database: string, installed: string): Promise<void> => {
  const found = (await readFile(join(database, "PG_VERSION"), "utf8").catch(() => undefined))?.trim();
  // Unreadable means another account's folder: whether that stops us is said where the account is known.
  if (found === undefined || found === installed) return;
  throw new DatabaseUnavailable({
    fr: `La base de données ${database} a été créée par PostgreSQL ${found}, mais Jalon est installé avec PostgreSQL ${installed}. Ouvrez-la avec la version de Jalon qui l'a créée, ou transférez-la vers un serveur PostgreSQL indiqué dans DATABASE_URL.`,
    nl: `De databank ${database} is gemaakt door PostgreSQL ${found}, maar Jalon is geïnstalleerd met PostgreSQL ${installed}. Open ze met de versie van Jalon die ze maakte, of breng ze over naar een PostgreSQL-server die u opgeeft in DATABASE_URL.`,
    en: `The database ${database} was made by PostgreSQL ${found}, but Jalon is installed with PostgreSQL ${installed}. Open it with the version of Jalon that made it, or move it to a PostgreSQL server named in DATABASE_URL.`,
  });
};
