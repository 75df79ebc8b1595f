import { Link, Loaded } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { RecordAnswers } from "../record/RecordAnswers.tsx";
import { useRecord } from "../record/use-record.ts";
import { useRegister } from "../record/use-register.ts";
import style from "./control.module.css";

/** A record open beside the questions about it; that it was read is written down, as on its own page. */
export const RecordBeside = ({
  operation,
  register,
  record,
}: Readonly<{ operation: string; register: string; record: number }>) => {
  const say = useSay();
  const known = useRegister(register);
  const page = useRecord({ operation, register, record: String(record) });
  return (
    <Loaded query={known}>
      {(register) => (
        <Loaded query={page}>
          {(found) => (
            <div className={style.record}>
              <p>
                <Link to={`operations/${operation}/registers/${found.register}/records/${record}`}>
                  {say(words.whole)}
                </Link>
              </p>
              <RecordAnswers known={register} page={found} />
            </div>
          )}
        </Loaded>
      )}
    </Loaded>
  );
};

const words = {
  whole: {
    fr: "La fiche entière, avec son histoire",
    nl: "De volledige fiche, met haar geschiedenis",
    en: "The whole record, with its history",
  },
} satisfies Record<string, Text>;
