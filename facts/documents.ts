import { IDENTITY_POLICY_KINDS, identityPolicy } from "../lib/aws/iam/identity-policies";
import * as permissions from "../lib/aws/iam/permissions";
import type { PolicyDocument } from "../lib/aws/iam/policy-document";
import { TRUST } from "../lib/aws/iam/trust";
import type { PolicyTemplate } from "../lib/aws/workloads/controllers/template";
import { POLICY_TEMPLATES } from "../lib/aws/workloads/policy-templates";
import * as workloads from "../lib/aws/workloads/trust";

const SCOPE = { partition: "aws", region: "eu-west-1", account: "111122223333", cluster: "demo" } as const;
const ARN = "arn:aws:iam::111122223333:role/demo";
const PODS = [{ namespace: "apps", name: "backend" }];
const { encryption, ...OF_SCOPE } = permissions;

const filled = ({ inputs, policy }: PolicyTemplate): PolicyDocument =>
  policy(SCOPE, Object.fromEntries(Object.keys(inputs).map((name) => [name, [ARN]])));

const DOCUMENTS: Readonly<Record<string, readonly PolicyDocument[]>> = {
  "lib/aws/iam/identity-policies.ts POLICIES": IDENTITY_POLICY_KINDS.words.map((kind) =>
    identityPolicy(kind, { ...SCOPE, clusterRoleArn: ARN, nodeRoleArns: [ARN], encryptionKeyArn: ARN }),
  ),
  "lib/aws/iam/permissions.ts": [encryption(ARN), ...Object.values(OF_SCOPE).map((build) => build(SCOPE))],
  "lib/aws/iam/trust.ts TRUST": Object.values(TRUST).map((build) => build(SCOPE)),
  "lib/aws/workloads/policy-templates.ts POLICY_TEMPLATES": Object.values(POLICY_TEMPLATES).map(filled),
  "lib/aws/workloads/trust.ts": [
    workloads.podIdentityTrust(SCOPE, PODS, { sessionTags: true }),
    workloads.irsaTrust({ ...SCOPE, issuers: ["issuer"], serviceAccounts: PODS }),
    workloads.targetRolePermission(ARN),
  ],
};

/** Every action in the policy documents of this project, by table. Those with wildcards are no names. */
export const ACTIONS: readonly (readonly [table: string, actions: readonly string[]])[] = Object.entries(DOCUMENTS).map(
  ([table, documents]) => [
    table,
    documents
      .flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action))
      .filter((action) => !action.includes("*")),
  ],
);
