import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import type { Opened } from "../../../src/declaration/shapes.ts";
import { api } from "../api.ts";
import { Button, ProblemNotice, useAddress } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { useRenewal } from "./use-declarations.ts";

/** A button that opens the declaration of a period, or the one that is being prepared for it, and goes there. */
export const OpenPeriod = ({
  agreement,
  from,
  until,
  isBegun,
  variant = "secondary",
}: Readonly<{
  agreement: number;
  from: string;
  until: string;
  isBegun: boolean;
  variant?: "primary" | "secondary";
}>) => {
  const say = useSay();
  const navigate = useNavigate();
  const address = useAddress();
  const renew = useRenewal();
  const open = useMutation({
    mutationFn: () => api.send<Opened>("POST", `/api/agreements/${agreement}/declarations`, { from, until }),
    onSuccess: async ({ id }) => {
      await navigate(address(`money/declarations/${id}`));
      await renew();
    },
  });
  return (
    <>
      <Button variant={variant} size="s" isPending={open.isPending} onPress={() => open.mutate()}>
        {say(isBegun ? words.goOn : words.open)}
      </Button>
      {open.error && <ProblemNotice error={open.error} />}
    </>
  );
};

const words = {
  open: { fr: "Ouvrir la déclaration", nl: "De declaratie openen", en: "Open the declaration" },
  goOn: { fr: "Continuer", nl: "Verdergaan", en: "Go on" },
} satisfies Record<string, Text>;
