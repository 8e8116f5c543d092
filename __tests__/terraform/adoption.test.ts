import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { synth } from "../../lib/app";
import type { ClusterConfig } from "../../lib/schema/types";
import { head, spec } from "../support/decide";
import { ACCOUNT, type Call, freshCluster, seedEntry, seedRole } from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { effects, watched } from "./support/lifecycle";
import { lawOfTheJournal, withTerraform } from "./support/requirements";
import { type Run, Workspace } from "./support/terraform";

const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const INLINE = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };

/** One of everything that can be taken over; `adopt` says whether it is. EKS chooses the id of the association. */
const config = (adopt: false | "with-policies", association = ""): ClusterConfig =>
  head({
    cluster: {
      oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D",
      oidcProvider: adopt ? "adopt" : "create",
    },
    workloads: {
      backend: {
        serviceAccount: "apps/backend",
        role: { adopt, policyTemplates: { "cluster-autoscaler": {} } },
        ...(adopt && { adopt: { "apps/backend": association } }),
      },
      exporter: { serviceAccount: "apps/exporter", via: "irsa", role: { adopt } },
    },
    tags: { Team: "platform" },
    clusterRole: { kind: "standard", adopt },
    otherRoles: { agent: { kind: "connector", adopt } },
    nodeClasses: {
      full: {
        adopt,
        role: {
          name: "FullNodes",
          path: "/team/",
          description: "Made by hand",
          maxSessionSeconds: 7200,
          inlinePolicies: { models: INLINE },
          tags: { Owner: "ml" },
        },
        instanceProfile: { name: "eks-FullNodes" },
        spec: spec(),
      },
      existing: { adopt, role: { arn: arn("ExistingNodes") }, spec: spec() },
    },
    nodeRoles: {
      spot: { kind: "self-managed", adopt, instanceProfile: true },
      workers: { kind: "managed", arn: arn("Workers"), instanceProfile: { adopt: adopt !== false } },
      edge: { kind: "hybrid-ssm", adopt },
    },
    access: {
      team: {
        adopt,
        principal: arn("people/team"),
        groups: ["team", "ops"],
        username: "team:{{SessionName}}",
        policies: [{ policy: "AmazonEKSEditPolicy", namespaces: ["team-*", "team"] }, "AmazonEKSViewPolicy"],
        tags: { Owner: "team" },
      },
      plain: { adopt, principal: arn("plain"), policies: ["AmazonEKSViewPolicy"] },
      nodes: { adopt, principal: arn("OtherNodes"), type: "EC2", policies: ["AmazonEKSAutoNodePolicy"] },
      // EKS makes this one, so it cannot be made first
      ...(adopt && { workers: { adopt, role: "workers" } }),
    },
  });

withTerraform("what exists already, made by hand, and a file that adopts it", () => {
  let workspace: Workspace;
  let first: Run;
  let plan: Run;
  let apply: Run;
  let calls: readonly Call[];
  let secondPlan: Run;
  let made: number;

  const write = (adopt: false | "with-policies", association?: string): void => {
    const source = join(workspace.folder, "demo.yaml");
    writeFileSync(source, stringify(config(adopt, association)));
    synth({ source, outdir: workspace.outdir });
  };

  /** Returns the id of the association that the state had. */
  const forgetState = (): string => {
    const states = readdirSync(workspace.folder).filter((name) => name.includes(".tfstate"));
    expect(states).not.toEqual([]);
    const [, id = ""] =
      states
        .map((name) => /"association_id": "(.*)"/.exec(readFileSync(join(workspace.folder, name), "utf8")))
        .find(Boolean) ?? [];
    for (const name of states) rmSync(join(workspace.folder, name));
    return id;
  };

  beforeAll(async () => {
    await freshCluster("demo");
    for (const name of ["ExistingNodes", "Workers", "plain", "OtherNodes"])
      await seedRole({ name, service: "ec2.amazonaws.com" });
    await seedRole({ name: "team", path: "/people/", service: "ec2.amazonaws.com" });
    workspace = new Workspace("demo");
    write(false);
    expectStatus(workspace.init(), 0);
    first = workspace.apply();
    made = Number(/Resources: (\d+) added/.exec(first.output)?.[1]);
    const association = forgetState();
    await seedEntry("demo", { principalArn: arn("Workers"), type: "EC2_LINUX", tags: { Team: "platform" } });
    write("with-policies", association);
    workspace.init();
    plan = workspace.plan();
    ({ run: apply, calls } = await watched(() => workspace.apply()));
    secondPlan = workspace.plan();
  });

  afterAll(() => workspace?.remove());

  test("stands before", () => {
    expectStatus(first, 0);
    expect(made).toBeGreaterThan(25);
  });

  test("is planned as imports, and nothing else", () => {
    const [summary] = /Plan: .*/.exec(plan.output) ?? [plan.output];
    expect(summary).toBe(`Plan: ${made + 1} to import, 0 to add, 0 to change, 0 to destroy.`);
  });

  test("is taken over in one apply, and the plan after it is empty", () => {
    expectStatus(apply, 0);
    expectStatus(secondPlan, 0);
  });

  lawOfTheJournal("nothing is changed by that", () => {
    expect(effects(calls).filter(({ op }) => !/^(Get|List|Describe)/.test(op))).toEqual([]);
  });

  test("is unmade with everything in the end", () => expectStatus(workspace.destroy(), 0));
});
