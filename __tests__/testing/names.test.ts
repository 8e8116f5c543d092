import "../../lib/testing/jest";
import { accessOf, anyoneBut } from "../../lib/testing";
import { head, nodeClass, spec } from "../support/decide";

const ROLE = "arn:aws:iam::111122223333:role";
const access = accessOf(
  nodeClass(
    {},
    {
      nodeRoles: { workers: { kind: "managed" } },
      access: {
        gpu: { principal: `${ROLE}/gpu`, groups: ["gpu"] },
        "team-a": { principal: `${ROLE}/team-a`, policies: ["AmazonEKSEditPolicy"] },
      },
      workloads: { backend: { serviceAccount: "apps/backend", policies: ["AmazonS3ReadOnlyAccess"] } },
    },
  ),
);

type Tested = typeof access;

/** A name that leads nowhere, and what is said of it with and without `.not`. */
const WRONG: readonly [what: string, message: string, test: (it: jest.JestMatchers<Tested>) => void][] = [
  [
    "a key in a name",
    'no item has the key "gpuu" in demo; did you mean "gpu"?',
    (it) => it.toMake("access_entry:gpuu"),
  ],
  [
    "a key that is like no other",
    'no item has the key "x" in demo; its keys are gpu, team-a, workers and backend',
    (it) => it.toMake("role:x"),
  ],
  ["a key to adopt", 'no item has the key "team-b" in demo; did you mean "team-a"?', (it) => it.toAdopt("team-b")],
  [
    "a principal",
    'no item has the key "tema-a" in demo; did you mean "team-a"?',
    (it) => it.toGiveAccess({ to: "tema-a" }),
  ],
  [
    "one of other principals",
    'no item has the key "tema-a" in demo; did you mean "team-a"?',
    (it) => it.toGiveAccess({ to: anyoneBut("gpu", "tema-a") }),
  ],
  [
    "an access policy",
    'no access policy has the name "AmazonEKSClusterAdmin"; did you mean "AmazonEKSClusterAdminPolicy"?',
    (it) => it.toGiveAccess({ policy: "AmazonEKSClusterAdmin" }),
  ],
  [
    "an access policy of an entry",
    'no access policy has the name "AmazonEKSEditPolcy"; did you mean "AmazonEKSEditPolicy"?',
    (it) => it.toMake("policy:team-a/AmazonEKSEditPolcy"),
  ],
  [
    "an IAM policy, nearly",
    'no policy "AmazonS3ReadOnlyAcess" is attached; did you mean "AmazonS3ReadOnlyAccess"? If not, write its ARN',
    (it) => it.toAttach("role:backend", "AmazonS3ReadOnlyAcess"),
  ],
  [
    "a service account",
    'no workload of demo has the service account "apps/backnd"; did you mean "apps/backend"?',
    (it) => it.toMake("pod_identity:apps/backnd"),
  ],
  [
    "a kind",
    '"entry:gpu" names no kind of thing; write one of role, attachment, profile, access_entry, policy, identity_policy, identity_provider, pod_identity, cluster or oidc_provider, such as role:<key>',
    (it) => it.toMake("entry:gpu"),
  ],
  [
    "an address",
    'demo has no resource "aws_iam_role.node-class_gp"; did you mean "aws_iam_role.node-class_gpu"?',
    (it) => it.toMake("aws_iam_role.node-class_gp"),
  ],
  [
    "what two items have",
    '"access_entry:gpu" names 2 resources of demo; write "aws_eks_access_entry.access_gpu" or "aws_eks_access_entry.node-class_gpu_entry"',
    (it) => it.toMake("access_entry:gpu", { after: "role:gpu" }),
  ],
  [
    "what an item does not have, in an order",
    'demo makes no "access_entry:workers"; of "workers" it makes role:workers, attachment:workers/AmazonEC2ContainerRegistryPullOnly and attachment:workers/AmazonEKSWorkerNodePolicy',
    (it) => it.toMake("access_entry:workers", { after: "role:workers" }),
  ],
  [
    "a word of a grant",
    'a grant has no "polcy"; did you mean "policy"?',
    // @ts-expect-error no such word
    (it) => it.toGiveAccess({ polcy: "AmazonEKSEditPolicy" }),
  ],
  [
    "a type of entry",
    'no entry has the type "EC2_LINX"; did you mean "EC2_LINUX"?',
    // @ts-expect-error no such type
    (it) => it.toGiveAccess({ type: "EC2_LINX" }),
  ],
  [
    "a word of an order",
    'there is no "befor"; did you mean "before"?',
    // @ts-expect-error no such word
    (it) => it.toMake("role:gpu", { befor: "role:workers" }),
  ],
  ["a warning", 'no warning has the name "many-admin"; did you mean "many-admins"?', (it) => it.toWarn("many-admin")],
  [
    "a role, of something else",
    '"access_entry:team-a" is an aws_eks_access_entry; name a role, such as role:<key>',
    (it) => it.toAttach("access_entry:team-a", "AdministratorAccess"),
  ],
  ["nobody who is trusted", "toTrust takes service, pod or principal, got {}", (it) => it.toTrust("role:gpu", {})],
];

test.each(WRONG)("a name that leads nowhere fails, with and without not: %s", (_what, message, call) => {
  expect(() => call(expect(access))).toThrow(new Error(message));
  expect(() => call(expect(access).not as jest.JestMatchers<Tested>)).toThrow(new Error(message));
});

test("a trust policy that only Terraform knows cannot be tested", () => {
  const json = {
    resource: { aws_iam_role: { own: { assume_role_policy: "${data.aws_iam_policy_document.own.json}" } } },
  };
  const own = accessOf(JSON.stringify(json));
  const message = 'the trust policy of "aws_iam_role.own" of the stack is no JSON before the apply';
  expect(() => expect(own).not.toTrust("aws_iam_role.own", { service: "ec2.amazonaws.com" })).toThrow(message);
});

test("an access policy that AWS adds is named by its ARN", () => {
  expect(access).not.toGiveAccess({ policy: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSTomorrowPolicy" });
  expect(access).toGiveAccess({ policy: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy" });
});

test("what items share has a name for each of them, and a dot in a key stays", () => {
  const shared = accessOf(
    head({
      nodeRoles: { auto: { kind: "auto" } },
      nodeClasses: { "gpu.large": { role: { use: "auto" }, spec: spec() }, own: { spec: spec() } },
    }),
  );
  expect(shared).toMake("access_entry:gpu.large", { onlyAfterEverythingOf: "role:auto" });
  expect(shared).toMake("policy:gpu.large/AmazonEKSAutoNodePolicy", { after: "access_entry:auto" });
  expect(shared).toGiveAccess({ to: "gpu.large", policy: "AmazonEKSAutoNodePolicy" });
  expect(() => expect(shared).toMake("role:own", { before: "role:auto" })).toThrow("nothing leads from");
});

test("the types know the keys of a configuration that is written in the test", () => {
  const typed = accessOf({
    account: "111122223333",
    region: "eu-west-1",
    access: { dev: { principal: `${ROLE}/dev`, groups: ["dev"] } },
  });
  const keys: "dev" | undefined = typed.keyType;
  expect(keys).toBeUndefined();
  expect(typed).toGiveExactly([{ to: "dev", group: "dev" }]);
});
