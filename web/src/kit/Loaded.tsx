import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { sayError } from "../api.ts";
import { type Text, useSay } from "../language.tsx";
import { Button } from "./Button.tsx";
import { Notice } from "./Notice.tsx";
import { Skeleton } from "./shown.tsx";

/** What a query brought; before that, grey lines; or why it could not, with a way to try again. */
export const Loaded = <T,>({
  query,
  children,
  waiting = <Skeleton />,
}: Readonly<{
  query: Pick<UseQueryResult<T>, "data" | "error" | "isPending" | "isFetching" | "refetch">;
  children: (data: T) => ReactNode;
  waiting?: ReactNode;
}>) => {
  const { data, error, isPending, isFetching, refetch } = query;
  if (data !== undefined) return children(data);
  if (error && !isPending)
    return <ProblemNotice error={error} isRetrying={isFetching} onRetry={() => void refetch()} />;
  return waiting;
};

/** Says what went wrong, in the server's words, with a button to try again where that may help. */
export const ProblemNotice = ({
  error,
  onRetry,
  isRetrying = false,
}: Readonly<{ error: unknown; onRetry?: () => void; isRetrying?: boolean }>) => {
  const say = useSay();
  const { title, detail, incident, isWorthRetrying } = sayError(error, say);
  return (
    <Notice
      tone="error"
      isLive
      title={title}
      actions={
        onRetry &&
        isWorthRetrying && (
          <Button size="s" icon="undo" onPress={onRetry} isPending={isRetrying}>
            {say(words.again)}
          </Button>
        )
      }
    >
      {detail}
      {incident !== undefined && <p>{say(words.incident, { incident })}</p>}
    </Notice>
  );
};

const words = {
  again: { fr: "Réessayer", nl: "Opnieuw proberen", en: "Try again" },
  incident: { fr: "Numéro : {incident}", nl: "Nummer: {incident}", en: "Number: {incident}" },
} satisfies Record<string, Text>;
