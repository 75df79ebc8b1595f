import { mayAnywhere } from "../access/scope.ts";
import { serviceReach } from "../entry/service-reach.ts";
import type { PathDesk } from "./asker.ts";
import { caseloadOf, endingContracts } from "./caseload.ts";
import { doubleSupport } from "./double-support.ts";
import { receivedBy, sentBy } from "./hand-over-rows.ts";
import type { PathPage } from "./shapes.ts";

/** Returns a service's path as the asker may see it: who is where, what ends soon, what was handed over and received. */
export const pathPage = async (
  desk: PathDesk,
  serviceId: string,
  { phase }: Readonly<{ phase?: string | undefined }>,
): Promise<PathPage> => {
  const { service, block: path } = serviceReach(desk, "path", serviceId);
  const on = { service, path };
  return {
    service: service.id,
    label: service.label,
    today: desk.house.today(),
    phases: await caseloadOf(desk, on, phase),
    contracts: await endingContracts(desk, on),
    sent: await sentBy(desk, on),
    received: await receivedBy(desk, on),
    doubles: await doubleSupport(desk, on),
    participants: path.participants.id,
    asks: [...(path.answers?.participation?.asks ?? [])],
    refusals: (path.answers?.register.fields.get(path.answers.refusal)?.choices ?? []).map(
      ({ code, label: name }) => ({ code, label: name }),
    ),
    question: desk.house.programme.questions.services.has(service.id),
    may: { write: mayAnywhere(desk.who, "records:write") },
  };
};
