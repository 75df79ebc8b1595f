import { canonical } from "../decimal.ts";
import { type ControlRules, controlNumber, controlValue } from "../definition/control.ts";
import { exact } from "../decimal.ts";
import { euros } from "../euros.ts";
import { percentOf } from "./application-draft.ts";
import type { CommissionFile } from "./file.ts";
import { nPlusThree } from "./n-plus.ts";
import { interimPayment } from "./payment.ts";
import { performanceStatus } from "./performance.ts";
import { fundContribution, grounds, isReported, mayBeLeft } from "./reporting.ts";
import { retention } from "./retention.ts";
import { quarterOf, reportDue } from "./years.ts";

/**
 * Returns what the law makes of what a file says: interim payments, decommitment, milestones, what is reported, how long
 * papers are kept. Rates, thresholds and terms are those of the definitions on the day.
 */
export const checkFile = (control: ControlRules, file: CommissionFile, today: string) => {
  const number = (name: Parameters<typeof controlNumber>[1]) => controlNumber(control, name, today);
  const percent = (name: Parameters<typeof controlNumber>[1]) =>
    canonical({ units: BigInt(number(name)), scale: 2 });
  return {
    payments: file.payments.map(({ priority, contribution, ...claim }) => ({
      priority,
      ...interimPayment(claim, {
        share: percentOf(control, "interim_rate_percent", today),
        contribution,
      }),
    })),
    tranches: file.n_plus
      ? nPlusThree({
          rules: {
            years: file.n_plus.years ?? number("n_plus_years"),
            exceptions:
              file.n_plus.exceptions.length > 0 ? file.n_plus.exceptions : (control.nPlus?.exceptions ?? []),
          },
          commitments: file.n_plus.commitments,
          prefinancing: file.n_plus.prefinancing,
          applied: file.n_plus.applied,
        })
      : [],
    performance: file.performance.map(({ priority, reached }) => ({
      priority,
      status: performanceStatus(reached, {
        achieved: percent("performance_achieved_percent"),
        oneBelow: percent("performance_one_below_percent"),
        failure: percent("performance_failure_percent"),
      }),
    })),
    irregularities: file.irregularities.map((each) => {
      const contribution = fundContribution(each, each);
      const limit = (name: "reporting_threshold_euros" | "de_minimis_euros") =>
        euros(exact(controlValue(control, name, today).value));
      const { report, ground } = isReported(
        {
          fundContribution: contribution,
          suspectedFraud: each.suspected_fraud,
          bankruptcyOnly: each.bankruptcy_only,
          precedesBankruptcy: each.precedes_bankruptcy,
          voluntary: each.voluntary,
          beforeApplication: each.before_application,
        },
        limit("reporting_threshold_euros"),
        each.linked,
      );
      return {
        case: each.case,
        fundContribution: contribution,
        report,
        why: grounds[ground],
        dueOn:
          report && each.found_on !== undefined
            ? reportDue(quarterOf(each.found_on), number("reporting_months"))
            : null,
        mayLeave: mayBeLeft([contribution], limit("de_minimis_euros")),
      };
    }),
    retention: file.retention.map(
      ({ operation, eligible, accounts, completed, last_payment: lastPaidOn }) => {
        const found = retention(control.retention, {
          eligible,
          accounts: accounts.map((submittedOn) => ({ year: submittedOn, submittedOn })),
          isCompleted: completed,
          lastPaidOn: lastPaidOn ?? null,
        });
        return {
          operation,
          rule: found?.rule.label ?? null,
          until: found?.until ?? null,
          dates: (found?.keep ?? []).map((kept) => ({ on: kept.on, until: kept.until })),
        };
      },
    ),
  };
};
export type Checked = ReturnType<typeof checkFile>;
