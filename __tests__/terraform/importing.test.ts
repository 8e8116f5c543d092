import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synth } from "../../lib/app";
import { Answers } from "../../lib/import/answers";
import { importAwsAuth } from "../../lib/import/aws-auth/import";
import { isOpen } from "../../lib/import/row";
import { settle } from "../../lib/import/settle";
import { ACCOUNT, type Call, freshCluster, REGION, seedEntry, seedRole } from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { effects, watched } from "./support/lifecycle";
import { lawOfTheJournal, withTerraform } from "./support/requirements";
import { type Run, Workspace } from "./support/terraform";

const IAM = `arn:aws:iam::${ACCOUNT}`;
const [OPS, TEAM, SPOT, WINDOWS, MANAGED] = ["teams/ops", "team", "spot", "windows", "managed"].map(
  (name) => `${IAM}:role/${name}`,
) as [string, string, string, string, string];
const POLICY = "AmazonEKSClusterAdminPolicy";

const NODES = 'username: "system:node:{{EC2PrivateDNSName}}", groups: [system:bootstrappers, system:nodes';

/** aws-auth of a cluster whose entries somebody has made already.. */
const AWS_AUTH = `apiVersion: v1
kind: ConfigMap
metadata: { name: aws-auth, namespace: kube-system }
data:
  mapRoles: |
    - { rolearn: ${IAM}:role/ops, username: ops, groups: [system:masters] }
    - { rolearn: ${TEAM}, username: "team:{{SessionName}}", groups: [team, readers] }
    - { rolearn: ${SPOT}, ${NODES}] }
    - { rolearn: ${WINDOWS}, ${NODES}, eks:kube-proxy-windows] }
    - { rolearn: ${MANAGED}, ${NODES}] }
`;

/** What the AWS CLI prints of that account and cluster. */
const ANSWERS = [
  { Roles: [OPS, TEAM, SPOT, WINDOWS, MANAGED].map((Arn) => ({ Arn })) },
  { accessEntries: [OPS, TEAM, SPOT, WINDOWS, MANAGED] },
  { principalArn: OPS, associatedAccessPolicies: [{ policyArn: `arn:aws:eks::aws:cluster-access-policy/${POLICY}` }] },
  { nodegroups: ["mng"] },
  { nodegroup: { nodegroupName: "mng", nodeRole: MANAGED } },
].map((answer, index) => ({ file: `${index}.json`, text: JSON.stringify(answer) }));

withTerraform("a file that import aws-auth has written, of entries that exist", () => {
  const cluster = { name: "demo", account: ACCOUNT, region: REGION };
  let workspace: Workspace;
  let open: number;
  let plan: Run;
  let apply: Run;
  let calls: readonly Call[];
  let secondPlan: Run;

  beforeAll(async () => {
    await freshCluster("demo", REGION, "API_AND_CONFIG_MAP");
    await seedRole({ name: "ops", path: "/teams/", service: "ec2.amazonaws.com" });
    for (const name of ["team", "spot", "windows", "managed"]) await seedRole({ name, service: "ec2.amazonaws.com" });
    await seedEntry("demo", { principalArn: OPS, username: "ops", policies: [POLICY] });
    await seedEntry("demo", {
      principalArn: TEAM,
      username: "team:{{SessionName}}",
      kubernetesGroups: ["team", "readers"],
    });
    await seedEntry("demo", { principalArn: SPOT, type: "EC2_LINUX" });
    await seedEntry("demo", { principalArn: WINDOWS, type: "EC2_WINDOWS" });
    await seedEntry("demo", { principalArn: MANAGED, type: "EC2_LINUX" });

    const input = { file: "aws-auth.yaml", text: AWS_AUTH };
    const settled = settle(importAwsAuth(input, cluster, new Answers(ANSWERS)), { name: "demo" });
    open = settled.imported.rows.filter(isOpen).length;
    workspace = new Workspace("demo");
    mkdirSync(join(workspace.folder, "clusters"));
    const source = join(workspace.folder, "clusters/demo.yaml");
    writeFileSync(source, settled.text);
    synth({ source, outdir: workspace.outdir });
    expectStatus(workspace.init(), 0);
    plan = workspace.plan();
    ({ run: apply, calls } = await watched(() => workspace.apply()));
    secondPlan = workspace.plan();
  });

  afterAll(() => workspace?.remove());

  test("leaves nothing to decide", () => expect(open).toBe(0));

  test("is planned as imports, and nothing else", () => {
    const [summary] = /Plan: .*/.exec(plan.output) ?? [plan.output];
    expect(summary).toBe("Plan: 5 to import, 0 to add, 0 to change, 0 to destroy.");
  });

  test("is taken over in one apply, and the plan after it is empty", () => {
    expectStatus(apply, 0);
    expectStatus(secondPlan, 0);
  });

  lawOfTheJournal("nothing is changed or deleted by that", () => {
    expect(effects(calls).filter(({ op }) => !/^(Get|List|Describe)/.test(op))).toEqual([]);
  });
});
