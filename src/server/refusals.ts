import type { RefusalCode } from "../signin/refusal.ts";

/** How sign-in's refusals are answered. */
export const refusalStatuses: Readonly<Record<RefusalCode, number>> = {
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
