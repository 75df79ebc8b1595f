import type { Edit } from "../../../src/entry/shapes.ts";

/** The other tabs of this browser that have the same draft open. */
export type Tabs = Readonly<{
  type: (edit: Edit) => void;
  end: () => void;
  close: () => void;
}>;

type Message = Readonly<{ edit: Edit }> | Readonly<{ isEnded: true }>;

/** Joins the tabs of a draft: what is typed in one stands in all, and its end is told to all. */
export const tabsOf = (
  draft: string,
  on: Readonly<{ onTyped: (edit: Edit) => void; onEnded: () => void }>,
): Tabs => {
  const channel = new BroadcastChannel(`jalon-draft-${draft}`);
  let isOpen = true;
  channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if ("edit" in data) on.onTyped(data.edit);
    else on.onEnded();
  });
  const post: (message: Message) => void = channel.postMessage.bind(channel);
  const tell = (message: Message) => {
    if (isOpen) post(message);
  };
  return {
    type: (edit) => tell({ edit }),
    end: () => tell({ isEnded: true }),
    close: () => {
      isOpen = false;
      channel.close();
    },
  };
};
