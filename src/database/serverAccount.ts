import { execFile, spawnSync } from "node:child_process";
import { chmod, chown, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { promisify } from "node:util";
import { DatabaseUnavailable, reasonOf } from "./unavailable.ts";

const run = promisify(execFile);

/** Under which account PostgreSQL runs, and whether it is another one than the caller's. */
export type Account = Readonly<{ uid: number; gid: number; borrowed: boolean }>;

/** A command line with the account to give to `spawn`. */
export type Command = Readonly<{
  file: string;
  args: readonly string[];
  options: Readonly<{ cwd: string; uid?: number; gid?: number }>;
  /** Whether it has the right to pass folders that only root may enter. */
  hasPassage: boolean;
}>;

// PostgreSQL refuses to run as root: its own account if the system has one, else the account for those who own nothing.
const unprivilegedNames = ["postgres", "nobody"] as const;

const caller = (): { uid: number; gid: number } => ({
  uid: process.getuid?.() ?? -1,
  gid: process.getgid?.() ?? -1,
});
const isRoot = (): boolean => caller().uid === 0;

const unprivilegedAccount = async (): Promise<Account> => {
  let reason: unknown;
  for (const name of unprivilegedNames) {
    try {
      const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout), borrowed: true };
    } catch (error) {
      reason = error;
    }
  }
  throw new DatabaseUnavailable(
    {
      fr: `PostgreSQL refuse de tourner sous le compte root, et ce système n'a ni compte « postgres » ni compte « nobody ». Créez l'un des deux, lancez Jalon sous un compte ordinaire, ou indiquez un serveur PostgreSQL dans DATABASE_URL.`,
      nl: `PostgreSQL weigert te draaien onder de account root, en dit systeem heeft geen account "postgres" of "nobody". Maak er een aan, start Jalon onder een gewone account, of geef een PostgreSQL-server op in DATABASE_URL.`,
      en: `PostgreSQL refuses to run as root, and this system has neither an account "postgres" nor "nobody". Create one of them, run Jalon under an ordinary account, or name a PostgreSQL server in DATABASE_URL.`,
    },
    reason,
  );
};

/** Returns the account under which a new database is to be made. Raises DatabaseUnavailable when there is none. */
export const accountForNew = async (): Promise<Account> => {
  if (isRoot()) return unprivilegedAccount();
  try {
    userInfo();
  } catch (error) {
    const { uid } = caller();
    throw new DatabaseUnavailable(
      {
        fr: `Le compte qui lance Jalon (numéro ${uid}) n'a pas de nom sur ce système, et PostgreSQL en exige un. Ajoutez-le à /etc/passwd, utilisez un autre compte, ou indiquez un serveur PostgreSQL dans DATABASE_URL.`,
        nl: `De account die Jalon start (nummer ${uid}) heeft geen naam op dit systeem, en PostgreSQL eist er een. Voeg de account toe aan /etc/passwd, gebruik een andere account, of geef een PostgreSQL-server op in DATABASE_URL.`,
        en: `The account that runs Jalon (number ${uid}) has no name on this system, and PostgreSQL requires one. Add it to /etc/passwd, use another account, or name a PostgreSQL server in DATABASE_URL.`,
      },
      error,
    );
  }
  return { ...caller(), borrowed: false };
};

/**
 * Returns the account to which an existing database folder belongs; the server must run under it.
 * Raises DatabaseUnavailable when the caller may not act for that account.
 */
