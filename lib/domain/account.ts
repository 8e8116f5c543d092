import type { AccessPlan } from "./plan-types";
import type { Path, Problem } from "./problem";
import { isToken, quote } from "./text";

export interface PlanOfFile {
  readonly file: string;
  readonly plan: AccessPlan;
}

export interface ProblemOfFile extends Problem {
  readonly file: string;
}

/** A name that can be there once only: within an account, or within a cluster. */
interface Claim {
  readonly kind: string;
  readonly scope: "account" | "cluster";
  readonly name: string;
  readonly at: Path;
  readonly advice: string;
}

/** What two files must not both make. IAM's names are unique in an account, whatever their case. */
export function judgeAccounts(plans: readonly PlanOfFile[]): ProblemOfFile[] {
  const problems: ProblemOfFile[] = [];
  const taken = new Map<string, string>();
  for (const { file, plan } of plans) {
    const { account, partition, region, name: cluster } = plan.cluster;
    for (const { kind, scope, name, at, advice } of claims(plan)) {
      if ([account, region, cluster, name].some(isToken)) continue;
      const within = scope === "account" ? [partition, account] : [partition, account, region, cluster];
      const claim = JSON.stringify([kind, ...within, name.toLowerCase()]);
      const other = taken.get(claim);
      if (other === undefined) taken.set(claim, file);
      else if (other !== file) {
        const where = scope === "account" ? `account ${account}` : `cluster ${cluster}`;
        problems.push({
          file,
          path: at,
          message: `${other} makes the ${kind} ${quote(name)} of ${where} too; ${advice}`,
        });
      }
    }
  }
  return problems;
}

function claims({ roles, instanceProfiles, entries, nodeClasses }: AccessPlan): Claim[] {
  return [
    ...roles.map(
      ({ name, at }): Claim => ({
        kind: "role",
        scope: "account",
        name,
        at,
        advice: "give one another name, or write arn in one of the files",
      }),
    ),
    ...instanceProfiles.map(
      ({ name, at }): Claim => ({
        kind: "instance profile",
        scope: "account",
        name,
        at,
        advice: "give one another name",
      }),
    ),
    ...entries.flatMap(({ principal, at }): Claim[] =>
      "arn" in principal
        ? [
            {
              kind: "access entry of",
              scope: "cluster",
              name: principal.arn,
              at,
              advice: "EKS keeps one entry a role, so describe it in one file",
            },
          ]
        : [],
    ),
    ...nodeClasses.flatMap(({ key, nodePools }): Claim[] => [
      { kind: "NodeClass", scope: "cluster", name: key, at: ["nodeClasses", key], advice: "choose another key" },
      ...Object.keys(nodePools).map(
        (pool): Claim => ({
          kind: "NodePool",
          scope: "cluster",
          name: pool,
          at: ["nodeClasses", key, "nodePools", pool],
          advice: "choose another key",
        }),
      ),
    ]),
  ];
}
