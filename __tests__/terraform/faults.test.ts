import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { synth } from "../../lib/app";
import { head, spec } from "../support/decide";
import { type Call, fail, freshCluster, misbehave } from "./support/endpoint";
import { expectStatus, lawsOfALifecycle } from "./support/laws";
import { effects, type Lifecycle, lifecycle } from "./support/lifecycle";
import { lawOfTheJournal, withJournal, withTerraform } from "./support/requirements";
import { Workspace } from "./support/terraform";
import { lifecycleOfWide, WIDE_ROLES } from "./support/wide";

withTerraform(
  "the same, while AWS is slow to know of new roles and entries and refuses calls that come too fast",
  () => {
    let result: Lifecycle;

    beforeAll(async () => {
      result = await lifecycleOfWide({ iamPropagationMs: 10_000, entryLagMs: 5000, throttleP: 0.1 });
    });

    lawsOfALifecycle(() => result, WIDE_ROLES);

    const refused = (error: string, op?: string): readonly Call[] =>
      [...result.applied, ...result.destroyed].filter((call) => call.error === error && call.op === (op ?? call.op));

    lawOfTheJournal("all of that happened", () => {
      expect(refused("InvalidParameterException", "CreateAccessEntry")).not.toEqual([]);
      expect(refused("ResourceNotFoundException", "AssociateAccessPolicy")).not.toEqual([]);
      expect([...refused("Throttling"), ...refused("ThrottlingException")]).not.toEqual([]);
    });
  },
);

withJournal("a small file, while four calls in ten are refused, six fail and IAM reads lag", () => {
  let workspace: Workspace;
  let result: Lifecycle;

  beforeAll(async () => {
    await freshCluster("demo");
    workspace = new Workspace("demo");
    const source = join(workspace.folder, "demo.yaml");
    writeFileSync(source, stringify(head({ nodeClasses: { gpu: { spec: spec() } } })));
    synth({ source, outdir: workspace.outdir });
    await misbehave({ iamReadLagMs: 3000, throttleP: 0.4 });
    await fail([{ service: "iam", op: "CreateRole", kind: "serverError", times: 6 }]);
    result = await lifecycle(workspace);
  });

  afterAll(() => workspace?.remove());

  test("is made in one apply, found in order and unmade", () => {
    const { apply, secondPlan, destroy, entriesLeft } = result;
    for (const run of [apply, secondPlan, destroy]) expectStatus(run, 0);
    expect(entriesLeft).toEqual([]);
  });

  test("each thing once, and all of that happened", () => {
    const made = effects(result.applied).filter(({ op }) => /^(Create|Attach|Associate)/.test(op));
    expect(made.map(({ op }) => op).sort()).toEqual([
      "AssociateAccessPolicy",
      "AttachRolePolicy",
      "AttachRolePolicy",
      "CreateAccessEntry",
      "CreateRole",
    ]);
    const refused = (error: string) => result.applied.filter((call) => call.error === error).length;
    expect(refused("ServiceFailure")).toBe(6);
    expect(refused("Throttling") + refused("ThrottlingException")).toBeGreaterThan(5);
    expect(refused("NoSuchEntity")).toBeGreaterThan(0);
  });
});
