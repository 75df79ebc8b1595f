import { ask, busiestCentre, submitPhases } from "../control/submitted.ts";
import type { TestAccount, World } from "../world.ts";

/**
 * Opens a verification and a visit of a declaration, with a finding that its partner is asked about, so that the pages
 * of control have something to show; returns their numbers.
 */
export const verifySomething = async (
  world: World,
  controller: TestAccount,
): Promise<Readonly<{ verification: string; visit: string; verified: string }>> => {
  const manager = await world.account({ role: "partner_manager", partner: await busiestCentre(world) });
  const declared = await submitPhases(world, manager, "essai-controle");
  const open = async (type: string): Promise<string> => {
    const path = `/api/declarations/${declared.id}/verifications`;
    const { id } = await ask<{ id: number }>(world, controller, "POST", path, { type });
    return String(id);
  };
  const [verification, visit] = [await open("administrative"), await open("on_the_spot")];
  const { typologies } = await ask<{ typologies: { id: string }[] }>(
    world,
    controller,
    "GET",
    `/api/verifications/${verification}`,
  );
  await ask(world, controller, "POST", `/api/verifications/${verification}/findings`, {
    line: "phases",
    typology: typologies[0]?.id,
    amount: "392.70",
    measure: "deduct",
    text: "Une phase sans document signé.",
  });
  await ask(world, controller, "POST", "/api/outages", {
    from: "2020-03-02T08:00:00Z",
    until: "2020-03-02T10:00:00Z",
    reason: "Panne inventée",
  });
  return { verification, visit, verified: String(declared.id) };
};
