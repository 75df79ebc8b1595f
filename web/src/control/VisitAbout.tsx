import { dayAndHour } from "../agreements/moments.ts";
import { Button, ButtonRow, DateField, Disclosure, Stack, TextArea, TextField } from "../kit/index.ts";
import { useSay } from "../language.tsx";
import { visitWords } from "./VisitFields.tsx";
import type { VisitWork } from "./visit-parts.ts";

/** When, where and with whom: today where nothing was said. */
export const VisitAbout = ({ work }: Readonly<{ work: VisitWork }>) => {
  const say = useSay();
  const { visit, putVisit, mayNote } = work;
  const isReadOnly = !mayNote;
  return (
    <Disclosure title={say(visitWords.title)} isOpenAtFirst={visit.on === ""}>
      <Stack>
        {mayNote && visit.on === "" && (
          <ButtonRow>
            <Button
              size="s"
              icon="calendar"
              onPress={() => putVisit({ ...visit, on: dayAndHour(new Date().toISOString()).day })}
            >
              {say(visitWords.today)}
            </Button>
          </ButtonRow>
        )}
        <DateField
          label={say(visitWords.on)}
          value={visit.on}
          isReadOnly={isReadOnly}
          onChange={(on) => putVisit({ ...visit, on })}
        />
        <TextField
          label={say(visitWords.place)}
          value={visit.place}
          maxLength={200}
          isReadOnly={isReadOnly}
          onChange={(place) => putVisit({ ...visit, place })}
        />
        <TextField
          label={say(visitWords.met)}
          value={visit.met}
          maxLength={500}
          isReadOnly={isReadOnly}
          onChange={(met) => putVisit({ ...visit, met })}
        />
        <TextArea
          label={say(visitWords.note)}
          value={visit.note}
          rows={3}
          maxLength={4000}
          isReadOnly={isReadOnly}
          onChange={(note) => putVisit({ ...visit, note })}
        />
      </Stack>
    </Disclosure>
  );
};
