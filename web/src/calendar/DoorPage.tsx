import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import type { DoorSession } from "../../../src/calendar/shapes.ts";
import { api } from "../api.ts";
import { Form, Loaded, Notice, Page, ProblemNotice, TextField, useAddress } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./calendar.module.css";
import { asTitle, hoursOf } from "./words.ts";

/** What people open on their own phone: the code of the session, their number, and one answer for everybody. */
export const DoorPage = () => {
  const say = useSay();
  const { code } = useParams();
  return (
    <Page title={say(words.title)} width="narrow">
      <div className={style.door}>{code === undefined ? <AskCode /> : <Door key={code} code={code} />}</div>
    </Page>
  );
};

const AskCode = () => {
  const say = useSay();
  const navigate = useNavigate();
  const address = useAddress();
  const [code, setCode] = useState("");
  const plain = code.replaceAll(/[^\p{L}\p{N}]/gu, "").toUpperCase();
  return (
    <Form
      submit={say(words.go)}
      isComplete={plain.length === 6}
      send={async () => {
        await navigate(address(`door/${encodeURIComponent(plain)}`));
      }}
    >
      {({ missing }) => (
        <TextField
          label={say(words.code)}
          help={say(words.codeHelp)}
          name="code"
          value={code}
          onChange={setCode}
          maxLength={12}
          autoComplete="off"
          spellCheck={false}
          width="medium"
          isRequired
          {...missing(plain.length !== 6)}
        />
      )}
    </Form>
  );
};

const Door = ({ code }: Readonly<{ code: string }>) => {
  const say = useSay();
  const { date } = useFormat();
  const [number, setNumber] = useState("");
  const [isHeard, setIsHeard] = useState(false);
  const session = useQuery({
    queryKey: ["door", code],
    queryFn: () => api.get<DoorSession>(`/api/door/${encodeURIComponent(code)}`),
    staleTime: Infinity,
    retry: false,
  });
  if (session.isError)
    return (
      <>
        <ProblemNotice error={session.error} />
        <AskCode />
      </>
    );
  return (
    <Loaded query={session}>
      {({ title, place, date: day, ...times }) => (
        <>
          <p>
            <strong>{asTitle(say(title ?? words.session))}</strong>
            <br />
            {[date(day, "weekday"), hoursOf(times), place ? say(place) : ""]
              .filter((part) => part !== "")
              .join(", ")}
          </p>
          {isHeard ? (
            <Notice tone="success" title={say(words.thanks)} isLive>
              {say(words.noted)}
            </Notice>
          ) : (
            <Form
              submit={say(words.sign)}
              isComplete={number.trim() !== ""}
              send={async () => {
                await api.send<{ heard: true }>("POST", "/api/door", { code, number: number.trim() });
                setIsHeard(true);
              }}
            >
              {({ missing }) => (
                <TextField
                  label={say(words.number)}
                  help={say(words.numberHelp)}
                  name="number"
                  value={number}
                  onChange={setNumber}
                  maxLength={60}
                  autoComplete="off"
                  spellCheck={false}
                  isRequired
                  {...missing(number.trim() === "")}
                />
              )}
            </Form>
          )}
        </>
      )}
    </Loaded>
  );
};

const words = {
  title: { fr: "Noter ma présence", nl: "Mijn aanwezigheid noteren", en: "Note my presence" },
  session: { fr: "Séance", nl: "Sessie", en: "Session" },
  code: { fr: "Code affiché à l’entrée", nl: "Code aan de deur", en: "Code shown at the door" },
  codeHelp: { fr: "Six lettres et chiffres.", nl: "Zes letters en cijfers.", en: "Six letters and digits." },
  go: { fr: "Continuer", nl: "Verder", en: "Go on" },
  number: { fr: "Mon numéro de dossier", nl: "Mijn dossiernummer", en: "My file number" },
  numberHelp: {
    fr: "Il est sur votre convocation. Il ne sert qu’à noter votre présence.",
    nl: "Het staat op uw uitnodiging. Het dient alleen om uw aanwezigheid te noteren.",
    en: "It is on your invitation. It only serves to note your presence.",
  },
  sign: { fr: "Je suis là", nl: "Ik ben er", en: "I am here" },
  thanks: { fr: "Merci !", nl: "Bedankt!", en: "Thank you!" },
  noted: {
    fr: "Si votre numéro est sur la liste, votre présence est notée. Sinon, dites-le à l’animateur ou à l’animatrice.",
    nl: "Staat uw nummer op de lijst, dan is uw aanwezigheid genoteerd. Zo niet, zeg het aan de begeleider.",
    en: "If your number is on the list, you are noted as present. If not, tell the trainer.",
  },
} satisfies Record<string, Text>;
