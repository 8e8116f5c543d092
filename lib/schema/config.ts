import * as z from "zod";
import { ACCOUNT, REGION } from "../aws/accounts";
import { FAIL_LEVELS, PACK_NAMES } from "../aws/checks/packs";
import { CLUSTER_NAME } from "../aws/eks/cluster";
import { IDENTITY_POLICY_KINDS } from "../aws/iam/identity-policies";
import * as iam from "../aws/iam/names";
import { NODE_KEY } from "../aws/kubernetes/names";
import { PARTITION_NAMES } from "../aws/partitions";
import { accept, accessItem } from "./access";
import { backend } from "./backend";
import { cluster } from "./cluster";
import {
  adopt,
  adoptOne,
  flag,
  keyed,
  listOf,
  object,
  oneOf,
  plainText,
  release,
  text,
  was,
  wholeValues,
} from "./fields";
import { identityProvider } from "./identity-providers";
import { nodeClassSpec } from "./node-class";
import { metadata, nodePool, nodePoolOfEks } from "./node-pool";
import {
  clusterRole,
  NO_END_OF_NODES,
  nodeClassProfile,
  nodeRole,
  otherRole,
  path,
  permissionsBoundary,
  roleReference,
  tags,
} from "./roles";
import { workload } from "./workloads";

const terraform = object(
  {
    backend: backend.optional(),
    assumeRole: plainText("ARN of the role that Terraform assumes, in the file's account.").optional(),
  },
  "How Terraform runs. Default: local state, the credentials at hand.",
);

const nodeClass = object(
  {
    role: roleReference.optional(),
    instanceProfile: nodeClassProfile.optional(),
    metadata: metadata.optional(),
    was: was(NODE_KEY),
    release: release("the role, instance profile and entry of this NodeClass"),
    adopt: adopt("The role, its instance profile and its entry exist"),
    spec: nodeClassSpec,
    nodePools: keyed(nodePool, "NodePools of this NodeClass. Names are unique in a cluster.", NODE_KEY).optional(),
  },
  "A custom NodeClass of EKS Auto Mode, with its role, access entry and pools.",
  NO_END_OF_NODES,
);

const identityPolicy = object(
  {
    kind: oneOf(IDENTITY_POLICY_KINDS, "What its holders may do, on this cluster and with the roles of this file."),
    name: text(iam.POLICY_NAME, "Default: <cluster>-<key>.").optional(),
    path: path.optional(),
    description: text(iam.DESCRIPTION, "What the policy is for.").optional(),
    tags: tags.optional(),
    was: was(),
    adopt: adoptOne("The policy"),
    release: release("this policy"),
  },
  "An IAM policy; its ARN is an output.",
);

const checks = object(
  {
    packs: listOf(
      oneOf(PACK_NAMES, "A pack of checks."),
      undefined,
      "Packs that synth checks too: it warns of what breaks them. Default: none, and all for eks-access check.",
    ).optional(),
    fail: oneOf(
      FAIL_LEVELS,
      "From which level on eks-access check ends with exit code 2, without --fail-on. Default: error.",
    ).optional(),
  },
  "Benchmarks that the configuration is checked against.",
);

/** The content of a file in `clusters/`, and the configuration that `ClusterAccessStack` takes. */
export const clusterConfig = object(
  {
    version: z.literal(1).meta({ description: "Version of this format." }).optional(),
    name: text(CLUSTER_NAME, "Name of the EKS cluster. Default: the name of the file.").optional(),
    release: release("everything in this file"),
    account: text(ACCOUNT, "AWS account of the cluster, in quotes. Terraform refuses any other."),
    region: text(REGION, "AWS region of the cluster."),
    partition: oneOf(PARTITION_NAMES, "AWS partition. Default: as the region says.").optional(),
    tags: tags.meta({ description: "Tags of every resource." }).register(wholeValues, {}).optional(),
    terraform: terraform.optional(),
    iam: object(
      {
        path: path.optional(),
        permissionsBoundary: permissionsBoundary.optional(),
        allowOwnBoundary: flag(
          "A role may have another boundary than this one. Stands in the same file as permissionsBoundary. Default: false.",
        ).optional(),
        namePrefix: text(iam.NAME_PREFIX, "Stands before every default name of a role.").optional(),
        exclusive: flag("Terraform takes off what is attached to a role out of band. Default: false.").optional(),
      },
      "For every role that this file makes.",
    ).optional(),
    cluster: cluster.optional(),
    clusterRole: clusterRole.optional(),
    nodeRoles: keyed(nodeRole, "Roles of nodes that have no NodeClass. Default name: <cluster>-<key>-node.").optional(),
    otherRoles: keyed(otherRole, "Roles of EKS capabilities and of EKS Connector.").optional(),
    identityPolicies: keyed(identityPolicy, "IAM policies for the people who run EKS.").optional(),
    access: keyed(accessItem, "Who may reach the cluster: people, pipelines, and nodes made elsewhere.").optional(),
    identityProviders: keyed(
      identityProvider,
      "External OIDC identity providers, whose users reach the cluster beside those of access; the key is the name in EKS.",
    ).optional(),
    workloads: keyed(workload, "Roles of pods. Default name: <cluster>-<key>-pod.").optional(),
    accept: accept.optional(),
    checks: checks.optional(),
    nodePools: keyed(
      nodePoolOfEks,
      "NodePools of EKS's own NodeClass. Those of a NodeClass of this file stand under nodeClasses.<key>.nodePools.",
      NODE_KEY,
    ).optional(),
    nodeClasses: keyed(nodeClass, "Custom NodeClasses; the key is the NodeClass's name.", NODE_KEY).optional(),
  },
  "Who and what may reach one Amazon EKS cluster.",
  { use: "sets are files beside a folder of YAML files; in TypeScript write access: { ...set, ...own }" },
);

/** A configuration as a user writes it, in YAML or TypeScript. In TypeScript any text may be a cdktf token. */
export type ClusterConfig = z.input<typeof clusterConfig>;
export type NodeClassConfig = z.input<typeof nodeClass>;
export type IdentityPolicyConfig = z.input<typeof identityPolicy>;
