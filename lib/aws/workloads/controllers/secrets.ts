import { allow, document, type Statement } from "../../iam/policy-document";
import { ARNS } from "./arns";
import { keysVia } from "./keys";
import { allowOn, controller, optional, some } from "./template";

const inputs = {
  secretArns: optional(some(ARNS.secret)),
  parameterArns: optional(some(ARNS.parameter)),
  kmsKeyArns: optional(some(ARNS.key)),
} as const;

const anyOf = ["secretArns", "parameterArns"] as const;

interface Given {
  readonly secretArns: readonly string[];
  readonly parameterArns: readonly string[];
  readonly kmsKeyArns: readonly string[];
}

/** Customer managed keys that encrypt secrets or parameters. AWS managed keys need no permission. */
const keys = ({ secretArns, parameterArns, kmsKeyArns }: Given): Statement[] =>
  keysVia(
    [...(secretArns.length > 0 ? ["secretsmanager"] : []), ...(parameterArns.length > 0 ? ["ssm"] : [])],
    "kms:Decrypt",
    kmsKeyArns,
  );

/** External Secrets sets this tag on what it creates, and changes nothing without it. */
const OWNER = "managed-by";
const owned = { "aws:ResourceTag/managed-by": "external-secrets" };
const asked = { "aws:RequestTag/managed-by": "external-secrets" };
/** A removal names keys and brings no tags. */
const untagged = { StringEquals: owned, "ForAllValues:StringNotEquals": { "aws:TagKeys": OWNER } };
/** It tags what it creates, and changes the tags of that; what has the tag of another owner keeps it. */
const tagged = { StringEquals: asked, StringEqualsIfExists: owned };

/** Secrets that PushSecret writes. It removes a resource policy that no PushSecret names; it may not write one. */
const pushedSecrets = (arns: readonly string[]): Statement[] => [
  ...allowOn(["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], arns),
  ...allowOn("secretsmanager:CreateSecret", arns, { StringEquals: asked }),
  ...allowOn(
    ["secretsmanager:DeleteResourcePolicy", "secretsmanager:DeleteSecret", "secretsmanager:PutSecretValue"],
    arns,
    { StringEquals: owned },
  ),
  ...allowOn("secretsmanager:TagResource", arns, tagged),
  ...allowOn("secretsmanager:UntagResource", arns, untagged),
];

/** Parameters that PushSecret writes. Overwriting has no key for tags, so the ARN alone limits it. */
const pushedParameters = (arns: readonly string[]): Statement[] => [
  ...allowOn(["ssm:GetParameter", "ssm:ListTagsForResource", "ssm:PutParameter"], arns),
  ...allowOn("ssm:DeleteParameter", arns, { StringEquals: owned }),
  ...allowOn("ssm:AddTagsToResource", arns, tagged),
  ...allowOn("ssm:RemoveTagsFromResource", arns, untagged),
];

interface Pushed {
  readonly pushSecretArns: readonly string[];
  readonly pushParameterArns: readonly string[];
  readonly kmsKeyArns: readonly string[];
}

/**
 * Customer managed keys of what PushSecret writes. Systems Manager itself encrypts standard parameters, with
 * `kms:Encrypt`, and takes data keys for advanced ones.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html
 */
const pushedKeys = ({ pushSecretArns, pushParameterArns, kmsKeyArns }: Pushed): Statement[] => [
  ...(pushSecretArns.length > 0 ? keysVia("secretsmanager", ["kms:Decrypt", "kms:GenerateDataKey"], kmsKeyArns) : []),
  ...(pushParameterArns.length > 0
    ? keysVia("ssm", ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], kmsKeyArns)
    : []),
];

const ifAny = (arns: readonly string[], ...statements: Statement[]): Statement[] =>
  arns.length === 0 ? [] : statements;

/**
 * Reads the given secrets and parameters, which External Secrets copies into the cluster. `dataFrom.find` also lists
 * names and tags, which IAM cannot restrict. PushSecret writes those of the inputs for it, without replicas and
 * resource policies of its own.
 */
export const externalSecrets = controller({
  inputs: {
    ...inputs,
    pushSecretArns: optional(some(ARNS.secret)),
    pushParameterArns: optional(some(ARNS.parameter)),
  },
  anyOf: [...anyOf, "pushSecretArns", "pushParameterArns"],
  serviceAccount: "external-secrets/external-secrets",
  policy: (_scope, given) =>
    document(
      ...allowOn(
        [
          "secretsmanager:DescribeSecret",
          "secretsmanager:GetResourcePolicy",
          "secretsmanager:GetSecretValue",
          "secretsmanager:ListSecretVersionIds",
        ],
        given.secretArns,
      ),
      ...ifAny(given.secretArns, allow(["secretsmanager:BatchGetSecretValue", "secretsmanager:ListSecrets"], "*")),
      ...allowOn(
        [
          "ssm:GetParameter",
          "ssm:GetParameterHistory",
          "ssm:GetParameters",
          "ssm:GetParametersByPath",
          // metadataPolicy: Fetch
          "ssm:ListTagsForResource",
        ],
        given.parameterArns,
      ),
      ...ifAny(given.parameterArns, allow(["ssm:DescribeParameters", "tag:GetResources"], "*")),
      ...keys(given),
      ...pushedSecrets(given.pushSecretArns),
      ...pushedParameters(given.pushParameterArns),
      ...pushedKeys(given),
    ),
  source: "https://external-secrets.io/latest/provider/aws-secrets-manager/",
});

/** For pods that mount secrets with the Secrets Store CSI driver. Its provider uses the role of the pod. */
export const secretsStoreCsi = controller({
  inputs,
  anyOf,
  policy: (_scope, given) =>
    document(
      ...allowOn(["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], given.secretArns),
      ...allowOn("ssm:GetParameters", given.parameterArns),
      ...keys(given),
    ),
  source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/integrating_csi_driver.html",
});
