import { useLocation } from "react-router";
import { languages } from "../../../src/language.ts";
import { useLanguage } from "../language.tsx";

/** What search engines and links shared elsewhere say of a public page. Nothing is fetched from anybody for it. */
export const Head = ({ title, description }: Readonly<{ title: string; description: string }>) => {
  const language = useLanguage();
  const rest = useLocation().pathname.replace(/^\/[^/]*/, "");
  const address = (each: string) => `${location.origin}/${each}${rest}`;
  return (
    <>
      <meta name="description" content={description} />
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content="Jalon" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={address(language)} />
      <meta property="og:locale" content={`${language}_BE`} />
      <link rel="canonical" href={address(language)} />
      {languages.map((each) => (
        <link key={each} rel="alternate" hrefLang={each} href={address(each)} />
      ))}
    </>
  );
};
