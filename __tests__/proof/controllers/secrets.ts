import type { PolicyTemplateName } from "../../../lib/aws/workloads/policy-templates";
import { arn, around, ask, each } from "../around";
import { GIVEN, given, KEY, type Proofs, policyOf, throughService } from "./support";

const SECRET = GIVEN["external-secrets"].secretArns[0];
const PARAMETER = arn("ssm", "parameter/team/value");

const bySecrets = throughService("kms:Decrypt", "secretsmanager");
const byParameters = throughService("kms:Decrypt", "ssm");
const keys = {
  allowed: { ...bySecrets.laws, ...byParameters.laws },
  refused: { ...bySecrets.near, ...byParameters.near, "nothing is encrypted": ask("kms:Encrypt", KEY) },
};

const READ = "secretsmanager:GetSecretValue";

const others = {
  "another secret is refused": ask(READ, arn("secretsmanager", "secret:team/other-a1B2c3")),
  "a secret whose name begins like that of ours is refused": ask(
    READ,
    arn("secretsmanager", "secret:team/db-2-a1B2c3"),
  ),
  "a parameter of another team is refused": ask("ssm:GetParameters", arn("ssm", "parameter/other/value")),
  "the secret is not changed": ask("secretsmanager:PutSecretValue", SECRET),
  "the secret is not deleted": ask("secretsmanager:DeleteSecret", SECRET),
  "the parameter is not changed": ask("ssm:PutParameter", PARAMETER),
};

/** With secrets alone, or parameters alone, the others are out of reach. */
const alone = (kind: PolicyTemplateName) => ({
  ...given(
    kind,
    { secretArns: SECRET, kmsKeyArns: KEY },
    {
      "without parameters none is read": ask("ssm:GetParameters", PARAMETER),
      "without parameters nothing is decrypted for them": byParameters.laws["kms:Decrypt through ssm"] ?? ask(""),
    },
  ),
  ...given(
    kind,
    { parameterArns: PARAMETER },
    {
      "without secrets none is read": ask(READ, SECRET),
      "without secrets none is listed": ask("secretsmanager:ListSecrets"),
      "without keys nothing is decrypted": byParameters.laws["kms:Decrypt through ssm"] ?? ask(""),
    },
  ),
});

const reading = {
  ...each(
    ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy", READ, "secretsmanager:ListSecretVersionIds"],
    SECRET,
  ),
  ...each(
    [
      "ssm:GetParameter",
      "ssm:GetParameterHistory",
      "ssm:GetParameters",
      "ssm:GetParametersByPath",
      "ssm:ListTagsForResource",
    ],
    PARAMETER,
  ),
};

const mounting = {
  ...each(["secretsmanager:DescribeSecret", READ], SECRET),
  ...each(["ssm:GetParameters"], PARAMETER),
};

export const secretsProofs: Proofs = {
  "external-secrets": {
    document: policyOf("external-secrets"),
    allowed: {
      ...reading,
      ...keys.allowed,
      ...each([
        "secretsmanager:BatchGetSecretValue",
        "secretsmanager:ListSecrets",
        "ssm:DescribeParameters",
        "tag:GetResources",
      ]),
    },
    refused: { ...around(reading), ...others, ...keys.refused, ...alone("external-secrets") },
  },

  "secrets-store-csi": {
    document: policyOf("secrets-store-csi"),
    allowed: { ...mounting, ...keys.allowed },
    refused: {
      ...around(mounting),
      ...others,
      ...keys.refused,
      ...alone("secrets-store-csi"),
      "another parameter of the same path is refused": ask("ssm:GetParameters", arn("ssm", "parameter/team/other")),
      "secrets are not listed": ask("secretsmanager:ListSecrets"),
    },
  },
};
