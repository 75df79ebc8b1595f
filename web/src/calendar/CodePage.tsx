import { Link, Loaded, Page } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useSessionAddress, useSessionCrumbs } from "./session-parts.tsx";
import style from "./calendar.module.css";
import { useDoorCode, useSession } from "./use-calendar.ts";
import { titleOf } from "./words.ts";

/** The code on a screen at the door: people scan it, or type its signs, and note their presence on their own phone. */
export const CodePage = () => {
  const say = useSay();
  const { number } = useFormat();
  const address = useSessionAddress();
  const session = useSession(address);
  const code = useDoorCode(address);
  const page = session.data;
  const present = page?.registrations?.filter(({ status }) => status === "present").length ?? 0;
  return (
    <Page
      title={say(words.title)}
      breadcrumbs={useSessionCrumbs(address, page, true)}
      lead={page && titleOf(page.session, say)}
    >
      <Loaded query={code}>
        {(shown) => (
          <div className={style.screen}>
            <p>{say(words.how)}</p>
            <img
              className={style.picture}
              src={`data:image/svg+xml,${encodeURIComponent(shown.picture)}`}
              alt={say(words.picture)}
            />
            <p>
              {say(words.orType)}{" "}
              <strong>{shown.address.replace(/^https?:\/\//, "").replace(/\/[^/]+$/, "")}</strong>
            </p>
            <p className={style.code}>{shown.code}</p>
            <p>{say(words.changes)}</p>
            {page && (
              <p aria-live="polite">
                {say(words.signed, { present: number(present), registered: number(page.session.taken) })}
              </p>
            )}
            <p>
              <Link
                to={`services/${address.service}/calendar/${address.operation}/${address.session}/attendance`}
              >
                {say(words.list)}
              </Link>
            </p>
          </div>
        )}
      </Loaded>
    </Page>
  );
};

const words = {
  title: { fr: "Code à l’entrée", nl: "Code aan de deur", en: "Code at the door" },
  how: {
    fr: "Scannez ce code avec votre téléphone et tapez votre numéro de dossier.",
    nl: "Scan deze code met uw telefoon en typ uw dossiernummer.",
    en: "Scan this code with your phone and type your file number.",
  },
  picture: { fr: "Code à scanner", nl: "Te scannen code", en: "Code to scan" },
  orType: {
    fr: "Sans appareil photo, tapez ces six signes à l’adresse",
    nl: "Zonder camera: typ deze zes tekens op",
    en: "Without a camera, type these six signs at",
  },
  changes: {
    fr: "Le code change toutes les trente secondes.",
    nl: "De code verandert om de dertig seconden.",
    en: "The code changes every thirty seconds.",
  },
  signed: {
    fr: "{present} présences notées sur {registered} inscrits",
    nl: "{present} aanwezigheden genoteerd van {registered} ingeschrevenen",
    en: "{present} noted present of {registered} registered",
  },
  list: {
    fr: "Passer à la liste des présences",
    nl: "Naar de aanwezigheidslijst",
    en: "Go to the attendance list",
  },
} satisfies Record<string, Text>;
