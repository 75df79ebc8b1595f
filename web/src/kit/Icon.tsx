import style from "./Icon.module.css";

/** Strokes on a grid of 20 by 20. */
const drawings = {
  add: "M10 4v12M4 10h12",
  arrow: "M4 10h12M11 5l5 5-5 5",
  back: "M12.5 4.5 7 10l5.5 5.5",
  calendar: "M3.5 5.5h13v11h-13zM3.5 9h13M7 3.5v3M13 3.5v3",
  check: "m4 10.5 4 4 8-9",
  close: "M5 5l10 10M15 5 5 15",
  copy: "M7 7h9.5v9.5H7zM4 13V3.5h9",
  down: "m5 7.5 5 5 5-5",
  download: "M10 3v9.5m-4-4 4 4 4-4M3.5 16.5h13",
  edit: "M4 16l.8-3.6L13 4.2l2.8 2.8-8.2 8.2L4 16z",
  error: "M10 2.5 17.5 10 10 17.5 2.5 10zM10 6.5v4M10 13.2v.1",
  external: "M8 4H4v12h12v-4M11 3.5h5.5V9M16 4l-7 7",
  file: "M5 2.5h6.5l4 4v11H5zM11.5 2.5v4h4",
  filter: "M3 4.5h14M5.5 10h9M8.5 15.5h3",
  forward: "M7.5 4.5 13 10l-5.5 5.5",
  history: "M3.5 10a6.5 6.5 0 1 0 2-4.7L3.5 7.2M3.5 3.2v4h4M10 6.5V10l2.5 2",
  info: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM10 9v5M10 6.2v.1",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  minus: "M4 10h12",
  more: "M3.6 10a.7.7 0 1 0 1.4 0a.7.7 0 1 0-1.4 0M9.3 10a.7.7 0 1 0 1.4 0a.7.7 0 1 0-1.4 0M15 10a.7.7 0 1 0 1.4 0a.7.7 0 1 0-1.4 0",
  offline:
    "M3 3l14 14M6.5 12a5 5 0 0 1 5.5-1M3.5 9A9.5 9.5 0 0 1 8 6.5M11.5 6.3A9.5 9.5 0 0 1 16.5 9M10 15.5v.1",
  person: "M10 3a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM3.5 17.5c.8-3.5 3.3-5 6.5-5s5.7 1.5 6.5 5",
  print: "M6 7V3h8v4M6 14H3.5V7h13v7H14M6 11.5h8v5.5H6z",
  search: "M8.8 3.2a5.6 5.6 0 1 0 0 11.2 5.6 5.6 0 0 0 0-11.2zM13 13l4 4",
  settings: "M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4",
  sort: "M6.5 8 10 4.5 13.5 8M6.5 12l3.5 3.5 3.5-3.5",
  sortDown: "m6 8 4 4.5L14 8",
  sortUp: "m6 12 4-4.5 4 4.5",
  success: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM6.5 10.2l2.5 2.5 4.5-5",
  trash: "M3.5 5.5h13M8 5.5v-2h4v2M5 5.5l.8 11.5h8.4L15 5.5M8.5 8.5v5.5M11.5 8.5v5.5",
  undo: "M4 8h8a4 4 0 0 1 0 8.5H8M7 4.5 3.5 8 7 11.5",
  upload: "M10 13V3.5m-4 4 4-4 4 4M3.5 16.5h13",
  warning: "M10 3 18 16.5H2zM10 8v4M10 14.2v.1",
} as const;

export type IconName = keyof typeof drawings;

/** A small drawing beside words; it says nothing by itself and is hidden from screen readers. */
export const Icon = ({ name, size = "m" }: { name: IconName; size?: "s" | "m" | "l" }) => (
  <svg className={`${style.icon} ${style[size]}`} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d={drawings[name]} />
  </svg>
);
