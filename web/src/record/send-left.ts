import { api, ApiProblem } from "../api.ts";
import { forgetDraft, forgetEdits, readLeft } from "./journal.ts";

/**
 * Sends what this account typed earlier and a closed tab or a dead network kept in this browser. Returns how many
 * drafts were completed.
 */
export const sendLeft = async (account: string): Promise<number> => {
  let sent = 0;
  for (const { draft, place, edits } of await readLeft(account)) {
    try {
      await api.send("PUT", `/api/drafts/${draft}`, { ...place, edits }, { signIn: "never" });
      await forgetEdits(draft, edits);
      sent += 1;
    } catch (error) {
      // Kept, or thrown away, elsewhere: there is nothing to complete any more.
      if (error instanceof ApiProblem && error.status === 410) await forgetDraft(draft);
    }
  }
  return sent;
};
