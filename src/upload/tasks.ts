import type { Tasks } from "../house.ts";
import { checkUpload } from "./check.ts";
import { keepUpload } from "./keep.ts";
import { sweepUploads } from "./sweep.ts";

const uploadOf = (payload: Readonly<Record<string, unknown>>): string => {
  const { upload } = payload;
  if (typeof upload !== "string") throw new Error("a job about an upload names it");
  return upload;
};

/** What happens to uploads while nobody waits: checking, keeping, letting go. Each may run twice. */
export const uploadTasks: Tasks = {
  upload_check: async (house, payload) => checkUpload(house, uploadOf(payload)),
  upload_keep: async (house, payload) => keepUpload(house, uploadOf(payload)),
  upload_sweep: async (house) => sweepUploads(house),
};
