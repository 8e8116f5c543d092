import { readFileSync } from "node:fs";
import { join } from "node:path";
import { synth } from "../../lib/app";
import { folderOf } from "../support/files";
import { ACCOUNT, freshAccount, freshCluster, seedEntry, seedPolicy, seedRole, seedUser } from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { callsOf, effects, type Lifecycle, lifecycle } from "./support/lifecycle";
import { lawOfTheJournal, withTerraform } from "./support/requirements";
import { type Run, Workspace } from "./support/terraform";

const FIXTURES = join(__dirname, "../fixtures");
const SSO = "AWSReservedSSO_team-a_0123456789abcdef";
const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

/** An example as it stands, but for its remote backend, which no test can have. */
async function applied(example: string): Promise<{ workspace: Workspace; result: Lifecycle }> {
  const text = readFileSync(join(FIXTURES, `${example}.yaml`), "utf8").replace(/^ {2}backend: .*$/m, "");
  const source = folderOf({ [`${example}.yaml`]: text });
  const workspace = new Workspace(example);
  synth({ source, outdir: workspace.outdir });
  return { workspace, result: await lifecycle(workspace) };
}

/** The place of the first and the last call that has these words in it. */
function places({ applied: calls }: Lifecycle, op: string, word = ""): { first: number; last: number } {
  const at = effects(calls).flatMap((call, index) =>
    call.op === op && JSON.stringify(call.params).includes(word) ? [index] : [],
  );
  return { first: at[0] ?? Number.NaN, last: at.at(-1) ?? Number.NaN };
}

/** Who gets which access policy, and where; less the one of nodes. */
function grantsIn({ applied: calls }: Lifecycle): readonly string[][] {
  const short = (text: unknown) => String(text).slice(String(text).lastIndexOf("/") + 1);
  return callsOf(calls, "AssociateAccessPolicy")
    .map(({ params: { principalArn, policyArn, accessScope } }) => {
      const { type, namespaces = [] } = accessScope as { type: string; namespaces?: readonly string[] };
      return [short(principalArn), short(policyArn), type === "cluster" ? type : [...namespaces].sort().join(" ")];
    })
    .filter(([, policy]) => policy !== "AmazonEKSAutoNodePolicy")
    .sort((a, b) => (String(a) < String(b) ? -1 : 1));
}

function lawsOfAnExample(of: () => Lifecycle): void {
  test("is valid, applied in one go, found in order and taken back", () => {
    const { init, validate, apply, secondPlan, destroy } = of();
    for (const run of [init, validate, apply, secondPlan, destroy]) expectStatus(run, 0);
  });

  lawOfTheJournal("every entry that is made lets its principal in, and none is left", () => {
    expect(of().entries.map(({ state }) => state)).toEqual(of().entries.map(() => "ok"));
    expect(of().entriesLeft).toEqual([]);
  });
}

withTerraform("a cluster of Auto Mode, made with everything around it", () => {
  let workspace: Workspace;
  let result: Lifecycle;

  beforeAll(async () => {
    await freshAccount();
    await seedRole({ name: "arm", path: "/nodes/", service: "ec2.amazonaws.com" });
    await seedRole({ name: "terraform", service: "ec2.amazonaws.com" });
    await seedRole({ name: "platform-admins", service: "ec2.amazonaws.com" });
    await seedRole({ name: SSO, path: "/aws-reserved/sso.amazonaws.com/", service: "ec2.amazonaws.com" });
    await seedPolicy({ name: "boundary", path: "/" });
    await seedPolicy({ name: "backend", path: "/" });
    ({ workspace, result } = await applied("auto-mode"));
  });

  afterAll(() => workspace?.remove());

  lawsOfAnExample(() => result);

  lawOfTheJournal("the cluster comes after every policy of its role and of its nodes' role", () => {
    const cluster = places(result, "CreateCluster").first;
    expect(places(result, "AttachRolePolicy", "AmazonEKSAutoClusterRole").last).toBeLessThan(cluster);
    expect(places(result, "PutRolePolicy", "AmazonEKSAutoClusterRole").last).toBeLessThan(cluster);
    expect(places(result, "AttachRolePolicy", "AmazonEKSAutoNodeRole").last).toBeLessThan(cluster);
    expect(cluster).toBeLessThan(places(result, "CreateAccessEntry").first);
  });

  lawOfTheJournal("its three switches are on together, and its creator gets no entry", () => {
    expect(callsOf(result.applied, "CreateCluster").map(({ params }) => params)).toEqual([
      expect.objectContaining({
        accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
        bootstrapSelfManagedAddons: false,
        computeConfig: {
          enabled: true,
          nodePools: ["general-purpose", "system"],
          nodeRoleArn: arn("AmazonEKSAutoNodeRole"),
        },
        kubernetesNetworkConfig: expect.objectContaining({ elasticLoadBalancing: { enabled: true } }),
        storageConfig: { blockStorage: { enabled: true } },
      }),
    ]);
  });

  lawOfTheJournal("the entry of the built-in pools' role is EKS's, those of the NodeClasses are ours", () => {
    const made = callsOf(result.applied, "CreateAccessEntry").filter(({ params }) => params.type === "EC2");
    const principals = made.map(({ params }) => params.principalArn);
    expect(principals.sort()).toEqual([arn("atlas-gpu-node"), arn("nodes/arm")]);
    const entries = result.entries.filter(({ type }) => type === "EC2").map(({ principalArn }) => principalArn);
    expect(entries.sort()).toEqual([...principals, arn("AmazonEKSAutoNodeRole")].sort());
  });

  lawOfTheJournal("people get their policies, each with its scope", () => {
    expect(grantsIn(result)).toEqual([
      [SSO, "AmazonEKSEditPolicy", "team-a team-a-*"],
      [SSO, "AmazonEKSViewPolicy", "cluster"],
      ["platform-admins", "AmazonEKSClusterAdminPolicy", "cluster"],
    ]);
  });

  lawOfTheJournal("the policy of custom tags arrives with its variables", () => {
    const document = JSON.stringify(
      callsOf(result.applied, "PutRolePolicy").map(({ params }) => params.PolicyDocument),
    );
    expect(document).toContain("${aws:PrincipalTag/eks:eks-cluster-name}");
    expect(document).not.toContain("$${");
  });
});

