import type { Inline, ReportDocument } from "./document.ts";
import { coFundingStatement } from "./emblem.ts";
import { parseMarkdown } from "./markdown.ts";

/**
 * Invented numbers of an invented programme, for the tests and for looking at the result: key, exact value, words
 * printed, what the figure is.
 */
const invented: Readonly<Record<string, readonly [value: string, text: string, title: string]>> = {
  "all.2031": ["8412", "8.412", "Participants à toutes les actions, 2031"],
  "all.2030": ["9107", "9.107", "Participants à toutes les actions, 2030"],
  "youth.2031": ["2318", "2.318", "Jeunes accompagnés, 2031"],
  "youth.2030": ["3022", "3.022", "Jeunes accompagnés, 2030"],
  "youth.more": ["2318", "plus de 2.300", "Jeunes accompagnés, 2031, arrondi vers le bas"],
  "access.2031": ["4127", "4.127", "Personnes accompagnées, axe 2, 2031"],
  "access.2030": ["4006", "4.006", "Personnes accompagnées, axe 2, 2030"],
  "inclusion.2031": ["1967", "1.967", "Personnes accompagnées, axe 3, 2031"],
  "inclusion.2030": ["2079", "2.079", "Personnes accompagnées, axe 3, 2030"],
  "offers.2031": ["12873", "12.873", "Offres d'emploi enregistrées, 2031"],
  "offers.2030": ["15240", "15.240", "Offres d'emploi enregistrées, 2030"],
  "classes.2031": ["87", "87", "Classes touchées, 2031"],
  "classes.2030": ["112", "112", "Classes touchées, 2030"],
  "jobs.2031": ["143", "143", "Élèves ayant trouvé un job étudiant, 2031"],
  "neets.2031": ["512", "512", "Jeunes NEET accompagnés, 2031"],
  "neets.2030": ["398", "398", "Jeunes NEET accompagnés, 2030"],
  "stages.2031": ["41", "41", "Stages à l'étranger, 2031"],
  "stages.2030": ["66", "66", "Stages à l'étranger, 2030"],
  "creche.2031": ["96", "96", "Places d'accueil d'enfants, 2031"],
  "esf.info": ["150000", "150.000 EUR par an", "Contribution annuelle du Fonds"],
  "esf.youth": ["312000", "312.000 EUR par an", "Contribution annuelle du Fonds"],
  "esf.neets": ["275500", "275.500 EUR par an", "Contribution annuelle du Fonds"],
  "esf.access": ["640000", "640.000 EUR par an", "Contribution annuelle du Fonds"],
  "esf.creche": ["198000", "198.000 EUR par an", "Contribution annuelle du Fonds"],
  "budget.1": ["21480300.00", "21.480.300,00", "Financement total, axe 1"],
  "budget.2": ["26915040.00", "26.915.040,00", "Financement total, axe 2"],
  "budget.3": ["17300910.00", "17.300.910,00", "Financement total, axe 3"],
  "budget.4": ["2611250.00", "2.611.250,00", "Financement total, assistance technique"],
  "budget.all": ["68307500.00", "68.307.500,00", "Financement total du programme"],
  "budget.more": [
    "68307500.00",
    "plus de 68 millions d'euros",
    "Financement total du programme, arrondi vers le bas",
  ],
};

/** Returns the span of an invented figure. @throws Error for a key that the sample does not have. */
export function inventedFigure(key: string): Inline {
  const [value, text, title] = invented[key] ?? [];
  if (value === undefined || text === undefined || title === undefined)
    throw new Error(`no invented figure ${key}`);
  return { kind: "figure", figure: key, value, text, title };
}

