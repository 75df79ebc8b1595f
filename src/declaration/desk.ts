import type { AgreementView } from "../agreement/read.ts";
import { acting, handOf, maySpeak, type MoneyDesk } from "../agreement/desk.ts";
import { notAllowed } from "../problem.ts";
import type { Act } from "../trail/act.ts";

/** Where somebody works on declarations: in the browser under their walls, or at the command line as the owner. */
export type Desk = MoneyDesk;

type Whose = Pick<AgreementView, "operation" | "partner" | "internal">;

/** Throws where the asker does not speak for the partner of the agreement. */
export const needSpeaking = (desk: Desk, agreement: Whose): void => {
  if (!maySpeak(desk, agreement)) throw notAllowed();
};

/** Returns whom the trail names. */
export const actorAt = (desk: Desk): string => handOf(desk).actor;

/**
 * Does the work as one act of the trail. It waits for its turn, however many do: what is submitted was reckoned before,
 * and is not to be reckoned again for a refusal. What the database holds to at the end of a transaction is asked at the
 * end of the work, so that a refusal can be told.
 */
export const actOn = <T>(
  desk: Desk,
  { action, reason }: Readonly<{ action: string; reason?: string | undefined }>,
  work: (act: Act) => Promise<T>,
): Promise<T> => acting(desk, action, work, { reason, waits: true });
