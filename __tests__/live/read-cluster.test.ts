import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ClusterAnswers } from "../../lib/live/answers";
import { keeping, readKept } from "../../lib/live/kept";
import { connect, liveSource } from "../../lib/live/live";
import { IRSA_READS, OPERATION_NAMES } from "../../lib/live/operations";
import { NoCluster, readCluster } from "../../lib/live/read-cluster";
import type { Connection } from "../../lib/live/sdk";
import { ACCOUNT, Emulator, REGION } from "../support/emulator";
import { filesBelow, folderOf } from "../support/files";

jest.setTimeout(60_000);

const OTHER = "444455556666";
const DEMO = { name: "demo", account: ACCOUNT, region: REGION };
const environment = { ...process.env };

let emulator: Emulator;
let own: Connection;

const roleArn = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:role/${name}`;
const policyArn = (name: string) => `arn:aws:eks::aws:cluster-access-policy/${name}`;
const eks = (op: string, params: object) => emulator.call("eks", op, { name: "demo", ...params });

beforeAll(async () => {
  emulator = await Emulator.start();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: emulator.url,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: "x",
    AWS_EC2_METADATA_DISABLED: "true",
  });
  own = await connect({ region: REGION });
});

afterAll(async () => {
  process.env = environment;
  own.close();
  await emulator.stop();
});

const TRUST = JSON.stringify({
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    },
  ],
});

async function issuer(): Promise<string> {
  const { cluster } = (await eks("DescribeCluster", {})) as { cluster: { identity: { oidc: { issuer: string } } } };
  return cluster.identity.oidc.issuer;
}

/** A cluster with one of each thing that is read. */
beforeEach(async () => {
  await emulator.reset();
  await emulator.seed({
    roles: [
      ...["seed", "nodes", "fargate", "ack", "team"].map((RoleName) => ({ RoleName })),
      { RoleName: "pod", AssumeRolePolicyDocument: TRUST },
      { RoleName: "used", RoleLastUsed: { LastUsedDate: "2026-01-02T03:04:05Z", Region: REGION } },
      { RoleName: "away", AccountId: OTHER },
    ],
    users: [{ UserName: "eve", Path: "/people/" }],
    clusters: [
      {
        name: "demo",
        roleArn: roleArn("seed"),
        resourcesVpcConfig: { subnetIds: ["subnet-a"] },
        accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      },
    ],
  });
  await eks("CreateNodegroup", { nodegroupName: "main", nodeRole: roleArn("nodes"), subnets: ["subnet-a"] });
  await eks("CreateFargateProfile", { fargateProfileName: "apps", podExecutionRoleArn: roleArn("fargate") });
  const capability = { capabilityName: "one", type: "ACK", deletePropagationPolicy: "RETAIN" };
  await eks("CreateCapability", { ...capability, roleArn: roleArn("ack") });
  const oidc = { identityProviderConfigName: "corp", issuerUrl: "https://id.example.com", clientId: "k8s" };
  await eks("AssociateIdentityProviderConfig", { oidc });
  await eks("CreatePodIdentityAssociation", { namespace: "apps", serviceAccount: "api", roleArn: roleArn("pod") });
  await emulator.call("iam", "CreateOpenIDConnectProvider", {
    Url: await issuer(),
    ClientIDList: ["sts.amazonaws.com"],
  });
  const principals = [
    roleArn("team"),
    roleArn("used"),
    roleArn("away", OTHER),
    `arn:aws:iam::${ACCOUNT}:user/people/eve`,
  ];
  for (const principalArn of principals) await eks("CreateAccessEntry", { principalArn, kubernetesGroups: ["devs"] });
  const accessScope = { type: "namespace", namespaces: ["a", "b"] };
  await eks("AssociateAccessPolicy", {
    principalArn: roleArn("team"),
    policyArn: policyArn("AmazonEKSEditPolicy"),
    accessScope,
  });
});

const source = (other: Parameters<typeof liveSource>[1]["other"] = async () => undefined) =>
  liveSource(DEMO, { own, other });

/** All that can be read, with the roles that pods take by IRSA. */
const read = (): Promise<ClusterAnswers> => readCluster(source(), DEMO, { irsa: true });

test("all that is there is read, and nothing else is called but reads", async () => {
  const answers = await read();
  expect(answers.unread).toEqual([]);
  expect(answers.cluster).toEqual({
    arn: `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/demo`,
    status: "ACTIVE",
    authenticationMode: "API",
    version: expect.stringMatching(/^1\.\d+$/),
    platformVersion: expect.stringMatching(/^eks\.\d+$/),
  });
  expect(answers.entries?.map(({ principalArn, type, groups }) => [principalArn, type, groups])).toEqual([
    [roleArn("ack"), "STANDARD", []],
    [roleArn("fargate"), "FARGATE_LINUX", ["system:node-proxier", "system:nodes"]],
    [roleArn("nodes"), "EC2_LINUX", ["system:nodes"]],
    [roleArn("team"), "STANDARD", ["devs"]],
    [roleArn("used"), "STANDARD", ["devs"]],
    [`arn:aws:iam::${ACCOUNT}:user/people/eve`, "STANDARD", ["devs"]],
    [roleArn("away", OTHER), "STANDARD", ["devs"]],
  ]);
  expect(answers.entries?.[3]?.policies).toEqual([
    { policyArn: policyArn("AmazonEKSEditPolicy"), namespaces: ["a", "b"] },
  ]);
  expect(answers.makers).toEqual([
    { what: "node group main", roleArn: roleArn("nodes") },
    { what: "Fargate profile apps", roleArn: roleArn("fargate") },
    { what: "capability one", roleArn: roleArn("ack") },
  ]);
  expect(answers.identityProviders).toEqual([
    { name: "corp", issuerUrl: "https://id.example.com", clientId: "k8s", requiredClaims: {} },
  ]);
  expect(answers.associations).toMatchObject([{ namespace: "apps", serviceAccount: "api", roleArn: roleArn("pod") }]);
  expect(answers.principals.get(roleArn("used"))).toMatchObject({ lastUsedAt: Date.parse("2026-01-02T03:04:05Z") });
  expect(answers.principals.get(`arn:aws:iam::${ACCOUNT}:user/eve`)).toMatchObject({
    exists: true,
    arn: `arn:aws:iam::${ACCOUNT}:user/people/eve`,
  });
  expect(answers.principals.get(roleArn("away", OTHER))).toEqual({ exists: "unknown", account: OTHER });
  const called = new Set((await emulator.calls()).map(({ service, op }) => `${service}:${op}`));
  expect([...called].sort()).toEqual([...OPERATION_NAMES].sort());
});

test("roles that pods take by IRSA are read with their trust, where somebody wants to know", async () => {
  const { irsa } = await read();
  expect(irsa).toMatchObject({ issuer: await issuer(), provider: true });
  expect(irsa?.roles?.find(({ arn }) => arn === roleArn("pod"))?.trust).toEqual(JSON.parse(TRUST));
  const before = (await emulator.calls()).length;
  expect((await readCluster(source(), DEMO)).irsa).toBeUndefined();
  const asked = (await emulator.calls()).slice(before).map(({ service, op }) => `${service}:${op}`);
  expect(asked.filter((name) => IRSA_READS.includes(name as never))).toEqual([]);
});

test("roles are not asked for where IAM has no provider for the issuer", async () => {
  const OpenIDConnectProviderArn = `arn:aws:iam::${ACCOUNT}:oidc-provider/${(await issuer()).replace("https://", "")}`;
  await emulator.call("iam", "DeleteOpenIDConnectProvider", { OpenIDConnectProviderArn });
  const { irsa, unread } = await read();
  expect({ irsa, unread }).toEqual({ irsa: { issuer: await issuer(), provider: false, roles: undefined }, unread: [] });
  expect((await emulator.calls()).filter(({ op }) => op === "ListRoles")).toEqual([]);
});

test("a principal of another account is asked for there", async () => {
  const elsewhere = await connect({ region: REGION, roleArn: roleArn("audit", OTHER) });
  const answers = await readCluster(
    source(async (account) => (account === OTHER ? elsewhere : undefined)),
    DEMO,
  );
  expect(answers.principals.get(roleArn("away", OTHER))).toMatchObject({ exists: true });
  elsewhere.close();
});

test("lists in pages of two say the same", async () => {
  const { asked: _, ...whole } = await read();
  await emulator.configure({ pageSize: 2 });
  const { asked: __, ...paged } = await read();
  expect(paged).toEqual(whole);
});

/** Every read but that of the cluster, which all others need. */
const DENIED = OPERATION_NAMES.filter((name) => name !== "eks:DescribeCluster");

test.each(DENIED)("without %s the rest is read, and it is said", async (name) => {
  const [service, op] = name.split(":");
  await emulator.fail({ service, op, kind: "accessDenied" });
  const { unread, cluster } = await read();
  expect(cluster?.status).toBe("ACTIVE");
  expect(new Set(unread.map(({ operation, why }) => [operation, why].join(" ")))).toEqual(new Set([`${name} denied`]));
});

test("an entry that goes while it is read is left out, with a note", async () => {
  await emulator.fail({
    service: "eks",
    op: "DescribeAccessEntry",
    match: { principalArn: "team" },
    kind: "notFoundPrincipal",
  });
  const { entries, notes, unread } = await read();
  expect(entries?.map(({ principalArn }) => principalArn)).not.toContain(roleArn("team"));
  expect(notes).toEqual([`${roleArn("team")} was listed, and gone when it was asked for`]);
  expect(unread).toEqual([]);
});

test("throttling is waited for", async () => {
  await emulator.fail({ service: "eks", op: "DescribeAccessEntry", kind: "throttle", times: 2 });
  expect((await read()).unread).toEqual([]);
});

test("a cluster that is not there is an error", async () => {
  await expect(
    readCluster(liveSource({ ...DEMO, name: "gone" }, { own, other: async () => undefined }), {
      ...DEMO,
      name: "gone",
    }),
  ).rejects.toThrow(NoCluster);
});

describe("kept answers", () => {
  test("say the same again, whatever the names of the files", async () => {
    await emulator.fail({ service: "iam", op: "GetUser", kind: "accessDenied" });
    const folder = folderOf({});
    const asked = await readCluster(keeping(source(), DEMO, folder), DEMO, { irsa: true });
    const renamed = folderOf(
      Object.fromEntries(Object.values(filesBelow(folder)).map((text, at) => [`any/${at}.json`, text])),
    );
    for (const kept of [folder, renamed]) {
      const { clusters, others } = readKept(kept);
      expect(others).toEqual([]);
      expect(clusters.map(({ id }) => id)).toEqual([DEMO]);
      for (const { source: again, id } of clusters) expect(await readCluster(again, id, { irsa: true })).toEqual(asked);
    }
  });

  test("of several clusters stand in a folder each", async () => {
    const folder = folderOf({});
    await readCluster(keeping(source(), DEMO, folder), DEMO);
    const [file = ""] = Object.keys(filesBelow(folder)).filter((name) => name.endsWith("eks-DescribeCluster.json"));
    const described = readFileSync(join(folder, file), "utf8");
    writeFileSync(join(folder, file.replace(".json", "-2.json")), described.replaceAll("demo", "other"));
    expect(() => readKept(folder)).toThrow(/the answers of 2 clusters/);
  });

  test("what is no answer is handed on, and what is no JSON is an error", () => {
    expect(readKept(folderOf({ "a/b.json": '{"kind":"ConfigMap"}' })).others).toEqual([
      { file: expect.stringMatching(/a\/b\.json$/), value: { kind: "ConfigMap" } },
    ]);
    expect(() => readKept(folderOf({ "a.json": "{" }))).toThrow(/a\.json: cannot be read: /);
  });

  test("an answer that is missing is unread, and not a finding", async () => {
    const folder = folderOf({});
    await readCluster(keeping(source(), DEMO, folder), DEMO);
    const kept = Object.entries(filesBelow(folder)).filter(([name]) => !name.includes("ListAccessEntries"));
    const [cluster] = readKept(folderOf(Object.fromEntries(kept))).clusters;
    const answers = cluster && (await readCluster(cluster.source, cluster.id));
    expect(answers?.entries).toBeUndefined();
    expect(answers?.unread).toEqual([expect.objectContaining({ operation: "eks:ListAccessEntries", why: "not-kept" })]);
  });
});
