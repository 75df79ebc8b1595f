import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { DocumentError, type ReportDocument } from "./document.ts";
import { toTypst } from "./typst.ts";

/**
 * Returns the document as a tagged PDF that claims PDF/UA-1 (ISO 14289-1): A4, bookmarks, language, alternative
 * texts. The same document gives the same bytes; its date is the day of publication, never the clock's. Typst itself
 * refuses what the standard forbids and a machine can see; no other checker has looked at the result.
 * @throws DocumentError as `toTypst` does, and for signs that no font at hand can show. @throws Error when Typst refuses the document, in its words.
 */
export async function toPdf(document: ReportDocument): Promise<Uint8Array> {
  // A compiler of its own: one that is used again patches its last source, and was seen to mix up characters outside
  // the basic plane when it did.
  const compiler = NodeCompiler.create();
  const compiled = compiler.compile({ mainFileContent: toTypst(document) });
  const { result } = compiled;
  if (result === null) {
    const diagnostics = compiled.takeDiagnostics();
    throw new Error(
      `Typst refuses the report: ${told(diagnostics === null ? [] : compiler.fetchDiagnostics(diagnostics))}`,
    );
  }
  const pdf = exported(() => compiler.pdf(result, { pdfStandard: "ua-1" }));
  // What compiling remembers is shared by the whole process: let go of what the last reports did not use.
  compiler.evictCache(5);
  return pdf;
}

const told = (diagnostics: readonly unknown[]): string =>
  diagnostics
    .map((entry) =>
      typeof entry === "object" && entry !== null && "message" in entry ? String(entry.message) : "",
    )
    .join("; ");

/** The standard forbids what cannot be shown: its author is told which signs, not what Typst calls the matter. */
function exported(write: () => Uint8Array): Uint8Array {
  try {
    return new Uint8Array(write());
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const signs = [...message.matchAll(/the text `\\?"(.+?)\\?"` could not be displayed/gu)].map(
      ([, sign]) => sign,
    );
    if (signs.length === 0) throw error;
    const list = [...new Set(signs)].join(" ");
    throw new DocumentError({
      fr: `Le PDF ne peut pas montrer ces signes, qu'aucune police disponible ne contient : ${list}`,
      nl: `De pdf kan deze tekens niet tonen, want geen beschikbaar lettertype bevat ze: ${list}`,
      en: `The PDF cannot show these signs, which no font at hand contains: ${list}`,
    });
  }
}
