import type { FindingBody, VerificationPage } from "../../../src/control/shapes.ts";
import { api } from "../api.ts";
import type { Bench } from "./bench.ts";
import { FindingForm } from "./FindingForm.tsx";
import { useAct, verificationAddress } from "./use-control.ts";

/** The finding that is being written, kept by the tab until it is noted. */
export const Writing = ({ bench: { page, draft } }: Readonly<{ bench: Bench }>) => {
  const { written, put, forget } = draft;
  const act = useAct(
    page.id,
    undefined,
    async (body: FindingBody) => {
      if (!written || written.id === null)
        return api.send<VerificationPage>("POST", `${verificationAddress(page.id)}/findings`, body);
      const { reference: _reference, ...changed } = body;
      return api.send<VerificationPage>("PUT", `/api/findings/${written.id}`, changed);
    },
    forget,
  );
  if (!written) return null;
  return (
    <FindingForm
      key={written.body.reference ?? written.id}
      page={page}
      body={written.body}
      isNew={written.id === null}
      put={put}
      onCancel={forget}
      send={(body) => act.mutateAsync(body)}
    />
  );
};
