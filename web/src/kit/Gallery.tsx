import { type ReactNode, useState } from "react";
import { useFormat, useSay } from "../language.tsx";
import { countries, galleryTitle, words } from "./gallery-words.ts";
import {
  announce,
  Badge,
  Button,
  ButtonLink,
  ButtonRow,
  Card,
  Cell,
  Checkbox,
  CheckboxGroup,
  Column,
  Columns,
  ComboBox,
  ConfirmDialog,
  DateField,
  Dialog,
  Disclosure,
  EmptyState,
  ErrorSummary,
  Facts,
  FileDrop,
  Link,
  Menu,
  Meter,
  Notice,
  NumberField,
  Page,
  Pagination,
  ProblemNotice,
  Progress,
  RadioGroup,
  Row,
  Rows,
  SearchField,
  Select,
  Skeleton,
  type Sort,
  Stack,
  Table,
  Tabs,
  TextArea,
  TextField,
} from "./index.ts";

/** Every part of the kit on one page, as a case worker would meet it. */
export const Gallery = () => {
  const say = useSay();
  const [isKept, setIsKept] = useState<"dialog" | "confirm">();
  return (
    <Page
      title={say(galleryTitle)}
      breadcrumbs={[
        { label: say(words.programme), to: "programme" },
        { label: say(words.operation), to: "operations/youth" },
      ]}
      meta={<Badge tone="warning">{say(words.toConfirm)}</Badge>}
      lead={say(words.lead)}
      actions={
        <>
          <Button variant="primary" icon="add" onPress={() => setIsKept("dialog")}>
            {say(words.add)}
          </Button>
          <Menu
            label={say(words.more)}
            entries={[
              {
                id: "export",
                label: say(words.download),
                icon: "download",
                onAction: () => announce("export"),
              },
              { id: "history", label: say(words.history), icon: "history", to: "gallery?part=history" },
              {
                id: "remove",
                label: say(words.remove),
                icon: "trash",
                isDanger: true,
                onAction: () => setIsKept("confirm"),
              },
            ]}
          />
        </>
      }
    >
      <Stack gap="l">
        <Messages />
        <Form />
        <List />
        <Shown />
      </Stack>
      <Dialog
        title={say(words.add)}
        isOpen={isKept === "dialog"}
        onClose={() => setIsKept(undefined)}
        footer={
          <Button variant="primary" onPress={() => setIsKept(undefined)}>
            {say(words.save)}
          </Button>
        }
      >
        <Part>
          {(value, onChange) => <TextField label={say(words.place)} value={value} onChange={onChange} />}
        </Part>
      </Dialog>
      <ConfirmDialog
        title={say(words.removeQuestion)}
        isOpen={isKept === "confirm"}
        onClose={() => setIsKept(undefined)}
        confirm={say(words.remove)}
        onConfirm={() => setIsKept(undefined)}
        isDanger
      >
        <p>{say(words.removeText)}</p>
      </ConfirmDialog>
    </Page>
  );
};

const Part = ({
  first = "",
  children,
}: Readonly<{
  first?: string;
  children: (value: string, onChange: (value: string) => void) => ReactNode;
}>) => {
  const [value, setValue] = useState(first);
  return children(value, setValue);
};

const Messages = () => {
  const say = useSay();
  return (
    <section>
      <Notice tone="success" title={say(words.saved)} />
      <Notice tone="info" title={say(words.info)}>
        {say(words.infoText)}
      </Notice>
      <Notice
        tone="warning"
        title={say(words.due)}
        actions={
          <Button size="s" icon="check">
            {say(words.confirm)}
          </Button>
        }
      >
        {say(words.dueText)}
      </Notice>
      <ProblemNotice error={new Error("shown")} onRetry={() => undefined} />
    </section>
  );
};

const Form = () => {
  const say = useSay();
  const [attempt, setAttempt] = useState(0);
  const [status, setStatus] = useState<string | null>(null);
  const [country, setCountry] = useState<string | null>("be");
  const [diploma, setDiploma] = useState<string | null>(null);
  const [needs, setNeeds] = useState<readonly string[]>(["transport"]);
  const [agreed, setAgreed] = useState(false);
  const options = (["unemployed", "inactive", "employed"] as const).map((id) => ({
    id,
    label: say(words[id]),
  }));
  return (
    <Card title={say(words.form)}>
      <ErrorSummary
        attempt={attempt}
        problems={attempt === 0 ? [] : [{ name: "status", text: say(words.statusMissing) }]}
      />
      <Stack columns={2}>
        <Part>
          {(value, onChange) => (
            <TextField
              label={say(words.place)}
              help={say(words.placeHelp)}
              value={value}
              onChange={onChange}
              isRequired
              name="place"
            />
          )}
        </Part>
        <Part first="2020-03-12">
          {(value, onChange) => (
            <DateField
              label={say(words.entry)}
              value={value}
              onChange={onChange}
              name="entry"
              warning={say(words.early)}
            />
          )}
        </Part>
        <Part first="12,5,0">
          {(value, onChange) => (
            <NumberField
              label={say(words.hours)}
              unit="h"
              value={value}
              onChange={onChange}
              error={say(words.hoursError)}
              name="hours"
            />
          )}
        </Part>
        <Select
          label={say(words.status)}
          options={options}
          empty={say(words.noAnswer)}
          value={status}
          onChange={setStatus}
          name="status"
        />
        <ComboBox
          label={say(words.country)}
          options={countries.map(({ id, text }) => ({ id, label: say(text) }))}
          value={country}
          onChange={setCountry}
        />
        <RadioGroup
          label={say(words.diploma)}
          help={say(words.diplomaHelp)}
          options={[
            { id: "low", label: say(words.low), description: say(words.lowText) },
            { id: "high", label: say(words.high) },
            { id: "no", label: say(words.refused) },
          ]}
          value={diploma}
          onChange={setDiploma}
        />
        <CheckboxGroup
          label={say(words.needs)}
          options={[
            { id: "transport", label: say(words.transport) },
            { id: "care", label: say(words.care) },
          ]}
          direction="across"
          value={needs}
          onChange={setNeeds}
        />
        <Checkbox
          label={say(words.agreed)}
          help={say(words.agreedHelp)}
          value={agreed}
          onChange={setAgreed}
          error={agreed ? undefined : say(words.agreedError)}
        />
        <Part>
          {(value, onChange) => (
            <TextArea label={say(words.note)} value={value} onChange={onChange} rows={3} />
          )}
        </Part>
        <TextField label={say(words.place)} value="Bruxelles" onChange={() => undefined} isReadOnly />
      </Stack>
      <hr />
      <ButtonRow>
        <Button variant="primary" onPress={() => setAttempt(attempt + 1)}>
          {say(words.save)}
        </Button>
        <Button>{say(words.later)}</Button>
        <Button variant="danger" icon="trash">
          {say(words.remove)}
        </Button>
        <Button isDisabled>{say(words.confirm)}</Button>
        <Button isPending variant="primary">
          {say(words.confirm)}
        </Button>
      </ButtonRow>
    </Card>
  );
};

