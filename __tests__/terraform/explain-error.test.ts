import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { synth } from "../../lib/app";
import { load } from "../../lib/load/load";
import { showPath } from "../../lib/plan/diagnostics";
import { explainError } from "../../lib/review/explain-error";
import { errorsOf } from "../../lib/review/terraform-output";
import type { ClusterConfig } from "../../lib/schema/types";
import { head, spec } from "../support/decide";
import { ACCOUNT, fail, freshCluster, seedCluster, seedRole } from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { withTerraform } from "./support/requirements";
import { type Run, Workspace } from "./support/terraform";

const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

/** One of everything that AWS does not make twice. */
const EVERYTHING = {
  cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D" },
  nodeClasses: {
    gpu: { role: { name: "GpuNodes" }, spec: spec() },
    arm: { role: { arn: arn("ArmNodes") }, spec: spec() },
  },
  nodeRoles: { spot: { kind: "self-managed" }, old: { kind: "managed", arn: arn("OldNodes"), instanceProfile: true } },
  otherRoles: { agent: { kind: "connector" } },
  access: { team: { principal: arn("team") } },
  workloads: {
    api: { serviceAccount: "apps/api", role: { arn: arn("ApiPods") } },
    reports: { serviceAccount: "apps/reports", via: "irsa" },
  },
  identityPolicies: { viewer: { kind: "describe" } },
} as const;

/** What is refused for other reasons, each on its own. */
const WRONG = {
  access: {
    ...EVERYTHING.access,
    ops: { principal: arn("ops"), policies: ["AmazonEKSNopePolicy"] },
  },
  otherRoles: {
    ...EVERYTHING.otherRoles,
    denied: { kind: "connector" },
    odd: { kind: "connector" },
    wide: { kind: "connector", additionalPolicies: [`arn:aws:iam::${ACCOUNT}:policy/nope`] },
  },
  workloads: {
    ...EVERYTHING.workloads,
    web: { serviceAccount: "apps/web", role: { arn: arn("team") } },
  },
} as const;

const UNKNOWN = "exists already, and the state of this stack does not know it";
const adopt = (what: string) =>
  `if another item of this file had it, apply again; if an earlier apply of this stack made it, or it is to be managed here, write ${what}, apply, and take it out again`;
const others = (name: string, arnOf = name) =>
  `if it is somebody else's, write another ${name}.name, or ${arnOf}.arn for a role that is only used`;
const gone = (item: string, address: string) => `${item}: ${item} is adopted, and AWS does not have ${address}`;

