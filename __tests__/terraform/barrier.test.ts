import { App, LocalBackend } from "cdktf";
import { OnTheCluster } from "../../examples/on-the-cluster";
import { ACCOUNT, type Call, freshCluster, seedRole } from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { effects, type Lifecycle, lifecycle } from "./support/lifecycle";
import { lawOfTheJournal, withTerraform } from "./support/requirements";
import { Workspace } from "./support/terraform";

const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

withTerraform("what stands on the cluster, in a stack of a user's own", () => {
  let workspace: Workspace;
  let result: Lifecycle;

  beforeAll(async () => {
    await freshCluster("demo");
    for (const name of ["deployer", "readers"]) await seedRole({ name, service: "ec2.amazonaws.com" });
    workspace = new Workspace("demo");
    const app = new App({ outdir: workspace.outdir });
    const stack = new OnTheCluster(app, "demo");
    new LocalBackend(stack, { path: "../../../terraform.demo.tfstate" });
    // the bindings would ask for one exact version of the provider
    stack.addOverride("terraform.required_providers.aws", { source: "hashicorp/aws", version: ">= 5.79.0, < 7.0.0" });
    app.synth();
    result = await lifecycle(workspace);
  });

  afterAll(() => workspace?.remove());

  test("is applied in one go, found in order and taken back", () => {
    const { init, apply, secondPlan, destroy } = result;
    for (const run of [init, apply, secondPlan, destroy]) expectStatus(run, 0);
  });

  /** Where in the order of effect a call about this stands. */
  const at = (calls: readonly Call[], op: string, about: string) =>
    effects(calls).findIndex((call) => call.op === op && Object.values(call.params).includes(about));

  lawOfTheJournal("is made after all access that it waits for", () => {
    const made = (op: string, about: string) => at(result.applied, op, about);
    const admin = made("AssociateAccessPolicy", arn("deployer"));
    const nodes = made("AssociateAccessPolicy", arn("demo-gpu-node"));
    expect([admin, nodes]).not.toContain(-1);
    expect(made("CreateAddon", "cert-manager")).toBeGreaterThan(admin);
    expect(made("CreateAddon", "metrics-server")).toBeGreaterThan(Math.max(admin, nodes));
  });

  lawOfTheJournal("goes before any of that access does", () => {
    const gone = (op: string, about: string) => at(result.destroyed, op, about);
    const [cert, metrics] = [gone("DeleteAddon", "cert-manager"), gone("DeleteAddon", "metrics-server")];
    expect([cert, metrics]).not.toContain(-1);
    expect(gone("DisassociateAccessPolicy", arn("deployer"))).toBeGreaterThan(Math.max(cert, metrics));
    expect(gone("DeleteAccessEntry", arn("deployer"))).toBeGreaterThan(Math.max(cert, metrics));
    expect(gone("DisassociateAccessPolicy", arn("demo-gpu-node"))).toBeGreaterThan(metrics);
    expect(gone("DeleteAccessEntry", arn("demo-gpu-node"))).toBeGreaterThan(metrics);
  });
});
