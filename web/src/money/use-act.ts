import { useMutation } from "@tanstack/react-query";
import { useRenewal } from "../declarations/use-declarations.ts";
import { announce } from "../kit/index.ts";

/**
 * Something that is done once, after which everything is asked again, also where it was refused: an act on money changes
 * lists, agreements, declarations and the ledger at once. `done` is read out.
 */
export const useAct = <Body, Answer>(
  done: string | ((answer: Answer) => string),
  act: (body: Body) => Promise<Answer>,
  onDone?: (answer: Answer) => void | Promise<void>,
) => {
  const renew = useRenewal();
  return useMutation({
    mutationFn: act,
    onSuccess: async (answer) => {
      announce(typeof done === "string" ? done : done(answer));
      await onDone?.(answer);
      await renew();
    },
    onError: renew,
  });
};
