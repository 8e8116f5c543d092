import { iamArn } from "./arn";
import type { AccessPlan } from "./plan-types";
import type { Path, Problem, Warning } from "./problem";
import { isToken, quote } from "./text";

export interface PlanOfFile {
  readonly file: string;
  readonly plan: AccessPlan;
}

export interface WarningOfFile extends Warning {
  readonly file: string;
}

export interface ProblemOfFile extends Problem {
  readonly file: string;
}

/** A name that can be there once only: within an account, or within a cluster. */
interface Claim {
  readonly kind: string;
  readonly scope: "account" | "region" | "cluster";
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
      const within = { account: [], region: [region], cluster: [region, cluster] }[scope];
      const claim = JSON.stringify([kind, partition, account, ...within, name.toLowerCase()]);
      const other = taken.get(claim);
      if (other === undefined) taken.set(claim, file);
      else if (other !== file) {
        const where = { account: `account ${account}`, region: `account ${account}`, cluster: `cluster ${cluster}` }[
          scope
        ];
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

function claims({
  cluster,
  create,
  roles,
  instanceProfiles,
  identityPolicies,
  entries,
  nodeClasses,
}: AccessPlan): Claim[] {
  return [
    ...(create
      ? [
          {
            kind: "cluster",
            scope: "region",
            name: cluster.name,
            at: ["cluster", "create"],
            advice: "make it in one file, and leave create out of the other",
          } as const,
        ]
      : []),
    ...identityPolicies.map(
      ({ name, at }): Claim => ({
        kind: "policy",
        scope: "account",
        name,
        at,
        advice: "give one another name",
      }),
    ),
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

/** A role that one file makes and another takes by its ARN: that it is there first is nobody's business then. */
export function rolesOfOthers(plans: readonly PlanOfFile[]): WarningOfFile[] {
  const makers = new Map<string, string>();
  for (const { file, plan } of plans) {
    const { partition, account } = plan.cluster;
    for (const { name, path } of plan.roles) makers.set(iamArn(partition, account, "role", path, name), file);
  }
  return plans.flatMap(({ file, plan }) =>
    plan.existingRoles.flatMap(({ arn, at }): WarningOfFile[] => {
      const maker = makers.get(arn);
      if (maker === undefined || maker === file || plan.accepted.includes("role-of-another-file")) return [];
      return [
        {
          name: "role-of-another-file",
          file,
          path: at,
          message: `${quote(arn)} is made by ${maker}; apply that file first, and destroy it last`,
        },
      ];
    }),
  );
}
