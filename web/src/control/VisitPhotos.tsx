import { useEffect, useState } from "react";
import { FileTrigger } from "react-aria-components";
import { Button, Icon } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Documents } from "../money/Documents.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./control.module.css";
import { evidenceKinds } from "./evidence-kinds.ts";
import { useIsReached } from "./use-visit.ts";
import type { VisitWork } from "./visit-parts.ts";
import { letGo, note } from "./visit-work.ts";

/** Photographs taken on the spot: on this device until the server has them, then with the documents. */
export const VisitPhotos = ({ work }: Readonly<{ work: VisitWork }>) => {
  const say = useSay();
  const isReached = useIsReached();
  const { page, noted, mayNote, sendSoon } = work;
  const documentKind = evidenceKinds(page)[0]?.id;
  const photos = noted.flatMap(({ id, value, file }) =>
    value.kind === "photo" && value.refused === undefined && file ? [{ id, name: value.name, file }] : [],
  );
  const take = async (files: FileList | null) => {
    for (const file of files ?? [])
      await note(
        page.id,
        `photo ${crypto.randomUUID()}`,
        {
          kind: "photo",
          name: file.name,
          about: `verification:${page.id}`,
          documentKind: documentKind ?? "",
        },
        file,
      );
    sendSoon();
  };
  return (
    <Section title={say(words.photos)}>
      {photos.length > 0 && (
        <ul className={style.photos}>
          {photos.map(({ id, name, file }) => (
            <li key={id}>
              <Thumbnail file={file} name={name} />
              <span className={style.here}>
                <Icon name="offline" size="s" /> {say(words.here)}
              </span>
              <Button variant="quiet" size="s" icon="trash" onPress={() => void letGo(page.id, id)}>
                {say(words.remove, { name })}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isReached && (
        <Documents about={`verification:${page.id}`} kinds={evidenceKinds(page)} mayChange={false} />
      )}
      {mayNote && documentKind !== undefined && (
        <FileTrigger
          acceptedFileTypes={["image/*"]}
          defaultCamera="environment"
          onSelect={(files) => void take(files)}
        >
          <Button icon="add">{say(words.take)}</Button>
        </FileTrigger>
      )}
    </Section>
  );
};

/** The picture itself; one that the browser cannot draw is named. */
const Thumbnail = ({ file, name }: Readonly<{ file: Blob; name: string }>) => {
  const { number } = useFormat();
  const say = useSay();
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const reader = new FileReader();
    reader.addEventListener("load", () =>
      setAddress(typeof reader.result === "string" ? reader.result : undefined),
    );
    // What was sealed has lost its type; browsers look at the bytes of a picture.
    reader.readAsDataURL(new Blob([file], { type: "image/jpeg" }));
    return () => reader.abort();
  }, [file]);
  return (
    <>
      {address !== undefined && <img className={style.photo} src={address} alt="" />}
      <span>
        {name}{" "}
        <span className={style.note}>{say(words.size, { size: number(Math.ceil(file.size / 1024)) })}</span>
      </span>
    </>
  );
};

const words = {
  photos: { fr: "Photos et pièces", nl: "Foto's en stukken", en: "Photographs and evidence" },
  take: { fr: "Prendre une photo", nl: "Een foto nemen", en: "Take a photograph" },
  here: { fr: "sur cet appareil seulement", nl: "enkel op dit toestel", en: "on this device only" },
  remove: { fr: "Effacer {name}", nl: "{name} wissen", en: "Delete {name}" },
  size: { fr: "{size} ko", nl: "{size} kB", en: "{size} kB" },
} satisfies Record<string, Text>;
