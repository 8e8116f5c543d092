import { ESCALATIONS, IDENTITY_POLICY_KINDS, identityPolicy } from "../../../lib/aws/iam/identity-policies";
import { decides, head, type Row, spec } from "../../support/decide";

const WIDE = {
  AdministratorAccess: "every action on everything in the account",
  PowerUserAccess: "every action but those of IAM and Organizations",
  IAMFullAccess: "every action of IAM, and with it every role and policy of the account",
};
const END = ", to everybody who gets hold of this role; allow the actions that are needed";
const inline = (statement: object) => ({ all: { Statement: [{ Effect: "Allow", Resource: "*", ...statement }] } });

/** Each kind of role with these options, and the path of the role. */
const roles = (options: object): [what: string, config: Readonly<Record<string, unknown>>, path: string][] => [
  ["pods", { workloads: { w: { serviceAccount: "a/b", role: options } } }, "workloads.w.role"],
  ["nodes", { nodeRoles: { n: { kind: "managed", ...options } } }, "nodeRoles.n"],
  ["nodes of a NodeClass", { nodeClasses: { g: { role: options, spec: spec() } } }, "nodeClasses.g.role"],
  ["a capability", { otherRoles: { c: { kind: "capability", ...options } } }, "otherRoles.c"],
  ["the cluster", { clusterRole: options }, "clusterRole"],
];

describe("a policy that allows everything is a warning", () => {
  decides([
    ...Object.entries(WIDE).flatMap(([name, what]): Row[] => [
      ...roles({ additionalPolicies: [name] }).map(
        ([who, config, path]): Row => [
          "wide-policy",
          `${name} for ${who}`,
          head(config),
          `warning ${path}.additionalPolicies[0]: ${name} allows ${what}${END}`,
        ],
      ),
      [
        "wide-policy",
        `${name} by its ARN, among the policies of a workload`,
        head({
          workloads: {
            w: { serviceAccount: "a/b", policies: ["AmazonS3ReadOnlyAccess", `arn:aws:iam::aws:policy/${name}`] },
          },
        }),
        `warning workloads.w.policies[1]: ${name} allows ${what}${END}`,
      ],
      [
        "wide-policy",
        `a policy of one's own that is called ${name} is not`,
        head({ workloads: { w: { serviceAccount: "a/b", policies: [`arn:aws:iam::111122223333:policy/${name}`] } } }),
      ],
    ]),
    ...[{ Action: "*" }, { Action: ["s3:GetObject", "*"] }, { Action: "*:*" }, { NotAction: "iam:*" }].flatMap(
      (statement) =>
        roles({ inlinePolicies: inline(statement) }).map(
          ([who, config, path]): Row => [
            "wide-policy",
            `${JSON.stringify(statement)} for ${who}`,
            head(config),
            `warning ${path}.inlinePolicies.all: this policy allows every action, by Action: "*" or NotAction${END}`,
          ],
        ),
    ),
    ...[{ Action: "s3:*" }, { Effect: "Deny", Action: "*" }, { Effect: "Deny", NotAction: "s3:*" }].map(
      (statement): Row => [
        "wide-policy",
        `${JSON.stringify(statement)} is not`,
        head({ nodeRoles: { n: { kind: "managed", inlinePolicies: inline(statement) } } }),
      ],
    ),
  ]);
});

test("every kind that allows to make or change access entries is known to let its holders take more", () => {
  const scope = {
    partition: "aws",
    region: "eu-west-1",
    account: "111122223333",
    cluster: "demo",
    nodeRoleArns: [],
  } as const;
  const escalating = IDENTITY_POLICY_KINDS.words.filter((kind) =>
    identityPolicy(kind, scope).Statement.some(({ Action }) =>
      [Action]
        .flat()
        .some((action) => ["eks:*", "eks:CreateAccessEntry", "eks:AssociateAccessPolicy"].includes(action)),
    ),
  );
  expect(Object.keys(ESCALATIONS).sort()).toEqual(escalating.sort());
});

describe("a policy by which people can give themselves more is a warning", () => {
  const of = (kind: string) => head({ identityPolicies: { a: { kind } } });
  decides([
    [
      "escalating-policy",
      "all access entries",
      of("manage-access-entries"),
      "warning identityPolicies.a.kind: who holds the policy manage-access-entries may give every access policy to everybody, themselves included, and so become cluster admin; give it only to those who may",
    ],
    [
      "escalating-policy",
      "everything of EKS",
      of("console"),
      "warning identityPolicies.a.kind: who holds the policy console may change every access entry of the cluster, their own included, and so become cluster admin; give it only to those who may",
    ],
    ...["create-cluster", "create-auto-cluster"].map(
      (kind): Row => [
        "escalating-policy",
        kind,
        of(kind),
        `warning identityPolicies.a.kind: who holds the policy ${kind} may make access entries of the cluster, with any group; give it only to those who may`,
      ],
    ),
    ...["update-version", "describe", "view-resources", "mutate-resources", "pass-role"].map(
      (kind): Row => ["escalating-policy", `${kind} is not`, of(kind)],
    ),
  ]);
});

describe("a statement of an inline policy is one of IAM", () => {
  const policy = (statement: unknown) =>
    head({ nodeRoles: { n: { kind: "managed", inlinePolicies: { p: { Statement: statement } } } } });
  const at = "nodeRoles.n.inlinePolicies.p.Statement";
  const good = { Sid: "a", Effect: "Deny", NotAction: "s3:*", NotResource: "*", Condition: {} };
  decides([
    [
      "policy-document",
      "all elements are allowed",
      policy([good, { Effect: "Allow", Action: "s3:GetObject", Resource: "*" }]),
    ],
    [
      "policy-document",
      "an effect is spelled as IAM does",
      policy([{ ...good, Effect: "allow" }]),
      `${at}[0].Effect: an effect is Allow or Deny, got "allow"; did you mean "Allow"?`,
    ],
    [
      "policy-document",
      "an element that is nearly one",
      policy({ Effect: "Allow", Actions: "s3:GetObject", Resources: "*" }),
      `${at}.Actions: a statement of such a policy has no element "Actions"; did you mean "Action"?`,
      `${at}.Resources: a statement of such a policy has no element "Resources"; did you mean "Resource"?`,
    ],
    [
      "policy-document",
      "in a session policy too",
      head({
        workloads: {
          w: { serviceAccount: "a/b", sessionTags: false, sessionPolicy: { Statement: { Effect: "allow" } } },
        },
      }),
      'workloads.w.sessionPolicy.Statement.Effect: an effect is Allow or Deny, got "allow"; did you mean "Allow"?',
    ],
    [
      "policy-document",
      "a principal belongs to a trust",
      policy([{ ...good, Principal: "*" }]),
      `${at}[0].Principal: a statement of such a policy has no element "Principal"; known here: Sid, Effect, Action, NotAction, Resource, NotResource and Condition`,
    ],
  ]);
});
