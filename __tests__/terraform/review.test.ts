import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { synth } from "../../lib/app";
import { changesOf } from "../../lib/review/plan-json";
import { review } from "../../lib/review/review";
import type { ClusterConfig } from "../../lib/schema/types";
import { head, spec } from "../support/decide";
import { ACCOUNT, freshCluster, seedRole } from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { withTerraform } from "./support/requirements";
import { Workspace } from "./support/terraform";

const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const role = (name: string) => `"${arn(name)}"`;

const BASE = {
  cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D" },
  nodeClasses: { gpu: { role: { name: "GpuNodes" }, instanceProfile: true, spec: spec() } },
  nodeRoles: { spot: { kind: "self-managed" } },
  access: {
    admins: { principal: arn("admins"), policies: ["AmazonEKSClusterAdminPolicy"] },
    team: {
      principal: arn("team"),
      groups: ["team", "viewers"],
      policies: [{ policy: "AmazonEKSEditPolicy", namespaces: ["team"] }],
    },
  },
  workloads: {
    api: { serviceAccount: "apps/api" },
    reports: { serviceAccount: "apps/reports", via: "irsa" },
  },
} as const;

const edited = (more: object): ClusterConfig => head({ ...BASE, ...more });
const { admins, team } = BASE.access;
const { gpu } = BASE.nodeClasses;
const NODES = "its nodes lose access, and so do the pods on them; drain them first";
const gone = (name: string, item: string, again = "") => `the role ${name} of ${item} is destroyed${again}`;

/** Edits, and what is said of each: what hurts begins with `hurts`. */
const EDITS: readonly (readonly [what: string, config: ClusterConfig, ...said: string[]])[] = [
  ["nothing", edited({})],
  [
    "a person under another key",
    edited({ access: { admins, devs: team } }),
    `hurts access.team: the entry of ${arn("team")} is destroyed and made again for access.devs: EKS may answer 409, and ${arn("team")} is out until the next apply; write was: team in access.devs`,
    `access.devs: ${arn("team")} gets access`,
    `access.devs: ${arn("team")} gets AmazonEKSEditPolicy in team`,
  ],
  ["the same with was", edited({ access: { admins, devs: { ...team, was: "team" } } })],
  [
    "a NodeClass under another key",
    edited({ nodeClasses: { big: gpu } }),
    `hurts nodeClasses.gpu: nodes with the role ${arn("GpuNodes")} lose access; if nodeClasses.big is the same item, write was: gpu there`,
    `hurts nodeClasses.gpu: ${gone("GpuNodes", "nodeClasses.gpu")}: ${NODES}; if nodeClasses.big is the same item, write was: gpu there`,
    "nodeClasses.big: the role of nodeClasses.big gets access",
    "nodeClasses.big: the role of nodeClasses.big gets AmazonEKSAutoNodePolicy in the whole cluster",
  ],
  [
    "no administrator",
    edited({ access: { team } }),
    `hurts access: nobody is cluster admin any more: ${role("admins")} lose it; only who has other rights in the cluster can repair that`,
    `access.admins: ${arn("admins")} loses access`,
  ],
  [
    "another scope",
    edited({ access: { admins, team: { ...team, policies: ["AmazonEKSEditPolicy"] } } }),
    `hurts access.team: ${arn("team")} does not have AmazonEKSEditPolicy while it is taken away in team and given in the whole cluster`,
  ],
  [
    "another principal",
    edited({ access: { admins, team: { ...team, principal: arn("others") } } }),
    `hurts access.team: ${arn("team")} loses access, and ${arn("others")} gets it; if there is no such principal, the apply fails when ${arn("team")} is out`,
  ],
  [
    "another path for all roles",
    edited({ iam: { path: "/eks/" }, nodeClasses: {}, workloads: {} }),
    `hurts nodeRoles.spot: nodes with the role ${arn("demo-spot-node")} lose access until their entry is made again`,
    `hurts nodeRoles.spot: ${gone("demo-spot-node", "nodeRoles.spot", " and made again, because of path")}: ${NODES}`,
  ],
  [
    "no instance profile",
    edited({ nodeClasses: { gpu: { ...gpu, instanceProfile: false } } }),
    "hurts nodeClasses.gpu: the instance profile eks-demo-gpu of nodeClasses.gpu is destroyed: no node starts with it",
  ],
  [
    "no workload with IRSA",
    edited({ workloads: { api: BASE.workloads.api } }),
    "hurts cluster: the OIDC provider of oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D is destroyed: every role that trusts it, of others too, serves no pod",
    `workloads.reports: ${gone("demo-reports-pod", "workloads.reports")}`,
  ],
  [
    "other groups",
    edited({ access: { admins, team: { ...team, groups: ["team", "editors"] } } }),
    `access.team: ${arn("team")} leaves the groups viewers and joins the groups editors`,
  ],
  [
    "no Pod Identity",
    edited({ workloads: { reports: BASE.workloads.reports } }),
    "workloads.api: pods of apps/api lose their role",
    `workloads.api: ${gone("demo-api-pod", "workloads.api")}`,
  ],
];

withTerraform("a plan, reviewed", () => {
  let workspace: Workspace;

  const planned = (config: ClusterConfig): string => {
    const source = join(workspace.folder, "demo.yaml");
    writeFileSync(source, stringify(config, { aliasDuplicateObjects: false }));
    synth({ source, outdir: workspace.outdir });
    const file = join(workspace.folder, "plan");
    const { status, output } = workspace.plan(`-out=${file}`);
    expect(status === 1 ? output : "").toBe("");
    return workspace.show(file);
  };

  beforeAll(async () => {
    await freshCluster("demo");
    for (const name of ["admins", "team", "others"]) await seedRole({ name, service: "ec2.amazonaws.com" });
    workspace = new Workspace("demo");
    const source = join(workspace.folder, "demo.yaml");
    writeFileSync(source, stringify(edited({}), { aliasDuplicateObjects: false }));
    synth({ source, outdir: workspace.outdir });
    expectStatus(workspace.init(), 0);
    expectStatus(workspace.apply(), 0);
    expect(readFileSync(source, "utf8")).toContain("admins");
  });

  afterAll(() => workspace?.remove());

  test.each(EDITS.map(([what, config, ...said]) => ({ what, config, said })))("$what", ({ config, said }) => {
    const findings = review(changesOf(planned(config)) ?? [], config);
    const lines = findings.map(
      ({ hurts, path = [], message }) =>
        `${hurts ? "hurts " : ""}${path.filter((step) => step !== "create").join(".")}: ${message}`,
    );
    const nodesOfOthers = /^(hurts )?(nodeClasses|workloads)\./;
    // a path for all roles takes these away too
    const about = config.iam ? lines.filter((line) => !nodesOfOthers.test(line) && !/OIDC/.test(line)) : lines;
    expect(about).toEqual(said);
  });
});
