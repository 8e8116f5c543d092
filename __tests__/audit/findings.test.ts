import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { audit } from "../../lib/audit/audit";
import { FINDINGS, type Finding, type FindingName } from "../../lib/audit/finding";
import { clustersOf, targetOf } from "../../lib/commands/audited-clusters";
import { readLive } from "../../lib/live/fleet";
import { OPERATION_NAMES } from "../../lib/live/operations";
import { load } from "../../lib/load/load";
import { ACCOUNT, Emulator, type Params, REGION } from "../support/emulator";
import { folderOf } from "../support/files";
import { credentialsFor, makeLive } from "../support/live-cluster";

jest.setTimeout(60_000);

const ROOT = join(__dirname, "../..");
const OTHER = "444455556666";
const roleArn = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:role/${name}`;
const policyArn = (name: string) => `arn:aws:eks::aws:cluster-access-policy/${name}`;

/** One of each thing that can be compared. */
const FILE = `account: "${ACCOUNT}"
region: ${REGION}
cluster: { authenticationMode: API }
tags: { Team: platform }
access:
  admins: { principal: "${roleArn("teams/admins")}", policies: [AmazonEKSClusterAdminPolicy] }
  editors:
    principal: ${roleArn("editors")}
    policies: [{ policy: AmazonEKSEditPolicy, namespaces: [b, a] }]
  devs: { principal: "${roleArn("devs")}", groups: [devs, ops], username: "dev:{{SessionName}}" }
  robot: { principal: "arn:aws:iam::${ACCOUNT}:user/robot", groups: [robots] }
nodeRoles:
  self: { kind: self-managed }
workloads:
  api: { serviceAccount: apps/api, role: { name: api }, targetRole: "${roleArn("target", OTHER)}" }
