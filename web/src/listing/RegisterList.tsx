import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useParams } from "react-router";
import type { Filter } from "../../../src/listing/view.ts";
import { api } from "../api.ts";
import {
  announce,
  Button,
  ButtonLink,
  ButtonRow,
  Disclosure,
  EmptyState,
  Loaded,
  Page,
  Pagination,
  ProblemNotice,
  Skeleton,
} from "../kit/index.ts";
import { type Format, type Say, type Text, useFormat, useSay } from "../language.tsx";
import { useServices } from "../service/use-services.ts";
import { BulkDialog } from "./BulkDialog.tsx";
import { ColumnDialog } from "./ColumnDialog.tsx";
import { ExportMenu } from "./ExportMenu.tsx";
import { FilterBar } from "./FilterBar.tsx";
import style from "./listing.module.css";
import { ListTable } from "./ListTable.tsx";
import { type Description, keyOf, listColumn, type ListedRecord, type ListPage } from "./shapes.ts";
import { useListView } from "./useListView.ts";
import { Views } from "./Views.tsx";

/** The records of a register, in one operation or in all that one may see. */
export const RegisterList = () => {
  const { register = "", operation } = useParams();
  const say = useSay();
  const description = useQuery({
    queryKey: ["list", register, operation],
    queryFn: () =>
      api.get<Description>(`/api/registers/${register}/list`, operation === undefined ? {} : { operation }),
  });
  if (description.data)
    return (
      <List key={`${operation ?? ""}/${register}`} description={description.data} operation={operation} />
    );
  return (
    <Page
      title={description.isError ? say(words.notThere) : ""}
      breadcrumbs={[{ label: say(words.programme), to: "programme" }]}
    >
      <Loaded query={description}>{() => null}</Loaded>
    </Page>
  );
};

