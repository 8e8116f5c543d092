import { IDENTITY_POLICY_KINDS, type IdentityScope, identityPolicy } from "../../../lib/aws/iam/identity-policies";

const TOKENS: IdentityScope = {
  partition: "aws",
  region: "${TfToken[TOKEN.0]}",
  account: "${TfToken[TOKEN.1]}",
  cluster: "${TfToken[TOKEN.2]}",
  clusterRoleArn: "${TfToken[TOKEN.3]}",
  nodeRoleArns: ["${TfToken[TOKEN.4]}", "${TfToken[TOKEN.5]}"],
};

const passed = (...[kind, scope]: Parameters<typeof identityPolicy>) =>
  identityPolicy(kind, scope)
    .Statement.filter(({ Action }) => Action === "iam:PassRole")
    .map(({ Resource, Condition }) => [Resource, Condition?.StringEquals?.["iam:PassedToService"]]);

describe("identity policies", () => {
  test.each(IDENTITY_POLICY_KINDS.words)("%s: tokens stand in it as they came", (kind) => {
    const text = JSON.stringify(identityPolicy(kind, TOKENS));
    const tokens = new Set(text.match(/\$\{TfToken\[TOKEN\.\d\]\}/g));
    expect([...tokens].filter((token) => !JSON.stringify(TOKENS).includes(token))).toEqual([]);
    expect(text.replaceAll(/\$\{TfToken\[TOKEN\.\d\]\}/g, "")).not.toContain("TOKEN");
  });

  test("the cluster's role is handed to EKS, node roles to EKS and EC2", () => {
    expect(passed("pass-role", TOKENS)).toEqual([
      ["${TfToken[TOKEN.3]}", "eks.amazonaws.com"],
      [
        ["${TfToken[TOKEN.4]}", "${TfToken[TOKEN.5]}"],
        ["eks.amazonaws.com", "ec2.amazonaws.com"],
      ],
    ]);
  });

  test("in China EC2 has two names", () => {
    expect(passed("pass-role", { ...TOKENS, partition: "aws-cn" })[1]?.[1]).toEqual([
      "eks.amazonaws.com",
      "ec2.amazonaws.com",
      "ec2.amazonaws.com.cn",
    ]);
  });

  test("without any role, roles of the account are handed to EKS alone", () => {
    const { clusterRoleArn: _, ...rest } = TOKENS;
    expect(passed("pass-role", { ...rest, account: "111122223333", nodeRoleArns: [] })).toEqual([
      ["arn:aws:iam::111122223333:role/*", "eks.amazonaws.com"],
    ]);
  });
});
