import { Component, type ReactNode } from "react";
import { ApiProblem, NoAnswer } from "../api.ts";
import { Button, ButtonLink, ButtonRow, Page, ProblemNotice } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";

type Props = Readonly<{ at: string; children: ReactNode }>;
type State = Readonly<{ error: unknown; at: string }>;

/** Stands in for a page that failed, until another is opened. Says and sends nothing of what was on it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined, at: this.props.at };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error ?? new Error("unknown") };
  }

  static getDerivedStateFromProps({ at }: Props, state: State): State | null {
    return at === state.at ? null : { error: undefined, at };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return <Failed error={error} onRetry={() => this.setState({ error: undefined })} />;
  }
}

const Failed = ({ error, onRetry }: { error: unknown; onRetry: () => void }) => {
  const say = useSay();
  const isKnown = error instanceof ApiProblem || error instanceof NoAnswer;
  return (
    <Page title={say(words.title)} lead={isKnown ? undefined : say(words.lead)} width="narrow">
      {isKnown && <ProblemNotice error={error} />}
      <ButtonRow>
        <Button variant="primary" onPress={isKnown ? onRetry : () => location.reload()}>
          {say(isKnown ? words.again : words.reload)}
        </Button>
        <ButtonLink to="" variant="quiet">
          {say(words.home)}
        </ButtonLink>
      </ButtonRow>
    </Page>
  );
};

const words = {
  title: {
    fr: "Cette page n’a pas pu s’afficher",
    nl: "Deze pagina kon niet worden getoond",
    en: "This page could not be shown",
  },
  lead: {
    fr: "Une erreur s’est produite dans l’application. Ce qui était enregistré l’est toujours.",
    nl: "Er ging iets mis in de toepassing. Wat bewaard was, is nog steeds bewaard.",
    en: "Something went wrong in the application. What was saved is still saved.",
  },
  again: { fr: "Réessayer", nl: "Opnieuw proberen", en: "Try again" },
  reload: { fr: "Recharger la page", nl: "De pagina opnieuw laden", en: "Reload the page" },
  home: { fr: "Aller à l’accueil", nl: "Naar het begin", en: "Go to the start" },
} satisfies Record<string, Text>;
