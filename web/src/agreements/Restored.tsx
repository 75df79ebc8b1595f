import { Button, Notice } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";

/** Says that what was written before and not sent is there again, with a way to begin anew. */
export const Restored = ({ onAnew }: { onAnew: () => void }) => {
  const say = useSay();
  return (
    <Notice
      title={say(words.title)}
      actions={
        <Button size="s" onPress={onAnew}>
          {say(words.anew)}
        </Button>
      }
    />
  );
};

const words = {
  title: {
    fr: "Ce que vous aviez écrit sans l'enregistrer est de nouveau là.",
    nl: "Wat u geschreven en niet bewaard had, staat er weer.",
    en: "What you wrote and did not save is here again.",
  },
  anew: { fr: "Recommencer", nl: "Opnieuw beginnen", en: "Begin anew" },
} satisfies Record<string, Text>;
