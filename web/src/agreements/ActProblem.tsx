import type { Remark } from "../../../src/agreement/shared-shapes.ts";
import { ApiProblem } from "../api.ts";
import { Notice, ProblemNotice } from "../kit/index.ts";
import { RemarkList } from "./RemarkList.tsx";

/** Why something was not done, in the server's words, with the remarks that stand against it. */
export const ActProblem = ({ error }: { error: unknown }) => {
  if (error === null || error === undefined) return null;
  if (!(error instanceof ApiProblem) || !Array.isArray(error.more["remarks"]))
    return <ProblemNotice error={error} />;
  return (
    <Notice tone="error" isLive title={error.title}>
      <RemarkList remarks={error.more["remarks"] as Remark[]} />
    </Notice>
  );
};
