import { iamArn } from "../aws/arn";
import { clusterArn } from "../aws/iam/trust";
import type { LoadedPlan } from "../load/load";
import type { Path } from "../plan/diagnostics";
import type { RoleRef } from "../plan/role-ref";
import type { PlannedRole } from "../plan/types";
import { NOT } from "../power/power";
import type { ClusterOfFiles } from "./clusters";
import type { Context } from "./request";
import type { Subject } from "./subjects";
import { literally, matching, patternOf } from "./wildcards";

/** A role that files make. */
export interface RoleOfFiles {
  readonly role: PlannedRole;
  readonly file: LoadedPlan;
}

/** A role that somebody acts as, with what is known of a session. */
export interface Acting {
  readonly arn: string;
  /** Undefined if no file makes it. */
  readonly made?: RoleOfFiles;
  /** How somebody gets it: `Pod Identity`. */
  readonly by?: string;
  /** The instant from which nobody gets it in this way. */
  readonly until?: string;
  readonly location?: string;
  /** Narrows what the role allows. */
  readonly sessionPolicy?: object;
  readonly context: Context;
}

/** Returns the roles that a subject acts as. */
export function rolesOf(subject: Subject, cluster: ClusterOfFiles): Acting[] {
  if (subject.is === "principal") return [actingAs(subject.arn, cluster)];
  if (subject.is === "outsiders") return [];
  if (subject.is === "node") return [ofRef(subject.node.role, subject.file, cluster)];
  const { namespace, name } = subject.serviceAccount;
  return cluster.files.flatMap((file) => [
    ...byPodIdentity(namespace, name, file, cluster),
    ...byIrsa(namespace, name, file, cluster),
  ]);
}

/** Whether a file makes a role that a subject acts as. Of other roles nothing can be said. */
export const isMade = (subject: Subject, cluster: ClusterOfFiles): boolean =>
  rolesOf(subject, cluster).some(({ made }) => made !== undefined);

function byPodIdentity(namespace: string, name: string, file: LoadedPlan, cluster: ClusterOfFiles): Acting[] {
  return file.plan.podIdentities.flatMap((association) => {
    if (association.namespace !== namespace || association.serviceAccount !== name) return [];
    const { role, targetRoleArn, policy, disableSessionTags, until, path } = association;
    const acting = targetRoleArn === undefined ? ofRef(role, file, cluster) : actingAs(targetRoleArn, cluster);
    const tags = disableSessionTags ? {} : sessionTags(namespace, name, file);
    return [
      {
        ...acting,
        by: targetRoleArn === undefined ? "Pod Identity" : "Pod Identity and its target role",
        ...(until !== undefined && { until }),
        location: file.locationOf(path),
        context: { ...acting.context, ...tags },
        ...(policy !== undefined && { sessionPolicy: policy }),
      },
    ];
  });
}

/**
 * What EKS says of a pod in its session. The name and the number of the pod nobody knows before.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
function sessionTags(namespace: string, name: string, { plan: { cluster } }: LoadedPlan): Context {
  const tags = {
    "eks-cluster-arn": clusterArn({ ...cluster, cluster: cluster.name }),
    "eks-cluster-name": cluster.name,
    "kubernetes-namespace": namespace,
    "kubernetes-service-account": name,
  };
  return Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value]));
}

function byIrsa(namespace: string, name: string, file: LoadedPlan, cluster: ClusterOfFiles): Acting[] {
  return file.plan.workloads.flatMap(({ key, irsa, role, until }) => {
    const isMeant = irsa.some(
      (account) =>
        matching(patternOf(`${account.namespace}:${account.name}`), literally(`${namespace}:${name}`)) !== NOT,
    );
    if (!isMeant) return [];
    const location = file.locationOf(["workloads", key]);
    return [{ ...ofRef(role, file, cluster), by: "IRSA", location, ...(until !== undefined && { until }) }];
  });
}

function ofRef(ref: RoleRef, file: LoadedPlan, cluster: ClusterOfFiles): Acting {
  if ("arn" in ref) return actingAs(ref.arn, cluster);
  const role = file.plan.roles.find(({ id }) => id === ref.id);
  return role === undefined ? { arn: ref.id, context: {} } : actingAs(arnOf({ role, file }), cluster);
}

function actingAs(arn: string, { fleet }: ClusterOfFiles): Acting {
  const made = fleet
    .flatMap((file) => file.plan.roles.map((role) => ({ role, file })))
    .find((one) => arnOf(one) === arn);
  const [, , , , account = ""] = arn.split(":");
  const tags = { ...made?.file.plan.tags, ...made?.role.tags };
  return {
    arn,
    ...(made && { made }),
    context: {
      ...Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value])),
      "aws:PrincipalArn": arn,
      "aws:PrincipalAccount": account,
    },
  };
}

export function arnOf({ role: { iamPath, name }, file }: RoleOfFiles): string {
  const { partition, account } = file.plan.cluster;
  return iamArn(partition, account, "role", iamPath, name);
}

/** Returns the place of a field of a role: some sections have roles under `role`, some are roles. */
export function placeIn({ role: { path }, file }: RoleOfFiles, ...rest: Path): string {
  const item = file.locationOf(path);
  const places = [["role", ...rest], rest].map((more) => file.locationOf([...path, ...more]));
  return places.find((place) => place !== item) ?? item;
}
