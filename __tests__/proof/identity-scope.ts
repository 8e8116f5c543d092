import type { IdentityPolicyKind, IdentityScope } from "../../lib/aws/iam/identity-policies";
import { identityPolicy } from "../../lib/aws/iam/identity-policies";
import { ACCOUNT } from "../support/simulate";
import { ELSEWHERE, type Law, REGION, SCOPE } from "./prove";

export const role = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:role/${name}`;

export const CLUSTER_ROLE = role("prod-cluster");
export const NODE_ROLE = role("prod-nodes");
const GPU_ROLE = role("team/prod-gpu");

export const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/0a1b`;

export const IDENTITY_SCOPE: IdentityScope = {
  ...SCOPE,
  clusterRoleArn: CLUSTER_ROLE,
  nodeRoleArns: [NODE_ROLE, GPU_ROLE],
  encryptionKeyArn: KEY,
};

/** A cluster of which no role is known. */
export const ROLELESS: IdentityScope = { ...SCOPE, nodeRoleArns: [] };

export const policy = (kind: IdentityPolicyKind, scope: Partial<IdentityScope> = {}) =>
  identityPolicy(kind, { ...IDENTITY_SCOPE, ...scope });

export const ask = (action: string, resource = "*", context: Law["context"] = {}): Law => ({
  action,
  resource,
  context,
});

export const eks = (rest: string, account = ACCOUNT, region = REGION) => `arn:aws:eks:${region}:${account}:${rest}`;
export const PROD = eks("cluster/prod");

/** The same request about what is not this cluster's: `rest` is what follows the cluster's name. */
export const notOfOthers = (action: string, type: string, rest = "", context: Law["context"] = {}) =>
  Object.fromEntries(
    (
      [
        ["of another cluster", eks(`${type}/dev${rest}`)],
        ["of a cluster whose name begins like this one", eks(`${type}/prod-2${rest}`)],
        ["of a cluster of this name in another account", eks(`${type}/prod${rest}`, ELSEWHERE)],
        ["of a cluster of this name in another region", eks(`${type}/prod${rest}`, ACCOUNT, "us-east-1")],
      ] as const
    ).map(([what, resource]) => [
      `${action} on ${type}${rest && "/…"} ${what} is refused`,
      ask(action, resource, context),
    ]),
  );

export const pass = (to: string, service: string): Law => ask("iam:PassRole", to, { "iam:PassedToService": service });

const EKS = "eks.amazonaws.com";
const EC2 = "ec2.amazonaws.com";

export const passesClusterRole = { "the cluster's role is handed to EKS": pass(CLUSTER_ROLE, EKS) };

export const passesNodeRoles = {
  "a node role is handed to EKS": pass(NODE_ROLE, EKS),
  "a node role under a path is handed to EC2": pass(GPU_ROLE, EC2),
};

export const passesNodeRolesToNoOther = {
  "a node role is not handed to Lambda": pass(NODE_ROLE, "lambda.amazonaws.com"),
  "a node role of another account is not handed over": pass(role("prod-nodes", ELSEWHERE), EKS),
  "a role of another account under the same path is not handed over": pass(role("team/prod-gpu", ELSEWHERE), EKS),
};

export const passesNoOther = {
  "a role that is not this cluster's is not handed over": pass(role("admin"), EKS),
  "a role whose name begins like the cluster's is not handed over": pass(role("prod-cluster-2"), EKS),
  "a role of the same name in another account is not handed over": pass(role("prod-cluster", ELSEWHERE), EKS),
  "the cluster's role is not handed to Lambda": pass(CLUSTER_ROLE, "lambda.amazonaws.com"),
  "a role handed to nobody in particular stays": ask("iam:PassRole", CLUSTER_ROLE),
};

export const passesNoClusterRoleToEc2 = { "the cluster's role is not handed to EC2": pass(CLUSTER_ROLE, EC2) };
export const passesNoNodeRole = { "a node role is not handed to EKS": pass(NODE_ROLE, EKS) };
export const passesNoRole = { ...passesNoNodeRole, "the cluster's role is not handed to EKS": pass(CLUSTER_ROLE, EKS) };
