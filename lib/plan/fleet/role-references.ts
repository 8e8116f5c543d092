import { iamArn } from "../../aws/arn";
import { quote } from "../../aws/text";
import type { AccessPlan, ExistingRole } from "../types";
import type { FleetDiagnostic, PlanOfFile } from "./fleet";

/** Warns when a file names a role that another file creates; nothing orders the two applies. */
export function findRolesOfOtherFiles(plans: readonly PlanOfFile[]): FleetDiagnostic[] {
  const makers = new Map<string, string>();
  for (const { file, plan } of plans) {
    const { partition, account } = plan.cluster;
    for (const { name, iamPath } of plan.roles) makers.set(iamArn(partition, account, "role", iamPath, name), file);
  }
  return plans.flatMap(({ file, plan }) =>
    namedRoles(plan).flatMap(({ arn, path, made }): FleetDiagnostic[] => {
      const maker = made ?? makers.get(arn);
      if (maker === undefined || maker === file) return [];
      const message = `${quote(arn)} is made by ${maker}; apply that file first, and destroy it last`;
      return [{ rule: "role-of-another-file", file, path, message }];
    }),
  );
}

interface Named extends ExistingRole {
  /** The file that makes it, if the configuration says so. It may not be among the plans. */
  readonly made?: string;
}

/** Returns the roles that a file does not make: those of its items, and the principals of `access`. */
function namedRoles({ entries, existingRoles }: AccessPlan): Named[] {
  const existing = new Set(existingRoles.map(({ arn }) => arn));
  const principals = entries.flatMap(({ principal, principalArn: arn, path, roleOfFile }): Named[] => {
    if (path[0] !== "access" || "id" in principal || existing.has(arn)) return [];
    return [{ arn, path: [...path, "principal"], ...(roleOfFile?.made && { made: roleOfFile.file }) }];
  });
  return [...existingRoles, ...principals];
}
