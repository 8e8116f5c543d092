import type { AccessOfCluster, AccessRow } from "../../answers/access";
import { nameOfArn, parseArn } from "../../aws/arn";
import { ENTRY_MAKER_NAMES } from "../../aws/eks/entry-makers";
import { isNodeType } from "../../aws/eks/entry-types";
import { isIdentityCenterRole, permissionSetOf } from "../../aws/iam/identity-center";
import { principalArn } from "../../aws/iam/principal-arn";
import { byCodePoint } from "../../aws/text";
import type { LoadedPlan } from "../../load/load";
import { accessOf } from "../access";
import { shortHash } from "./html";
import { type Allowed, allowedBy } from "./powers";

/** A cluster with all files about it. */
export interface FleetCluster {
  /** Its place among the clusters. */
  readonly index: number;
  /** The id of its row, which links name. */
  readonly anchor: string;
  /** Its name, with account and region if others have that name. */
  readonly label: string;
  readonly access: AccessOfCluster;
  readonly files: readonly LoadedPlan[];
}

/** A row of the access to a cluster. */
export interface Grant {
  readonly cluster: FleetCluster;
  readonly row: AccessRow;
  readonly allowed: Allowed;
}

/** Who or what a principal is, as far as its ARN and its entries show. */
export const GROUPS = {
  people: { title: "People", about: "roles of IAM Identity Center, and IAM users" },
  roles: { title: "Roles", about: "other IAM roles: an ARN does not say whether people or pipelines assume them" },
  services: { title: "Services", about: "AWS services and capabilities, whose entries AWS makes" },
  pods: { title: "Pods", about: "roles of workloads in these files that have an access entry too" },
  nodes: { title: "Nodes", about: "roles whose access entry lets nodes join" },
} as const;

export type GroupName = keyof typeof GROUPS;
export const GROUP_NAMES = Object.keys(GROUPS) as GroupName[];

/** A principal with all that it has, in all clusters. */
export interface Principal {
  readonly anchor: string;
  readonly arn: string;
  /** The name in its ARN, or the permission set of Identity Center. */
  readonly name: string;
  readonly group: GroupName;
  /** Sorted by cluster. */
  readonly grants: readonly Grant[];
}

/** All clusters of the files, and all principals that have access to one. */
export interface Fleet {
  readonly clusters: readonly FleetCluster[];
  /** Sorted by group, then by name. */
  readonly principals: readonly Principal[];
}

/** Folds plans into clusters and principals. */
export function fleetOf(plans: readonly LoadedPlan[]): Fleet {
  const clusters = clustersOf(plans);
  const pods = new Set(plans.flatMap(({ plan }) => plan.workloads.map(({ roleArn }) => roleArn)));
  const grants = new Map<string, Grant[]>();
  for (const cluster of clusters) {
    for (const row of cluster.access.access) {
      const known = grants.get(row.principal) ?? [];
      known.push({ cluster, row, allowed: allowedBy(row) });
      grants.set(row.principal, known);
    }
  }
  const principals = [...grants].map(
    ([arn, all]): Principal => ({
      anchor: `p-${shortHash(arn)}`,
      arn,
      name: nameOf(arn),
      group: groupOf(arn, all, pods),
      grants: all,
    }),
  );
  const rank = ({ group }: Principal) => GROUP_NAMES.indexOf(group);
  return {
    clusters,
    principals: principals.sort(
      (a, b) => rank(a) - rank(b) || byCodePoint(a.name, b.name) || byCodePoint(a.arn, b.arn),
    ),
  };
}

function clustersOf(plans: readonly LoadedPlan[]): FleetCluster[] {
  const all = accessOf(plans);
  const names = all.map(({ cluster }) => cluster);
  return all.map((access, index) => {
    const { cluster, account, region } = access;
    const taken = names.filter((name) => name === cluster).length > 1;
    return {
      index,
      anchor: ["c", cluster, ...(taken ? [account, region] : [])].join("-"),
      label: taken ? `${cluster} (${account}, ${region})` : cluster,
      access,
      files: plans.filter(({ plan: { cluster: of } }) => sameCluster(of, access)),
    };
  });
}

/** Whether an AWS service makes the entry: then its maker stands in the place of its type. */
const isOfService = (type: string): boolean =>
  type !== "elsewhere" && ENTRY_MAKER_NAMES.words.some((maker) => maker === type);

/** Whether a cluster of a plan is that of an answer: names may stand in several accounts and regions. */
export const sameCluster = (
  { name, account, region }: { readonly name: string; readonly account: string; readonly region: string },
  other: { readonly cluster: string; readonly account: string; readonly region: string },
): boolean => name === other.cluster && account === other.account && region === other.region;

/** The name in an ARN of IAM, of a role of Identity Center the permission set; all of another text. */
function nameOf(arn: string): string {
  const resource = parseArn(arn)?.resource;
  if (resource === undefined) return arn;
  const name = nameOfArn(resource);
  return permissionSetOf(name) ?? name;
}

function groupOf(arn: string, grants: readonly Grant[], pods: ReadonlySet<string>): GroupName {
  const { is } = principalArn(arn);
  if (grants.some(({ row: { type } }) => isNodeType(type))) return "nodes";
  if (is === "service-linked role" || grants.some(({ row: { type } }) => isOfService(type))) return "services";
  if (pods.has(arn)) return "pods";
  return is === "user" || isIdentityCenterRole(arn) ? "people" : "roles";
}
