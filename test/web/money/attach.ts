import type { Locator, Page } from "playwright-core";

const somePdf = Buffer.from(
  "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n",
);

/** Attaches an empty PDF of that name by the button that asks for a file. */
export const attach = async (page: Page, button: Locator, name: string): Promise<void> => {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), button.click()]);
  await chooser.setFiles({ name, mimeType: "application/pdf", buffer: somePdf });
};
