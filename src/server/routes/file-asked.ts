import { z } from "zod";
import type { Who } from "../../access/who.ts";
import {
  findUpload,
  isOpenToAsker,
  mayBring,
  mayKnow,
  mayOpen,
  registerOf,
  type Upload,
  UploadRefusal,
} from "../../upload/upload.ts";
import { viewUpload } from "../../upload/view.ts";
import { notAllowed, notFound, Problem } from "../problem.ts";
import { type Visit } from "../route.ts";

export const tags = ["Files"];

export const place = z.object({ operation: z.string(), partner: z.string(), register: z.string() });

export const ofUpload = z.object({ upload: z.uuid() });

export const pageOf = z.coerce.number().int().min(1).max(100_000).default(1);

export const perPage = 25;

export const remarksPerPage = 50;

/** What an upload refuses, told with its own status and code. */
export const told = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UploadRefusal) throw new Problem(error.status, error.code, error.text);
    throw error;
  }
};

export type Asked = Pick<Visit<{ upload: string }, unknown, unknown>, "house" | "client" | "who" | "params">;

export type Guard = (house: Asked["house"], who: Who, upload: Upload) => boolean;

/** Returns the upload that the address names. One that the asker may not know of is one that is not there. */
export const uploadOf = async ({ house, client, who, params }: Asked, may: Guard): Promise<Upload> => {
  const upload = await findUpload(client, params.upload);
  if (!upload || !mayKnow(house, who, upload)) throw notFound();
  if (!may(house, who, upload)) throw notAllowed();
  // The file itself lies on the disk, where no policy stands before it.
  if (may === mayOpen && !(await isOpenToAsker(client, upload))) throw notAllowed();
  return upload;
};

/** Returns which fields of an upload the asker may see: answers of a special category need a right of their own. */
export const maySee = (
  { house, who }: Pick<Asked, "house" | "who">,
  upload: Upload,
): ((field: string) => boolean) => {
  const special = house.guards.special(who, upload);
  const register = registerOf(house.programme, upload);
  return (field) => special || register.fields.get(field)?.sensitivity !== "special";
};

/** Does something to an upload and answers with it as it then is. */
export const andShow = async (asked: Asked, work: (upload: Upload) => Promise<unknown>) =>
  told(async () => {
    const upload = await uploadOf(asked, mayBring);
    await work(upload);
    return viewUpload(
      asked.house,
      asked.client,
      asked.who,
      (await findUpload(asked.client, upload.id)) ?? upload,
    );
  });

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
