import { iamArn } from "../../aws/arn";
import { quote } from "../../aws/text";
import type { FleetDiagnostic, PlanOfFile } from "./fleet";

/** Warns when a file references by ARN a role that another file creates; nothing orders the two applies. */
export function findRolesOfOtherFiles(plans: readonly PlanOfFile[]): FleetDiagnostic[] {
  const makers = new Map<string, string>();
  for (const { file, plan } of plans) {
    const { partition, account } = plan.cluster;
    for (const { name, iamPath } of plan.roles) makers.set(iamArn(partition, account, "role", iamPath, name), file);
  }
  return plans.flatMap(({ file, plan }) =>
    plan.existingRoles.flatMap(({ arn, path }): FleetDiagnostic[] => {
      const maker = makers.get(arn);
      if (maker === undefined || maker === file) return [];
      const message = `${quote(arn)} is made by ${maker}; apply that file first, and destroy it last`;
      return [{ rule: "role-of-another-file", file, path, message }];
    }),
  );
}
