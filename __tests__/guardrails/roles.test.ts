import type { Statement } from "../../lib/aws/iam/policy-document";
import { guardrailsOf } from "../../lib/guardrails/guardrails";
import { ASKED, plansOf } from "../support/guardrails";
import { actionsOf, listOf } from "../support/simulate";

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';

const documentsOf = (file: string, byPath = false) =>
  guardrailsOf(plansOf({ "clusters/demo.yaml": `${HEAD}${file}` }), { ...ASKED, kinds: ["roles"], byPath });

const statementsOf = (file: string, action: "plan" | "apply", byPath = false): Statement[] =>
  documentsOf(file, byPath)
    .documents.filter((document) => document.file === `roles-111122223333-${action}.json`)
    .flatMap(({ text }) => JSON.parse(text).Statement);

/** What an action may be done to, and under which condition. */
const on = (statements: readonly Statement[], action: string) =>
  statements
    .filter((statement) => actionsOf(statement).includes(action))
    .flatMap(({ Resource, Condition }) =>
      listOf(Resource).map((arn) => (Condition ? `${arn} ${JSON.stringify(Condition)}` : arn)),
    );

const ROLES = `
iam: { path: /eks-access/, permissionsBoundary: "arn:aws:iam::111122223333:policy/team" }
nodeRoles:
  workers: { kind: managed, instanceProfile: true }
  hand-made: { kind: managed, arn: "arn:aws:iam::111122223333:role/a?b/hand-made", instanceProfile: true }
`;

test("roles are named, and by their path if that is asked for", () => {
  const named = "arn:aws:iam::111122223333:role/eks-access/demo-workers-node";
  expect(on(statementsOf(ROLES, "apply"), "iam:CreateRole")).toEqual([named]);
  expect(on(statementsOf(ROLES, "apply", true), "iam:CreateRole")).toEqual([
    "arn:aws:iam::111122223333:role/eks-access/*",
  ]);
  expect(on(statementsOf("nodeRoles: { workers: { kind: managed } }\n", "apply", true), "iam:CreateRole")).toEqual([
    "arn:aws:iam::111122223333:role/demo-workers-node",
  ]);
});

test("a role that exists is read and passed on, with ? in its path as it stands, and never changed", () => {
  const exists = "arn:aws:iam::111122223333:role/a${?}b/hand-made";
  const apply = statementsOf(ROLES, "apply");
  expect(on(apply, "iam:GetRole")).toContain(exists);
  expect(on(apply, "iam:PassRole").filter((text) => text.startsWith(exists))).toEqual([
    `${exists} {"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}`,
  ]);
  const changes = apply.flatMap(actionsOf).filter((action) => !/:(Get|List|PassRole)/.test(action));
  expect(changes.filter((action) => on(apply, action).some((text) => text.startsWith(exists)))).toEqual([]);
});

test("policies and boundaries of the files alone are attached, and no boundary is removed", () => {
  const apply = statementsOf(ROLES, "apply");
  expect(on(apply, "iam:AttachRolePolicy")).toEqual([
    'arn:aws:iam::111122223333:role/eks-access/demo-workers-node {"ArnEquals":{"iam:PolicyARN":["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly","arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"]}}',
  ]);
  expect(on(apply, "iam:PutRolePermissionsBoundary")).toEqual([
    'arn:aws:iam::111122223333:role/eks-access/demo-workers-node {"ArnEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/team"}}',
  ]);
  expect(apply.flatMap(actionsOf)).not.toContain("iam:DeleteRolePermissionsBoundary");
});

test("what Terraform lets go of is read, and not changed", () => {
  const file = "nodeRoles: { workers: { kind: managed, instanceProfile: true, release: true } }\n";
  const arn = "arn:aws:iam::111122223333:role/demo-workers-node";
  expect(on(statementsOf(file, "plan"), "iam:GetRole")).toEqual([arn]);
  const changes = statementsOf(file, "apply").flatMap(actionsOf);
  expect(changes.filter((action) => !/:(Get|List)/.test(action))).toEqual([]);
});

describe("the state", () => {
  const state = (backend: string, action: "plan" | "apply" = "apply") =>
    statementsOf(`terraform: { backend: ${backend} }\n${"nodeRoles: { workers: { kind: managed } }\n"}`, action).filter(
      (one) => actionsOf(one).some((name) => /^(s3|kms|dynamodb|sts):/.test(name)),
    );
  const S3 = "type: s3, bucket: states, key: eks/demo.tfstate, region: eu-west-1";
  const grant = (Action: string | string[], Resource: string) => ({ Effect: "Allow", Action, Resource });
  const OBJECT = "arn:aws:s3:::states/eks/demo.tfstate";

  test("in S3 is read to plan, and written to apply", () => {
    expect(state(`{ ${S3} }`, "plan")).toEqual([
      grant("s3:ListBucket", "arn:aws:s3:::states"),
      grant("s3:GetObject", OBJECT),
    ]);
    expect(state(`{ ${S3} }`)).toEqual([
      grant("s3:ListBucket", "arn:aws:s3:::states"),
      grant(["s3:GetObject", "s3:PutObject"], OBJECT),
    ]);
  });

  test("is locked by a file or a table, and encrypted with a key", () => {
    const key = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-0000-0000-000000000000";
    expect(state(`{ ${S3}, useLockfile: true, kmsKeyId: "${key}" }`)).toEqual([
      grant("s3:ListBucket", "arn:aws:s3:::states"),
      grant(["s3:GetObject", "s3:PutObject"], OBJECT),
      grant(["kms:Decrypt", "kms:GenerateDataKey"], key),
      grant(["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], `${OBJECT}.tflock`),
    ]);
    expect(state(`{ ${S3}, dynamodbTable: locks }`).at(-1)).toEqual(
      grant(
        ["dynamodb:DeleteItem", "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:PutItem"],
        "arn:aws:dynamodb:eu-west-1:111122223333:table/locks",
      ),
    );
  });

  test("of another role is that role's business", () => {
    expect(state(`{ ${S3}, assumeRole: { roleArn: "arn:aws:iam::444455556666:role/states" } }`, "plan")).toEqual([
      grant("sts:AssumeRole", "arn:aws:iam::444455556666:role/states"),
    ]);
  });

  test("that the file does not place is said", () => {
    const { notes } = documentsOf(
      "terraform: { backend: { type: s3, partial: true, key: eks/demo.tfstate } }\nnodeRoles: { workers: { kind: managed } }\n",
    );
    expect(notes).toEqual(["demo: terraform init says where the state lies: allow the bucket and the key by hand"]);
  });
});

test("a role that Terraform assumes is said, since the policies belong to it", () => {
  const { notes } = documentsOf(
    'terraform: { assumeRole: "arn:aws:iam::111122223333:role/terraform" }\nnodeRoles: { workers: { kind: managed } }\n',
  );
  expect(notes).toEqual([
    "demo: Terraform assumes arn:aws:iam::111122223333:role/terraform: attach the policies there; the role of the pipeline itself needs sts:AssumeRole on it, and what they say of the state",
  ]);
});
