import { z } from "zod";
import type { Who } from "../../access/who.ts";
import {
  findUpload,
  isOpenToAsker,
  isWholeToAsker,
  mayBring,
  mayKnow,
  mayOpen,
  mayTake,
  registerOf,
  type Upload,
} from "../../upload/upload.ts";
import { viewUpload } from "../../upload/view.ts";
import { notAllowed, notFound } from "../../problem.ts";
import { type Visit } from "../route.ts";

export const tags = ["Files"];

export const place = z.object({ operation: z.string(), partner: z.string(), register: z.string() });

export const ofUpload = z.object({ upload: z.uuid() });

export const pageOf = z.coerce.number().int().min(1).max(100_000).default(1);

export const perPage = 25;

export const remarksPerPage = 50;

export type Asked = Pick<Visit<{ upload: string }, unknown, unknown>, "house" | "client" | "who" | "params">;

export type Guard = (house: Asked["house"], who: Who, upload: Upload) => boolean;

/** Returns the upload that the address names. One that the asker may not know of is one that is not there. */
export const uploadOf = async ({ house, client, who, params }: Asked, may: Guard): Promise<Upload> => {
  const upload = await findUpload(client, params.upload);
  if (!upload || !mayKnow(house, who, upload)) throw notFound();
  if (!may(house, who, upload)) throw notAllowed();
  // The file itself lies on the disk, where no policy stands before it.
  if (may === mayOpen && !(await isOpenToAsker(client, upload))) throw notAllowed();
  if (may === mayTake && !(await isWholeToAsker(house, client, upload))) throw notAllowed();
  return upload;
};

/**
 * Returns whether the asker may see answers of a special category in an upload: by the server's check, and by what the
 * database says, whose policies do not look into the cells of a file.
 */
export const maySeeSpecial = async (
  { house, client, who }: Pick<Asked, "house" | "client" | "who">,
  upload: Upload,
): Promise<boolean> => {
  if (!house.guards.special(who, upload)) return false;
  const { rows } = await client.query<{ may: boolean }>(
    "select access.reaches('special:read', $1, $2) as may",
    [upload.operation, upload.partner],
  );
  return rows[0]?.may === true;
};

/** Returns which fields of an upload the asker may see: answers of a special category need a right of their own. */
export const maySee = async (
  asked: Pick<Asked, "house" | "client" | "who">,
  upload: Upload,
): Promise<(field: string) => boolean> => {
  const special = await maySeeSpecial(asked, upload);
  const register = registerOf(asked.house.programme, upload);
  return (field) => special || register.fields.get(field)?.sensitivity !== "special";
};

/** Does something to an upload and answers with it as it then is. */
export const andShow = async (asked: Asked, work: (upload: Upload) => Promise<unknown>) => {
  const upload = await uploadOf(asked, mayBring);
  await work(upload);
  return viewUpload(
    asked.house,
    asked.client,
    asked.who,
    (await findUpload(asked.client, upload.id)) ?? upload,
  );
};

/** Has an upload checked anew: the page shows that it is under way from now on. */
export const startCheck = async (
  { house, client }: Pick<Asked, "house" | "client">,
  { id }: Upload,
): Promise<void> => {
  const { rowCount } = await client.query(
    `update upload.upload set state = 'checking', progress = 0
     where id = $1 and state in ('received', 'checking', 'ready', 'unreadable')`,
    [id],
  );
  // What is kept or gone, or another's, is not checked.
  if (rowCount === 1) await house.addJob(client, "upload_check", { upload: id });
};
