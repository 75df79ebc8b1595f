import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";
import { Button, ButtonRow, CopyButton, Dialog, Notice, ProblemNotice, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";

/** Without a mail server the invitation's link is handed over by whoever invites: made new each time, shown once. */
export const HandOver = ({
  account,
  name,
  onClose,
}: Readonly<{ account: string; name: string; onClose: () => void }>) => {
  const say = useSay();
  const { dateTime } = useFormat();
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: () =>
      api.send<{ address: string; until: string }>("POST", `/api/people/${account}/invitation-link`, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ["people"] }),
  });
  return (
    <Dialog title={say(words.title, { name })} isOpen onClose={onClose}>
      <Stack>
        <p>{say(words.what)}</p>
        {make.error && <ProblemNotice error={make.error} />}
        {make.data ? (
          <>
            <Notice title={say(words.link, { until: dateTime(make.data.until) })} isLive>
              <code>{make.data.address}</code>
            </Notice>
            <ButtonRow>
              <CopyButton text={make.data.address} copied={say(words.copied)} />
            </ButtonRow>
          </>
        ) : (
          <ButtonRow>
            <Button variant="primary" onPress={() => make.mutate()} isPending={make.isPending}>
              {say(words.make)}
            </Button>
          </ButtonRow>
        )}
      </Stack>
    </Dialog>
  );
};

const words = {
  title: {
    fr: "Lien d’invitation de {name}",
    nl: "Uitnodigingslink van {name}",
    en: "Invitation link of {name}",
  },
  what: {
    fr: "Remettez ce lien à la personne elle-même, par un moyen sûr. Tout lien fait avant ne servira plus.",
    nl: "Bezorg deze link aan de persoon zelf, langs een veilige weg. Elke eerdere link werkt niet meer.",
    en: "Hand this link to the person themselves, in a safe way. Any link made before will no longer work.",
  },
  make: { fr: "Faire le lien", nl: "De link maken", en: "Make the link" },
  link: {
    fr: "Sert une fois, jusqu’au {until} ; il ne sera plus montré.",
    nl: "Werkt één keer, tot {until}; hij wordt niet meer getoond.",
    en: "Works once, until {until}; it will not be shown again.",
  },
  copied: { fr: "Lien copié", nl: "Link gekopieerd", en: "Link copied" },
} satisfies Record<string, Text>;
