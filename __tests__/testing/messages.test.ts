import "../../lib/testing/jest";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Access, accessOf, anyoneBut } from "../../lib/testing";
import { folderOf } from "../support/files";

const DEMO = `account: "111122223333"
region: eu-west-1
iam: { permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary" }
nodeClasses:
  gpu:
    instanceProfile: true
    spec:
      subnetSelectorTerms: [{ id: subnet-0a1b2c3d }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
nodeRoles:
  workers: { kind: managed }
access:
  platform-admins:
    principal: arn:aws:iam::111122223333:role/platform-admins
    policies: [AmazonEKSClusterAdminPolicy]
  on-call:
    principal: arn:aws:iam::111122223333:role/on-call
    policies: [AmazonEKSClusterAdminPolicy]
    adopt: true
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    groups: [readers]
    policies:
      - { policy: AmazonEKSEditPolicy, namespaces: [team-a, team-a-*] }
workloads:
  backend:
    serviceAccount: apps/backend
    policies: [AmazonS3ReadOnlyAccess]
`;
const QUIET = `account: "111122223333"
region: eu-west-1
nodeRoles:
  workers: { kind: managed }
access:
  dev:
    principal: arn:aws:iam::111122223333:role/dev
    groups: [readers]
`;
const BAD = `account: "111122223333"
region: eu-west-1
nodeRoles:
  workers: { kind: managed, name: a/b }
`;
const WARNED = `account: "111122223333"
region: eu-west-1
access:
  dev:
    principal: arn:aws:iam::111122223333:role/dev
    policies: [AmazonEKSTomorrowPolicy]
`;

const ROLE = "arn:aws:iam::111122223333:role";
const BOUNDARY = "arn:aws:iam::111122223333:policy/boundary";

const folder = folderOf({
  "clusters/demo.yaml": DEMO,
  "quiet/quiet.yaml": QUIET,
  "bad/bad.yaml": BAD,
  "warned/warned.yaml": WARNED,
  "addresses.json": JSON.stringify(["aws_eks_access_entry.access_dev", "aws_iam_role.node-role_gone"]),
  "all.json": JSON.stringify(["aws_eks_access_entry.access_dev"]),
});
const demo = accessOf(join(folder, "clusters/demo.yaml"));
const quiet = accessOf(join(folder, "quiet/quiet.yaml"));
const warned = accessOf(join(folder, "warned/warned.yaml"));
const bad = join(folder, "bad/bad.yaml");

/** What a test runner prints, without the folder. */
function messageOf(test: () => void): string {
  try {
    test();
  } catch (error) {
    return String(error instanceof Error ? error.message : error).replaceAll(`${folder}/`, "");
  }
  return "passes";
}

type Expectation = jest.JestMatchers<Access>;
const that = (received: unknown, call: (expectation: Expectation) => void) => ({
  holds: () => call(expect(received as Access)),
  not: () => call(expect(received as Access).not as Expectation),
});

