import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformStack, Testing } from "cdktf";
import { parse } from "yaml";
import { synth } from "../../lib/app";
import { ClusterAccess } from "../../lib/constructs/cluster-access";
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
  tags              = each.key == "batch" ? {} : { Key = each.key }
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
    spot  = { principal_arn = "${IAM}:role/spot", type = "EC2_LINUX" }
    batch = { principal_arn = aws_iam_role.batch.arn, type = "EC2_LINUX" }
  }`;

const PODS = `
resource "aws_eks_pod_identity_association" "api" {
  cluster_name    = "demo"
  namespace       = "apps"
  service_account = "api"
  role_arn        = aws_iam_role.api.arn
  depends_on      = [module.eks]
}
`;

/** Roles as our items make them, with what items have words for. The entry of spot has a tag of its own. */
const ROLES = `
locals {
  ec2    = { Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = ["sts:AssumeRole"] }
  policy = "arn:aws:iam::aws:policy"
}
resource "aws_iam_role" "spot" {
  name               = "spot"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [local.ec2] })
}
resource "aws_iam_role" "batch" {
  name_prefix           = "batch-"
  path                  = "/nodes/"
  description           = "Nodes for batch"
  max_session_duration  = 7200
  assume_role_policy    = jsonencode({ Version = "2012-10-17", Statement = [local.ec2] })
  tags                  = { Of = "batch" }
}
resource "aws_iam_role_policy_attachment" "batch" {
  for_each   = toset(["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonEKS_CNI_Policy"])
  role       = aws_iam_role.batch.name
  policy_arn = "\${local.policy}/\${each.key}"
}
resource "aws_iam_role_policy" "batch" {
  name   = "logs"
  role   = aws_iam_role.batch.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "logs:PutLogEvents", Resource = "*" }] })
}
resource "aws_iam_instance_profile" "batch" {
  name_prefix = "batch-"
  role        = aws_iam_role.batch.name
}
resource "aws_iam_role" "api" {
  name               = "api"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { Service = "pods.eks.amazonaws.com" }
    Action    = ["sts:TagSession", "sts:AssumeRole"]
    Condition = {
      StringEquals = {
        "aws:SourceAccount"                            = "${ACCOUNT}"
        "aws:RequestTag/kubernetes-namespace"          = "apps"
        "aws:RequestTag/kubernetes-service-account"    = "api"
      }
      ArnEquals = { "aws:SourceArn" = "arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/demo" }
    }
  }] })
}
resource "aws_iam_role_policy_attachment" "api" {
  role       = aws_iam_role.api.name
  policy_arn = "\${local.policy}/AmazonS3ReadOnlyAccess"
}
`;

/** What stays in the old configuration. */
const SPOT = ROLES.slice(0, ROLES.indexOf('resource "aws_iam_role" "batch"'));

/** The old configuration, with what it gives access, and without. */
const old = (entries: string, pods: string) => `
provider "aws" {
  region = "eu-west-1"
  default_tags { tags = { Team = "platform" } }
}
module "eks" {
  source = "./modules/eks"${entries}
}
${pods}`;

/** Plans the old configuration with a construct in the place of what it had, and with blocks that move it there. */
function movedInPlace(folder: string, state: string): { readonly blocks: string; readonly plan: Run } {
  const same = new Workspace("old");
  try {
    const { stdout, stderr, status } = eksAccess(same.folder, [
      "import",
      "terraform",
      state,
      "--take-roles",
      "--same-state",
    ]);
    expect([status, stderr.split("\n")[0]]).toEqual([0, "demo: 17 rows: 5 items (15 rows), 2 left out, 0 to decide"]);
    const blocks = stderr.slice(stderr.indexOf("\n") + 1);
    const stack = new TerraformStack(Testing.app(), "old");
    new ClusterAccess(stack, "Default", parse(stdout));
    const { resource } = JSON.parse(Testing.synth(stack));
    const there = join(same.outdir, "stacks/old");
    cpSync(folder, there, { recursive: true });
    writeFileSync(join(there, "main.tf"), old("", SPOT));
    writeFileSync(join(there, "access.tf.json"), JSON.stringify({ resource }));
    writeFileSync(join(there, "moved.tf"), blocks);
    return { blocks, plan: same.plan() };
  } finally {
    same.remove();
  }
}

withJournal("a hand-over from another Terraform state", () => {
  let theirs: Workspace;
  let moved: { readonly blocks: string; readonly plan: Run };
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
    await seedRole({ name: "creator", service: "ec2.amazonaws.com" });
    await seedRole({ name: "devs", path: "/teams/", service: "ec2.amazonaws.com" });

    theirs = new Workspace("old");
    const folder = join(theirs.outdir, "stacks/old");
    mkdirSync(join(folder, "modules/eks"), { recursive: true });
    writeFileSync(join(folder, "modules/eks/main.tf"), MODULE);
    writeFileSync(join(folder, "main.tf"), old(BEFORE, PODS + ROLES));
    expectStatus(theirs.init(), 0);
    expectStatus(theirs.apply(), 0);

    ours = new Workspace("demo");
    writeFileSync(join(ours.folder, "state.json"), theirs.show(join(folder, "terraform.tfstate")));
    moved = movedInPlace(folder, join(ours.folder, "state.json"));
    const into = "clusters/demo.yaml";
    imported = eksAccess(ours.folder, [
      "import",
      "terraform",
      "state.json",
      "--into",
      into,
      "--take-roles",
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
      writeFileSync(join(folder, "main.tf"), old("", SPOT));
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
      stderr: "demo: 17 rows: 5 items (15 rows), 2 left out, 0 to decide\nwritten: handover.sh\n",
    });
  });

  test("is planned as imports, and nothing else, as the script says", () => {
    const [summary = plan.output] = /Plan: .*/.exec(plan.output) ?? [];
    expect(summary).toBe("Plan: 15 to import, 0 to add, 0 to change, 0 to destroy.");
    expect(script).toContain(`#      ${summary}\n`);
  });

  test("takes over the roles that are what their items make, and names the other by its ARN", () => {
    const file = readFileSync(join(ours.folder, "clusters/demo.yaml"), "utf8");
    expect(file).toMatch(
      / {2}batch-\d+: \{ kind: self-managed, name: batch-\d+, path: \/nodes\/, description: Nodes for batch,/,
    );
    expect(file).toContain(
      "not taken over: its entry has tags or policies that an item of nodeRoles has no words for\n  spot:",
    );
    expect(file).toContain("    role: { name: api, adopt: with-policies }\n");
  });

  test("or they move within one state, and nothing is made, changed or destroyed", () => {
    expect(moved.blocks.match(/^moved \{$/gm)).toHaveLength(15);
    expect(moved.plan.output).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
    expect(moved.plan.output).toMatch(/has moved to aws_eks_access_entry\.access_devs\n/);
    expectStatus(moved.plan, 2);
  });

  test("the script makes the old state forget them", () => {
    expect(forgotten.output).toMatch(/Successfully removed 15 resource instance\(s\)\./);
    expect(forgotten.status).toBe(0);
  });

  test("then both plans are empty, and nothing has changed at AWS", () => {
    for (const one of plans) expectStatus(one, 0);
    expect(effects(calls).filter(({ op }) => !/^(Get|List|Describe)/.test(op))).toEqual([]);
  });
});
