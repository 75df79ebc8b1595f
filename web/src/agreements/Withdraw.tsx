import { type ReactNode, useState } from "react";
import { Button, ConfirmDialog, Stack } from "../kit/index.ts";
import { ActProblem } from "./ActProblem.tsx";
import { useAct } from "./use-agreements.ts";

/** A button that takes something back, after asking. */
export const Withdraw = ({
  label,
  title,
  act,
  done,
  children,
}: Readonly<{
  label: string;
  title: string;
  act: () => Promise<unknown>;
  done: string;
  /** What follows from it. */
  children: ReactNode;
}>) => {
  const [isOpen, setIsOpen] = useState(false);
  const doing = useAct(done, act, () => setIsOpen(false));
  return (
    <>
      <Button variant="quiet" icon="undo" onPress={() => setIsOpen(true)}>
        {label}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={title}
        onClose={() => setIsOpen(false)}
        confirm={label}
        isDanger
        isPending={doing.isPending}
        onConfirm={() => doing.mutate(undefined)}
      >
        <Stack>
          {doing.error && <ActProblem error={doing.error} />}
          <p>{children}</p>
        </Stack>
      </ConfirmDialog>
    </>
  );
};
