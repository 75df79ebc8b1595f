import { useQuery } from "@tanstack/react-query";
import type { DraftPage, Edit } from "../../../src/entry/shapes.ts";
import { api, ApiProblem } from "../api.ts";
import { Button, ButtonLink, Notice, ProblemNotice } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import type { SaveState } from "./autosave.ts";
import type { DraftPlace } from "./journal.ts";
import style from "./record.module.css";
import { SaveStatus } from "./SaveStatus.tsx";
import type { useKeeping } from "./use-keeping.ts";

/** The bar that stays in view: keep or discard, how it stands with what was typed, and what stands in the way. */
export const FormFoot = ({
  state,
  place,
  draft,
  keeping,
  typed,
  onAgain,
  onKeep,
  onRetry,
  onDiscard,
}: Readonly<{
  state: SaveState;
  place: DraftPlace;
  draft: string;
  keeping: ReturnType<typeof useKeeping>;
  typed: () => readonly Edit[];
  onAgain: (typed: readonly Edit[]) => void;
  onKeep: () => void;
  onRetry: () => void;
  onDiscard: () => void;
}>) => {
  const say = useSay();
  const { problem } = keeping;
  const isEnded =
    state.kind === "ended" || hasEnded(problem) || (state.kind === "stopped" && hasEnded(state.problem));
  return (
    <div className={style.foot}>
      {isEnded ? (
        <Ended draft={draft} place={place} onAgain={() => onAgain(typed())} />
      ) : state.kind === "stopped" ? (
        <Notice
          tone="error"
          isLive
          title={state.problem.title}
          actions={
            <Button size="s" icon="undo" onPress={onRetry}>
              {say(words.retry)}
            </Button>
          }
        >
          {say(state.isKept ? words.stopped : words.stoppedHere)}
        </Notice>
      ) : (
        problem !== undefined && <KeepProblem problem={problem} place={place} onRetry={onKeep} />
      )}
      <div className={style.footRow}>
        {!isEnded && (
          <>
            <Button type="submit" variant="primary" isPending={keeping.isKeeping}>
              {say(place.record === null ? words.keepNew : words.keepChange)}
            </Button>
            <Button variant="quiet" onPress={onDiscard}>
              {say(words.discard)}
            </Button>
          </>
        )}
        <SaveStatus state={state} onSignIn={onRetry} />
      </div>
    </div>
  );
};

const hasEnded = (problem: unknown): boolean =>
  problem instanceof ApiProblem && problem.code === "draft_ended";

/** The draft was kept or thrown away elsewhere: the way to its record, and a way on with what stands on this page. */
const Ended = ({ draft, place, onAgain }: { draft: string; place: DraftPlace; onAgain: () => void }) => {
  const say = useSay();
  const { data } = useQuery({
    queryKey: ["draft", draft, "end"],
    queryFn: () => api.get<DraftPage>(`/api/drafts/${draft}`),
    retry: false,
  });
  const record = data?.kept?.record ?? place.record;
  return (
    <Notice
      tone="warning"
      isLive
      title={say(data?.kept ? words.endedKept : words.ended)}
      actions={
        <>
          {record !== null && (
            <ButtonLink
              size="s"
              to={`operations/${place.operation}/registers/${place.register}/records/${record}`}
            >
              {say(words.openRecord)}
            </ButtonLink>
          )}
          <Button size="s" onPress={onAgain}>
            {say(words.goOn)}
          </Button>
        </>
      }
    >
      {say(words.endedHelp)}
    </Notice>
  );
};

/** What stood in the way of keeping the record, with the way on where there is one. */
const KeepProblem = ({
  problem,
  place,
  onRetry,
}: {
  problem: unknown;
  place: DraftPlace;
  onRetry: () => void;
}) => {
  const say = useSay();
  if (problem instanceof ApiProblem && problem.code === "already_there") {
    const { record } = problem.more;
    const list = `operations/${place.operation}/registers/${place.register}`;
    return (
      <Notice
        tone="error"
        isLive
        title={problem.title}
        actions={
          typeof record === "number" && (
            <ButtonLink size="s" to={`${list}/records/${record}`}>
              {say(words.openOther)}
            </ButtonLink>
          )
        }
      >
        {typeof record === "number" ? undefined : say(words.elsewhere)}
      </Notice>
    );
  }
  return <ProblemNotice error={problem} onRetry={onRetry} />;
};

const words = {
  keepNew: { fr: "Enregistrer la fiche", nl: "Fiche bewaren", en: "Save the record" },
  keepChange: { fr: "Enregistrer les modifications", nl: "Wijzigingen bewaren", en: "Save the changes" },
  discard: { fr: "Jeter le brouillon", nl: "Ontwerp weggooien", en: "Discard the draft" },
  retry: { fr: "Réessayer", nl: "Opnieuw proberen", en: "Try again" },
  stopped: {
    fr: "Ce que vous avez écrit est toujours sur cette page, et gardé sur cet ordinateur.",
    nl: "Wat u schreef, staat nog op deze pagina en wordt op deze computer bijgehouden.",
    en: "What you wrote is still on this page, and kept on this computer.",
  },
  stoppedHere: {
    fr: "Ce que vous avez écrit est toujours sur cette page. Copiez ce dont vous avez besoin avant de la quitter.",
    nl: "Wat u schreef, staat nog op deze pagina. Kopieer wat u nodig hebt voor u ze verlaat.",
    en: "What you wrote is still on this page. Copy what you need before leaving it.",
  },
  ended: {
    fr: "Ce brouillon a été terminé ailleurs",
    nl: "Dit ontwerp werd elders afgesloten",
    en: "This draft was ended elsewhere",
  },
  endedKept: {
    fr: "Ce brouillon a déjà été enregistré ailleurs",
    nl: "Dit ontwerp werd al elders bewaard",
    en: "This draft was already saved elsewhere",
  },
  endedHelp: {
    fr: "Par exemple dans un autre onglet. Ce que vous avez écrit est toujours sur cette page.",
    nl: "Bijvoorbeeld in een ander tabblad. Wat u schreef, staat nog op deze pagina.",
    en: "In another tab, for example. What you wrote is still on this page.",
  },
  openRecord: { fr: "Ouvrir la fiche", nl: "Fiche openen", en: "Open the record" },
  goOn: {
    fr: "Reprendre ces réponses dans un nouveau brouillon",
    nl: "Verder met deze antwoorden in een nieuw ontwerp",
    en: "Go on with these answers in a new draft",
  },
  openOther: {
    fr: "Ouvrir la fiche qui existe déjà",
    nl: "De bestaande fiche openen",
    en: "Open the record that already exists",
  },
  elsewhere: {
    fr: "Elle est tenue par un autre partenaire. Votre gestionnaire de programme peut vous mettre en contact.",
    nl: "Een andere partner houdt ze bij. Uw programmabeheerder kan u met die partner in contact brengen.",
    en: "Another partner keeps it. Your programme officer can put you in touch.",
  },
} satisfies Record<string, Text>;
