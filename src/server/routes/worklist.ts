import { asSession } from "../../access/as-session.ts";
import { targetProgress } from "../../figure/targets.ts";
import { openSql } from "../../listing/open-points.ts";
import { peopleState } from "../../worklist/people.ts";
import { standingOf } from "../../worklist/item.ts";
import { followsTargets } from "../../worklist/targets.ts";
import { worklistShape } from "../../worklist/shapes.ts";
import { worklist } from "../../worklist/worklist.ts";
import { notSignedIn } from "../../problem.ts";
import { defineRoute } from "../route.ts";

const readWorklist = defineRoute({
  id: "readWorklist",
  method: "get",
  path: "/api/worklist",
  summary: "What waits for the asker: since when, due when, and where to deal with it",
  tags: ["Worklist"],
  access: { kind: "signed_in" },
  answer: worklistShape,
  transaction: "own",
  handle: async ({ house, who: asker, session }) => {
    const today = house.today();
    const { programme } = house;
    const targets =
      followsTargets(asker) && programme.targets.length > 0
        ? await targetProgress(programme, await house.recentSnapshot())
        : [];
    return asSession(house.sessions, session, async (client, who) => {
      if (!who) throw notSignedIn();
      const people = await peopleState(client, who, today);
      const items = await worklist({ client, programme, who, today, people, targets, openSql });
      return { today, people, items: items.map((item) => ({ ...item, standing: standingOf(item, today) })) };
    });
  },
});

export const worklistRoutes = [readWorklist] as const;
