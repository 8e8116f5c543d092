import {
  AssociateIdentityProviderConfigCommand,
  CreateAccessEntryCommand,
  CreateCapabilityCommand,
  CreateNodegroupCommand,
  DescribeCapabilityCommand,
  DescribeIdentityProviderConfigCommand,
  EKSClient,
  ListFargateProfilesCommand,
  paginateListAccessEntries,
  UpdateClusterConfigCommand,
} from "@aws-sdk/client-eks";
import {
  GetRoleCommand,
  IAMClient,
  paginateGetAccountAuthorizationDetails,
  paginateListRoles,
  SimulateCustomPolicyCommand,
} from "@aws-sdk/client-iam";
import { ACCOUNT, Emulator, REGION } from "../support/emulator";

let emulator: Emulator;
let eks: EKSClient;
let iam: IAMClient;
const clusterName = "demo";
const arnOf = (role: string) => `arn:aws:iam::${ACCOUNT}:role/${role}`;

beforeAll(async () => {
  emulator = await Emulator.start();
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: "x" };
  eks = new EKSClient({ endpoint: emulator.url, region: REGION, credentials });
  iam = new IAMClient({ endpoint: emulator.url, region: REGION, credentials });
});

afterAll(async () => {
  eks.destroy();
  iam.destroy();
  await emulator.stop();
});

async function cluster(authenticationMode: string): Promise<void> {
  await emulator.reset();
  const roles = ["seed", "nodes", "ack", "argo", "a", "b", "c"].map((RoleName) => ({ RoleName }));
  const resourcesVpcConfig = { subnetIds: ["subnet-a", "subnet-b"] };
  const accessConfig = { authenticationMode };
  await emulator.seed({
    roles,
    clusters: [{ name: clusterName, roleArn: arnOf("seed"), resourcesVpcConfig, accessConfig }],
  });
}

async function entries(): Promise<Record<string, unknown>[]> {
  const all = (await emulator.admin("GET", "effective-access")) as Record<string, unknown>[];
  return all.map(({ principalArn, type, policies, managedBy }) => ({ principalArn, type, policies, managedBy }));
}

const policyArn = (name: string) => `arn:aws:eks::aws:cluster-access-policy/${name}`;
const wholeCluster = (name: string) => ({ policyArn: policyArn(name), type: "cluster", namespaces: [] });
const creator = {
  principalArn: arnOf("fake-deployer"),
  type: "STANDARD",
  policies: [wholeCluster("AmazonEKSClusterAdminPolicy")],
  managedBy: "eks",
};

describe("the entries that EKS makes", () => {
  test("leaving CONFIG_MAP makes those of the creator and of node groups", async () => {
    await cluster("CONFIG_MAP");
    const nodeRole = arnOf("nodes");
    await eks.send(new CreateNodegroupCommand({ clusterName, nodegroupName: "main", nodeRole, subnets: ["subnet-a"] }));
    expect(await entries()).toEqual([]);
    const accessConfig = { authenticationMode: "API_AND_CONFIG_MAP" } as const;
    await eks.send(new UpdateClusterConfigCommand({ name: clusterName, accessConfig }));
    const nodes = { principalArn: nodeRole, type: "EC2_LINUX", policies: [], managedBy: "eks" };
    expect(await entries()).toEqual([creator, nodes]);
  });

  test.each([
    ["ACK", [wholeCluster("AmazonEKSACKPolicy")]],
    [
      "ARGOCD",
      [
        wholeCluster("AmazonEKSArgoCDClusterPolicy"),
        { policyArn: policyArn("AmazonEKSArgoCDPolicy"), type: "namespace", namespaces: ["argocd"] },
      ],
    ],
  ] as const)("a capability of type %s has one for its role", async (type, policies) => {
    await cluster("API");
    const roleArn = arnOf("ack");
    const named = { clusterName, capabilityName: "one" };
    await eks.send(new CreateCapabilityCommand({ ...named, type, roleArn, deletePropagationPolicy: "RETAIN" }));
    expect(await entries()).toEqual([creator, { principalArn: roleArn, type: "STANDARD", policies, managedBy: "eks" }]);
    const { capability } = await eks.send(new DescribeCapabilityCommand(named));
    expect(capability?.roleArn).toBe(roleArn);
  });
});

test("an identity provider's name and issuer are unique in its cluster", async () => {
  await cluster("API");
  const associate = (identityProviderConfigName: string, issuerUrl: string) =>
    eks.send(
      new AssociateIdentityProviderConfigCommand({
        clusterName,
        oidc: { identityProviderConfigName, issuerUrl, clientId: "kubernetes" },
      }),
    );
  await associate("one", "https://one.example.com");
  await expect(associate("one", "https://two.example.com")).rejects.toThrow("already associated");
  await expect(associate("two", "https://one.example.com")).rejects.toThrow("issuerUrl");
  const identityProviderConfig = { type: "oidc", name: "one" };
  const one = await eks.send(new DescribeIdentityProviderConfigCommand({ clusterName, identityProviderConfig }));
  expect(one.identityProviderConfig?.oidc?.issuerUrl).toBe("https://one.example.com");
});

