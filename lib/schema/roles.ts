import * as z from "zod";
import { IP_FAMILIES } from "../aws/eks/cluster";
import { BLOCK_STORAGE_VERSIONS, CLUSTER_ROLE_KINDS, OTHER_ROLE_KINDS } from "../aws/eks/cluster-kinds";
import { wordList } from "../aws/fact";
import { MAX_SESSION } from "../aws/iam/limits";
import * as iam from "../aws/iam/names";
import { NODE_ROLE_KINDS } from "../aws/nodes/node-kinds";
import { TAG_KEY, TAG_VALUE, TAGS } from "../aws/tags";
import { POLICY_TEMPLATE_NAMES } from "../aws/workloads/policy-templates";
import {
  adopt,
  adoptOne,
  adoptOrRole,
  facts,
  flag,
  iamDocuments,
  integer,
  listOf,
  mapOf,
  object,
  oneOf,
  plainText,
  release,
  text,
  was,
  wholeValues,
} from "./fields";

export const tags = mapOf(text(TAG_VALUE, "Value of the tag."), { keys: TAG_KEY, size: TAGS }, "AWS tags.").register(
  wholeValues,
  {},
);

export const path = text(iam.IAM_PATH, "IAM path: / or /…/. Default: /.");

export const permissionsBoundary = plainText(
  "ARN of the IAM policy that bounds the role.\n\nhttps://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
);

export const policyDocument = z
  .looseObject({
    Version: z.enum(["2012-10-17", "2008-10-17"]).meta({ description: "Version of the policy language." }).optional(),
    Statement: z.union([z.array(z.looseObject({})), z.looseObject({})]).meta({
      description: "What is allowed or denied; IAM's own variables such as ${aws:username} stay as they are.",
    }),
  })
  .meta({ description: "An IAM policy document." })
  .register(iamDocuments, {});

const input = plainText("An ARN.")
  .or(listOf(plainText("An ARN."), undefined, "ARNs."))
  .meta({ description: "An ARN, or several." });

/** What the policy of a controller is narrowed to. */
export const inputs = (description: string) => mapOf(input, {}, description);

/** Ready policies by name, each with its inputs. */
const policyTemplates = object(
  Object.fromEntries(
    POLICY_TEMPLATE_NAMES.map((name) => [
      name,
      inputs(`What the policy of ${name} is narrowed to, by ARN.`).optional(),
    ]),
  ),
  "Policies of well-known controllers besides those that the role has, each with its inputs. {} where it needs none.",
);

/** Options of a role that is created. */
export const roleOptions = {
  path: path.optional(),
  permissionsBoundary: permissionsBoundary.optional(),
  description: text(iam.DESCRIPTION, "What the role is for.").optional(),
  maxSessionSeconds: integer(MAX_SESSION, "How long a session may last. Default: 3600.").optional(),
  tags: tags.optional(),
  additionalPolicies: listOf(
    plainText("Name of an AWS managed policy, or ARN of any managed policy."),
    undefined,
    "Policies besides those that the role needs. A role has room for 10 in all, for 20 with a raised quota.",
  ).optional(),
  policyTemplates: policyTemplates.optional(),
  inlinePolicies: mapOf(
    policyDocument,
    { keys: iam.POLICY_NAME, tokens: false },
    "Policies of the role's own, by name. Together at most 10,240 characters, white space not counted.",
  ).optional(),
};

const own = {
  name: text(iam.ROLE_NAME, "Name of the role that is made here.").optional(),
  arn: plainText("ARN of a role that exists: nothing is made or attached.").optional(),
};

/** The role of an item: created by default, or an existing one. */
export const roleReference = object(
  {
    ...own,
    use: plainText("Key of another item of nodeClasses or nodeRoles, whose role this one shares.").optional(),
    adopt: adopt("The role exists"),
    ...roleOptions,
  },
  "The role: exactly one of name, arn and use, or none of them for a role made here with its default name.",
).register(facts, {
  advice: (given) =>
    `write { name: ${JSON.stringify(given)} } for a role that is made here, or { arn: … } for one that exists`,
});

export type RoleReference = z.input<typeof roleReference>;

