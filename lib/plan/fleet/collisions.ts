import { iamArn } from "../../aws/arn";
import { isToken, quote } from "../../aws/text";
import type { Path, Problem, Warning } from "../diagnostics";
import type { AccessPlan } from "../types";

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
  readonly scope: "anywhere" | "account" | "region" | "cluster";
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
      const ofAccount = [partition, account];
      const within = {
        anywhere: [],
        account: ofAccount,
        region: [...ofAccount, region],
        cluster: [...ofAccount, region, cluster],
      };
      const claim = JSON.stringify([kind, ...within[scope], name.toLowerCase()]);
      const other = taken.get(claim);
      if (other === undefined) taken.set(claim, file);
      else if (other !== file) {
        const inAccount = ` of account ${account}`;
        const where = { anywhere: "", account: inAccount, region: inAccount, cluster: ` of cluster ${cluster}` }[scope];
        problems.push({
          file,
          path: at,
          message: `${other} makes the ${kind} ${quote(name)}${where} too; ${advice}`,
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
  oidcProvider,
  podIdentities,
  terraform,
}: AccessPlan): Claim[] {
  return [
    ...stateOf(terraform),
    ...(oidcProvider?.issuer === undefined
      ? []
      : [
          {
            kind: "OIDC provider of",
            scope: "account",
            name: oidcProvider.issuer,
            at: oidcProvider.at,
            advice: "write cluster.oidcProvider: existing in one of the files",
          } as const,
        ]),
    ...podIdentities.map(
      ({ namespace, serviceAccount, at }): Claim => ({
        kind: "Pod Identity association of",
        scope: "cluster",
        name: `${namespace}/${serviceAccount}`,
        at,
        advice: "Pod Identity knows one role for a service account, so describe it in one file",
      }),
    ),
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

/** Two stacks with one state would take each other's resources for their own, and destroy them. */
function stateOf({ backend }: AccessPlan["terraform"]): Claim[] {
  const advice = "each stack keeps a state of its own, so give one another";
  switch (backend.type) {
    case "local":
      return [];
    case "s3": {
      const name = `s3://${backend.bucket}/${backend.key}`;
      return [{ kind: "state", scope: "anywhere", name, at: ["terraform", "backend"], advice: `${advice} key` }];
    }
    case "cloud": {
      const name = `${backend.organization}/${backend.workspace}`;
      return [{ kind: "state", scope: "anywhere", name, at: ["terraform", "backend"], advice: `${advice} workspace` }];
    }
  }
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
