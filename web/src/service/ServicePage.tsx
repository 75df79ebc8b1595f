import { useParams } from "react-router";
import type { ServicePage as Service } from "../../../src/service/shapes.ts";
import { FigureRows } from "../figures/FigureRows.tsx";
import { useFigureTable } from "../figures/use-figures.ts";
import { OwnNote } from "../figures/FiguresPage.tsx";
import { DataNote } from "../figures/DataNote.tsx";
import { ButtonLink, ButtonRow, Link, Loaded, Menu, Page } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { Board } from "./Board.tsx";
import { DayLists } from "./DayLists.tsx";
import { ServiceTargets } from "./ServiceTargets.tsx";
import { mechanismPage, mechanismWords } from "./mechanisms.ts";
import style from "./service.module.css";
import { useService } from "./use-services.ts";

/** A service's day: its lists, most urgent first, where its files stand, its figures, and the ways to all else. */
export const ServicePage = () => {
  const say = useSay();
  const { service: id = "" } = useParams();
  const service = useService(id);
  const page = service.data;
  return (
    <Page
      title={page ? say(page.label) : say(words.title)}
      breadcrumbs={[{ label: say(words.services), to: "services" }]}
      lead={page && say(page.description)}
      actions={page && <Actions page={page} />}
    >
      <Loaded query={service}>{(data) => <Contents page={data} />}</Loaded>
    </Page>
  );
};

const Contents = ({ page }: { page: Service }) => {
  const say = useSay();
  const { date } = useFormat();
  return (
    <>
      {page.mechanisms.length > 0 && (
        <nav aria-label={say(words.ways)} className={style.ways}>
          {page.mechanisms.flatMap(({ mechanism: name, label: own }) => {
            const label = own ?? mechanismWords(name);
            return label
              ? [
                  <ButtonLink key={name} to={`services/${page.service}/${mechanismPage(name)}`}>
                    {say(label)}
                  </ButtonLink>,
                ]
              : [];
          })}
        </nav>
      )}
      {page.lists === null ? (
        <p>{say(words.noRecords)}</p>
      ) : (
        page.lists.length > 0 && (
          <Section
            title={say(words.day)}
            actions={<span className={style.today}>{date(page.today, "long")}</span>}
          >
            <DayLists lists={page.lists} today={page.today} />
          </Section>
        )
      )}
      {page.board.map((board) => (
        <Board key={board.register} board={board} />
      ))}
      {page.figures.length > 0 && <Figures page={page} />}
      {page.figures.length > 0 && <ServiceTargets page={page} />}
      <More page={page} />
    </>
  );
};

/** A new record and a file, for whoever may bring them. */
const Actions = ({ page }: { page: Service }) => {
  const say = useSay();
  const forms = page.registers.flatMap(({ register, label, add }) =>
    add.map(({ operation, title }) => ({
      id: `${operation}/${register}`,
      label: add.length === 1 ? say(label) : `${say(label)} – ${say(title)}`,
      to: `operations/${operation}/registers/${register}/new`,
    })),
  );
  const files = page.registers.flatMap(({ register, label, files: operations }) =>
    operations.map((operation) => ({
      id: `${operation}/${register}`,
      label: say(label),
      to: `files?operation=${operation}&register=${register}`,
    })),
  );
  const [form, otherForm] = forms;
  const [file, otherFile] = files;
  if (!form && !file) return null;
  return (
    <ButtonRow>
      {form && !otherForm && (
        <ButtonLink to={form.to} variant="primary" icon="add">
          {say(words.add)}
        </ButtonLink>
      )}
      {otherForm && <Menu label={say(words.add)} variant="primary" icon="add" entries={forms} />}
      {file && !otherFile && (
        <ButtonLink to={file.to} icon="upload">
          {say(words.file)}
        </ButtonLink>
      )}
      {otherFile && <Menu label={say(words.file)} icon="upload" entries={files} />}
    </ButtonRow>
  );
};

/** Its figures of the year under way and of the year before, as far as this person may see them. */
const Figures = ({ page: { figures, operations, year } }: { page: Service }) => {
  const say = useSay();
  const where = `operation:${operations.map(({ operation }) => operation).join(",")}`;
  const table = useFigureTable({ figures, where: [where], year: String(year) });
  return (
    <Section title={say(words.figures)} actions={<Link to="figures">{say(words.allFigures)}</Link>}>
      <Loaded query={table}>
        {(data) => (
          <>
            <OwnNote page={data} />
            <FigureRows
              label={say(words.figures)}
              page={data}
              query={String(new URLSearchParams({ where, year: String(year) }))}
              showsNothing
            />
            <DataNote data={data.data} />
          </>
        )}
      </Loaded>
    </Section>
  );
};

const More = ({ page }: { page: Service }) => {
  const say = useSay();
  return (
    <Section title={say(words.more)}>
      <ul className={style.more}>
        {page.lists !== null &&
          page.registers.map(({ register, label, href }) => (
            <li key={register}>
              <Link to={href}>{say(words.register, { label: say(label) })}</Link>
            </li>
          ))}
        {page.question && (
          <li>
            <Link to={`questions/${page.service}?year=${page.year}`}>
              {say(words.question, { year: page.year })}
            </Link>
          </li>
        )}
        {page.operations.map(({ operation, title }) => (
          <li key={operation}>
            <Link to={`operations/${operation}`}>{say(words.operation, { title: say(title) })}</Link>
          </li>
        ))}
      </ul>
    </Section>
  );
};

const words = {
  title: { fr: "Service", nl: "Dienst", en: "Service" },
  services: { fr: "Services", nl: "Diensten", en: "Services" },
  ways: { fr: "Outils du service", nl: "Hulpmiddelen van de dienst", en: "The service’s tools" },
  day: { fr: "Le travail du jour", nl: "Het werk van de dag", en: "The day’s work" },
  noRecords: {
    fr: "Votre rôle ne donne pas accès aux fiches de ce service.",
    nl: "Uw rol geeft geen toegang tot de fiches van deze dienst.",
    en: "Your role gives no access to this service’s records.",
  },
  figures: { fr: "Les chiffres de l’année", nl: "De cijfers van het jaar", en: "The year’s figures" },
  allFigures: { fr: "Tous les chiffres", nl: "Alle cijfers", en: "All figures" },
  add: { fr: "Ajouter une fiche", nl: "Fiche toevoegen", en: "Add a record" },
  file: { fr: "Déposer un fichier", nl: "Bestand indienen", en: "Bring in a file" },
  more: { fr: "Aussi dans ce service", nl: "Ook in deze dienst", en: "Also in this service" },
  register: { fr: "Registre : {label}", nl: "Register: {label}", en: "Register: {label}" },
  question: {
    fr: "La réponse au parlement pour {year}",
    nl: "Het antwoord aan het parlement voor {year}",
    en: "The answer to parliament for {year}",
  },
  operation: { fr: "Opération : {title}", nl: "Operatie: {title}", en: "Operation: {title}" },
} satisfies Record<string, Text>;
