import type { Part, RoomPage } from "../../../src/rooms/shapes.ts";
import { api } from "../api.ts";
import { announce, Dialog, Loaded, Stack } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { useRegister } from "../record/use-register.ts";
import { Questions } from "./Questions.tsx";

/** What is to be written in a room: a consent, a transfer or a follow-up, new or changed. */
export type PartAsked = Readonly<{
  part: Part;
  register: string;
  title: string;
  lead?: string | undefined;
  submit: string;
  fields: readonly string[];
  first: Readonly<Record<string, string>>;
  given: Readonly<Record<string, string>>;
  known?: Readonly<{ record: number; version: number }>;
}>;

/** Asks what belongs to it, by the rules of its register. */
export const PartDialog = ({
  page,
  asked,
  onClose,
  onKept,
}: Readonly<{
  page: RoomPage;
  asked: PartAsked;
  onClose: () => void;
  onKept: () => Promise<unknown>;
}>) => {
  const say = useSay();
  const register = useRegister(asked.register);
  return (
    <Dialog isOpen title={asked.title} onClose={onClose}>
      <Loaded query={register}>
        {(known) => (
          <Stack>
            {asked.lead !== undefined && <p>{asked.lead}</p>}
            <Questions
              known={known}
              place={{ operation: page.operation, partner: page.partner.partner }}
              fields={asked.fields}
              first={asked.first}
              given={asked.given}
              submit={asked.submit}
              onCancel={onClose}
              send={async (texts) => {
                await api.send("POST", `/api/services/${page.service}/rooms/${page.record}/${asked.part}`, {
                  ...asked.known,
                  texts,
                });
                announce(say(words.kept));
                onClose();
                await onKept();
              }}
            />
          </Stack>
        )}
      </Loaded>
    </Dialog>
  );
};

const words = {
  kept: { fr: "Enregistré", nl: "Bewaard", en: "Kept" },
} satisfies Record<string, Text>;
