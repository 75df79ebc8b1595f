import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components";
import { given } from "./given.ts";
import style from "./Tabs.module.css";

/** Parts of one page, of which one is in view; `selected` and `onSelect` keep it in the address where it matters. */
export const Tabs = ({
  label,
  tabs,
  selected,
  onSelect,
}: Readonly<{
  label: string;
  tabs: readonly Readonly<{ id: string; label: ReactNode; content: ReactNode }>[];
  selected?: string;
  onSelect?: (id: string) => void;
}>) => (
  <AriaTabs
    className={style.tabs ?? ""}
    {...given({ selectedKey: selected })}
    {...(onSelect ? { onSelectionChange: (key) => onSelect(String(key)) } : {})}
  >
    <TabList className={style.list ?? ""} aria-label={label}>
      {tabs.map(({ id, label }) => (
        <Tab key={id} id={id} className={style.tab ?? ""}>
          {label}
        </Tab>
      ))}
    </TabList>
    {tabs.map(({ id, content }) => (
      <TabPanel key={id} id={id} className={style.panel ?? ""}>
        {content}
      </TabPanel>
    ))}
  </AriaTabs>
);