export const sampleSource = `
# Introduction

Le programme opérationnel soutient, dans une région imaginaire, l'accompagnement de celles et ceux qui cherchent un
emploi. Il est construit autour de **trois axes prioritaires**, auxquels s'ajoute l'assistance technique^[L'assistance
technique paie la gestion, le suivi et le contrôle du programme. Voir [le budget](#budget-adopte-par-la-commission-europeenne).].

En 2031, {{ all.2031 }} personnes ont débuté une action dans le cadre du programme ({{ all.2030 }} en 2030). L'année a
été difficile : les ateliers ont dû fermer pendant *onze semaines*, et une partie de l'accompagnement s'est faite à
distance^[Une personne qui a suivi plusieurs actions est comptée une fois par axe.].

\`\`\`key-figures
title: L'année en quatre nombres
figures:
  - value: {{ all.2031 }}
    label: personnes ont débuté une action
    previous: "{{ all.2030 }} en 2030"
  - value: {{ youth.2031 }}
    label: jeunes accompagnés
    previous: "{{ youth.2030 }} en 2030"
  - value: {{ offers.2031 }}
    label: offres d'emploi enregistrées
    previous: "{{ offers.2030 }} en 2030"
  - value: {{ creche.2031 }}
    label: places de crèche pour les parents en formation
\`\`\`

\`\`\`chart
kind: bars-with-previous-year
title: Personnes ayant débuté une action, par axe prioritaire
description: L'axe 2 accompagne le plus de personnes, et un peu plus qu'en 2030 ; l'axe 1 en accompagne nettement moins qu'en 2030, l'axe 3 un peu moins.
unit: Nombre de personnes
category: Axe prioritaire
series: "2031"
previous-series: "2030"
points:
  - { label: Axe 1 – L'intégration durable des jeunes, value: {{ youth.2031 }}, previous: {{ youth.2030 }} }
  - { label: Axe 2 – L'accès à l'emploi pour tous, value: {{ access.2031 }}, previous: {{ access.2030 }} }
  - { label: Axe 3 – L'intégration des personnes menacées d'exclusion, value: {{ inclusion.2031 }}, previous: {{ inclusion.2030 }} }
\`\`\`

# Axe prioritaire 1 – L'intégration durable des jeunes sur le marché de l'emploi

## Résumé de la mise en œuvre

En 2031, {{ youth.more }} jeunes ont participé aux actions de cet axe. Les actions de sensibilisation dans les écoles
secondaires ont touché {{ classes.2031 }} classes ({{ classes.2030 }} en 2030), et {{ jobs.2031 }} élèves ont trouvé un
job étudiant. Trois constats :

- le nombre de jeunes accompagnés baisse, parce que les écoles sont restées fermées une partie de l'année ;
- l'accompagnement des jeunes les plus éloignés de l'emploi progresse, de {{ neets.2030 }} à {{ neets.2031 }} personnes ;
- les stages à l'étranger ont repris à l'automne seulement :
  1. d'abord dans les pays voisins,
  2. puis dans le reste de l'Union.

\`\`\`box
title: Aller vers
text: |
  Les jeunes qui ne sont ni à l'école, ni en formation, ni au travail ne poussent pas d'eux-mêmes la porte d'un
  service public. Les partenaires vont à leur rencontre : maisons de jeunes, clubs de sport, éducateurs de rue.
\`\`\`

## Données relatives aux opérations soutenues

### Objectif spécifique : renforcer l'accompagnement des jeunes par des actions de sensibilisation et de coaching

\`\`\`operation
title: Découverte des métiers
text: |
  Sensibilisation et information sur le marché de l'emploi à destination des élèves de dernière année de
  l'enseignement secondaire, dans les deux langues de la région. Le dispositif propose trois services :

  - un cycle de quatre ateliers en classe ;
  - un service « job étudiant » ;
  - un service de recrutement pour les entreprises.

  Durant l'année, {{ classes.2031 }} classes ont suivi au moins un atelier.
facts:
  Contribution du Fonds: "{{ esf.info }}"
  Classes (2031): "{{ classes.2031 }}"
  Partenaires: L'Atelier imaginaire, De Verzonnen Brug
\`\`\`

\`\`\`operation
title: Coaching jeunes
text: |
  Le service s'adresse aux jeunes de moins de 25 ans à la sortie des études. Il leur propose un emploi, un stage ou une
  formation dans les quatre mois qui suivent leur inscription. Le coaching est personnalisé : il soutient les dernières
  étapes d'une transition vers un emploi ou un stage, et l'acquisition d'une première expérience en milieu professionnel.
facts:
  Contribution du Fonds: "{{ esf.youth }}"
  Participants (2031): "{{ youth.2031 }} jeunes"
\`\`\`

### Objectif spécifique : proposer une offre de qualité portant sur un emploi, une formation, un stage ou un apprentissage

\`\`\`operation
title: Accompagnement des jeunes NEET
text: |
  Onze partenaires accompagnent des jeunes qui ne sont ni en enseignement, ni en formation, ni au travail, vers une
  formation, un stage ou un emploi. En 2031, ils en ont touché {{ neets.2031 }} ({{ neets.2030 }} en 2030).
facts:
  Contribution du Fonds: "{{ esf.neets }}"
  Participants (2031): "{{ neets.2031 }}"
  Partenaires: Onze organisations, dont Maison des Possibles et Jeugdhuis Nergens
\`\`\`

\`\`\`chart
kind: bars
title: Ce que les opérations de l'axe 1 ont compté en 2031
description: Le coaching accompagne de loin le plus de jeunes, suivi de l'accompagnement des jeunes NEET ; les stages restent peu nombreux.
unit: Nombre de jeunes
category: Opération
series: "2031"
points:
  - { label: Coaching jeunes, value: {{ youth.2031 }} }
  - { label: Accompagnement des jeunes NEET, value: {{ neets.2031 }} }
  - { label: Job étudiant, value: {{ jobs.2031 }} }
  - { label: Stages européens, value: {{ stages.2031 }} }
\`\`\`

# Axe prioritaire 2 – L'accès à l'emploi pour tous

## Résumé de la mise en œuvre

Toutes les actions de cet axe sont en cours. Les consultants employeurs ont enregistré {{ offers.2031 }} offres d'emploi
({{ offers.2030 }} en 2030), et {{ access.2031 }} personnes ont été accompagnées dans leur recherche.

Tableau : Résultats de l'axe 2, par opération

| Opération | Ce qui est compté | 2030 | 2031 |
|---|---|---:|---:|
| Guidance et ateliers | personnes accompagnées | {{ access.2030 }} | {{ access.2031 }} |
| Consultants employeurs | offres d'emploi enregistrées | {{ offers.2030 }} | {{ offers.2031 }} |
| Mobilité en Europe | stages à l'étranger | {{ stages.2030 }} | {{ stages.2031 }} |

## Données relatives aux opérations soutenues

### Objectif spécifique : renforcer l'accompagnement des chercheurs d'emploi par des dispositifs personnalisés

\`\`\`operation
title: Guidance et ateliers de recherche active
text: |
  Des activités en groupe ou individuelles, sur rendez-vous : bilan professionnel, rédaction du curriculum vitæ, prise
  de contact avec les entreprises, préparation à l'entretien d'embauche.
facts:
  Contribution du Fonds: "{{ esf.access }}"
  Participants (2031): "{{ access.2031 }}"
\`\`\`

# Axe prioritaire 3 – L'intégration des personnes en situation ou menacées d'exclusion

## Résumé de la mise en œuvre

Les opérations de cet axe ont touché {{ inclusion.2031 }} personnes ({{ inclusion.2030 }} en 2030). Les accompagnateurs
organisent un parcours d'insertion en plusieurs phases : accueil, projet professionnel, formation, aide à la recherche.

## Données relatives aux opérations soutenues

### Objectif spécifique : augmenter l'inclusion des publics les plus vulnérables en réduisant leurs obstacles

\`\`\`operation
title: Places d'accueil pour les enfants
text: |
  L'action soutient des structures d'accueil d'enfants de moins de trois ans dont les parents suivent une formation.
  En 2031, {{ creche.2031 }} places ont été mises à la disposition des parents.
facts:
  Contribution du Fonds: "{{ esf.creche }}"
  Places (2031): "{{ creche.2031 }}"
\`\`\`

# Axe prioritaire 4 – Assistance technique

L'équipe chargée de la gestion et du contrôle a poursuivi les échanges avec les autres autorités de gestion. Le système
informatisé reçoit désormais les déclarations de dépenses en coûts simplifiés. Plus d'informations sur
[le site du programme](https://example.org/programme).

# Budget adopté par la Commission européenne

Le budget total de la période s'élève à {{ budget.more }}. Le tableau le ventile selon les axes prioritaires.

Tableau : Les budgets disponibles par axe prioritaire, en euros

| Axe prioritaire | Fonds | Catégorie de région | Base de calcul | Financement total |
|---|---|---|---|---:|
| 1 | FSE | Plus développées | Dépenses totales | {{ budget.1 }} |
| 2 | FSE | Plus développées | Dépenses totales | {{ budget.2 }} |
| 3 | FSE | Plus développées | Dépenses totales | {{ budget.3 }} |
| 4 (AT) | FSE | Plus développées | Dépenses totales | {{ budget.4 }} |
| **Total** | **FSE** | **Plus développées** | | **{{ budget.all }}** |

\`\`\`chart
kind: share
title: Le financement total, par axe prioritaire
description: L'axe 2 reçoit la plus grande part du financement, près de deux cinquièmes ; l'assistance technique en reçoit moins d'un vingtième.
unit: EUR, dépenses totales
category: Axe prioritaire
series: Financement total
points:
  - { label: Axe 1 – Jeunes, value: {{ budget.1 }} }
  - { label: Axe 2 – Accès à l'emploi, value: {{ budget.2 }} }
  - { label: Axe 3 – Inclusion, value: {{ budget.3 }} }
  - { label: Axe 4 – Assistance technique, value: {{ budget.4 }} }
\`\`\`

\`\`\`co-funding
support: esf-yei
text: |
  Les opérations de l'axe 1 sont aussi soutenues par l'Initiative pour l'emploi des jeunes.
\`\`\`
`;

/** Returns a long report in French, with one of each block; a test bends it in one place. */
export function sampleReport(changes: Partial<ReportDocument> = {}): ReportDocument {
  return {
    language: "fr",
    title: "Rapport annuel 2031",
    subtitle:
      "Ce que le Fonds social européen a permis dans la région cette année, pour qui, et avec quels moyens.",
    programme: "Programme opérationnel « Investissement pour la croissance et l'emploi » – Région imaginaire",
    year: "2031",
    period: "2028-2034",
    authority: "Office imaginaire de l'emploi, autorité de gestion",
    identifier: "2028XX05SFOP999",
    publishedOn: "2032-05-31",
    coFunding: coFundingStatement("fr"),
    blocks: parseMarkdown(sampleSource, { language: "fr", reference: inventedFigure }),
    ...changes,
  };
}
