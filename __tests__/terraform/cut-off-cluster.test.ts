import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { synth } from "../../lib/app";
import { head } from "../support/decide";
import { planned } from "./support/drift";
import { fail, freshAccount, journal, misbehave, relent } from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { withJournal } from "./support/requirements";
import { Workspace } from "./support/terraform";

const CREATES_IN_MS = 6000;

withJournal("a cluster that is cut off while EKS makes it", () => {
  let workspace: Workspace;

  const write = (more: object = {}): void => {
    const source = join(workspace.folder, "demo.yaml");
    const create = { version: "1.33", subnetIds: ["subnet-a", "subnet-b"], autoMode: false, ...more };
    writeFileSync(source, stringify(head({ clusterRole: { kind: "standard" }, cluster: { create } })));
    synth({ source, outdir: workspace.outdir });
  };

  beforeEach(async () => {
    await freshAccount();
    workspace = new Workspace("demo");
    write();
    expectStatus(workspace.init(), 0);
  });

  afterEach(() => workspace?.remove());

  test("Terraform killed: the cluster is there, and adopt takes it over", async () => {
    await misbehave({ clusterCreateMs: CREATES_IN_MS });
    const running = workspace.beginApply();
    while (!(await journal()).some(({ op }) => op === "CreateCluster")) await pause(50);
    const made = Date.now();
    await running.kill();
    expect(workspace.apply().output).toContain("Cluster already exists with name: demo");
    await pause(made + CREATES_IN_MS - Date.now());
    write({ adopt: true });
    expect(planned(workspace, head({})).changes.filter((change) => /destroyed|replaced/.test(change))).toEqual([]);
    expectStatus(workspace.apply(), 0);
    write();
    expectStatus(workspace.plan(), 0);
  });

  test("Terraform may not read it: it is tainted, and would be made again, until it is untainted", async () => {
    await fail([{ service: "eks", op: "DescribeCluster", kind: "accessDenied" }]);
    expect(workspace.apply().output).toContain("AccessDeniedException");
    await relent();
    expect(planned(workspace, head({}))).toMatchObject({
      changes: ["aws_eks_cluster.cluster is replaced"],
      hurts: [
        "the cluster demo is destroyed and made again, empty, because an apply failed while it was made; if it works, run terraform untaint aws_eks_cluster.cluster",
      ],
    });
    expectStatus(workspace.untaint("aws_eks_cluster.cluster"), 0);
    expectStatus(workspace.apply(), 0);
    expectStatus(workspace.plan(), 0);
  });
});

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resume) => setTimeout(resume, Math.max(0, milliseconds)));
