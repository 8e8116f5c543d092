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

const ifAny = (arns: readonly string[], ...statements: Statement[]): Statement[] =>
  arns.length === 0 ? [] : statements;

/**
 * Reads the given secrets and parameters, which External Secrets copies into the cluster. `dataFrom.find` also lists
 * names and tags, which IAM cannot restrict.
 */
export const externalSecrets = controller({
  inputs,
  anyOf,
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