const CASES: Readonly<Record<string, ReturnType<typeof that>>> = {
  "toGiveAccess, that there is": that(demo, (it) =>
    it.toGiveAccess({ to: "team-a", policy: "AmazonEKSEditPolicy", namespaces: ["team-a-*", "team-a"] }),
  ),
  "toGiveAccess, to others": that(demo, (it) =>
    it.toGiveAccess({ policy: "AmazonEKSClusterAdminPolicy", to: anyoneBut("platform-admins") }),
  ),
  "toGiveAccess, that there is not": that(demo, (it) =>
    it.toGiveAccess({ to: `${ROLE}/team-a`, policy: "AmazonEKSEditPolicy", cluster: true }),
  ),
  "toGiveAccess, to a stranger": that(demo, (it) => it.toGiveAccess({ to: `${ROLE}/nobody`, group: "readers" })),
  "toGiveExactly, these": that(quiet, (it) => it.toGiveExactly([{ to: "dev", group: "readers" }])),
  "toGiveExactly, others": that(quiet, (it) =>
    it.toGiveExactly([{ to: "dev" }, { to: "dev", policy: "AmazonEKSViewPolicy" }]),
  ),
  "toMake, that there is": that(demo, (it) => it.toMake("access_entry:gpu")),
  "toMake, that there is not": that(demo, (it) => it.toMake("access_entry:workers")),
  "toMake, in this order": that(demo, (it) =>
    it.toMake("access_entry:gpu", {
      before: "policy:gpu/AmazonEKSAutoNodePolicy",
      after: "role:gpu",
      onlyAfterEverythingOf: "role:gpu",
    }),
  ),
  "toMake, in another order": that(demo, (it) => it.toMake("access_entry:gpu", { before: "role:gpu" })),
  "toMake, in no order": that(demo, (it) => it.toMake("access_entry:gpu", { after: "access_entry:team-a" })),
  "toReplace, with its role": that(demo, (it) =>
    it.toReplace("policy:gpu/AmazonEKSAutoNodePolicy", { when: "role:gpu" }),
  ),
  "toReplace, with another": that(demo, (it) => it.toReplace("access_entry:gpu", { when: "role:workers" })),
  "toAdopt, that is adopted": that(demo, (it) => it.toAdopt("on-call")),
  "toAdopt, that is not": that(demo, (it) => it.toAdopt("platform-admins")),
  "toImportNothing, though it does": that(demo, (it) => it.toImportNothing()),
  "toImportNothing, and so it is": that(quiet, (it) => it.toImportNothing()),
  "toKeepAddresses, of another stack": that(quiet, (it) => it.toKeepAddresses(join(folder, "addresses.json"))),
  "toKeepAddresses, with new ones": that(quiet, (it) => it.toKeepAddresses(join(folder, "all.json"), { new: true })),
  "toBeRefusedWith, a text": that(bad, (it) => it.toBeRefusedWith(/bad\.yaml:4:29 .* a role name is made of/)),
  "toBeRefusedWith, another text": that(bad, (it) => it.toBeRefusedWith("an account is twelve digits")),
  "toBeRefusedWith, a number": that(bad, (it) => it.toBeRefusedWith(2)),
  "toBeRefusedWith, and it is not": that(join(folder, "quiet/quiet.yaml"), (it) => it.toBeRefusedWith("anything")),
  "toWarn, that there is": that(warned, (it) => it.toWarn("unknown-access-policy")),
  "toWarn, that there is not": that(warned, (it) => it.toWarn("many-admins")),
  "toWarnNothing, though it does": that(warned, (it) => it.toWarnNothing()),
  "toWarnNothing, and so it is": that(quiet, (it) => it.toWarnNothing()),
  "toTrust, a service": that(demo, (it) => it.toTrust("role:gpu", { service: "ec2.amazonaws.com" })),
  "toTrust, a pod": that(demo, (it) => it.toTrust("role:backend", { pod: "apps/backend" })),
  "toTrust, another pod": that(demo, (it) => it.toTrust("role:backend", { pod: "apps/frontend" })),
  "toAttach, that it does": that(demo, (it) => it.toAttach("role:backend", "AmazonS3ReadOnlyAccess")),
  "toAttach, that it does not": that(demo, (it) => it.toAttach("role:backend", "AdministratorAccess")),
  "toHaveBoundary, that all have": that(demo, (it) => it.toHaveBoundary(BOUNDARY)),
  "toHaveBoundary, that one has not": that(quiet, (it) => it.toHaveBoundary(BOUNDARY)),
};

test("each matcher says what it found, with and without not", () => {
  const said = Object.entries(CASES).map(
    ([title, { holds, not }]) => `${title}\n${messageOf(holds)}\nnot: ${messageOf(not)}\n`,
  );
  const golden = readFileSync(join(__dirname, "golden/messages.txt"), "utf8");
  expect(said.join("\n")).toBe(golden);
});
