import { useEffect } from "react";
import { useParams, useSearchParams } from "react-router";
import type { DeclarationPage as Declaration } from "../../../src/declaration/shapes.ts";
import { Loaded, Page } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Documents } from "../money/Documents.tsx";
import { Section } from "../programme/Section.tsx";
import type { Bench } from "./bench.ts";
import { isDerived } from "./bench.ts";
import { Checks } from "./Checks.tsx";
import style from "./declarations.module.css";
import { Differences } from "./Differences.tsx";
import { Head } from "./Head.tsx";
import { KeepStatus } from "../money/KeepStatus.tsx";
import { LineDetail } from "./LineDetail.tsx";
import { Lines } from "./Lines.tsx";
import { Objectives } from "./Objectives.tsx";
import { StateBadge } from "./states.tsx";
import { useDeclaration, useRenewal } from "./use-declarations.ts";
import { useKeeping } from "./use-keeping.ts";

/** The workbench of a declaration: what it comes to and from what, what stands in its way, and its submission. */
export const DeclarationPage = () => {
  const say = useSay();
  const { date } = useFormat();
  const { declaration: id = "" } = useParams();
  const declaration = useDeclaration(id);
  const page = declaration.data;
  return (
    <Page
      title={page ? say(words.title, { number: page.number }) : say(words.declaration)}
      breadcrumbs={[
        { label: say(words.money), to: "money" },
        { label: say(words.declarations), to: "money/declarations" },
      ]}
      meta={page && <StateBadge state={page.state} />}
      lead={
        page &&
        say(words.lead, {
          partner: say(page.partner.name),
          operation: say(page.operation.title),
          from: date(page.from, "long"),
          until: date(page.until, "long"),
        })
      }
    >
      <Loaded query={declaration}>{(data) => <Workbench key={data.id} page={data} />}</Loaded>
    </Page>
  );
};

const Workbench = ({ page }: Readonly<{ page: Declaration }>) => {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const keeping = useKeeping(page);
  const renew = useRenewal();
  const chosen = search.get("line");
  const first = page.lines.find((line) => !isDerived(line)) ?? page.lines[0];
  const line = page.lines.find((each) => each.line === chosen) ?? first;
  const bench: Bench = {
    page,
    keeping,
    lines: new Map(page.lines.map(({ line: id, label }) => [id, label])),
    open: (next, asked = {}) => {
      setSearch({ ...(next === null ? {} : { line: next }), ...asked }, { replace: true });
      if (next !== null) showLine();
    },
  };
  // Whoever came by a remark's link wants to see what it is about.
  const isAsked = chosen !== null;
  useEffect(() => {
    if (isAsked) showLine();
  }, [isAsked]);
  return (
    <>
      <Head bench={bench} />
      {page.may.change && <KeepStatus keeping={keeping} />}
      <div className={style.bench}>
        <aside className={style.beside} aria-label={say(words.remarks)}>
          <Checks bench={bench} />
        </aside>
        <div className={style.work}>
          <Lines bench={bench} shown={line?.line} />
          {line && <LineDetail key={line.line} bench={bench} line={line} />}
          {page.documents.length > 0 && (
            <Section title={say(words.documents)}>
              <div className={style.proof}>
                <Documents
                  about={`declaration:${page.id}`}
                  kinds={page.documents}
                  mayChange={page.may.change}
                  onChange={() => void renew()}
                />
              </div>
            </Section>
          )}
          <Objectives page={page} />
          {page.replaces && <Differences bench={bench} before={page.replaces} />}
        </div>
      </div>
    </>
  );
};

/** Brings the open line into view. */
const showLine = () => {
  requestAnimationFrame(() => {
    const heading = document.querySelector<HTMLElement>("#open-line");
    heading?.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  });
};

const words = {
  declaration: { fr: "Déclaration", nl: "Declaratie", en: "Declaration" },
  title: { fr: "Déclaration {number}", nl: "Declaratie {number}", en: "Declaration {number}" },
  lead: {
    fr: "{partner} · {operation}. Du {from} au {until}.",
    nl: "{partner} · {operation}. Van {from} tot {until}.",
    en: "{partner} · {operation}. From {from} to {until}.",
  },
  money: { fr: "Financement", nl: "Financiering", en: "Funding" },
  declarations: { fr: "Déclarations", nl: "Declaraties", en: "Declarations" },
  remarks: { fr: "Remarques", nl: "Opmerkingen", en: "Remarks" },
  documents: { fr: "Documents", nl: "Documenten", en: "Documents" },
} satisfies Record<string, Text>;
