import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { synth } from "../../lib/app";
import type { ClusterConfig } from "../../lib/schema/types";
import { head, spec } from "../support/decide";
import { ACCOUNT, type Call, freshAccount, freshCluster, seedRole } from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { effects, watched } from "./support/lifecycle";
import { lawOfTheJournal, withTerraform } from "./support/requirements";
import { type Run, Workspace } from "./support/terraform";

const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const changing = (calls: readonly Call[]) =>
  effects(calls)
    .filter(({ op }) => !/^(Get|List|Describe)/.test(op))
    .map(({ op }) => op);
const summary = ({ output }: Run) => /Plan: .*/.exec(output)?.[0] ?? output;
const NOTHING = "Plan: 0 to add, 0 to change, 0 to destroy.";

/** A step in the life of a file: what is written, and what Terraform plans for it. */
type Step = readonly [what: string, config: ClusterConfig, plan: string, calls?: readonly string[]];

/** One after the other, each on what the one before left. Nothing in AWS changes but what `calls` names. */
function steps(workspace: () => Workspace, rows: readonly Step[]): void {
  describe.each(rows.map(([what, config, planned, made = []]) => ({ what, config, planned, made })))("$what", (row) => {
    let plan: Run;
    let apply: Run;
    let calls: readonly Call[];
    let secondPlan: Run;

    beforeAll(async () => {
      write(workspace(), row.config);
      plan = workspace().plan();
      ({ run: apply, calls } = await watched(() => workspace().apply()));
      secondPlan = workspace().plan();
    });

    test(row.planned, () => expect(summary(plan)).toContain(row.planned));

    test("is applied, and the plan after it is empty", () => {
      expectStatus(apply, 0);
      expectStatus(secondPlan, 0);
    });

    lawOfTheJournal("changes nothing else in AWS", () => expect(changing(calls)).toEqual(row.made));
  });
}

function write(workspace: Workspace, config: ClusterConfig): void {
  const source = join(workspace.folder, "demo.yaml");
  writeFileSync(source, stringify(config, { aliasDuplicateObjects: false }));
  synth({ source, outdir: workspace.outdir });
}

const NO_CHANGES = "No changes. Your infrastructure matches the configuration.";
const ISSUER = "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D";
const SPOT = { kind: "self-managed", arn: arn("demo-spot-node") };
const PEOPLE = { principal: arn("people"), policies: ["AmazonEKSViewPolicy"] };
const REPORTS = { serviceAccount: "apps/reports", via: "irsa" };

/** Items that are let go of, and those that stay: one shares the role of another, and one needs the OIDC provider. */
const items = (life: object): ClusterConfig =>
  head({
    cluster: { oidcIssuer: ISSUER },
    iam: { exclusive: true },
    nodeClasses: { gpu: { instanceProfile: true, spec: spec(), ...life } },
    nodeRoles: { spot: { kind: "self-managed", ...life }, shared: { kind: "self-managed", use: "spot" } },
    otherRoles: { ack: { kind: "capability", ...life } },
    identityPolicies: { viewers: { kind: "view-resources", ...life } },
    access: { people: { ...PEOPLE, ...life } },
    workloads: { api: { serviceAccount: "apps/api", ...life }, reports: REPORTS },
  });
/** The same without them. The shared role is that of another owner. */
const rest = (spot: object, more: object = { workloads: { reports: REPORTS } }): ClusterConfig =>
  head({
    cluster: { oidcIssuer: ISSUER },
    iam: { exclusive: true },
    nodeRoles: { spot: { ...SPOT, ...spot }, shared: { kind: "self-managed", use: "spot" } },
    ...more,
  });

withTerraform("items that Terraform lets go of", () => {
  let workspace: Workspace;
  let heir: Workspace;

  beforeAll(async () => {
    await freshCluster("demo");
    await seedRole({ name: "people", service: "ec2.amazonaws.com" });
    workspace = new Workspace("demo");
    heir = new Workspace("demo");
    write(workspace, items({}));
    expectStatus(workspace.init(), 0);
    expectStatus(workspace.apply(), 0);
  });

  afterAll(() => {
    workspace?.remove();
    heir?.remove();
  });

  steps(
    () => workspace,
    [
      ["let go", items({ release: true }), NOTHING],
      [
        "taken out of the file, where what others share is that of another owner",
        rest({ adopt: true }),
        "Plan: 1 to import, 0 to add, 0 to change, 0 to destroy.",
      ],
      ["adopt, taken out again", rest({}), NO_CHANGES],
      [
        "the last workload with IRSA, taken out: its role goes, and the OIDC provider stays",
        rest({}, {}),
        "Plan: 0 to add, 0 to change, 3 to destroy.",
        ["DeleteRole"],
      ],
      [
        "a workload with IRSA again, over the provider that is there",
        rest({}, { cluster: { oidcIssuer: ISSUER, oidcProvider: "adopt" }, workloads: { reports: REPORTS } }),
        "Plan: 1 to import, 3 to add, 0 to change, 0 to destroy.",
        ["CreateRole"],
      ],
      [
        "a provider that is that of others from now on",
        rest({}, { cluster: { oidcIssuer: ISSUER, oidcProvider: "existing" }, workloads: { reports: REPORTS } }),
        NOTHING,
      ],
    ],
  );

  test("are taken over by another owner as they are", () => {
    const adopt = { adopt: "with-policies" } as const;
    write(
      heir,
      head({
        iam: { exclusive: true },
        nodeClasses: { gpu: { instanceProfile: true, spec: spec(), ...adopt } },
        otherRoles: { ack: { kind: "capability", ...adopt } },
        identityPolicies: { viewers: { kind: "view-resources", adopt: true } },
        access: { people: { ...PEOPLE, ...adopt } },
      }),
    );
    expectStatus(heir.init(), 0);
    expect(summary(heir.plan())).toBe("Plan: 10 to import, 4 to add, 0 to change, 0 to destroy.");
    expectStatus(heir.apply(), 0);
  });
});

withTerraform("a cluster that Terraform makes, lets go of and takes over", () => {
  let workspace: Workspace;

  const cluster = (life: object, more: object = {}): ClusterConfig =>
    head({
      cluster: {
        create: { subnetIds: ["subnet-a", "subnet-b"], autoMode: { nodePools: ["system"], nodeRole: "auto" }, ...life },
      },
      nodeRoles: { auto: { kind: "auto" } },
      access: { admins: { principal: arn("people"), policies: ["AmazonEKSClusterAdminPolicy"] } },
      ...more,
    });

  beforeAll(async () => {
    await freshAccount();
    await seedRole({ name: "people", service: "ec2.amazonaws.com" });
    workspace = new Workspace("demo");
    write(workspace, cluster({}));
    expectStatus(workspace.init(), 0);
    expectStatus(workspace.apply(), 0);
  });

  afterAll(() => workspace?.remove());

  steps(
    () => workspace,
    [
      ["let go", cluster({ release: true }), NOTHING],
      [
        "described no longer, but for the entry that EKS made for its node pools",
        head({ ...cluster({}), cluster: {}, clusterRole: {}, nodeRoles: { auto: { kind: "auto", adopt: true } } }),
        "Plan: 1 to import, 1 to add, 0 to change, 0 to destroy.",
        ["AssociateAccessPolicy"],
      ],
      ["taken over", cluster({ adopt: true }), "Plan: 1 to import, 0 to add, 0 to change, 0 to destroy."],
      ["adopt, taken out again", cluster({}), NO_CHANGES],
      ["the whole file, let go", cluster({}, { release: true }), NOTHING],
    ],
  );
});