const people = Array.from({ length: 12 }, (_, place) => ({
  id: String(place + 1),
  entry: `2020-0${(place % 9) + 1}-1${place % 9}`,
  hours: 12.5 * (place + 1),
  status: (["complete", "toCorrect", "toConfirm"] as const)[place % 3] ?? "complete",
}));

const tones = { complete: "success", toCorrect: "error", toConfirm: "warning" } as const;

const List = () => {
  const say = useSay();
  const { date, number } = useFormat();
  const [sort, setSort] = useState<Sort>({ column: "entry", direction: "ascending" });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(["2"]));
  const [page, setPage] = useState(1);
  const rows = people.toSorted((a, b) => a.entry.localeCompare(b.entry));
  if (sort.direction === "descending") rows.reverse();
  return (
    <section>
      <Stack gap="s">
        <h2>{say(words.list)}</h2>
        <Part>
          {(value, onChange) => <SearchField label={say(words.search)} value={value} onChange={onChange} />}
        </Part>
        <Table
          label={say(words.list)}
          sort={sort}
          onSort={setSort}
          density="compact"
          selection={{ ids: rows.map(({ id }) => id), selected, onChange: setSelected }}
        >
          <Columns>
            <Column>{say(words.number)}</Column>
            <Column sortId="entry">{say(words.entry)}</Column>
            <Column isNumeric>{say(words.hours)}</Column>
            <Column width="wide">{say(words.status)}</Column>
            <Column>{say(words.state)}</Column>
          </Columns>
          <Rows>
            {rows.map(({ id, entry, hours, status }) => (
              <Row key={id} id={id} label={say(words.record, { id })}>
                <Cell isHead>
                  <Link to={`gallery?record=${id}`}>{say(words.record, { id })}</Link>
                </Cell>
                <Cell isWrapped={false}>{date(entry)}</Cell>
                <Cell isNumeric>{number(String(hours))}</Cell>
                <Cell>{say(words.unemployed)}</Cell>
                <Cell>
                  <Badge tone={tones[status]} hasIcon>
                    {say(words[status])}
                  </Badge>
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
        <Pagination page={page} pageSize={12} total={1345} onChange={setPage} />
      </Stack>
    </section>
  );
};

const Shown = () => {
  const say = useSay();
  return (
    <Stack>
      <h2>{say(words.figures)}</h2>
      <Facts
        layout="tiles"
        items={[
          { label: say(words.participants), value: "3.016" },
          { label: say(words.hours), value: "22.471" },
        ]}
      />
      <Stack columns={2}>
        <Card title={say(words.target)} level={3}>
          <Stack>
            <Meter label={say(words.participants)} value={3016} target={4500} />
            <Meter label={say(words.hours)} value={5200} target={4500} unit="h" />
          </Stack>
        </Card>
        <Card title={say(words.particulars)} level={3}>
          <Facts
            items={[
              { label: say(words.operation), value: "12" },
              { label: say(words.country), value: say(countries[0].text) },
              { label: say(words.note), value: "" },
            ]}
          />
        </Card>
      </Stack>
      <Tabs
        label={say(words.figures)}
        tabs={[
          { id: "explain", label: say(words.explain), content: <p>{say(words.infoText)}</p> },
          { id: "history", label: say(words.history), content: <Skeleton lines={3} /> },
        ]}
      />
      <Disclosure title={say(words.explain)}>
        <p>{say(words.infoText)}</p>
      </Disclosure>
      <Progress label={say(words.checking)} value={40}>
        2.000 / 5.000
      </Progress>
      <Progress label={say(words.checking)} />
      <Stack columns={2}>
        <FileDrop
          label={say(words.drop)}
          help={say(words.dropHelp)}
          accept={[".xlsx", ".csv"]}
          onFiles={() => undefined}
        />
        <EmptyState title={say(words.empty)} action={<ButtonLink to="gallery">{say(words.add)}</ButtonLink>}>
          {say(words.emptyText)}
        </EmptyState>
      </Stack>
    </Stack>
  );
};
