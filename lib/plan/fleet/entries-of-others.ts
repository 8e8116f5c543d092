import { quote } from "../../aws/text";
import type { AccessPlan } from "../types";
import type { FleetDiagnostic, PlanOfFile } from "./fleet";

/** Warns when a file gives policies to an access entry that another file makes; nothing orders the two applies. */
export function findEntriesOfOtherFiles(plans: readonly PlanOfFile[]): FleetDiagnostic[] {
  const makers = new Map<string, string>();
  for (const { file, plan } of plans) {
    for (const { principalArn, madeBy } of plan.entries) {
      if (madeBy === undefined) makers.set(keyOf(plan, principalArn), file);
    }
  }
  return plans.flatMap(({ file, plan }) =>
    plan.entries.flatMap(({ principalArn, madeBy, path }): FleetDiagnostic[] => {
      const maker = makers.get(keyOf(plan, principalArn));
      if (madeBy === undefined || maker === undefined || maker === file) return [];
      const message = `${maker} makes the access entry of ${quote(principalArn)}; apply that file first, and this one again whenever it makes the entry anew, because the policies go with the entry`;
      return [{ rule: "entry-of-another-file", file, path, message }];
    }),
  );
}

const keyOf = ({ cluster: { partition, account, region, name } }: AccessPlan, principalArn: string): string =>
  JSON.stringify([partition, account, region, name, principalArn]);
