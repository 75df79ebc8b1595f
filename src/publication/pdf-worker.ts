import { parentPort, workerData } from "node:worker_threads";
import type { ReportDocument } from "../report/document/document.ts";
import { toPdf } from "../report/document/pdf.ts";
import { SaidError } from "../language.ts";

// Setting a PDF keeps a thread busy for as long as it takes: this one is nobody else's.
try {
  const pdf = await toPdf(workerData as ReportDocument);
  parentPort?.postMessage({ pdf }, []);
} catch (error) {
  if (!(error instanceof SaidError)) throw error;
  parentPort?.postMessage({ fault: error.text }, []);
}
