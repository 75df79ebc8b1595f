import { useSearchParams } from "react-router";
import type { FigureList, FigureTablePage } from "../../../src/progress/shapes.ts";
import { ButtonLink, ComboBox, Loaded, Page } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { may, useWho } from "../who.tsx";
import { useProgramme } from "../programme/use-programme.ts";
import { Section } from "../programme/Section.tsx";
import { Asking } from "./Asking.tsx";
import { useAsked } from "./asked.ts";
import { Breakdown } from "./Breakdown.tsx";
import { DataNote } from "./DataNote.tsx";
import { Download } from "./Download.tsx";
import { FigureRows } from "./FigureRows.tsx";
import style from "./figures.module.css";
import { HiddenNote } from "./HiddenNote.tsx";
import { useFigureList, useFigureTable } from "./use-figures.ts";

/** The figures of a year: all of them, or one broken down; what is asked stands in the address. */
export const FiguresPage = () => {
  const say = useSay();
  const who = useWho();
  const list = useFigureList();
  return (
    <Page
      title={say(words.title)}
      lead={say(words.lead)}
      actions={
        may(who, "figures:read", { partner: null }) && (
          <ButtonLink to="questions">{say(words.questions)}</ButtonLink>
        )
      }
    >
      <Loaded query={list}>{(data) => <Contents list={data} />}</Loaded>
    </Page>
  );
};

const Contents = ({ list }: { list: FigureList }) => {
  const say = useSay();
  const asked = useAsked();
  const [search, setSearch] = useSearchParams();
  const isBroken = (asked.by ?? []).length > 0;
  const able = list.figures.filter(({ dimensions }) =>
    (asked.by ?? []).every((id) => dimensions.includes(id)),
  );
  const chosen =
    able.find(({ id }) => id === search.get("figure")) ??
    able.find(({ group }) => group === "specific") ??
    able[0];
  const wanted = {
    year: asked.year,
    by: asked.by,
    where: asked.where,
    whole: asked.whole,
    ...(isBroken && chosen ? { figures: [chosen.id] } : {}),
  };
  const table = useFigureTable(wanted, !isBroken || chosen !== undefined);
  return (
    <>
      <Asking list={list}>
        {isBroken && (
          <ComboBox
            label={say(words.figure)}
            options={able.map(({ id, label, code }) => ({
              id,
              label: code === null ? say(label) : `${say(label)} (${code})`,
            }))}
            value={chosen?.id ?? null}
            onChange={(figure) => {
              const next = new URLSearchParams(search);
              if (figure !== null) next.set("figure", figure);
              setSearch(next, { replace: true });
            }}
          />
        )}
      </Asking>
      <Loaded query={table}>
        {(page) => (
          <>
            <OwnNote page={page} />
            <HiddenNote hidden={page.hidden} />
            {isBroken ? <Breakdown page={page} /> : <Groups page={page} />}
            <Download asked={wanted} />
            <DataNote data={page.data} definition={page.definition} />
          </>
        )}
      </Loaded>
    </>
  );
};

/** Whose figures they are, where they are a partner's own. */
export const OwnNote = ({ page }: Readonly<{ page: Pick<FigureTablePage, "own"> }>) => {
  const say = useSay();
  const { data: programme } = useProgramme();
  const partner = page.own?.partner?.[0];
  const operation = page.own?.operation?.[0];
  if (!programme || (partner === undefined && operation === undefined)) return null;
  const name =
    partner === undefined
      ? say(programme.operationTitle(operation ?? ""))
      : say(programme.partnerName(partner));
  return <p className={style.before}>{say(words.ofOwn, { name })}</p>;
};

const groups = [
  { id: "own", title: "own", of: ["specific", "total", ""] },
  { id: "output", title: "output", of: ["common_output", "entity_output"] },
  { id: "result", title: "result", of: ["common_result", "yei_result"] },
  { id: "control", title: "control", of: ["control"] },
  { id: "budget", title: "budget", of: ["budget"] },
] as const;

const Groups = ({ page }: { page: FigureTablePage }) => {
  const say = useSay();
  const { search } = useAsked();
  const query = new URLSearchParams(
    [...search].filter(([name]) => ["year", "where", "whole"].includes(name)),
  ).toString();
  return (
    <>
      {groups.map(({ id, title, of }) => {
        const has = page.figures.some(({ group }) => of.some((one) => one === (group ?? "")));
        return (
          has && (
            <Section key={id} title={say(words[title])}>
              <FigureRows label={say(words[title])} page={page} query={query} groups={of} showsNothing />
            </Section>
          )
        );
      })}
      {page.omitted.length > 0 && (
        <p className={style.source}>
          {say(words.omitted, { figures: page.omitted.map(({ label }) => say(label)).join(", ") })}
        </p>
      )}
    </>
  );
};

const words = {
  title: { fr: "Chiffres", nl: "Cijfers", en: "Figures" },
  lead: {
    fr: "Chaque chiffre s’ouvre sur sa définition, sa source et les fiches qu’il compte.",
    nl: "Elk cijfer opent op zijn definitie, zijn bron en de fiches die het telt.",
    en: "Every figure opens to its definition, its source and the records that it counts.",
  },
  questions: { fr: "Questions parlementaires", nl: "Parlementaire vragen", en: "Parliamentary questions" },
  figure: { fr: "Chiffre", nl: "Cijfer", en: "Figure" },
  own: { fr: "Chiffres du programme", nl: "Cijfers van het programma", en: "Figures of the programme" },
  ofOwn: { fr: "Votre part : {name}", nl: "Uw deel: {name}", en: "Your part: {name}" },
  output: {
    fr: "Indicateurs communs de réalisation",
    nl: "Gemeenschappelijke outputindicatoren",
    en: "Common output indicators",
  },
  result: {
    fr: "Indicateurs communs de résultat",
    nl: "Gemeenschappelijke resultaatindicatoren",
    en: "Common result indicators",
  },
  control: {
    fr: "Contrôle et paiements",
    nl: "Controle en betalingen",
    en: "Control and payments",
  },
  budget: { fr: "Moyens", nl: "Middelen", en: "Means" },
  omitted: {
    fr: "Ne se comptent pas ainsi : {figures}.",
    nl: "Worden niet zo geteld: {figures}.",
    en: "Not counted this way: {figures}.",
  },
} satisfies Record<string, Text>;