withTerraform("what Terraform prints when it fails, explained", () => {
  let workspace: Workspace;
  let config: ClusterConfig;

  const write = (more: object): void => {
    config = head(more as Record<string, unknown>);
    const source = join(workspace.folder, "demo.yaml");
    writeFileSync(source, stringify(config, { aliasDuplicateObjects: false }));
    synth({ source, outdir: workspace.outdir });
  };

  const forgetState = (): void => {
    for (const name of readdirSync(workspace.folder).filter((one) => one.includes(".tfstate"))) {
      rmSync(join(workspace.folder, name));
    }
  };

  /** What is said of a failed run, sorted, with the line of the file checked for each place. */
  const explained = ({ status, output }: Run): string[] => {
    expect(status).toBe(1);
    const [loaded] = load(join(workspace.folder, "demo.yaml")).plans;
    const lines = errorsOf(output).map((error) => {
      const { path, address, summary, reason, wayOut } = explainError(error, config, loaded?.plan.cluster.name);
      if (path) expect(loaded?.locationOf(path)).toMatch(/demo\.yaml:\d+:\d+$/);
      const where = path ? `${showPath(path)}: ` : address === undefined ? "" : `${address}: `;
      return reason === undefined
        ? `${where}? ${summary.replace(/RequestID: [\w-]+, /, "")}`
        : `${where}${reason} -> ${wayOut}`;
    });
    return [...new Set(lines.map((line) => line.replace(/a-[a-z0-9]{17}\b/, "<association>")))].sort();
  };

  beforeAll(async () => {
    await freshCluster("demo");
    await seedCluster("classic", "CONFIG_MAP");
    for (const name of ["ArmNodes", "OldNodes", "team", "ops"]) await seedRole({ name, service: "ec2.amazonaws.com" });
    await seedRole({
      name: "ApiPods",
      service: "pods.eks.amazonaws.com",
      actions: ["sts:AssumeRole", "sts:TagSession"],
    });
    workspace = new Workspace("demo");
    write(EVERYTHING);
    expectStatus(workspace.init(), 0);
    expectStatus(workspace.apply(), 0);
    forgetState();
  });

  afterAll(() => workspace?.remove());

  test("everything exists already, or is refused", async () => {
    await fail([
      { service: "iam", op: "CreateRole", match: { RoleName: "demo-denied" }, kind: "accessDenied" },
      { service: "iam", op: "CreateRole", match: { RoleName: "demo-odd" }, kind: "error", code: "Odd", message: "odd" },
    ]);
    write({ ...EVERYTHING, ...WRONG });
    expect(explained(workspace.apply())).toEqual(
      [
        `access.team: an access entry of ${arn("team")} ${UNKNOWN} -> ${adopt("access.team.adopt: true")}; if EKS made it, for the creator of the cluster, a managed node group, a Fargate profile or the built-in node pools, leave the item out, or adopt it without type`,
        `nodeClasses.arm: an access entry of ${arn("ArmNodes")} ${UNKNOWN} -> ${adopt("nodeClasses.arm.adopt: true")}; if EKS made it, for a managed node group, a Fargate profile or the built-in node pools, a node role gets the kind managed or fargate, and a NodeClass nodeClasses.arm.adopt: true`,
        `nodeClasses.gpu: the role GpuNodes ${UNKNOWN} -> ${adopt("nodeClasses.gpu.role.adopt: true")} (nodeClasses.gpu.adopt: true, if its instance profile and its access entry exist too); ${others("nodeClasses.gpu.role")}`,
        `nodeRoles.spot: the role demo-spot-node ${UNKNOWN} -> ${adopt("nodeRoles.spot.adopt: role")} (nodeRoles.spot.adopt: true, if its instance profile and its access entry exist too); ${others("nodeRoles.spot")}`,
        `nodeRoles.old: the instance profile eks-demo-old ${UNKNOWN} -> ${adopt("nodeRoles.old.instanceProfile: { adopt: true }")}; if it is somebody else's, write another nodeRoles.old.instanceProfile.name`,
        `otherRoles.agent: the role demo-agent ${UNKNOWN} -> ${adopt("otherRoles.agent.adopt: true")}; ${others("otherRoles.agent")}`,
        `workloads.reports: the role demo-reports-pod ${UNKNOWN} -> ${adopt("workloads.reports.role.adopt: true")}; ${others("workloads.reports.role")}`,
        `identityPolicies.viewer: the policy demo-viewer ${UNKNOWN} -> ${adopt("identityPolicies.viewer.adopt: true")}; if it is somebody else's, write another identityPolicies.viewer.name`,
        `cluster: IAM's OIDC provider of ${EVERYTHING.cluster.oidcIssuer} ${UNKNOWN} -> ${adopt("cluster.oidcProvider: adopt")}; if others use it too, write cluster.oidcProvider: existing, and Terraform leaves it alone`,
        `workloads.api: a Pod Identity association of apps/api ${UNKNOWN} -> ${adopt('workloads.api.adopt: { "apps/api": <association> }')}; if it belongs to an add-on, leave the service account out`,
        "access.ops: EKS has no access policy AmazonEKSNopePolicy, in this region at least -> correct its name in access.ops.policies; aws eks list-access-policies shows all",
        `otherRoles.denied: arn:aws:sts::${ACCOUNT}:assumed-role/fake-deployer/fake-session may not do iam:CreateRole because no identity-based policy allows the iam:CreateRole action -> allow it to the role that Terraform runs with, and apply again`,
        "otherRoles.odd: ? creating IAM Role (demo-odd): operation error IAM: CreateRole, https response error StatusCode: 400, api error Odd: odd",
        `otherRoles.wide: IAM has no policy arn:aws:iam::${ACCOUNT}:policy/nope -> correct it in otherRoles.wide, with its path; aws iam get-policy --policy-arn arn:aws:iam::${ACCOUNT}:policy/nope shows whether it is there`,
        "workloads.web: the role does not trust pods.eks.amazonaws.com with sts:AssumeRole and sts:TagSession -> let its owner change its trust, or leave workloads.web.role.arn out for a role that is made here",
      ].sort(),
    );
  });

  test("what is adopted is not there", () => {
    forgetState();
    write({
      nodeClasses: { absent: { adopt: true, role: { name: "AbsentNodes" }, spec: spec() } },
      nodeRoles: { absent: { adopt: true, kind: "managed" } },
      access: { absent: { adopt: true, principal: arn("absent") } },
    });
    expect(explained(workspace.plan())).toEqual([
      `${gone("access.absent", "aws_eks_access_entry.access_absent")} -> take access.absent.adopt: true out, and Terraform makes what does not exist`,
      `${gone("nodeClasses.absent", "aws_iam_role.node-class_absent")} -> take adopt out of it; what then exists already is adopted alone: nodeClasses.absent.role.adopt: true, nodeClasses.absent.instanceProfile: { adopt: true }`,
      `${gone("nodeRoles.absent", "aws_iam_role.node-role_absent")} -> take adopt out of it; what then exists already is adopted alone: nodeRoles.absent.adopt: role, nodeRoles.absent.instanceProfile: { adopt: true }`,
    ]);
  });

  test("a cluster that takes no entries, found by EKS and by verify", () => {
    const why =
      "access.team: the cluster classic is in authentication mode CONFIG_MAP, which takes no access entries -> change it first, there is no way back: aws eks update-cluster-config --name classic --access-config authenticationMode=API_AND_CONFIG_MAP";
    const classic = { name: "classic", access: EVERYTHING.access };
    write(classic);
    expect(explained(workspace.apply())).toEqual([why]);
    write({ ...classic, cluster: { verify: true } });
    expect(explained(workspace.plan())).toEqual([why]);
  });

  test("a cluster that exists, and a mode that cannot be taken back", () => {
    const create = { subnetIds: ["subnet-a", "subnet-b"] };
    write({ cluster: { create } });
    expect(explained(workspace.apply())).toEqual([
      `cluster.create: the cluster demo ${UNKNOWN} -> ${adopt("cluster.create.adopt: true")}; if something else manages it, leave cluster.create out`,
    ]);
    write({ name: "made", cluster: { create } });
    expectStatus(workspace.apply(), 0);
    write({ name: "made", cluster: { create: { ...create, authenticationMode: "API_AND_CONFIG_MAP" } } });
    expect(explained(workspace.apply())).toEqual([
      "cluster.create.authenticationMode: EKS does not go back from API to API_AND_CONFIG_MAP -> write cluster.create.authenticationMode: API",
    ]);
  });

  test.each([
    [
      "another account",
      { account: "444455556666" },
      `account: the credentials are of account ${ACCOUNT}, and the file is about another -> use credentials of the file's account, or correct account`,
    ],
    [
      "another backend",
      { terraform: { backend: { type: "s3", bucket: "state", key: "demo", region: "eu-west-1" } } },
      "terraform.backend: Terraform does not use the backend of the file yet -> run terraform init -migrate-state in the folder of the stack, which takes the state along; -reconfigure leaves it behind, and the next apply makes everything again",
    ],
    [
      "a provider that is too old",
      { cluster: { create: { subnetIds: ["subnet-a", "subnet-b"], deletionProtection: true } } },
      "cluster.create: the AWS provider in use does not know the argument deletion_protection -> run terraform init -upgrade in the folder of the stack",
    ],
  ])("%s", (_, more, said) => {
    write(more);
    expect(explained(workspace.plan())).toEqual([said]);
  });
});
