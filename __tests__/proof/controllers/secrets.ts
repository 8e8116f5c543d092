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

const PUSHED = arn("secretsmanager", "secret:pushed/db-a1B2c3");
const PUSHED_PARAMETER = arn("ssm", "parameter/pushed/value");
const owned = { "aws:ResourceTag/managed-by": "external-secrets" };
const asked = { "aws:RequestTag/managed-by": "external-secrets" };

const plainPush = {
  ...each(["secretsmanager:DescribeSecret", READ], PUSHED),
  ...each(["ssm:GetParameter", "ssm:ListTagsForResource", "ssm:PutParameter"], PUSHED_PARAMETER),
};
const making = each(["secretsmanager:CreateSecret"], PUSHED, asked);
const changing = {
  ...each(
    ["secretsmanager:DeleteResourcePolicy", "secretsmanager:DeleteSecret", "secretsmanager:PutSecretValue"],
    PUSHED,
    owned,
  ),
  ...each(["ssm:DeleteParameter"], PUSHED_PARAMETER, owned),
};
const tagging = {
  ...each(["secretsmanager:TagResource"], PUSHED, asked),
  ...each(["ssm:AddTagsToResource"], PUSHED_PARAMETER, asked),
};
const untagging = {
  ...each(["secretsmanager:UntagResource"], PUSHED, { ...owned, "aws:TagKeys": ["team"] }),
  ...each(["ssm:RemoveTagsFromResource"], PUSHED_PARAMETER, { ...owned, "aws:TagKeys": ["team"] }),
};

const foreign = { "aws:ResourceTag/managed-by": "terraform" };
const pushedKeys = [
  throughService("kms:GenerateDataKey", "secretsmanager"),
  throughService("kms:Encrypt", "ssm"),
  throughService("kms:GenerateDataKey", "ssm"),
];

const SECRET_TAGS = ["secretsmanager:TagResource", "secretsmanager:UntagResource"];
const PARAMETER_TAGS = ["ssm:AddTagsToResource", "ssm:RemoveTagsFromResource"];

/** What PushSecret does, and what is beside it. */
const pushing = {
  allowed: {
    ...plainPush,
    ...making,
    ...changing,
    ...tagging,
    "a tag of a pushed secret is changed": ask("secretsmanager:TagResource", PUSHED, { ...asked, ...owned }),
    "a tag of a pushed parameter is changed": ask("ssm:AddTagsToResource", PUSHED_PARAMETER, { ...asked, ...owned }),
    ...untagging,
    ...Object.assign({}, ...pushedKeys.map(({ laws }) => laws)),
    ...given("external-secrets", { pushSecretArns: arn("secretsmanager", "secret:pushed/*") }, making),
    ...given("external-secrets", { pushParameterArns: PUSHED_PARAMETER }, each(["ssm:PutParameter"], PUSHED_PARAMETER)),
    ...given(
      "external-secrets",
      { pushSecretArns: PUSHED, kmsKeyArns: KEY },
      {
        "a pushed secret is decrypted for the comparison":
          bySecrets.laws["kms:Decrypt through secretsmanager"] ?? ask(""),
      },
    ),
    ...given(
      "external-secrets",
      { pushParameterArns: PUSHED_PARAMETER, kmsKeyArns: KEY },
      { "a pushed parameter is decrypted for the comparison": byParameters.laws["kms:Decrypt through ssm"] ?? ask("") },
    ),
  },
  refused: {
    ...around(plainPush),
    ...around(making),
    ...around(changing),
    ...around(tagging),
    // a removal without keys removes nothing
    ...Object.fromEntries(Object.entries(around(untagging)).filter(([name]) => !name.endsWith("without aws:TagKeys"))),
    ...each(["secretsmanager:CreateSecret"], arn("secretsmanager", "secret:other/db-a1B2c3"), asked),
    ...each(["secretsmanager:DeleteSecret"], arn("secretsmanager", "secret:other/db-a1B2c3"), owned),
    ...each(SECRET_TAGS, arn("secretsmanager", "secret:other/db-a1B2c3"), { ...asked, ...owned }),
    ...each(["secretsmanager:DescribeSecret"], arn("secretsmanager", "secret:other/db-a1B2c3")),
    ...each(["ssm:PutParameter"], arn("ssm", "parameter/other/value")),
    ...each(["ssm:DeleteParameter"], arn("ssm", "parameter/other/value"), owned),
    ...each(PARAMETER_TAGS, arn("ssm", "parameter/other/value"), { ...asked, ...owned }),
    "a secret of another owner is not overwritten": ask("secretsmanager:PutSecretValue", PUSHED, foreign),
    "a secret of another owner is not deleted": ask("secretsmanager:DeleteSecret", PUSHED, foreign),
    "a secret of another owner is not taken over": ask("secretsmanager:TagResource", PUSHED, { ...asked, ...foreign }),
    "a parameter of another owner is not taken over": ask("ssm:AddTagsToResource", PUSHED_PARAMETER, {
      ...asked,
      ...foreign,
    }),
    "a parameter of another owner is not deleted": ask("ssm:DeleteParameter", PUSHED_PARAMETER, foreign),
    "a pushed secret keeps its owner": ask("secretsmanager:UntagResource", PUSHED, {
      ...owned,
      "aws:TagKeys": ["team", "managed-by"],
    }),
    "a pushed parameter keeps its owner": ask("ssm:RemoveTagsFromResource", PUSHED_PARAMETER, {
      ...owned,
      "aws:TagKeys": ["managed-by"],
    }),
    "a pushed secret is not shared": ask("secretsmanager:PutResourcePolicy", PUSHED, owned),
    "a pushed secret is not replicated": ask("secretsmanager:ReplicateSecretToRegions", PUSHED, owned),
    ...Object.assign({}, ...pushedKeys.map(({ near }) => near)),
    ...given(
      "external-secrets",
      { secretArns: PUSHED, parameterArns: PUSHED_PARAMETER, kmsKeyArns: KEY },
      {
        "what is only read is not written": ask("secretsmanager:PutSecretValue", PUSHED, owned),
        "a parameter that is only read is not written": ask("ssm:PutParameter", PUSHED_PARAMETER),
        "for reading nothing is encrypted": pushedKeys[1]?.laws["kms:Encrypt through ssm"] ?? ask(""),
      },
    ),
    ...given(
      "external-secrets",
      { pushSecretArns: PUSHED, kmsKeyArns: KEY },
      { "for secrets nothing is encrypted through ssm": pushedKeys[1]?.laws["kms:Encrypt through ssm"] ?? ask("") },
    ),
  },
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
      ...pushing.allowed,
    },
    refused: { ...around(reading), ...others, ...keys.refused, ...alone("external-secrets"), ...pushing.refused },
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
