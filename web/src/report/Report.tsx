import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { api } from "../api.ts";
import { addressIn, Badge, Button, Loaded, Menu, Notice, Page, Select } from "../kit/index.ts";
import { type Text, useLanguage, useSay } from "../language.tsx";
import { useMay } from "../who.tsx";
import type { DraftReport, ReportList } from "./answers.ts";
import { Article, Contents } from "./Article.tsx";
import style from "./Article.module.css";
import { DraftFigure } from "./DraftFigure.tsx";
import { Editions } from "./Editions.tsx";
import { PublishDialog } from "./PublishDialog.tsx";
import { reportsKey } from "./Reports.tsx";
import { Untrue } from "./Untrue.tsx";
import { numberOf, useLooked } from "./useLooked.ts";

/** The report of a year as it would be published now: read, questioned number by number, taken along, published. */
export const Report = () => {
  const say = useSay();
  const language = useLanguage();
  const navigate = useNavigate();
  const { year = "" } = useParams();
  const mayPublish = useMay("report:publish");
  const [isPublishing, setIsPublishing] = useState(false);
  const { looked, look, close } = useLooked();
  const reports = useQuery({ queryKey: reportsKey, queryFn: () => api.get<ReportList>("/api/reports") });
  const report = useQuery({
    queryKey: ["report", year, language],
    queryFn: () => api.get<DraftReport>(`/api/reports/${year}`, { language }),
    placeholderData: keepPreviousData,
  });
  const editions = reports.data?.years.find((each) => String(each.year) === year)?.editions ?? [];
  const years = reports.data?.years.map((each) => String(each.year)) ?? [];
  const untrue = report.data?.untrue ?? [];
  return (
    <Page
      title={say(words.title, { year })}
      breadcrumbs={[{ label: say(words.reports), to: "report" }]}
      meta={
        report.data && (
          <Badge tone={untrue.length === 0 ? "success" : "error"}>
            {untrue.length === 0 ? say(words.allTrue) : say(words.someUntrue, { count: untrue.length })}
          </Badge>
        )
      }
      actions={
        <>
          {years.length > 1 && (
            <Select
              label={say(words.year)}
              isLabelHidden
              value={year}
              onChange={(next) => {
                if (next !== null && next !== year) void navigate(addressIn(language, `report/${next}`));
              }}
              options={years.map((each) => ({ id: each, label: each }))}
              width="short"
            />
          )}
          <Menu
            label={say(words.download)}
            icon="download"
            entries={[
              {
                id: "pdf",
                label: say(words.pdf),
                onAction: () => void api.file(draft(year, language, "pdf")),
              },
              {
                id: "html",
                label: say(words.html),
                onAction: () => void api.file(draft(year, language, "html")),
              },
              {
                id: "json",
                label: say(words.json),
                onAction: () => void api.file(draft(year, language, "json")),
              },
            ]}
          />
          {mayPublish && (
            <Button
              variant="primary"
              isDisabled={!report.data || untrue.length > 0}
              onPress={() => setIsPublishing(true)}
            >
              {say(words.publish)}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={report}>
        {(data) => {
          const current = looked && data.figures.find((each) => numberOf(each) === numberOf(looked));
          return (
            <>
              <Notice title={say(words.inTheMaking)}>
                {say(words.inTheMakingText, { statements: data.statements, change: data.data.change })}
              </Notice>
              <Untrue untrue={data.untrue} />
              <Editions year={Number(year)} editions={editions} />
              <div className={`${style.layout} ${current ? style.withPanel : ""}`}>
                <Contents contents={data.contents} />
                <Article article={data} looked={current} onLook={look} />
                {current && (
                  <DraftFigure
                    key={numberOf(current)}
                    reported={current}
                    reportYear={Number(year)}
                    onClose={close}
                  />
                )}
              </div>
              {isPublishing && (
                <PublishDialog report={data} editions={editions} onClose={() => setIsPublishing(false)} />
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
};

const draft = (year: string, language: string, form: string): string =>
  `/api/reports/${year}/draft/${language}.${form}`;

const words = {
  title: { fr: "Rapport annuel {year}", nl: "Jaarverslag {year}", en: "Annual report {year}" },
  reports: { fr: "Rapports annuels", nl: "Jaarverslagen", en: "Annual reports" },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  allTrue: { fr: "Toutes les phrases sont vraies", nl: "Alle zinnen kloppen", en: "Every sentence is true" },
  someUntrue: {
    fr: "Nombres que les données démentent : {count}",
    nl: "Getallen die de gegevens tegenspreken: {count}",
    en: "Numbers that the data contradict: {count}",
  },
  download: { fr: "Télécharger", nl: "Downloaden", en: "Download" },
  pdf: { fr: "PDF accessible", nl: "Toegankelijke pdf", en: "Accessible PDF" },
  html: { fr: "Page web (HTML)", nl: "Webpagina (HTML)", en: "Web page (HTML)" },
  json: { fr: "Données (JSON)", nl: "Gegevens (JSON)", en: "Data (JSON)" },
  publish: { fr: "Publier…", nl: "Publiceren…", en: "Publish…" },
  inTheMaking: {
    fr: "Rapport en préparation",
    nl: "Verslag in voorbereiding",
    en: "Report in the making",
  },
  inTheMakingText: {
    fr: "{statements} affirmations chiffrées, calculées sur les données telles qu’elles sont maintenant (changement {change} du journal). Touchez un nombre pour savoir d’où il vient.",
    nl: "{statements} uitspraken met cijfers, berekend op de gegevens zoals ze nu zijn (wijziging {change} van het logboek). Raak een getal aan om te weten waar het vandaan komt.",
    en: "{statements} statements with figures, computed from the data as they are now (change {change} of the trail). Press a number to learn where it comes from.",
  },
} satisfies Record<string, Text>;
