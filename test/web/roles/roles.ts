import { after, before, test } from "node:test";
import type { Language } from "../../../src/language.ts";
import { certify, findRecordsToCheck, followANumber } from "./control-tasks.ts";
import { completeARecord, lookAfterThePartner, recordALeaving } from "./partner-tasks.ts";
import {
  closeAnAccount,
  publishTheReport,
  readTheReportInTheMaking,
  readWhatIsPublic,
} from "./programme-tasks.ts";
import { openReferenceWorld, openTrueWorld, type RolesWorld } from "./roles-world.ts";

/** Every role's main task, from the sign-in page to its result, as a reader of the language does it. */
export const everyRoleIn = (language: Language): void => {
  let reference: RolesWorld;
  let truth: RolesWorld;
  before(async () => {
    [reference, truth] = await Promise.all([openReferenceWorld(language), openTrueWorld(language)]);
  });
  after(async () => {
    await Promise.all([reference.close(), truth.close()]);
  });
  test(`${language}: a case worker completes the record that waits`, () => completeARecord(reference));
  test(`${language}: a partner's manager finds the administration's figures, invites and removes`, () =>
    lookAfterThePartner(reference));
  test(`${language}: a worker of a service records a leaving`, () => recordALeaving(reference));
  test(`${language}: a controller finds records to check, and who changed what`, () =>
    findRecordsToCheck(reference));
  test(`${language}: a programme officer sees progress, and why the report cannot appear`, () =>
    readTheReportInTheMaking(reference));
  test(`${language}: a programme officer publishes a report that is true`, () => publishTheReport(truth));
  test(`${language}: a certifying officer takes figures and means along`, () => certify(reference));
  test(`${language}: an auditor goes from a published number to its records and their trail`, () =>
    followANumber(truth));
  test(`${language}: an administrator closes an account`, () => closeAnAccount(reference));
  test(`${language}: a citizen reads the published report, its figures and the list of operations`, () =>
    readWhatIsPublic(truth));
};
