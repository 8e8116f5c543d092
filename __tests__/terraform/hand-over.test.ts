import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synth } from "../../lib/app";
import { eksAccess } from "../support/words";
import { ACCOUNT, type Call, freshAccount, seedRole } from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { effects, watched } from "./support/lifecycle";
import { withJournal } from "./support/requirements";
import { environment, type Run, Workspace } from "./support/terraform";

const IAM = `arn:aws:iam::${ACCOUNT}`;

/** A module with entries and policies by key, as modules for EKS have it. */
const MODULE = `
variable "access_entries" { default = {} }
variable "enable_cluster_creator_admin_permissions" { default = false }
locals {
  creator = { cluster_creator = { principal_arn = "${IAM}:role/creator", policy_associations = { admin = {
    policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", access_scope = { type = "cluster" }
  } } } }
  entries  = merge(var.enable_cluster_creator_admin_permissions ? local.creator : {}, var.access_entries)
  policies = { for one in flatten([for key, entry in local.entries : [for name, policy in try(entry.policy_associations, {}) :
    { key = "\${key}_\${name}", entry = key, policy = policy }]]) : one.key => one }
}
resource "aws_eks_cluster" "this" {
  count    = 1
  name     = "demo"
  role_arn = "${IAM}:role/cluster"
  access_config {
    authentication_mode                         = "API_AND_CONFIG_MAP"
    bootstrap_cluster_creator_admin_permissions = false
  }
  vpc_config { subnet_ids = ["subnet-a", "subnet-b"] }
}
resource "aws_eks_access_entry" "this" {
  for_each          = local.entries
  cluster_name      = aws_eks_cluster.this[0].id
  principal_arn     = each.value.principal_arn
  kubernetes_groups = try(each.value.kubernetes_groups, null)
  type              = try(each.value.type, "STANDARD")
  user_name         = try(each.value.user_name, null)
  tags              = { Team = "platform", Key = each.key }
}
resource "aws_eks_access_policy_association" "this" {
  for_each      = local.policies
  cluster_name  = aws_eks_cluster.this[0].id
  principal_arn = local.entries[each.value.entry].principal_arn
  policy_arn    = each.value.policy.policy_arn
  access_scope {
    type       = each.value.policy.access_scope.type
    namespaces = try(each.value.policy.access_scope.namespaces, [])
  }
  depends_on = [aws_eks_access_entry.this]
}
`;

const BEFORE = `
  enable_cluster_creator_admin_permissions = true
  access_entries = {
    devs = {
      principal_arn     = "${IAM}:role/teams/devs"
      kubernetes_groups = ["devs", "readers"]
      user_name         = "devs:{{SessionName}}"
      policy_associations = { view = {
        policy_arn   = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"
        access_scope = { type = "namespace", namespaces = ["b", "a"] }
      } }
    }
    spot = { principal_arn = "${IAM}:role/spot", type = "EC2_LINUX" }
  }`;

const PODS = `
resource "aws_eks_pod_identity_association" "api" {
  cluster_name    = "demo"
  namespace       = "apps"
  service_account = "api"
  role_arn        = "${IAM}:role/api"
  tags            = { Team = "platform" }
  depends_on      = [module.eks]
}
`;

/** The old configuration, with what it gives access, and without. */
const old = (entries: string, pods: string) => `
provider "aws" { region = "eu-west-1" }
module "eks" {
  source = "./modules/eks"${entries}
}
${pods}`;

withJournal("a hand-over from another Terraform state", () => {
  let theirs: Workspace;
  let ours: Workspace;
  let imported: ReturnType<typeof eksAccess>;
  let script: string;
  let plan: Run;
  let forgotten: { status: number | null; output: string };
  let calls: readonly Call[];
  let plans: readonly Run[];

  beforeAll(async () => {
    await freshAccount();
    await seedRole({ name: "cluster", service: "eks.amazonaws.com" });
    for (const name of ["creator", "spot"]) await seedRole({ name, service: "ec2.amazonaws.com" });
    await seedRole({ name: "devs", path: "/teams/", service: "ec2.amazonaws.com" });
    const actions = ["sts:AssumeRole", "sts:TagSession"];
    await seedRole({ name: "api", service: "pods.eks.amazonaws.com", actions });

    theirs = new Workspace("old");
    const folder = join(theirs.outdir, "stacks/old");
    mkdirSync(join(folder, "modules/eks"), { recursive: true });
    writeFileSync(join(folder, "modules/eks/main.tf"), MODULE);
    writeFileSync(join(folder, "main.tf"), old(BEFORE, PODS));
    expectStatus(theirs.init(), 0);
    expectStatus(theirs.apply(), 0);

    ours = new Workspace("demo");
    writeFileSync(join(ours.folder, "state.json"), theirs.show(join(folder, "terraform.tfstate")));
    const into = "clusters/demo.yaml";
    imported = eksAccess(ours.folder, [
      "import",
      "terraform",
      "state.json",
      "--into",
      into,
      "--handover",
      "handover.sh",
    ]);
    script = readFileSync(join(ours.folder, "handover.sh"), "utf8");
    synth({ source: join(ours.folder, "clusters"), outdir: ours.outdir });
    expectStatus(ours.init(), 0);
    plan = ours.plan();
    const handedOver = await watched(() => {
      expectStatus(ours.apply(), 0);
      const ran = spawnSync("sh", [join(ours.folder, "handover.sh")], {
        cwd: folder,
        env: environment(),
        encoding: "utf8",
      });
      forgotten = { status: ran.status, output: ran.stdout + ran.stderr };
      writeFileSync(join(folder, "main.tf"), old("", ""));
      plans = [theirs.plan(), ours.plan()];
      return plan;
    });
    calls = handedOver.calls;
  });

  afterAll(() => {
    theirs?.remove();
    ours?.remove();
  });

  test("imports every object of the state, and leaves nothing to decide", () => {
    expect(imported).toEqual({
      status: 0,
      stdout: "",
      stderr: "demo: 7 rows: 4 items, 1 left out, 0 to decide\nwritten: handover.sh\n",
    });
  });

  test("is planned as imports, and nothing else, as the script says", () => {
    const [summary = plan.output] = /Plan: .*/.exec(plan.output) ?? [];
    expect(summary).toBe("Plan: 6 to import, 0 to add, 0 to change, 0 to destroy.");
    expect(script).toContain(`#      ${summary}\n`);
  });

  test("the script makes the old state forget them", () => {
    expect(forgotten.output).toMatch(/Successfully removed 6 resource instance\(s\)\./);
    expect(forgotten.status).toBe(0);
  });

  test("then both plans are empty, and nothing has changed at AWS", () => {
    for (const one of plans) expectStatus(one, 0);
    expect(effects(calls).filter(({ op }) => !/^(Get|List|Describe)/.test(op))).toEqual([]);
  });
});
