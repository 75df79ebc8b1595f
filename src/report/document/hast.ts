import type { Element, ElementContent, Properties } from "hast";
import type { Raw } from "mdast-util-to-hast";

export type Child = ElementContent | string | readonly Child[];

/** Returns an element of a page; texts among the children are escaped when it is written. */
export function element(tagName: string, properties: Properties, ...children: readonly Child[]): Element {
  return { type: "element", tagName, properties, children: children.flatMap(nodes) };
}

function nodes(child: Child): ElementContent[] {
  if (typeof child === "string") return child === "" ? [] : [{ type: "text", value: child }];
  return "type" in child ? [child] : child.flatMap(nodes);
}

/** Returns markup of this folder's own making (a chart, the emblem) to be set into the page as it is. */
export const ownMarkup = (value: string): Raw => ({ type: "raw", value });