const List = ({
  description,
  operation,
}: Readonly<{ description: Description; operation: string | undefined }>) => {
  const { register } = description;
  const say = useSay();
  const format = useFormat();
  const isPrivate = useCallback(
    (field: string) => description.columns.some(({ id, isPrivate: hidden }) => id === field && hidden),
    [description],
  );
  const { view, search, query, change, open } = useListView(isPrivate);
  const service = useServiceOf(view.filters);
  const [isChoosing, setChoosing] = useState(false);
  // What was chosen stays in its window, whatever becomes of the list behind it.
  const [changing, setChanging] =
    useState<Readonly<{ operation: string; records: readonly ListedRecord[] }>>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const question = useMemo(
    () => ({
      ...(operation === undefined ? {} : { operation }),
      filters: view.filters,
      ...(view.sort ? { sort: view.sort } : {}),
      ...(view.columns ? { columns: view.columns } : {}),
      ...(search === "" ? {} : { search }),
    }),
    [operation, view, search],
  );
  const page = useQuery({
    queryKey: ["records", register, question, view.page],
    queryFn: ({ signal }) =>
      api.send<ListPage>(
        "POST",
        `/api/registers/${register}/list`,
        { ...question, page: view.page },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
  const shown = page.data;
  const isBusy = page.isPlaceholderData;
  const count = shown && sayCount(shown, say, format);
  useEffect(() => {
    if (!isBusy && count !== undefined) announce(count);
  }, [count, isBusy]);
  const writable = description.operations.filter(({ mayWrite }) => mayWrite);
  const importable = description.operations.filter(({ mayImport }) => mayImport);
  const here = description.operations.find((each) => each.operation === operation);
  const isNarrowed = view.filters.length > 0 || search !== "";
  const records = shown?.records.filter((record) => chosen.has(keyOf(record))) ?? [];
  const changed = new Set(records.map((record) => record.operation));
  const [only] = changed.size === 1 ? changed : [];
  const mayChange = writable.length > 0;
  return (
    <Page
      title={say(description.label)}
      breadcrumbs={[
        service
          ? { label: say(service.label), to: `services/${service.service}` }
          : { label: say(words.programme), to: "programme" },
        ...(here && !service ? [{ label: say(here.title), to: `operations/${here.operation}` }] : []),
      ]}
      actions={
        <ButtonRow>
          {here?.mayWrite === true && (
            <ButtonLink
              to={`operations/${here.operation}/registers/${register}/new`}
              variant="primary"
              icon="add"
            >
              {say(words.add)}
            </ButtonLink>
          )}
          {here?.mayImport === true && (
            <ButtonLink to={`files?operation=${here.operation}&register=${register}`} icon="upload">
              {say(words.drop)}
            </ButtonLink>
          )}
          <ExportMenu register={register} question={question} total={shown?.total ?? 0} />
        </ButtonRow>
      }
    >
      <Views
        description={description}
        operation={operation}
        query={query}
        isPartlyKept={search !== "" || view.filters.some(({ field }) => isPrivate(field))}
        onOpen={open}
      />
      <FilterBar
        description={description}
        filters={view.filters}
        search={search}
        onFilters={(filters) => change({ filters })}
        onSearch={(sought) => change({ search: sought })}
      />
      {page.isError && (
        <ProblemNotice error={page.error} onRetry={() => void page.refetch()} isRetrying={page.isFetching} />
      )}
      {!shown && page.isPending && <Skeleton lines={12} shape="rows" />}
      {shown && (
        <div className={style.tools}>
          <p>
            <strong>{count}</strong>
          </p>
          <ButtonRow>
            {mayChange && records.length > 0 && (
              <Button
                icon="edit"
                size="s"
                isDisabled={only === undefined}
                onPress={() => only !== undefined && setChanging({ operation: only, records })}
              >
                {say(only === undefined ? words.oneOperation : words.change, {
                  count: records.length,
                })}
              </Button>
            )}
            <Button icon="settings" size="s" onPress={() => setChoosing(true)}>
              {say(words.columns)}
            </Button>
          </ButtonRow>
        </div>
      )}
      {shown && shown.total === 0 && (
        <EmptyState
          title={say(isNarrowed ? words.noneFound : words.noneYet)}
          action={
            isNarrowed ? (
              <Button onPress={() => change({ filters: [], search: "" })}>{say(words.showAll)}</Button>
            ) : undefined
          }
        >
          {!isNarrowed && say(importable.length > 0 ? words.begin : words.wait)}
        </EmptyState>
      )}
      {shown && shown.total > 0 && (
        <>
          <ListTable
            description={description}
            page={shown}
            sort={view.sort}
            isBusy={isBusy}
            selection={mayChange ? { selected: chosen, onChange: setChosen } : undefined}
            onSort={(sort) => change({ sort })}
          />
          <Pagination
            page={shown.page}
            pageSize={shown.pageSize}
            total={shown.total}
            onChange={(next) => change({ page: next })}
          />
        </>
      )}
      {description.description && (
        <Disclosure title={say(words.about)}>
          <p>{say(description.description)}</p>
        </Disclosure>
      )}
      {isChoosing && shown && (
        <ColumnDialog
          description={description}
          shown={shown.columns}
          onClose={() => setChoosing(false)}
          onColumns={(columns) => {
            change({ columns, page: view.page });
            setChoosing(false);
          }}
        />
      )}
      {changing && (
        <BulkDialog
          description={description}
          {...changing}
          onClose={() => setChanging(undefined)}
          onDone={() => {
            setChosen(new Set());
            void page.refetch();
          }}
        />
      )}
    </Page>
  );
};

/** The service of whose day's lists this is one: the way back leads to its page. */
const useServiceOf = (filters: readonly Filter[]) => {
  const { data } = useServices();
  const code = filters.find(({ field }) => field === listColumn)?.in?.[0];
  return data?.services.find(({ service }) => code?.startsWith(`${service}.`) === true);
};

/** "1 284 fiches · 37 à compléter" */
const sayCount = ({ total, incomplete }: ListPage, say: Say, format: Format): string => {
  const records = format.count(total, { one: words.record, other: words.records });
  if (incomplete === null || incomplete === 0) return records;
  return `${records} · ${say(words.incomplete, { count: format.number(incomplete) })}`;
};

const words = {
  programme: { fr: "Programme", nl: "Programma", en: "Programme" },
  notThere: { fr: "Liste introuvable", nl: "Lijst niet gevonden", en: "List not found" },
  record: { fr: "fiche", nl: "fiche", en: "record" },
  records: { fr: "fiches", nl: "fiches", en: "records" },
  incomplete: { fr: "{count} à compléter", nl: "{count} aan te vullen", en: "{count} to complete" },
  about: {
    fr: "Que contient ce registre ?",
    nl: "Wat staat er in dit register?",
    en: "What is in this register?",
  },
  add: { fr: "Ajouter", nl: "Toevoegen", en: "Add" },
  drop: { fr: "Déposer un fichier", nl: "Bestand indienen", en: "Drop a file" },
  columns: { fr: "Colonnes", nl: "Kolommen", en: "Columns" },
  change: {
    fr: "Modifier la sélection ({count})",
    nl: "Selectie wijzigen ({count})",
    en: "Change the selection ({count})",
  },
  oneOperation: {
    fr: "Choisissez des lignes d’une seule opération",
    nl: "Kies rijen van één enkele operatie",
    en: "Choose rows of a single operation",
  },
  noneFound: {
    fr: "Aucune fiche ne correspond",
    nl: "Geen enkele fiche komt overeen",
    en: "No record matches",
  },
  showAll: { fr: "Effacer les filtres", nl: "Filters wissen", en: "Clear the filters" },
  noneYet: {
    fr: "Ce registre est encore vide",
    nl: "Dit register is nog leeg",
    en: "This register is still empty",
  },
  begin: {
    fr: "Ajoutez une fiche à la main, ou déposez le fichier Excel ou CSV de votre organisation : ses colonnes sont reconnues dans n’importe quel ordre.",
    nl: "Voeg een fiche met de hand toe, of dien het Excel- of CSV-bestand van uw organisatie in: de kolommen worden in om het even welke volgorde herkend.",
    en: "Add a record by hand, or drop your organisation’s Excel or CSV file: its columns are recognised in any order.",
  },
  wait: {
    fr: "Les partenaires n’ont encore rien enregistré ici.",
    nl: "De partners hebben hier nog niets geregistreerd.",
    en: "The partners have not recorded anything here yet.",
  },
} satisfies Record<string, Text>;
