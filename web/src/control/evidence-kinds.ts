import type { VerificationPage } from "../../../src/control/shapes.ts";

/** The kind that says nothing more: what a photograph or a note of the control is. */
const plain = "other";

/** Returns the kinds of documents that can be attached to a verification, the plainest first: it is the one proposed. */
export const evidenceKinds = ({
  documents,
}: Pick<VerificationPage, "documents">): VerificationPage["documents"] =>
  documents.toSorted((a, b) => Number(b.id === plain) - Number(a.id === plain));
