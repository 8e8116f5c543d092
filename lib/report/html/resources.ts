import { nameOfArn } from "../../aws/arn";
import type { LoadedPlan } from "../../load/load";
import { CLUSTER_ID, CLUSTER_ROLE_ID, ITEM_IDS, OIDC_PROVIDER_ID } from "../../plan/addresses";
import { showPath } from "../../plan/diagnostics";
import { lower } from "../../terraform/lower";
import type { Resource, ResourceType } from "../../terraform/resource";
import { Attribute, Call, type Expression, Local, Text } from "../../terraform/values";

/** What is made of a plan: by Terraform, or by the script that applies manifests. */
export type MadeType = ResourceType | "nodeclass" | "nodepool";

/** The words for each type: one, and several. */
export const TYPES: Readonly<Record<MadeType, readonly [one: string, many: string]>> = {
  aws_cloudwatch_event_rule: ["EventBridge rule", "EventBridge rules"],
  aws_cloudwatch_event_target: ["EventBridge target", "EventBridge targets"],
  aws_eks_access_entry: ["access entry", "access entries"],
  aws_eks_access_policy_association: ["access policy", "access policies"],
  aws_eks_cluster: ["cluster", "clusters"],
  aws_eks_identity_provider_config: ["identity provider", "identity providers"],
  aws_eks_pod_identity_association: ["Pod Identity association", "Pod Identity associations"],
  aws_iam_instance_profile: ["instance profile", "instance profiles"],
  aws_iam_openid_connect_provider: ["IAM OIDC provider", "IAM OIDC providers"],
  aws_iam_policy: ["IAM policy", "IAM policies"],
  aws_iam_role: ["IAM role", "IAM roles"],
  aws_iam_role_policies_exclusive: ["no other inline policy", "no other inline policies"],
  aws_iam_role_policy: ["inline policy", "inline policies"],
  aws_iam_role_policy_attachment: ["attached policy", "attached policies"],
  aws_iam_role_policy_attachments_exclusive: ["no other attached policy", "no other attached policies"],
  aws_sqs_queue: ["SQS queue", "SQS queues"],
  aws_sqs_queue_policy: ["queue policy", "queue policies"],
  nodeclass: ["NodeClass manifest", "NodeClass manifests"],
  nodepool: ["NodePool manifest", "NodePool manifests"],
};

/** Something that is made, and what must exist before it. */
export interface Made {
  readonly id: string;
  readonly type: MadeType;
  /** The item of the file that it is made for, such as `access.ops`. */
  readonly item: string;
  readonly name: string;
  /** Its address in Terraform, or the name of its manifest. */
  readonly address: string;
  /** Ids. */
  readonly after: ReadonlySet<string>;
}

/** Returns all that is made of the plan of a file. Ids hold in all files. */
export const madeOf = (loaded: LoadedPlan): Made[] =>
  madeOfFile(loaded).map((made) => ({
    ...made,
    id: `${loaded.name} ${made.id}`,
    after: new Set([...made.after].map((id) => `${loaded.name} ${id}`)),
  }));

function madeOfFile({ plan, config }: LoadedPlan): Made[] {
  const { resources, locals } = lower(plan);
  const items = itemsOf(config);
  const known = new Set(resources.map(({ id }) => id));
  const principals = new Map(plan.entries.map(({ id, principalArn }) => [id, nameOfArn(principalArn)]));
  const made = resources.map((resource): Made => {
    const { id, type, dependsOn = [], attributes, lifecycle } = resource;
    const referred = idsIn([attributes, lifecycle], locals);
    return {
      id,
      type,
      item: itemOf(id, items),
      name: principals.get(id) ?? nameOf(resource),
      address: `${type}.${id}`,
      after: new Set([...dependsOn, ...referred].filter((other) => known.has(other) && other !== id)),
    };
  });
  return [...made, ...manifestsOf(plan, made)];
}

/** The script applies manifests when Terraform has made all that the item of their NodeClass needs. */
function manifestsOf({ nodeClasses, nodePools }: LoadedPlan["plan"], made: readonly Made[]): Made[] {
  const classes = nodeClasses.flatMap(({ key, released }): Made[] => {
    if (released) return [];
    const item = showPath(["nodeClasses", key]);
    const own = made.filter((one) => one.item === item);
    const last = own.filter(({ id }) => !own.some(({ after }) => after.has(id))).map(({ id }) => id);
    return [
      {
        id: `nodeclass ${key}`,
        type: "nodeclass",
        item,
        name: key,
        address: `nodeclass-${key}.yaml`,
        after: new Set(last),
      },
    ];
  });
  const ids = new Set(classes.map(({ id }) => id));
  const pools = nodePools.flatMap(({ key, nodeClass, path, released }): Made[] => {
    if (released) return [];
    const needs = `nodeclass ${nodeClass}`;
    const item = showPath(path.slice(0, 2));
    const after = new Set(ids.has(needs) ? [needs] : []);
    return [{ id: `nodepool ${key}`, type: "nodepool", item, name: key, address: `nodepool-${key}.yaml`, after }];
  });
  return [...classes, ...pools];
}

/** Items of the file by the ids that their resources begin with. */
function itemsOf(config: LoadedPlan["config"]): ReadonlyMap<string, string> {
  const keyed = Object.entries(ITEM_IDS).flatMap(([section, idOf]) =>
    Object.keys(config[section as keyof typeof ITEM_IDS] ?? {}).map(
      (key) => [idOf(key), showPath([section, key])] as const,
    ),
  );
  return new Map([
    ...keyed,
    [CLUSTER_ROLE_ID, "clusterRole"],
    [CLUSTER_ID, "cluster"],
    [OIDC_PROVIDER_ID, "cluster.oidcProvider"],
  ]);
}

/** Keys have no `_`, so that an id without its last words is that of what it belongs to. */
function itemOf(id: string, items: ReadonlyMap<string, string>): string {
  for (let end = id.length; end > 0; end = id.lastIndexOf("_", end - 1)) {
    const item = items.get(id.slice(0, end));
    if (item !== undefined) return item;
  }
  return id;
}

/** Returns the ids of resources that values refer to. */
function idsIn(value: unknown, locals: Readonly<Record<string, Expression>>): string[] {
  if (value instanceof Attribute) return [value.id];
  if (value instanceof Local) return idsIn(locals[value.id], locals);
  if (value instanceof Call) return value.arguments.flatMap((one) => idsIn(one, locals));
  if (value instanceof Text) return value.parts.flatMap((one) => idsIn(one, locals));
  return typeof value === "object" && value !== null ? Object.values(value).flatMap((one) => idsIn(one, locals)) : [];
}

/** The name that AWS knows a resource by, or what it is about. */
function nameOf({ id, attributes }: Resource): string {
  const texts: Readonly<Record<string, unknown>> = { ...attributes };
  const text = (name: string) => (typeof texts[name] === "string" ? texts[name] : undefined);
  const { oidc } = texts;
  if (typeof oidc === "object" && oidc !== null && "identityProviderConfigName" in oidc)
    return String(oidc.identityProviderConfigName);
  const policy = text("policyArn");
  const serviceAccount = text("serviceAccount");
  if (serviceAccount !== undefined) return `${text("namespace")}/${serviceAccount}`;
  return policy !== undefined ? nameOfArn(policy) : (text("name") ?? text("url") ?? id);
}
