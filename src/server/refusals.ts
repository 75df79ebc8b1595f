import { Refused, type RefusalCode } from "../signin/refusal.ts";
import { addressOf } from "./security.ts";
import { Problem } from "./problem.ts";

const statuses: Readonly<Record<RefusalCode, number>> = {
  wrong_sign_in: 422,
  wrong_code: 422,
  wrong_password: 422,
  weak_password: 422,
  step_over: 410,
  too_many_attempts: 429,
  busy: 503,
  link_over: 410,
  not_known_here: 403,
  one_factor_only: 403,
  provider_failed: 502,
  not_yours_to_grant: 403,
  not_there: 404,
  last_manager: 409,
  yourself: 409,
  already_accepted: 409,
  mail_is_set_up: 409,
};

/** Does the work; a refusal of sign-in becomes the problem that HTTP knows, with when to try again. */
export const saying = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const more = error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter };
    throw new Problem(statuses[error.code], error.code, error.text, more);
  }
};

/** Returns from where a request comes, as sign-in counts it. */
export const originOf = (request: Request) => ({
  address: addressOf(request),
  userAgent: request.headers.get("user-agent") ?? "",
});