`;

let emulator: Emulator;
const environment = { ...process.env };

beforeAll(async () => {
  emulator = await Emulator.start();
  Object.assign(process.env, credentialsFor(emulator));
});

afterAll(async () => {
  process.env = environment;
  await emulator.stop();
});

/** The usual file, in which Terraform lets go of one item. */
const releasing = (item: string): string => {
  const file = FILE.replace(`${item}: {`, `${item}: { release: true,`).replace(
    `${item}:\n`,
    `${item}:\n    release: true\n`,
  );
  if (file === FILE) throw new Error(`no item ${item}`);
  return file;
};

/** The usual file, in which an entry, a policy and a workload end. */
const ended = (day: string): string =>
  ["namespaces: [b, a]", 'username: "dev:{{SessionName}}"', `targetRole: "${roleArn("target", OTHER)}"`].reduce(
    (file, field) => file.replace(field, `${field}, until: ${day}, reason: ACME-1234`),
    FILE,
  );

/** A cluster as its files plan it, made as the first of them says. */
async function live(file = FILE, other?: string): Promise<() => Promise<readonly Finding[]>> {
  const files = { "clusters/demo.yaml": file, ...(other && { "clusters/other.yaml": other }) };
  const { plans } = load(join(folderOf(files), "clusters"));
  const [cluster] = clustersOf(plans);
  if (cluster === undefined) throw new Error("no cluster");
  await emulator.reset();
  await makeLive(emulator, cluster.files[0]);
  return async () => {
    const [read] = await readLive([targetOf(cluster)], {});
    if (read === undefined || !("answers" in read)) throw new Error(JSON.stringify(read));
    return audit(cluster.files, read.answers, 90).findings;
  };
}

const eks = (op: string, params: Params) => emulator.call("eks", op, { name: "demo", ...params });
const iam = (op: string, params: Params) => emulator.call("iam", op, params);

const TRUST = JSON.stringify({
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const POD_TRUST = TRUST.replace("ec2.", "pods.eks.").replace('"sts:AssumeRole"', '["sts:AssumeRole","sts:TagSession"]');

async function association(serviceAccount: string): Promise<string> {
  const all = await eks("ListPodIdentityAssociations", {});
  const { associations } = all as { associations: { serviceAccount: string; associationId: string }[] };
  return associations.find((one) => one.serviceAccount === serviceAccount)?.associationId ?? "";
}

async function madeAgain(RoleName: string, Path: string): Promise<void> {
  await iam("DeleteRole", { RoleName });
  await emulator.configure({ clockMs: 5000 });
  await iam("CreateRole", { RoleName, Path, AssumeRolePolicyDocument: TRUST });
}

const nodegroup = { nodegroupName: "main", nodeRole: roleArn("nodes"), subnets: ["subnet-a"] };

async function seeded(...roles: readonly Params[]): Promise<void> {
  await emulator.seed({ roles });
}

interface Row {
  /** The file, if it is not the usual one. */
  readonly file?: string;
  /** A second file about the cluster. */
  readonly other?: string;
  /** What somebody does past Terraform. */
  change(): Promise<unknown>;
  /** What the audit says then, by name and subject, and with parts of what else it says. */
  readonly finds: readonly (Partial<Finding> & { readonly name: FindingName })[];
}

const ROWS: Readonly<Record<string, Row>> = {
  "nothing is changed": { change: async () => {}, finds: [] },
  "an entry is deleted": {
    change: () => eks("DeleteAccessEntry", { principalArn: roleArn("editors") }),
    finds: [{ name: "missing-entry", level: "error", subject: roleArn("editors"), planned: "STANDARD" }],
  },
  "an entry is made in the console": {
    change: async () => {
      await seeded({ RoleName: "eve" });
      await eks("CreateAccessEntry", { principalArn: roleArn("eve"), kubernetesGroups: ["ops"] });
      const accessScope = { type: "cluster" };
      const of = { principalArn: roleArn("eve"), policyArn: policyArn("AmazonEKSClusterAdminPolicy"), accessScope };
      await eks("AssociateAccessPolicy", of);
    },
    finds: [
      {
        name: "unplanned-entry",
        level: "error",
        subject: roleArn("eve"),
        found: "AmazonEKSClusterAdminPolicy and group ops",
      },
    ],
  },
  "a role is made again": {
    change: () => madeAgain("admins", "/teams/"),
    finds: [{ name: "dead-entry", level: "error", subject: roleArn("teams/admins") }],
  },
  "a role is deleted": {
    change: () => iam("DeleteRole", { RoleName: "devs" }),
    finds: [{ name: "no-principal", level: "error", subject: roleArn("devs") }],
  },
  "a user is deleted": {
    change: () => iam("DeleteUser", { UserName: "robot" }),
    finds: [{ name: "no-principal", level: "error", subject: `arn:aws:iam::${ACCOUNT}:user/robot` }],
  },
  "a role is made again under another path": {
    change: () => madeAgain("editors", "/teams/"),
    finds: [
      {
        name: "no-principal",
        level: "error",
        subject: roleArn("editors"),
        advice: `there is ${roleArn("teams/editors")}, another role of this name; delete the entry, and make one for that ARN`,
      },
    ],
  },
  "an entry is made again with another type": {
    change: async () => {
      await eks("DeleteAccessEntry", { principalArn: roleArn("editors") });
      await eks("CreateAccessEntry", { principalArn: roleArn("editors"), type: "EC2_LINUX" });
    },
    finds: [
      { name: "other-type", level: "error", subject: roleArn("editors"), found: "EC2_LINUX", planned: "STANDARD" },
    ],
  },
  "the groups are changed": {
    change: () => eks("UpdateAccessEntry", { principalArn: roleArn("devs"), kubernetesGroups: ["ops", "admins"] }),
    finds: [
      {
        name: "other-groups",
        level: "error",
        subject: roleArn("devs"),
        found: "admins, ops",
        planned: "devs, ops",
      },
    ],
  },
  "the groups are put into another order": {
    change: () => eks("UpdateAccessEntry", { principalArn: roleArn("devs"), kubernetesGroups: ["ops", "devs"] }),
    finds: [],
  },
  "the username is changed": {
    change: () => eks("UpdateAccessEntry", { principalArn: roleArn("devs"), username: "me" }),
    finds: [{ name: "other-username", subject: roleArn("devs"), found: "me", planned: "dev:{{SessionName}}" }],
  },
  "a username is given where the file has none": {
    change: () => eks("UpdateAccessEntry", { principalArn: roleArn("editors"), username: "me" }),
    finds: [
      {
        name: "other-username",
        level: "error",
        subject: roleArn("editors"),
        found: "me",
        planned: `arn:aws:sts::${ACCOUNT}:assumed-role/editors/{{SessionName}} (by default)`,
      },
    ],
  },
  "a policy is taken away": {
    change: () =>
      eks("DisassociateAccessPolicy", {
        principalArn: roleArn("teams/admins"),
        policyArn: policyArn("AmazonEKSClusterAdminPolicy"),
      }),
    finds: [
      {
        name: "missing-policy",
        level: "error",
        subject: roleArn("teams/admins"),
        planned: "AmazonEKSClusterAdminPolicy, cluster",
      },
    ],
  },
  "a policy is added": {
    change: () =>
      eks("AssociateAccessPolicy", {
        principalArn: roleArn("devs"),
        policyArn: policyArn("AmazonEKSClusterAdminPolicy"),
        accessScope: { type: "cluster" },
      }),
    finds: [
      {
        name: "unplanned-policy",
        level: "error",
        subject: roleArn("devs"),
        found: "AmazonEKSClusterAdminPolicy, cluster",
      },
    ],
  },
  "a policy is added to the entry of a capability": {
    change: async () => {
      await seeded({ RoleName: "ack" });
      const capability = { capabilityName: "ack", type: "ACK", deletePropagationPolicy: "RETAIN" };
      await eks("CreateCapability", { ...capability, roleArn: roleArn("ack") });
      await eks("AssociateAccessPolicy", {
        principalArn: roleArn("ack"),
        policyArn: policyArn("AmazonEKSClusterAdminPolicy"),
        accessScope: { type: "cluster" },
      });
    },
    finds: [{ name: "unplanned-policy", level: "warning", subject: roleArn("ack") }],
  },
  "the scope is widened": {
    change: () =>
      eks("AssociateAccessPolicy", {
        principalArn: roleArn("editors"),
        policyArn: policyArn("AmazonEKSEditPolicy"),
        accessScope: { type: "cluster" },
      }),
    finds: [
      {
        name: "other-scope",
        level: "error",
        subject: roleArn("editors"),
        found: "AmazonEKSEditPolicy, cluster",
        planned: "in a, b",
      },
    ],
  },
  "a Pod Identity association is deleted": {
    change: async () => eks("DeletePodIdentityAssociation", { associationId: await association("api") }),
    finds: [{ name: "missing-association", level: "error", subject: "apps/api", planned: roleArn("api") }],
  },
  "a Pod Identity association is made in the console": {
    change: async () => {
      const pods = { namespace: "apps", serviceAccount: "other", roleArn: roleArn("api") };
      await eks("CreatePodIdentityAssociation", pods);
    },
    finds: [{ name: "unplanned-association", level: "error", subject: "apps/other", found: roleArn("api") }],
  },
  "a Pod Identity association is made by an add-on": {
    change: async () => {
      const ownerArn = `arn:aws:eks:${REGION}:${ACCOUNT}:addon/demo/vpc-cni/0a1b`;
      const pods = { namespace: "kube-system", serviceAccount: "aws-node", roleArn: roleArn("api"), ownerArn };
      await eks("CreatePodIdentityAssociation", pods);
    },
    finds: [],
  },
  "pods get another role": {
    change: async () => {
      await seeded({ RoleName: "mine", AssumeRolePolicyDocument: POD_TRUST });
      const associationId = await association("api");
      await eks("UpdatePodIdentityAssociation", { associationId, roleArn: roleArn("mine") });
    },
    finds: [
      { name: "other-role", level: "error", subject: "apps/api", found: roleArn("mine"), planned: roleArn("api") },
    ],
  },
  "pods get another target role": {
    change: async () => {
      const associationId = await association("api");
      await eks("UpdatePodIdentityAssociation", { associationId, targetRoleArn: roleArn("mine", OTHER) });
    },
    finds: [
      {
        name: "other-target",
        level: "error",
        subject: "apps/api",
        found: roleArn("mine", OTHER),
        planned: roleArn("target", OTHER),
      },
    ],
  },
  "sessions of pods lose their tags": {
    change: async () =>
      eks("UpdatePodIdentityAssociation", { associationId: await association("api"), disableSessionTags: true }),
    finds: [
      {
        name: "other-session",
        level: "error",
        subject: "apps/api",
        found: "no session tags",
        planned: "session tags",
      },
    ],
  },
  "the mode is another one": {
    file: FILE.replace("authenticationMode: API", "authenticationMode: API_AND_CONFIG_MAP"),
    change: () => eks("UpdateClusterConfig", { accessConfig: { authenticationMode: "API" } }),
    finds: [{ name: "other-mode", level: "warning", subject: "demo", found: "API", planned: "API_AND_CONFIG_MAP" }],
  },
  "the mode has aws-auth too": {
    file: FILE.replace("authenticationMode: API", "authenticationMode: API_AND_CONFIG_MAP"),
    change: async () => {},
    finds: [{ name: "second-door", level: "warning", subject: "demo", of: "aws-auth" }],
  },
  "an identity provider is associated": {
    change: () =>
      eks("AssociateIdentityProviderConfig", {
        oidc: { identityProviderConfigName: "corp", issuerUrl: "https://id.example.com", clientId: "k8s" },
      }),
    finds: [
      {
        name: "second-door",
        level: "warning",
        subject: "demo",
        found: "identity provider corp (https://id.example.com)",
      },
    ],
  },
  "an identity provider is associated, and the file lets go of it": {
    file: `${FILE}identityProviders:
  corp: { issuerUrl: "https://id.example.com", clientId: k8s, release: true }
`,
    change: () =>
      eks("AssociateIdentityProviderConfig", {
        oidc: { identityProviderConfigName: "corp", issuerUrl: "https://id.example.com", clientId: "k8s" },
      }),
    finds: [
      {
        name: "second-door",
        level: "warning",
        subject: "demo",
        found: "identity provider corp (https://id.example.com)",
      },
    ],
  },
  "a node group comes": {
    change: async () => {
      await seeded({ RoleName: "nodes" });
      await eks("CreateNodegroup", nodegroup);
    },
    finds: [],
  },
  "a node group goes, and its entry stays": {
    change: async () => {
      await seeded({ RoleName: "nodes" });
      await eks("CreateNodegroup", nodegroup);
      await eks("DeleteNodegroup", nodegroup);
    },
    finds: [{ name: "orphan-entry", level: "warning", subject: roleArn("nodes"), found: "EC2_LINUX" }],
  },
  "the role of a node group is made again": {
    change: async () => {
      await seeded({ RoleName: "nodes" });
      await eks("CreateNodegroup", nodegroup);
      await madeAgain("nodes", "/");
    },
    finds: [{ name: "dead-entry", level: "error", subject: roleArn("nodes") }],
  },
  "a Fargate profile, a capability and AWS Batch come": {
    change: async () => {
      const linked = { RoleName: "AWSServiceRoleForBatch", Path: "/aws-service-role/batch.amazonaws.com/" };
      await seeded({ RoleName: "fargate" }, { RoleName: "argo" }, linked);
      const podExecutionRoleArn = roleArn("fargate");
      await eks("CreateFargateProfile", { fargateProfileName: "apps", podExecutionRoleArn });
      const capability = { capabilityName: "argo", type: "ARGOCD", deletePropagationPolicy: "RETAIN" };
      await eks("CreateCapability", { ...capability, roleArn: roleArn("argo") });
      const principalArn = roleArn("aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch");
      await eks("CreateAccessEntry", { principalArn });
      const accessScope = { type: "cluster" };
      await eks("AssociateAccessPolicy", { principalArn, policyArn: policyArn("AWSBatchClusterPolicy"), accessScope });
    },
    finds: [],
  },
  "a role is not used for long": {
    change: async () => {
      const LastUsedDate = new Date(Date.now() - 143 * 24 * 3600 * 1000).toISOString();
      const CreateDate = "2024-01-01T00:00:00Z";
      await seeded({ RoleName: "devs", CreateDate, RoleLastUsed: { LastUsedDate, Region: REGION } });
    },
    finds: [{ name: "unused", level: "note", subject: roleArn("devs"), found: "not used for 143 days" }],
  },
  "a role was never used": {
    change: async () => {
      const CreateDate = `${new Date(Date.now() - 200 * 24 * 3600 * 1000).toISOString().slice(0, 19)}Z`;
      await seeded({ RoleName: "devs", CreateDate });
    },
    finds: [{ name: "unused", level: "note", subject: roleArn("devs"), found: "never used, made 200 days ago" }],
  },
  "a role was used lately": {
    change: async () => {
      const LastUsedDate = new Date(Date.now() - 3 * 24 * 3600 * 1000).toISOString();
      const CreateDate = "2024-01-01T00:00:00Z";
      await seeded({ RoleName: "devs", CreateDate, RoleLastUsed: { LastUsedDate, Region: REGION } });
    },
    finds: [],
  },
  "the principal is in another account": {
    file: FILE.replace(roleArn("devs"), roleArn("devs", OTHER)),
    change: async () => {},
    finds: [{ name: "other-account", level: "note", subject: roleArn("devs", OTHER), found: OTHER }],
  },
  "tags are changed": {
    change: async () => {
      const { accessEntry } = (await eks("DescribeAccessEntry", { principalArn: roleArn("devs") })) as {
        accessEntry: { accessEntryArn: string };
      };
      await eks("TagResource", { resourceArn: accessEntry.accessEntryArn, tags: { Team: "mine" } });
    },
    finds: [
      { name: "other-tags", level: "note", subject: roleArn("devs"), found: "Team=mine", planned: "Team=platform" },
    ],
  },
  "what has ended is still there": {
    file: ended("2026-01-31"),
    change: async () => {},
    finds: [
      {
        name: "expired-access",
        level: "error",
        subject: "apps/api",
        found: roleArn("api"),
        planned: "until 2026-01-31",
      },
      {
        name: "expired-access",
        subject: roleArn("devs"),
        found: "group devs and group ops",
        planned: "until 2026-01-31",
        location: expect.stringMatching(/clusters\/demo\.yaml:10:3$/),
      },
      { name: "expired-access", subject: roleArn("editors"), of: "AmazonEKSEditPolicy", planned: "until 2026-01-31" },
    ],
  },
  "what has ended is gone": {
    file: ended("2026-01-31"),
    change: async () => {
      await eks("DeleteAccessEntry", { principalArn: roleArn("devs") });
      const policy = { principalArn: roleArn("editors"), policyArn: policyArn("AmazonEKSEditPolicy") };
      await eks("DisassociateAccessPolicy", policy);
      await eks("DeletePodIdentityAssociation", { associationId: await association("api") });
    },
    finds: [],
  },
  "what ends later is gone": {
    file: ended("2999-01-31"),
    change: async () => {
      await eks("DeleteAccessEntry", { principalArn: roleArn("devs") });
      await eks("DeletePodIdentityAssociation", { associationId: await association("api") });
    },
    finds: [
      { name: "missing-association", subject: "apps/api" },
      { name: "missing-entry", subject: roleArn("devs") },
    ],
  },
  "Terraform lets go of an entry, and it gets more": {
    file: releasing("editors"),
    change: async () => {
      const of = { principalArn: roleArn("editors"), accessScope: { type: "cluster" } };
      await eks("AssociateAccessPolicy", { ...of, policyArn: policyArn("AmazonEKSClusterAdminPolicy") });
      await eks("UpdateAccessEntry", { principalArn: roleArn("editors"), kubernetesGroups: ["ops", "devs"] });
    },
    finds: [
      {
        name: "released-entry",
        level: "warning",
        subject: roleArn("editors"),
        found: "STANDARD, AmazonEKSEditPolicy (in a, b), AmazonEKSClusterAdminPolicy (cluster), group devs, group ops",
        location: expect.stringMatching(/clusters\/demo\.yaml:7:3$/),
      },
    ],
  },
  "Terraform lets go of an entry, and it is deleted": {
    file: releasing("editors"),
    change: () => eks("DeleteAccessEntry", { principalArn: roleArn("editors") }),
    finds: [],
  },
  "Terraform lets go of an entry that gives nothing": {
    file: releasing("editors"),
    change: async () => {
      const principalArn = roleArn("editors");
      await eks("DisassociateAccessPolicy", { principalArn, policyArn: policyArn("AmazonEKSEditPolicy") });
    },
    finds: [{ name: "released-entry", subject: roleArn("editors"), found: "STANDARD" }],
  },
  "another file takes over the entry that the first lets go of": {
    file: `name: demo\n${releasing("editors")}`,
    other: `name: demo
account: "${ACCOUNT}"
region: ${REGION}
access:
  taken: { principal: "${roleArn("editors")}", adopt: true, policies: [AmazonEKSViewPolicy] }
`,
    change: async () => {},
    finds: [
      { name: "missing-policy", subject: roleArn("editors"), of: "AmazonEKSViewPolicy" },
      { name: "unplanned-policy", subject: roleArn("editors"), of: "AmazonEKSEditPolicy" },
      { name: "other-tags", subject: roleArn("editors") },
    ],
  },
  "Terraform lets go of the associations of a workload": {
    file: releasing("api"),
    change: async () => {
      await seeded({ RoleName: "mine", AssumeRolePolicyDocument: POD_TRUST });
      const associationId = await association("api");
      await eks("UpdatePodIdentityAssociation", { associationId, roleArn: roleArn("mine") });
    },
    finds: [
      {
        name: "released-association",
        level: "warning",
        subject: "apps/api",
        found: `${roleArn("mine")}, target ${roleArn("target", OTHER)}`,
        location: expect.stringMatching(/clusters\/demo\.yaml:15:3$/),
      },
    ],
  },
  "a file has the association that another lets go of": {
    file: `name: demo\n${FILE}`,
    other: `name: demo
account: "${ACCOUNT}"
region: ${REGION}
workloads:
  before: { release: true, serviceAccount: apps/api, role: { name: before } }
`,
    change: async () => {},
    finds: [],
  },
  "a role with a path cannot be read": {
    change: () => emulator.fail({ service: "iam", op: "GetRole", match: { RoleName: "admins" }, kind: "accessDenied" }),
    finds: [{ name: "unreadable", level: "unread", subject: roleArn("teams/admins"), of: "iam:GetRole" }],
  },
  "a permission is missing": {
    change: () =>
      emulator.fail({
        service: "eks",
        op: "DescribeAccessEntry",
        match: { principalArn: "devs" },
        kind: "accessDenied",
      }),
    finds: [
      {
        name: "unreadable",
        level: "unread",
        subject: roleArn("devs"),
        advice: "the permission eks:DescribeAccessEntry is missing; audit --policy prints all that are needed",
      },
    ],
  },
};

test.each(Object.entries(ROWS))("%s", async (_, { file, other, change, finds }) => {
  const read = await live(file, other);
  await change();
  const found = await read();
  expect(found.map(({ name, subject }) => [name, subject])).toEqual(finds.map(({ name, subject }) => [name, subject]));
  expect(found).toMatchObject(finds);
});

const READS = OPERATION_NAMES.filter((name) => name !== "eks:DescribeCluster");

test.each(READS)("without %s nothing is found but that", async (operation) => {
  const read = await live();
  await seeded({ RoleName: "nodes" }, { RoleName: "fargate" }, { RoleName: "ack" });
  await eks("CreateNodegroup", nodegroup);
  await eks("CreateFargateProfile", { fargateProfileName: "apps", podExecutionRoleArn: roleArn("fargate") });
  const capability = { capabilityName: "ack", type: "ACK", deletePropagationPolicy: "RETAIN" };
  await eks("CreateCapability", { ...capability, roleArn: roleArn("ack") });
  const [service, op] = operation.split(":");
  await emulator.fail({ service, op, kind: "accessDenied" });
  const found = (await read()).filter(({ name }) => name !== "unreadable");
  // who made an entry may have been a capability that could not be read: the advice says so
  expect(found.filter(({ advice = "" }) => !advice.endsWith("could not be read"))).toEqual([]);
});

test("in the mode CONFIG_MAP one error says all: no entry counts", async () => {
  const read = await live();
  await emulator.reset();
  await emulator.seed({
    roles: [{ RoleName: "seed" }],
    clusters: [{ name: "demo", roleArn: roleArn("seed"), resourcesVpcConfig: { subnetIds: ["subnet-a"] } }],
  });
  const found = (await read()).filter(({ name }) => name !== "missing-association");
  expect(found).toMatchObject([{ name: "other-mode", level: "error", found: "CONFIG_MAP", planned: "API" }]);
});

/** What an audit says of these as they are: what they plan is so. */
const SAID: readonly FindingName[] = ["second-door", "other-account"];

test.each([
  ...readdirSync(join(ROOT, "examples")).flatMap((file) => (file.endsWith(".yaml") ? [`examples/${file}`] : [])),
  ...readdirSync(join(ROOT, "__tests__/fixtures")).map((file) => `__tests__/fixtures/${file}`),
])("%s as it is planned has no finding", async (file) => {
  const read = await live(readFileSync(join(ROOT, file), "utf8"));
  expect((await read()).filter(({ name }) => !SAID.includes(name))).toEqual([]);
});

test("every finding is produced by a row", () => {
  const produced = new Set(Object.values(ROWS).flatMap(({ finds }) => finds.map(({ name }) => name)));
  expect([...produced].sort()).toEqual(Object.keys(FINDINGS).sort());
});

test("a service's own entries are counted, and their policies are no findings", async () => {
  const read = await live();
  await ROWS["a Fargate profile, a capability and AWS Batch come"]?.change();
  expect(await read()).toEqual([]);
});

test("an entry is dead where EKS refuses its principal, whenever roles are deleted and made again", async () => {
  const names = ["a", "b", "c", "d"];
  const file = `account: "${ACCOUNT}"
region: ${REGION}
access:
${names.map((name) => `  ${name}: { principal: "${roleArn(name)}", groups: [g] }`).join("\n")}
`;
  const step = fc.record({
    role: fc.constantFrom(...names),
    op: fc.constantFrom("delete", "make"),
    seconds: fc.integer({ min: 2, max: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const read = await live(file);
      let clockMs = 0;
      for (const { role, op, seconds } of steps) {
        clockMs += seconds * 1000;
        await emulator.configure({ clockMs });
        // who is not there cannot be deleted, and who is there not be made: nothing happens then
        if (op === "delete") await iam("DeleteRole", { RoleName: role }).catch(() => {});
        else await iam("CreateRole", { RoleName: role, AssumeRolePolicyDocument: TRUST }).catch(() => {});
      }
      const oracle = (await emulator.admin("GET", "effective-access")) as { principalArn: string; state: string }[];
      const names: Readonly<Record<string, string>> = {
        "stale-principal-recreated": "dead-entry",
        "principal-missing": "no-principal",
      };
      const expected = oracle.flatMap(({ principalArn, state }) =>
        names[state] ? [[names[state], principalArn]] : [],
      );
      const found = (await read()).map(({ name, subject }) => [name, subject]);
      expect(found.sort()).toEqual(expected.sort());
    }),
    { numRuns: 6 },
  );
});