describe("lists", () => {
  test("come in pages of the size that is set", async () => {
    await cluster("API");
    for (const role of ["a", "b", "c"])
      await eks.send(new CreateAccessEntryCommand({ clusterName, principalArn: arnOf(role) }));
    await emulator.configure({ pageSize: 2 });
    const entryPages: number[] = [];
    for await (const { accessEntries = [] } of paginateListAccessEntries({ client: eks }, { clusterName }))
      entryPages.push(accessEntries.length);
    expect(entryPages).toEqual([2, 2]);
    const roles: string[] = [];
    for await (const page of paginateListRoles({ client: iam }, {}))
      roles.push(...(page.Roles ?? []).map(({ RoleName = "" }) => RoleName));
    expect(roles.sort()).toEqual(["a", "ack", "argo", "b", "c", "fake-deployer", "nodes", "seed"]);
    const details: string[] = [];
    const asked = { Filter: ["Role" as const] };
    for await (const page of paginateGetAccountAuthorizationDetails({ client: iam }, asked))
      details.push(...(page.RoleDetailList ?? []).map(({ RoleName = "" }) => RoleName));
    expect(details.sort()).toEqual(roles);
    expect((await eks.send(new ListFargateProfilesCommand({ clusterName }))).fargateProfileNames).toEqual([]);
  });
});

test("a seeded role says when it was made and used", async () => {
  await cluster("API");
  const RoleLastUsed = { LastUsedDate: "2026-01-02T03:04:05Z", Region: REGION };
  await emulator.seed({ roles: [{ RoleName: "a", CreateDate: "2025-01-01T00:00:00Z", RoleLastUsed }] });
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: "a" }));
  expect(Role?.CreateDate).toEqual(new Date("2025-01-01T00:00:00Z"));
  expect(Role?.RoleLastUsed?.LastUsedDate).toEqual(new Date(RoleLastUsed.LastUsedDate));
});

test("the journal can be asked for operations", async () => {
  await cluster("API");
  await iam.send(new GetRoleCommand({ RoleName: "a" }));
  await eks.send(new ListFargateProfilesCommand({ clusterName }));
  const found = (await emulator.admin("GET", "journal?op=GetRole,GetUser")) as { op: string }[];
  expect(found.map(({ op }) => op)).toEqual(["GetRole"]);
});

describe("the policy simulator", () => {
  const policy = (Sid = "a") =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid, Effect: "Allow", Action: "*", Resource: "*" }] });
  const simulated = (...[documents, action, resource]: [string[], string, string?]) =>
    iam.send(
      new SimulateCustomPolicyCommand({
        PolicyInputList: documents,
        ActionNames: [action],
        ...(resource && { ResourceArns: [resource] }),
      }),
    );

  test("answers the first row that is seeded, else with an implicit deny", async () => {
    await emulator.reset();
    const missing = ["aws:SourceVpc"];
    await emulator.seed({
      simulations: [
        { action: "s3:GetObject", resource: "arn:aws:s3:::a/b", decision: "explicitDeny", missing },
        { action: "s3:GetObject", decision: "allowed", missing, boundary: true, organization: false },
      ],
    });
    const result = async (...asked: Parameters<typeof simulated>) => (await simulated(...asked)).EvaluationResults?.[0];
    expect(await result([policy()], "s3:GetObject", "arn:aws:s3:::a/b")).toMatchObject({
      EvalDecision: "explicitDeny",
      ResourceSpecificResults: [{ EvalResourceName: "arn:aws:s3:::a/b", MissingContextValues: missing }],
    });
    expect(await result([policy()], "s3:GetObject")).toMatchObject({
      EvalDecision: "allowed",
      MissingContextValues: missing,
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true },
    });
    expect(await result([policy()], "s3:PutObject")).toMatchObject({ EvalDecision: "implicitDeny" });
  });

  test.each<[string, Parameters<typeof simulated>, string]>([
    ["no document", [[], "s3:GetObject"], "InvalidInput"],
    ["a document that is none", [["{}"], "s3:GetObject"], "InvalidInput"],
    ["a document that is too long", [[policy("a".repeat(131072))], "s3:GetObject"], "ValidationError"],
    ["a wildcard in an action", [[policy()], "s3:*"], "InvalidInput"],
  ])("refuses %s", async (_, asked, name) => {
    await expect(simulated(...asked)).rejects.toMatchObject({ name: expect.stringContaining(name) });
  });
});
