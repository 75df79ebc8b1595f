import { emblem, emblemTitle } from "../../../src/report/document/emblem.ts";
import { useLanguage, useSay } from "../language.tsx";
import { useAbout } from "./about.ts";
import style from "./Emblem.module.css";

/** The emblem of the Union with the words that the Regulation wants beside it. */
export const Emblem = ({ size = "s" }: Readonly<{ size?: "s" | "m" }>) => {
  const language = useLanguage();
  const say = useSay();
  const words = useAbout()?.coFunding[language];
  return (
    <div className={`${style.emblem} ${style[size]}`}>
      <img
        src={`data:image/svg+xml,${encodeURIComponent(emblem(language, "t"))}`}
        alt={say(emblemTitle)}
        width={540}
        height={360}
      />
      {words && (
        <p lang={language}>
          <span>{words.union}</span>
          {words.fund !== undefined && <span>{words.fund}</span>}
        </p>
      )}
    </div>
  );
};
