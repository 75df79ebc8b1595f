import { useEffect, useRef, useState } from "react";
import type { UploadView } from "../../../src/upload/view.ts";
import { api } from "../api.ts";
import { Button, ButtonLink, ButtonRow, Card, Checkbox, ProblemNotice, Stack } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { useCounted } from "./counted.ts";
import type { Reviewed } from "./Review.tsx";
import { useUploadAction } from "./use-upload.ts";

/** What is to be done next with a checked file: mend it, check it again, or keep it. */
export const KeepCard = ({
  upload,
  summary,
  toMend,
  toConfirm,
}: Reviewed & Readonly<{ toMend: number; toConfirm: number }>) => {
  const say = useSay();
  const counted = useCounted();
  const [confirmed, setConfirmed] = useState(false);
  const check = useUploadAction(upload.id, () =>
    api.send<UploadView>("POST", `/api/files/${upload.id}/check`, {}),
  );
  const keep = useUploadAction(upload.id, (confirmOpen: boolean) =>
    api.send<UploadView>("POST", `/api/files/${upload.id}/keep`, { confirmOpen }),
  );
  useCheckOnceMended(upload, toMend, () => check.mutate());
  const rows = summary.rows;
  if (!upload.may.bring) return null;
  return (
    <Card title={say(words.next)}>
      <Stack>
        {upload.stale ? (
          <>
            <p>{say(toMend === 0 ? words.allMended : words.stale)}</p>
            <ButtonRow>
              <Button
                variant="primary"
                icon="undo"
                isPending={check.isPending}
                onPress={() => check.mutate()}
              >
                {say(words.check)}
              </Button>
            </ButtonRow>
          </>
        ) : toMend > 0 ? (
          <>
            <p>{counted(toMend, words.mendFirst)}</p>
            <p>{say(words.twoWays)}</p>
            <ButtonRow>
              <Remarked upload={upload} />
              <ButtonLink
                to={`files?${new URLSearchParams({ operation: upload.operation, partner: upload.partner, register: upload.register })}`}
                icon="upload"
              >
                {say(words.dropMended)}
              </ButtonLink>
            </ButtonRow>
          </>
        ) : rows === 0 ? (
          <p>{say(words.empty)}</p>
        ) : (
          <>
            <p>{say(words.ready)}</p>
            {toConfirm > 0 && (
              <Checkbox
                label={counted(toConfirm, words.confirmAll)}
                value={confirmed}
                onChange={setConfirmed}
              />
            )}
            <ButtonRow>
              <Button
                variant="primary"
                icon="check"
                isPending={keep.isPending}
                isDisabled={toConfirm > 0 && !confirmed}
                onPress={() => keep.mutate(confirmed)}
              >
                {counted(rows, words.keep)}
              </Button>
            </ButtonRow>
          </>
        )}
        {(keep.error ?? check.error) && <ProblemNotice error={keep.error ?? check.error} />}
      </Stack>
    </Card>
  );
};

/** Once nothing is left to mend, the file is checked by itself: the person need not think of it. */
const useCheckOnceMended = ({ stale, check }: UploadView, toMend: number, start: () => void) => {
  const started = useRef(0);
  useEffect(() => {
    if (!stale || toMend > 0 || started.current === check) return;
    started.current = check;
    start();
  }, [stale, toMend, check, start]);
};

const Remarked = ({ upload }: Readonly<{ upload: UploadView }>) => {
  const say = useSay();
  const [problem, setProblem] = useState<unknown>();
  return (
    <>
      <Button
        icon="download"
        onPress={() => {
          setProblem(undefined);
          api.file(`/api/files/${upload.id}/remarked`).catch(setProblem);
        }}
      >
        {say(words.remarked)}
      </Button>
      {problem !== undefined && <ProblemNotice error={problem} />}
    </>
  );
};

const words = {
  next: { fr: "Et maintenant", nl: "Volgende stap", en: "What next" },
  stale: {
    fr: "Le fichier a été corrigé depuis la dernière vérification. Corrigez encore, ou vérifiez-le à nouveau.",
    nl: "Het bestand is verbeterd sinds de laatste controle. Verbeter verder of controleer het opnieuw.",
    en: "The file was mended since the last check. Go on mending, or check it again.",
  },
  allMended: {
    fr: "Tout est corrigé. Le fichier est vérifié à nouveau.",
    nl: "Alles is verbeterd. Het bestand wordt opnieuw gecontroleerd.",
    en: "All is mended. The file is being checked again.",
  },
  check: { fr: "Vérifier à nouveau", nl: "Opnieuw controleren", en: "Check again" },
  mendFirst: {
    one: {
      fr: "Il reste {count} point à corriger : un fichier est repris en entier ou pas du tout.",
      nl: "Er is nog {count} punt te verbeteren: een bestand wordt volledig of helemaal niet overgenomen.",
      en: "{count} point is left to mend: a file is kept whole or not at all.",
    },
    other: {
      fr: "Il reste {count} points à corriger : un fichier est repris en entier ou pas du tout.",
      nl: "Er zijn nog {count} punten te verbeteren: een bestand wordt volledig of helemaal niet overgenomen.",
      en: "{count} points are left to mend: a file is kept whole or not at all.",
    },
  },
  twoWays: {
    fr: "Corrigez à l’écran, ci-dessous, ou dans votre fichier : téléchargez-le annoté (cellules colorées et commentées), corrigez-le, puis renvoyez-le.",
    nl: "Verbeter hieronder op het scherm, of in uw bestand: download het met opmerkingen (gekleurde cellen met commentaar), verbeter het en stuur het opnieuw.",
    en: "Mend on screen, below, or in your file: download it with remarks (coloured and commented cells), mend it, and send it again.",
  },
  remarked: {
    fr: "Télécharger le fichier annoté",
    nl: "Het bestand met opmerkingen downloaden",
    en: "Download the remarked file",
  },
  dropMended: {
    fr: "Renvoyer le fichier corrigé",
    nl: "Het verbeterde bestand versturen",
    en: "Send the mended file",
  },
  empty: {
    fr: "Ce fichier ne contient aucune ligne à reprendre.",
    nl: "Dit bestand bevat geen enkele rij om over te nemen.",
    en: "This file holds no row to keep.",
  },
  ready: {
    fr: "Le fichier est prêt. Rien n’est encore enregistré.",
    nl: "Het bestand is klaar. Er is nog niets bewaard.",
    en: "The file is ready. Nothing is kept yet.",
  },
  confirmAll: {
    one: {
      fr: "J’ai vu le point à confirmer : c’est exact.",
      nl: "Ik heb het te bevestigen punt gezien: het klopt.",
      en: "I have seen the point to confirm: it is right.",
    },
    other: {
      fr: "J’ai vu les {count} points à confirmer : ils sont exacts.",
      nl: "Ik heb de {count} te bevestigen punten gezien: ze kloppen.",
      en: "I have seen the {count} points to confirm: they are right.",
    },
  },
  keep: {
    one: { fr: "Reprendre cette ligne", nl: "Deze rij overnemen", en: "Keep this row" },
    other: {
      fr: "Reprendre ces {count} lignes",
      nl: "Deze {count} rijen overnemen",
      en: "Keep these {count} rows",
    },
  },
} satisfies Record<string, Text | { one: Text; other: Text }>;
