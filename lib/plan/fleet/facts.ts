import { iamArn } from "../../aws/arn";
import type { ClusterConfig } from "../../schema/types";
import type { Covered } from "../accept";
import { type Admin, adminsOf, asAdmin } from "../access/admins";
import type { Path } from "../diagnostics";
import type { AccessPlan, Cluster, ExistingRole } from "../types";
import { stateOf } from "./state";
import { type UniqueName, uniqueNamesOf } from "./unique-names";

/**
 * What one file leaves for the rules between files. It is plain JSON, so that a later run can keep it and another thread
 * can send it. Every ARN is known, because a file states its account and partition.
 */
export interface FileFacts {
  /** The path of the file. */
  readonly file: string;
  /** The name of its stack. */
  readonly name: string;
  readonly cluster: Cluster;
  /** Where its state lies, as {@link stateOf} returns it. */
  readonly state: string;
  readonly statesBackend: boolean;
  /** The range of versions of the AWS provider that its stack takes. */
  readonly awsVersions: string;
  /** What no other file may create. */
  readonly uniqueNames: readonly UniqueName[];
  /** The entries with cluster admin. */
  readonly admins: readonly Admin[];
  readonly roles: {
    /** ARNs. */
    readonly made: readonly string[];
    readonly named: readonly NamedRole[];
  };
  readonly entries: {
    /** ARNs of principals. */
    readonly made: readonly string[];
    readonly ofOthers: readonly { readonly principalArn: string; readonly path: Path }[];
  };
  /** Roles of workloads: those made here, and those named by ARN for IRSA and in a Pod Identity association. */
  readonly podRoles: {
    readonly made: readonly PodRole[];
    readonly irsa: readonly ExistingRole[];
    readonly podIdentity: readonly (ExistingRole & { readonly serviceAccount: string })[];
  };
  readonly accepted: readonly Covered[];
  /** What of them the file alone needs, sorted. */
  readonly acceptancesUsed: readonly string[];
  /** Paths in `accept` that are stated for all files. */
  readonly acceptedForAll: readonly Path[];
}

/** A role that a file does not make: of an item, or a principal of `access`. */
export interface NamedRole extends ExistingRole {
  /** The file that makes it, if the configuration says so. It may not be among the files. */
  readonly made?: string;
}

/** A role that is made for a workload, and what its trust names. */
export interface PodRole {
  readonly arn: string;
  readonly workload: string;
  readonly irsa: boolean;
  /** ARNs of further clusters. */
  readonly otherClusters: readonly string[];
  /** Such as `apps/backend`. Absent if the trust names every service account. */
  readonly serviceAccounts?: readonly string[];
}

/** A file with its plan. */
export interface PlanOfFile {
  readonly file: string;
  readonly name: string;
  readonly plan: AccessPlan;
  readonly config: ClusterConfig;
}

/**
 * Returns what a file leaves for the rules between files.
 *
 * @param isForAll whether a path of the configuration is stated for all files
 */
export function factsOf({ file, name, plan, config }: PlanOfFile, isForAll: (path: Path) => boolean): FileFacts {
  const { cluster, accepted } = plan;
  const { partition, account } = cluster;
  return {
    file,
    name,
    cluster,
    state: stateOf(plan, name),
    statesBackend: config.terraform?.backend !== undefined,
    awsVersions: plan.terraform.awsVersion,
    uniqueNames: uniqueNamesOf(plan),
    admins: adminsOf(plan.entries).map(asAdmin),
    roles: {
      made: plan.roles.map((role) => iamArn(partition, account, "role", role.iamPath, role.name)),
      named: namedRoles(plan),
    },
    entries: {
      made: plan.entries.flatMap(({ madeBy, principalArn }) => (madeBy === undefined ? [principalArn] : [])),
      ofOthers: plan.entries.flatMap(({ madeBy, principalArn, path }) =>
        madeBy === undefined ? [] : [{ principalArn, path }],
      ),
    },
    podRoles: podRolesOf(plan),
    accepted: accepted.map(({ reason: _, ...acceptance }) => acceptance),
    acceptancesUsed: [...plan.acceptancesUsed].sort(),
    acceptedForAll: accepted
      .flatMap(({ rule, on = [] }): Path[] => [["accept", rule], ...on.map((_, at) => ["accept", rule, "on", at])])
      .filter(isForAll),
  };
}

function namedRoles({ entries, existingRoles }: AccessPlan): NamedRole[] {
  const existing = new Set(existingRoles.map(({ arn }) => arn));
  const principals = entries.flatMap(({ principal, principalArn: arn, path, roleOfFile }): NamedRole[] => {
    if (path[0] !== "access" || "id" in principal || existing.has(arn)) return [];
    return [{ arn, path: [...path, "principal"], ...(roleOfFile?.made && { made: roleOfFile.file }) }];
  });
  return [...existingRoles, ...principals];
}

function podRolesOf({ workloads, podIdentities }: AccessPlan): FileFacts["podRoles"] {
  return {
    made: workloads.flatMap(({ key, role, roleArn, irsa, otherClusters, sessionTags, podIdentity }): PodRole[] => {
      if (!("id" in role)) return [];
      const serviceAccounts = podIdentity.map(({ namespace, name }) => `${namespace}/${name}`);
      return [
        { arn: roleArn, workload: key, irsa: irsa.length > 0, otherClusters, ...(sessionTags && { serviceAccounts }) },
      ];
    }),
    irsa: workloads.flatMap(({ key, role, irsa }) =>
      "arn" in role && irsa.length > 0 ? [{ arn: role.arn, path: ["workloads", key, "via"] }] : [],
    ),
    podIdentity: podIdentities.flatMap(({ role, path, namespace, serviceAccount }) =>
      "arn" in role ? [{ arn: role.arn, path, serviceAccount: `${namespace}/${serviceAccount}` }] : [],
    ),
  };
}
