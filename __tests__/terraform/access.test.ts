import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { synth } from "../../lib/app";
import type { ClusterConfig } from "../../lib/schema/types";
import { head } from "../support/decide";
import {
  ACCOUNT,
  type Call,
  type EffectiveEntry,
  effectiveAccess,
  entryOf,
  freshCluster,
  seedEntry,
  seedRole,
} from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { effects, watched } from "./support/lifecycle";
import { lawOfTheJournal, withTerraform } from "./support/requirements";
import { type Run, Workspace } from "./support/terraform";

const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const policyArn = (name: string) => `arn:aws:eks::aws:cluster-access-policy/${name}`;
const agent = (more: object) => ({ otherRoles: { agent: { kind: "connector", ...more } } });

const BEFORE = head({
  ...agent({ name: "Agent" }),
  access: {
    groups: { principal: arn("groups"), groups: ["dev", "ops"] },
    one: { principal: arn("one"), groups: ["last"], policies: ["AmazonEKSViewPolicy"] },
    scope: { principal: arn("scope"), policies: ["AmazonEKSViewPolicy", "AmazonEKSSecretReaderPolicy"] },
    type: { principal: arn("type"), policies: ["AmazonEKSViewPolicy"] },
    same: { principal: arn("same"), groups: ["x"], policies: ["AmazonEKSViewPolicy"] },
    // by its ARN, though it is made here
    agent: { principal: arn("Agent"), policies: ["AmazonEKSViewPolicy"] },
    others: {
      principal: arn("others"),
      entry: "elsewhere",
      policies: ["AmazonEKSViewPolicy", "AmazonEKSAdminViewPolicy"],
    },
  },
});

const AFTER = head({
  ...agent({ name: "Agent", path: "/team/" }),
  access: {
    groups: { principal: arn("groups"), groups: ["ops"] },
    one: { principal: arn("one"), policies: ["AmazonEKSViewPolicy"] },
    scope: {
      principal: arn("scope"),
      policies: [{ policy: "AmazonEKSViewPolicy", namespaces: ["apps"] }, "AmazonEKSSecretReaderPolicy"],
    },
    type: { principal: arn("type"), type: "EC2", policies: ["AmazonEKSAutoNodePolicy"] },
    same: { principal: arn("same"), groups: ["x"], policies: ["AmazonEKSViewPolicy"] },
    agent: { principal: arn("team/Agent"), policies: ["AmazonEKSViewPolicy"] },
    others: {
      principal: arn("others"),
      entry: "elsewhere",
      policies: [{ policy: "AmazonEKSViewPolicy", namespaces: ["apps"] }],
    },
  },
});

withTerraform("access that changes, all at once", () => {
  let workspace: Workspace;
  let apply: Run;
  let plan: Run;
  let calls: readonly Call[];
  let entries: readonly EffectiveEntry[];

  const write = (config: ClusterConfig): void => {
    const source = join(workspace.folder, "demo.yaml");
    writeFileSync(source, stringify(config));
    synth({ source, outdir: workspace.outdir });
  };

  beforeAll(async () => {
    await freshCluster("demo");
    for (const name of ["groups", "one", "scope", "type", "same", "others"])
      await seedRole({ name, service: "ec2.amazonaws.com" });
    await seedEntry("demo", { principalArn: arn("others"), policies: ["AmazonEKSSecretReaderPolicy"] });
    workspace = new Workspace("demo");
    write(BEFORE);
    expectStatus(workspace.init(), 0);
    expectStatus(workspace.apply(), 0);
    write(AFTER);
    ({ run: apply, calls } = await watched(() => workspace.apply()));
    plan = workspace.plan();
    entries = await effectiveAccess();
  });

  afterAll(() => workspace?.remove());

  /** What was done to one entry, in order: the call, and the policy it is about. */
  const steps = (principalArn: string) =>
    effects(calls)
      .filter(({ op, params }) => params.principalArn === principalArn && !/^(Describe|List)/.test(op))
      .map(({ op, params }) => (params.policyArn === undefined ? op : `${op} ${params.policyArn}`));

  test("is changed in one apply, and the plan after it is empty", () => {
    expectStatus(apply, 0);
    expectStatus(plan, 0);
  });

  test("the last group that is removed is gone", async () => {
    expect((await entryOf("demo", arn("one"))).kubernetesGroups).toEqual([]);
    expect((await entryOf("demo", arn("groups"))).kubernetesGroups).toEqual(["ops"]);
  });

  lawOfTheJournal("groups change in place", () => {
    expect([steps(arn("groups")), steps(arn("one"))]).toEqual([["UpdateAccessEntry"], ["UpdateAccessEntry"]]);
  });

  lawOfTheJournal("a policy whose scope changes goes before it comes back, and the other stays", () => {
    expect(steps(arn("scope"))).toEqual([
      `DisassociateAccessPolicy ${policyArn("AmazonEKSViewPolicy")}`,
      `AssociateAccessPolicy ${policyArn("AmazonEKSViewPolicy")}`,
    ]);
  });

  lawOfTheJournal("another type is another entry, and its policies go and come with it", () => {
    expect(steps(arn("type"))).toEqual([
      `DisassociateAccessPolicy ${policyArn("AmazonEKSViewPolicy")}`,
      "DeleteAccessEntry",
      "CreateAccessEntry",
      `AssociateAccessPolicy ${policyArn("AmazonEKSAutoNodePolicy")}`,
    ]);
  });

  lawOfTheJournal("an entry goes before its role, and comes after it", () => {
    expect(steps(arn("Agent"))).toEqual([
      `DisassociateAccessPolicy ${policyArn("AmazonEKSViewPolicy")}`,
      "DeleteAccessEntry",
    ]);
    const order = effects(calls).map(({ op, params }) => `${op} ${params.principalArn ?? params.RoleName ?? ""}`);
    const places = [
      `DeleteAccessEntry ${arn("Agent")}`,
      "DeleteRole Agent",
      "CreateRole Agent",
      "PutRolePolicy Agent",
      `CreateAccessEntry ${arn("team/Agent")}`,
    ].map((step) => order.indexOf(step));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  lawOfTheJournal("an entry that others make keeps what they gave it, and its policies here change alone", () => {
    const [first, ...rest] = steps(arn("others"));
    const gone = ["AmazonEKSAdminViewPolicy", "AmazonEKSViewPolicy"].map(
      (name) => `DisassociateAccessPolicy ${policyArn(name)}`,
    );
    expect([first, rest[0]].sort()).toEqual(gone);
    expect(rest.slice(1)).toEqual([`AssociateAccessPolicy ${policyArn("AmazonEKSViewPolicy")}`]);
  });

  lawOfTheJournal("nothing is done to an entry that stays as it was", () => expect(steps(arn("same"))).toEqual([]));

  lawOfTheJournal("every entry lets its principal in", () => {
    expect(entries.map(({ state }) => state)).toEqual(Object.keys(AFTER.access ?? {}).map(() => "ok"));
  });

  test("is unmade in the end, but for the entry that others make", async () => {
    expectStatus(workspace.destroy(), 0);
    expect(await entryOf("demo", arn("others"))).toMatchObject({ principalArn: arn("others"), type: "STANDARD" });
  });
});
