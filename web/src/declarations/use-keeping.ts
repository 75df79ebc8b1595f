import type { DeclarationPage, LineInput } from "../../../src/declaration/shapes.ts";
import { type KeptParts, useKeptParts } from "../money/use-kept-parts.ts";
import { declarationKey } from "./use-declarations.ts";

/** What was typed of a declaration's lines, on its way to the server. */
export type Keeping = KeptParts<LineInput> &
  Readonly<{
    /** What was said of a line, with what is still on its way. */
    inputOf: (line: string) => LineInput;
  }>;

/** Keeps what is typed at once; every answer is the whole declaration, worked out anew with its remarks. */
export const useKeeping = (page: DeclarationPage): Keeping => {
  const address = `/api/declarations/${page.id}`;
  const keeping = useKeptParts<LineInput, DeclarationPage>({
    page,
    queryKey: declarationKey(String(page.id)),
    address,
    keptAt: `${address}/inputs`,
    bodyOf: (lines) => ({ lines }),
  });
  return {
    ...keeping,
    inputOf: (line) => keeping.typedOf(line) ?? page.lines.find((each) => each.line === line)?.input ?? {},
  };
};
