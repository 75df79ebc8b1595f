import assert from "node:assert/strict";
import type { TestAccount, World } from "../world.ts";

/**
 * Publishes a call that is open, and begins the candidacy of the manager's partner, so that their pages have something
 * to show; returns their numbers.
 */
export const openCall = async (
  { app, programme }: World,
  officer: TestAccount,
  manager: TestAccount,
): Promise<Readonly<{ call: string; candidacy: string }>> => {
  const ask = async (who: TestAccount, method: string, path: string, body: object): Promise<string> => {
    const answer = await app.request(path, {
      method,
      headers: { ...who.headers, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    assert.ok(answer.ok, await answer.clone().text());
    return String(((await answer.json()) as { id: number }).id);
  };
  const same = (text: string) => ({ fr: text, nl: text, en: text });
  const day = 86_400_000;
  const call = await ask(officer, "POST", "/api/operations/cpas/calls", {
    title: same("Adhésion au cadre de partenariat"),
    lead: same("Un appel d'essai."),
    template: "welfare_centre_candidacy",
    guide: programme.costs.guides.at(-1)?.id ?? "",
    opensAt: new Date(Date.now() - day).toISOString(),
    closesAt: new Date(Date.now() + day).toISOString(),
    starts: "2021-01-01",
    ends: "2021-12-31",
    budget: "100000.00",
    most: "60000.00",
    criteria: [
      { id: "quality", label: same("Qualité de l'accompagnement"), points: 60 },
      { id: "control", label: same("Contrôle interne"), points: 40 },
    ],
    options: ["unit_cost", "salary_flat_rate", "remaining_40", "lump_sum"],
    objectives: [
      { id: "phases", label: same("Phases commencées"), quantity: "cpas_phases_begun", target: "50" },
    ],
  });
  await ask(officer, "POST", `/api/calls/${call}/publish`, {});
  const address = `/api/calls/${call}/candidacies/${manager.partner ?? ""}`;
  const candidacy = await ask(manager, "PUT", address, { revision: 0 });
  const line = { category: "whole", budget: "0.00" };
  await ask(manager, "PUT", address, {
    revision: 1,
    lines: [
      {
        ...line,
        id: "staff",
        label: same("Personnel"),
        category: "direct_staff",
        option: "salary_flat_rate",
        terms: { form: "salary_flat_rate", scale: "partners" },
      },
      {
        ...line,
        id: "rest",
        label: same("Autres frais"),
        category: "remaining",
        option: "remaining_40",
        terms: { form: "flat_rate", rate: "0.40" },
      },
      {
        ...line,
        id: "study",
        label: same("Étude"),
        option: "lump_sum",
        terms: { form: "lump_sum", milestones: [{ id: "report", label: same("Rapport"), amount: "500.00" }] },
      },
    ],
  });
  return { call, candidacy };
};