withTerraform("every other kind of node, on a cluster that exists", () => {
  let workspace: Workspace;
  let result: Lifecycle;

  beforeAll(async () => {
    await freshCluster("legacy", "eu-central-1", "API_AND_CONFIG_MAP");
    await seedRole({ name: "developers", service: "ec2.amazonaws.com" });
    await seedUser({ name: "auditor", account: "444455556666" });
    const principalArn = await seedRole({ name: "old-admin", service: "ec2.amazonaws.com" });
    await seedEntry("legacy", { region: "eu-central-1", principalArn, policies: ["AmazonEKSClusterAdminPolicy"] });
    ({ workspace, result } = await applied("classic"));
  });

  afterAll(() => workspace?.remove());

  lawsOfAnExample(() => result);

  lawOfTheJournal("only kinds whose entry EKS does not make get one, each of its type and without a policy", () => {
    const entries = callsOf(result.applied, "CreateAccessEntry").map(({ params }) => [
      params.principalArn,
      params.type,
    ]);
    expect(entries.filter(([, type]) => type !== "STANDARD").sort()).toEqual([
      [arn("legacy-edge-node"), "HYBRID_LINUX"],
      [arn("legacy-spot-node"), "EC2_LINUX"],
      [arn("legacy-windows-node"), "EC2_WINDOWS"],
    ]);
  });

  lawOfTheJournal("people come in by group or by policy, from another account too", () => {
    const people = callsOf(result.applied, "CreateAccessEntry").filter(({ params }) => params.type === "STANDARD");
    expect(
      people
        .map(({ params: { principalArn, kubernetesGroups, username } }) => [principalArn, kubernetesGroups, username])
        .sort(),
    ).toEqual([
      [arn("developers"), ["developers"], "dev:{{SessionName}}"],
      ["arn:aws:iam::444455556666:user/auditor", undefined, undefined],
    ]);
    expect(grantsIn(result)).toEqual([
      ["auditor", "AmazonEKSAdminViewPolicy", "cluster"],
      ["old-admin", "AmazonEKSClusterAdminPolicy", "cluster"],
    ]);
  });

  lawOfTheJournal("the adopted entry is taken over, its policy is put again, and both go with the rest", () => {
    const about = (calls: Lifecycle["applied"]) =>
      effects(calls).filter(({ params }) => params.principalArn === arn("old-admin"));
    const changing = about(result.applied).filter(({ op }) => !/^(Describe|List)/.test(op));
    expect(changing.map(({ op }) => op)).toEqual(["AssociateAccessPolicy"]);
    expect(about(result.destroyed).map(({ op }) => op)).toEqual(
      expect.arrayContaining(["DisassociateAccessPolicy", "DeleteAccessEntry"]),
    );
  });
});

withTerraform("an existing cluster that is verified", () => {
  const workspaces: Workspace[] = [];

  /** A NodeClass for a cluster in this mode, planned. */
  async function planned(mode: string): Promise<Run> {
    await freshCluster("demo", "eu-west-1", mode);
    const text = `${readFileSync(join(__dirname, "../../clusters/demo.yaml"), "utf8")}\ncluster: { verify: true }\n`;
    const workspace = new Workspace("demo");
    workspaces.push(workspace);
    synth({ source: folderOf({ "demo.yaml": text }), outdir: workspace.outdir });
    expectStatus(workspace.init(), 0);
    return workspace.plan();
  }

  afterAll(() => {
    for (const workspace of workspaces) workspace.remove();
  });

  test("is planned where its mode takes entries", async () => expectStatus(await planned("API_AND_CONFIG_MAP"), 2));

  test("is refused when Terraform plans where its mode takes none, with the mode found and the way out", async () => {
    const { status, output } = await planned("CONFIG_MAP");
    expect(status).toBe(1);
    expect(output.replace(/[\s│]+/g, " ")).toContain(
      "The cluster demo is in authentication mode CONFIG_MAP, which takes no access entries. Change it first (there is no way back): aws eks update-cluster-config --access-config authenticationMode=API_AND_CONFIG_MAP --name demo",
    );
  });
});
