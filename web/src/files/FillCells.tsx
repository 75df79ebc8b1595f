import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Text as AnyText } from "../../../src/language.ts";
import type { UploadView } from "../../../src/upload/view.ts";
import { api } from "../api.ts";
import { Button, Notice, ProblemNotice } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { uploadKey } from "./use-upload.ts";

type Filled = Readonly<{ cells: number; rows: number; from: AnyText | null }>;

/** Offers to fill empty cells from a register that knows the people already; each is then listed among the mends. */
export const FillCells = ({ upload }: Readonly<{ upload: UploadView }>) => {
  const say = useSay();
  const format = useFormat();
  const client = useQueryClient();
  const fill = useMutation({
    mutationFn: () => api.send<Filled>("POST", `/api/files/${upload.id}/fill`),
    onSuccess: async (filled) => {
      client.setQueryData(["filled", upload.id], filled);
      await client.invalidateQueries({ queryKey: uploadKey(upload.id) });
      await client.invalidateQueries({ queryKey: ["upload-part", upload.id] });
    },
  });
  // The file is checked anew, and this with it: what was done is still told afterwards.
  const { data: done } = useQuery<Filled | null>({
    queryKey: ["filled", upload.id],
    queryFn: () => null,
    enabled: false,
  });
  const [from] = upload.fillsFrom;
  if (!from || !upload.may.bring || upload.state !== "ready") return null;
  const register = say(from);
  return (
    <>
      <Notice
        tone={done && done.cells > 0 ? "success" : "info"}
        isLive
        title={
          done
            ? done.cells === 0
              ? say(words.nothing, { register })
              : say(words.filled, { cells: format.count(done.cells, words.cells), register })
            : say(words.offer, { register })
        }
        actions={
          !done && (
            <Button size="s" isPending={fill.isPending} onPress={() => fill.mutate()}>
              {say(words.fill)}
            </Button>
          )
        }
      >
        {say(done && done.cells > 0 ? words.seeMends : words.how)}
      </Notice>
      {fill.error && <ProblemNotice error={fill.error} />}
    </>
  );
};

const words = {
  offer: {
    fr: "Des cellules vides peuvent être complétées avec « {register} »",
    nl: 'Lege cellen kunnen worden aangevuld uit "{register}"',
    en: 'Empty cells can be filled in from "{register}"',
  },
  how: {
    fr: "Seulement pour les lignes dont le numéro et le nom, ou la date de naissance, concordent. Ce que dit votre fichier reste.",
    nl: "Enkel voor rijen waarvan het nummer en de naam, of de geboortedatum, overeenkomen. Wat uw bestand zegt, blijft.",
    en: "Only for rows whose number and name, or date of birth, agree. What your file says stays.",
  },
  fill: { fr: "Compléter", nl: "Aanvullen", en: "Fill in" },
  cells: {
    one: { fr: "{count} cellule complétée", nl: "{count} cel aangevuld", en: "{count} cell filled in" },
    other: {
      fr: "{count} cellules complétées",
      nl: "{count} cellen aangevuld",
      en: "{count} cells filled in",
    },
  },
  filled: {
    fr: "{cells} avec « {register} »",
    nl: '{cells} uit "{register}"',
    en: '{cells} from "{register}"',
  },
  nothing: {
    fr: "Rien à compléter avec « {register} »",
    nl: 'Niets aan te vullen uit "{register}"',
    en: 'Nothing to fill in from "{register}"',
  },
  seeMends: {
    fr: "Chacune est listée sous « Corrections » ; vous pouvez la reprendre.",
    nl: 'Elke cel staat onder "Verbeteringen"; u kunt ze terugnemen.',
    en: 'Each is listed under "Mends"; you can take it back.',
  },
} satisfies Record<string, Text | { one: Text; other: Text }>;
