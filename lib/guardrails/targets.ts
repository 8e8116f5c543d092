import { iamArn } from "../aws/arn";
import { literalArn } from "../aws/iam/literal";
import { arnsInCluster, clusterArn } from "../aws/iam/trust";
import type { Target } from "../aws/terraform/permissions";
import { issuerPath } from "../aws/workloads/trust";
import type { RoleRef } from "../plan/role-ref";
import type { AccessPlan } from "../plan/types";
import type { Resource } from "../terraform/resource";
import { Attribute } from "../terraform/values";

/** Returns the ARNs that the actions of a resource are authorized on, by what they are. */
export type TargetsOf = (resource: Resource) => Readonly<Partial<Record<Target, string>>>;

/** Knows the ARNs of a plan before anything is made. */
export interface Arns {
  readonly role: (role: RoleRef) => string;
  readonly targets: TargetsOf;
}

/** Types of ARNs in a cluster, and the cluster itself. */
const IN_CLUSTER = ["access-entry", "identityproviderconfig", "podidentityassociation"] as const;

/**
 * @param byPath whether what IAM has is named by its path, where that is not `/`
 */
export function arnsOf(plan: AccessPlan, resources: readonly Resource[], byPath: boolean): Arns {
  const { name: cluster, partition, region, account } = plan.cluster;
  const scope = { partition, region, account, cluster };
  const iam = (kind: string, path: string, name: string): string =>
    byPath && path !== "/"
      ? `${literalArn(iamArn(partition, account, kind, path, ""))}*`
      : literalArn(iamArn(partition, account, kind, path, name));
  const roles = new Map(plan.roles.map(({ id, iamPath, name }) => [id, iam("role", iamPath, name)]));
  const ofRef = (ref: RoleRef): string => ("id" in ref ? (roles.get(ref.id) ?? "") : literalArn(ref.arn));
  const profiles = new Map(plan.instanceProfiles.map(({ id, role }) => [id, ofRef(role)]));
  const names = new Map(
    resources.flatMap(({ id, attributes }): [string, string][] =>
      "name" in attributes && typeof attributes.name === "string" ? [[id, attributes.name]] : [],
    ),
  );
  /** The name of a resource that another refers to, or a literal name. */
  const nameOf = (value: unknown): string => (value instanceof Attribute ? (names.get(value.id) ?? "") : String(value));
  const role = (value: unknown): string => (value instanceof Attribute ? (roles.get(value.id) ?? "") : "");
  const service = (of: string, name: string) => `arn:${partition}:${of}:${region}:${account}:${name}`;
  const inCluster = {
    cluster: clusterArn(scope),
    ...Object.fromEntries(IN_CLUSTER.map((type) => [type, arnsInCluster(scope, type)])),
  };

  const targets: TargetsOf = (resource) => {
    switch (resource.type) {
      case "aws_iam_role":
        return { role: roles.get(resource.id) ?? "" };
      case "aws_iam_role_policy":
      case "aws_iam_role_policy_attachment":
        return { role: role(resource.attributes.role) };
      case "aws_iam_role_policies_exclusive":
      case "aws_iam_role_policy_attachments_exclusive":
        return { role: role(resource.attributes.roleName) };
      case "aws_iam_instance_profile":
        return {
          "instance-profile": iam("instance-profile", "/", nameOf(resource.attributes.name)),
          role: profiles.get(resource.id) ?? "",
        };
      case "aws_iam_policy":
        return { policy: iam("policy", String(resource.attributes.path ?? "/"), nameOf(resource.attributes.name)) };
      case "aws_iam_openid_connect_provider": {
        const { url } = resource.attributes;
        // the issuer of a cluster that is not there yet, or that Terraform lets go of, has an id that nobody knows
        const issuer =
          typeof url === "string" && url !== "" ? literalArn(issuerPath(url)) : `oidc.eks.${region}.*/id/*`;
        return { "oidc-provider": `arn:${partition}:iam::${account}:oidc-provider/${issuer}` };
      }
      case "aws_sqs_queue":
        return { queue: service("sqs", nameOf(resource.attributes.name)) };
      case "aws_sqs_queue_policy":
        return { queue: service("sqs", nameOf(resource.attributes.queueUrl)) };
      case "aws_cloudwatch_event_rule":
        return { rule: service("events", `rule/${nameOf(resource.attributes.name)}`) };
      case "aws_cloudwatch_event_target":
        return { rule: service("events", `rule/${nameOf(resource.attributes.rule)}`) };
      default:
        return inCluster;
    }
  };
  return { role: ofRef, targets };
}
