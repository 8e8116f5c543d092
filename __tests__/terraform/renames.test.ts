import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { synth } from "../../lib/app";
import type { ClusterConfig } from "../../lib/schema/types";
import { head, spec } from "../support/decide";
import { ACCOUNT, type Call, freshCluster, seedRole } from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { effects, watched } from "./support/lifecycle";
import { lawOfTheJournal, withTerraform } from "./support/requirements";
import { type Run, Workspace } from "./support/terraform";

const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

type Was = string | readonly string[];

/** One item of every section that Terraform knows by keys. Each key begins with the same word. */
const config = (word: string, was?: (key: string) => Was): ClusterConfig => {
  const keyed = <T extends object>(key: string, item: T) => ({
    [`${word}-${key}`]: { ...item, ...(was && { was: was(key) }) },
  });
  return head({
    cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D" },
    iam: { exclusive: true },
    clusterRole: { kind: "standard" },
    nodeClasses: keyed("gpu.large", {
      instanceProfile: true,
      role: { inlinePolicies: { own: { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] } } },
      spec: spec(),
    }),
    nodeRoles: {
      ...keyed("spot", { kind: "self-managed", instanceProfile: true }),
      ...keyed("shared", { kind: "self-managed", use: `${word}-spot` }),
    },
    otherRoles: keyed("ack", { kind: "capability" }),
    identityPolicies: keyed("viewers", { kind: "view-resources" }),
    access: {
      ...keyed("people", {
        principal: arn("people"),
        groups: ["team"],
        policies: [{ policy: "AmazonEKSEditPolicy", namespaces: ["team"] }, "AmazonEKSViewPolicy"],
      }),
    },
    workloads: {
      ...keyed("api", { serviceAccount: ["apps/api", "apps/web.one"], policies: ["AmazonS3ReadOnlyAccess"] }),
      ...keyed("reports", { serviceAccount: "apps/reports", via: "irsa" }),
    },
  });
};

withTerraform("items with other keys", () => {
  let workspace: Workspace;

  const write = (given: ClusterConfig): void => {
    const source = join(workspace.folder, "demo.yaml");
    writeFileSync(source, stringify(given, { aliasDuplicateObjects: false }));
    synth({ source, outdir: workspace.outdir });
  };

  beforeAll(async () => {
    await freshCluster("demo");
    await seedRole({ name: "people", service: "ec2.amazonaws.com" });
    workspace = new Workspace("demo");
    write(config("old"));
    expectStatus(workspace.init(), 0);
    expectStatus(workspace.apply(), 0);
  });

  afterAll(() => workspace?.remove());

  describe.each<[string, ClusterConfig]>([
    ["one step", config("new", (key) => `old-${key}`)],
    ["a second step", config("newer", (key) => [`old-${key}`, `new-${key}`])],
    [
      "and a third in which others never were",
      config("newest", (key) => ["old", "new", "newer"].map((word) => `${word}-${key}`)),
    ],
  ])("%s", (_, given) => {
    let plan: Run;
    let apply: Run;
    let calls: readonly Call[];
    let secondPlan: Run;

    beforeAll(async () => {
      write(given);
      plan = workspace.plan();
      ({ run: apply, calls } = await watched(() => workspace.apply()));
      secondPlan = workspace.plan();
    });

    test("plans moves and nothing else", () => {
      expect(plan.output).toMatch(/Plan: 0 to add, 0 to change, 0 to destroy\./);
      expect(plan.output).toContain("has moved to");
    });

    test("is applied, and the plan after it is empty", () => {
      expectStatus(apply, 0);
      expectStatus(secondPlan, 0);
    });

    lawOfTheJournal("changes nothing in AWS", () => {
      expect(effects(calls).filter(({ op }) => !/^(Get|List|Describe)/.test(op))).toEqual([]);
    });
  });

  test("a state that skipped steps moves in one", () => {
    write(config("last", (key) => ["old", "new", "newer", "newest", "between"].map((word) => `${word}-${key}`)));
    expect(workspace.plan().output).toMatch(/Plan: 0 to add, 0 to change, 0 to destroy\./);
  });
});