export const accountForExisting = async (folder: string): Promise<Account> => {
  const owner = await stat(folder);
  if (!isRoot()) {
    if (owner.uid === caller().uid) return { ...caller(), borrowed: false };
    throw new DatabaseUnavailable({
      fr: `La base de données ${folder} appartient à un autre compte (numéro ${owner.uid}) que celui qui lance Jalon (numéro ${caller().uid}). Lancez Jalon sous le compte propriétaire, ou choisissez un autre dossier avec --data.`,
      nl: `De databank ${folder} is van een andere account (nummer ${owner.uid}) dan die welke Jalon start (nummer ${caller().uid}). Start Jalon onder de account van de eigenaar, of kies een andere map met --data.`,
      en: `The database ${folder} belongs to another account (number ${owner.uid}) than the one that runs Jalon (number ${caller().uid}). Run Jalon under the owner's account, or choose another folder with --data.`,
    });
  }
  if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, borrowed: true };
  // Root's own copy, as after a restored backup: PostgreSQL only takes a folder that is its account's and private.
  const account = await unprivilegedAccount();
  await run("chown", ["-R", `${account.uid}:${account.gid}`, folder]);
  await chmod(folder, 0o700);
  return account;
};

/** Gives a file or folder to the account, where it is not the caller's own. */
export const giveTo = async (account: Account, path: string): Promise<void> => {
  if (account.borrowed) await chown(path, account.uid, account.gid);
};

// Passes folders that only root may enter, without any other power of root.
const passage = "-all,+dac_override";

const asAccount = (account: Account, file: string, args: readonly string[]): Command => ({
  file,
  args,
  options: { cwd: "/", uid: account.uid, gid: account.gid },
  hasPassage: false,
});
const withPassage = (account: Account, file: string, args: readonly string[]): Command => ({
  file: "setpriv",
  args: [
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    "--clear-groups",
    // Else the system's access(2), with which PostgreSQL looks for its own files, leaves the passage out of account.
    "--securebits=+no_setuid_fixup",
    `--inh-caps=${passage}`,
    `--ambient-caps=${passage}`,
    "--",
    file,
    ...args,
  ],
  options: { cwd: "/" },
  hasPassage: true,
});

const canRead = (command: Command): boolean =>
  spawnSync(command.file, [...command.args], { ...command.options, stdio: "ignore" }).status === 0;

/**
 * Returns the command as the account is to run it. `paths` are what it must reach: where it cannot pass on its own
 * (root's folders), it is given the right to, by `setpriv`. Raises DatabaseUnavailable when that is not possible.
 */
export const commandAs = (
  account: Account,
  paths: readonly string[],
  file: string,
  args: readonly string[],
): Command => {
  if (!account.borrowed) return { file, args, options: { cwd: "/" }, hasPassage: false };
  const closedTo = (way: typeof asAccount): string[] =>
    paths.filter((path) => !canRead(way(account, "/bin/sh", ["-c", 'true <"$1"', "sh", path])));
  const closed = closedTo(asAccount);
  if (closed.length === 0) return asAccount(account, file, args);
  if (closedTo(withPassage).length === 0) return withPassage(account, file, args);
  const { uid } = account;
  const list = closed.join(", ");
  throw new DatabaseUnavailable({
    fr: `PostgreSQL refuse de tourner sous le compte root, et le compte numéro ${uid}, qui le remplace, n'a pas accès à : ${list}. Choisissez avec --data un dossier où ce compte peut entrer, installez la commande « setpriv » (util-linux), ou indiquez un serveur PostgreSQL dans DATABASE_URL.`,
    nl: `PostgreSQL weigert te draaien onder de account root, en account nummer ${uid}, die de plaats inneemt, heeft geen toegang tot: ${list}. Kies met --data een map waar die account in kan, installeer het commando "setpriv" (util-linux), of geef een PostgreSQL-server op in DATABASE_URL.`,
    en: `PostgreSQL refuses to run as root, and account number ${uid}, which stands in for it, cannot reach: ${list}. Choose with --data a folder that this account can enter, install the command "setpriv" (util-linux), or name a PostgreSQL server in DATABASE_URL.`,
  });
};

/** Returns the reason why a program could not be run, with what it wrote. */
export const failureOf = (error: unknown): string =>
  error instanceof Error && "stderr" in error && typeof error.stderr === "string" && error.stderr !== ""
    ? error.stderr.trim().replace(/\s+/g, " ")
    : reasonOf(error);
