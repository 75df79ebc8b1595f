import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useParams, useSearchParams } from "react-router";
import type { StaffPage as Staff } from "../../../src/declaration/staff-shapes.ts";
import { api } from "../api.ts";
import {
  Button,
  ButtonLink,
  Cell,
  Column,
  Columns,
  EmptyState,
  Link,
  Loaded,
  Page,
  Row,
  Rows,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { useShare } from "../money/how.ts";
import { Section } from "../programme/Section.tsx";
import style from "./declarations.module.css";
import { StaffForm } from "./StaffForm.tsx";
import { useRenewal } from "./use-declarations.ts";

type StaffRow = Staff["rows"][number];

/** The staff of an agreement by code: their yearly cost, and the hours of each year that are declared, wherever. */
export const StaffPage = () => {
  const say = useSay();
  const { agreement = "" } = useParams();
  const [search] = useSearchParams();
  const declaration = search.get("declaration");
  const staff = useQuery({
    queryKey: ["agreement", agreement, "staff"],
    queryFn: () => api.get<Staff>(`/api/agreements/${agreement}/staff`),
  });
  const page = staff.data;
  return (
    <Page
      title={say(words.title)}
      breadcrumbs={[
        { label: say(words.money), to: "money" },
        { label: page?.agreement.number ?? say(words.agreement), to: `money/agreements/${agreement}` },
        ...(declaration === null
          ? []
          : [{ label: say(words.declaration), to: `money/declarations/${declaration}` }]),
      ]}
      lead={say(words.lead)}
      actions={
        declaration !== null && (
          <ButtonLink to={`money/declarations/${declaration}`} icon="back">
            {say(words.back)}
          </ButtonLink>
        )
      }
    >
      <Loaded query={staff}>{(data) => <Contents page={data} />}</Loaded>
    </Page>
  );
};

const Contents = ({ page }: Readonly<{ page: Staff }>) => {
  const say = useSay();
  const queries = useQueryClient();
  const renew = useRenewal();
  const first = page.mayChange ? page.rows.find((row) => isUnsaid(page, row)) : undefined;
  const [editing, setEditing] = useState<StaffRow | "new" | null>(first ?? null);
  const agreement = String(page.agreement.id);
  const keep = useMutation({
    mutationFn: (row: Parameters<Parameters<typeof StaffForm>[0]["onKeep"]>[0]) =>
      api.send<Staff>("PUT", `/api/agreements/${agreement}/staff`, { rows: [row] }),
    onSuccess: async (next) => {
      queries.setQueryData(["agreement", agreement, "staff"], next);
      // The next one whose cost is still to be said is opened at once.
      setEditing(next.rows.find((row) => isUnsaid(next, row)) ?? null);
      await renew();
    },
  });
  const years = [...new Set(page.rows.map(({ year }) => year))].toSorted((a, b) => b - a);
  return (
    <>
      {editing !== null && (
        <StaffForm
          key={editing === "new" ? "new" : `${editing.year} ${editing.person}`}
          page={page}
          row={editing === "new" ? undefined : editing}
          error={keep.error}
          isPending={keep.isPending}
          onKeep={(row) => keep.mutate(row)}
          onCancel={() => setEditing(null)}
        />
      )}
      {page.rows.length === 0 && <EmptyState title={say(words.nobody)} />}
      {page.mayChange && editing === null && (
        <p>
          <Button icon="add" onPress={() => setEditing("new")}>
            {say(words.add)}
          </Button>
        </p>
      )}
      {years.map((year) => (
        <Section key={year} title={String(year)}>
          <Year page={page} rows={page.rows.filter((row) => row.year === year)} onEdit={setEditing} />
        </Section>
      ))}
    </>
  );
};

/** Whether something is missing of somebody without which nothing can be worked out. */
const isUnsaid = ({ functions }: Staff, row: StaffRow): boolean =>
  row.grossCost === null || (functions.length > 0 && row.function === null);

const Year = ({
  page,
  rows,
  onEdit,
}: Readonly<{ page: Staff; rows: readonly StaffRow[]; onEdit: (row: StaffRow) => void }>) => {
  const say = useSay();
  const { number } = useFormat();
  const share = useShare();
  const functionName = (id: string | null) => {
    const label = page.functions.find((each) => each.id === id)?.label;
    return label ? say(label) : (id ?? "–");
  };
  return (
    <Table label={say(words.title)} density="compact">
      <Columns>
        <Column>{say(words.person)}</Column>
        <Column>{say(words.function)}</Column>
        <Column isNumeric>{say(words.gross)}</Column>
        <Column isNumeric>{say(words.months)}</Column>
        <Column isNumeric>{say(words.fraction)}</Column>
        <Column isNumeric>{say(words.hours)}</Column>
        <Column>{say(words.where)}</Column>
        {page.mayChange && <Column width="least">{say(words.act)}</Column>}
      </Columns>
      <Rows>
        {rows.map((row) => (
          <Row key={row.person} tone={isUnsaid(page, row) ? "warning" : undefined}>
            <Cell isHead>{row.person}</Cell>
            <Cell>{functionName(row.function)}</Cell>
            <Cell isNumeric>
              {row.grossCost === null ? say(words.notSaid) : <Amount euros={row.grossCost} />}
            </Cell>
            <Cell isNumeric>{row.months === null ? "–" : number(row.months)}</Cell>
            <Cell isNumeric>{row.fraction === null ? "–" : share(row.fraction)}</Cell>
            <Cell isNumeric>
              {number(row.hoursDeclared)}
              {row.hoursLimit !== null && <span className={style.note}> / {number(row.hoursLimit)}</span>}
            </Cell>
            <Cell>
              {row.declared.map(({ declaration, number: name, line }) => (
                <span key={`${declaration} ${line}`}>
                  <Link to={`money/declarations/${declaration}?line=${line}`}>{name}</Link>{" "}
                </span>
              ))}
            </Cell>
            {page.mayChange && (
              <Cell>
                <Button variant="quiet" size="s" icon="edit" iconOnly onPress={() => onEdit(row)}>
                  {say(words.edit, { person: row.person })}
                </Button>
              </Cell>
            )}
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

const words = {
  title: {
    fr: "Personnel de la convention",
    nl: "Personeel van de overeenkomst",
    en: "Staff of the agreement",
  },
  lead: {
    fr: "Par le code de l'employeur, sans nom. Le coût brut et sa preuve se donnent une fois par an, pour toutes les déclarations.",
    nl: "Volgens de code van de werkgever, zonder naam. De brutokost en het bewijs worden één keer per jaar gegeven, voor alle declaraties.",
    en: "By the employer's code, without names. The gross cost and its evidence are given once a year, for all declarations.",
  },
  money: { fr: "Financement", nl: "Financiering", en: "Funding" },
  agreement: { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  declaration: { fr: "Déclaration", nl: "Declaratie", en: "Declaration" },
  back: { fr: "Retour à la déclaration", nl: "Terug naar de declaratie", en: "Back to the declaration" },
  nobody: { fr: "Personne n'est encore connu.", nl: "Er is nog niemand gekend.", en: "Nobody is known yet." },
  add: { fr: "Ajouter une personne", nl: "Een persoon toevoegen", en: "Add a person" },
  person: { fr: "Code", nl: "Code", en: "Code" },
  function: { fr: "Fonction", nl: "Functie", en: "Function" },
  gross: { fr: "Coût brut", nl: "Brutokost", en: "Gross cost" },
  months: { fr: "Mois", nl: "Maanden", en: "Months" },
  fraction: { fr: "Temps de travail", nl: "Arbeidstijd", en: "Part of full time" },
  hours: { fr: "Heures déclarées", nl: "Gedeclareerde uren", en: "Hours declared" },
  where: { fr: "Dans", nl: "In", en: "In" },
  act: { fr: "Modifier", nl: "Wijzigen", en: "Change" },
  edit: { fr: "Modifier {person}", nl: "{person} wijzigen", en: "Change {person}" },
  notSaid: { fr: "à compléter", nl: "aan te vullen", en: "to be said" },
} satisfies Record<string, Text>;