const madeProfile = object(
  {
    name: text(iam.INSTANCE_PROFILE_NAME, "Default: eks-<cluster>-<key>.").optional(),
    adopt: adoptOne("The instance profile"),
  },
  "An instance profile made here.",
);

const PROFILE = "true: an instance profile with this role is made, named eks-<cluster>-<key>. Default: false.";

/** A boolean, or the name of the instance profile to create. */
export const instanceProfile = z.union([z.boolean(), madeProfile]).meta({ description: PROFILE });

/** The same, or an instance profile that exists. */
export const nodeClassProfile = z
  .union([
    z.boolean(),
    object(
      {
        ...madeProfile.shape,
        existing: text(
          iam.INSTANCE_PROFILE_NAME,
          "Name of one that exists and holds the role of this NodeClass: nothing is made. Not beside name and adopt.",
        ).optional(),
      },
      "An instance profile made here, or one that exists.",
    ),
  ])
  .meta({ description: `${PROFILE} { existing: <name> }: the NodeClass names one that exists.` });

/** Why nodes have no end. */
export const NO_END_OF_NODES = {
  until: "nodes that cannot join any more are an outage, so their access has no end; leave until out",
} as const;

export const clusterRole = object(
  {
    kind: oneOf(CLUSTER_ROLE_KINDS, "auto is for EKS Auto Mode, and good for every cluster. Default: auto.").optional(),
    ...own,
    adopt: adopt("The role exists"),
    release: release("this role"),
    customTags: flag("The policy that Auto Mode needs before a NodeClass may set tags. Default: false.").optional(),
    vpcResourceController: flag(
      "The policy for security groups of pods, and for Windows nodes. Default: false.",
    ).optional(),
    onlyThisCluster: flag(
      "The trust names this cluster and its account, so that no other cluster can have the role. Nobody has shown it on a cluster with Auto Mode. Default: false.\n\nhttps://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html",
    ).optional(),
    blockStoragePolicy: oneOf(
      BLOCK_STORAGE_VERSIONS,
      "v1 also restores snapshots that this cluster's Auto Mode did not make. Default: v2.",
    ).optional(),
    ...roleOptions,
  },
  "The role of the cluster itself. It has no access entry, since EKS uses its service-linked role, and no instance profile, since no instance takes it.",
);

const CNI_PERMISSIONS = wordList(
  ["node", "separate"],
  "https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html",
);

export const nodeRole = object(
  {
    kind: oneOf(
      NODE_ROLE_KINDS,
      "Whose role it is. EKS makes the entry of managed and fargate itself, and that of the built-in pools' role.",
    ),
    ...own,
    use: plainText("Key of another item of nodeRoles, whose role this one shares.").optional(),
    adopt: adoptOrRole("The role, its instance profile and its entry exist"),
    instanceProfile: instanceProfile.optional(),
    ipFamily: oneOf(
      IP_FAMILIES,
      "Addresses that the VPC CNI hands out; kinds managed and self-managed. Default: ipv4.",
    ).optional(),
    cni: oneOf(
      CNI_PERMISSIONS,
      "node: the VPC CNI takes its permissions from this role. separate (default): from a role of its own.",
    ).optional(),
    podIdentity: flag(
      "The role has the permission of the EKS Pod Identity agent; kinds hybrid-ssm and hybrid-roles-anywhere, other nodes have it. Default: false.",
    ).optional(),
    was: was(),
    release: release("this item"),
    trustAnchorArn: plainText("Trust anchor of IAM Roles Anywhere; kind hybrid-roles-anywhere.").optional(),
    ...roleOptions,
  },
  "A role of nodes.",
  NO_END_OF_NODES,
);

export const otherRole = object(
  {
    kind: oneOf(OTHER_ROLE_KINDS, "capability: ACK, KRO and Argo CD capabilities. connector: EKS Connector."),
    ...own,
    was: was(),
    release: release("this role"),
    adopt: adopt("The role exists"),
    ...roleOptions,
  },
  "A role that is neither the cluster's nor a node's. Default name: <cluster>-<key>.",
);

export type ClusterRoleConfig = z.input<typeof clusterRole>;
export type NodeRoleConfig = z.input<typeof nodeRole>;
export type OtherRoleConfig = z.input<typeof otherRole>;
