import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { synth } from "../../../lib/app";
import { head, spec } from "../../support/decide";
import {
  type Fault,
  fail,
  faultsLeft,
  freshCluster,
  misbehave,
  relent,
  seedEntry,
  seedRole,
} from "../support/endpoint";
import { expectStatus } from "../support/laws";
import { withJournal } from "../support/requirements";
import { type Run, Workspace } from "../support/terraform";
import { roleArn } from "../support/transitions";

type Sections = Readonly<Record<string, object>>;
type Call = Pick<Fault, "service" | "op" | "match">;

const iam = (op: string, RoleName: string): Call => ({ service: "iam", op, match: { RoleName } });
const eks = (op: string, name: string): Call => ({ service: "eks", op, match: { principalArn: roleArn(name) } });
const view = ["AmazonEKSViewPolicy"];
const admins = { principal: roleArn("admins"), policies: ["AmazonEKSClusterAdminPolicy"] };
const team = { principal: roleArn("team"), policies: [{ policy: "AmazonEKSEditPolicy", namespaces: ["team"] }] };
const ci = { principal: roleArn("ci"), policies: view };
const s3 = { policies: ["AmazonS3ReadOnlyAccess"] };
const api = { serviceAccount: "apps/api", ...s3 };

const START: Sections = {
  // what is made at the same time as the call that is lost may be cut off too
  cluster: {
    oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D",
    oidcProvider: "keep",
  },
  access: { admins, team, ci },
  nodeClasses: { gpu: { role: { name: "Gpu" }, spec: spec() } },
  workloads: { api },
};

/** An edit of a section, and the call of its apply whose answer is lost. */
type Row = readonly [what: string, section: string, items: object, lost: Call];

/** One after the other, each on what the one before left. */
const ROWS: readonly Row[] = [
  [
    "a person is added",
    "access",
    { admins, team, ci, others: { principal: roleArn("others"), policies: view } },
    eks("AssociateAccessPolicy", "others"),
  ],
  [
    "another scope",
    "access",
    { admins, team: { ...team, policies: ["AmazonEKSEditPolicy"] }, ci },
    eks("DisassociateAccessPolicy", "team"),
  ],
  [
    "another principal",
    "access",
    { admins, team, ci: { ...ci, principal: roleArn("late") } },
    eks("DeleteAccessEntry", "ci"),
  ],
  [
    "a person under another key with was, in another group",
    "access",
    { admins, devs: { ...team, was: "team", groups: ["devs"] } },
    eks("UpdateAccessEntry", "team"),
  ],
  [
    "an entry that exists is taken over",
    "access",
    { admins, devs: { ...team, was: "team" }, found: { principal: roleArn("found"), policies: view, adopt: true } },
    eks("AssociateAccessPolicy", "found"),
  ],
  [
    "a NodeClass is added",
    "nodeClasses",
    { gpu: { role: { name: "Gpu" }, spec: spec() }, arm: { role: { name: "Arm" }, spec: spec() } },
    iam("AttachRolePolicy", "Arm"),
  ],
  [
    "another name of a role, and a NodeClass is taken away",
    "nodeClasses",
    { gpu: { role: { name: "Gpus" }, spec: spec() } },
    iam("DeleteRole", "Gpu"),
  ],
  [
    "IRSA and Pod Identity",
    "workloads",
    { api: { ...api, via: "both" } },
    iam("UpdateAssumeRolePolicy", "demo-api-pod"),
  ],
  [
    "a workload is added",
    "workloads",
    { api: { ...api, via: "both" }, web: { serviceAccount: "apps/web", ...s3 } },
    iam("AttachRolePolicy", "demo-web-pod"),
  ],
  ["a workload is taken away", "workloads", { api: { ...api, via: "both" } }, iam("DeleteRole", "demo-web-pod")],
];

withJournal("an edit whose apply loses an answer and is killed, while AWS refuses four calls in ten", () => {
  let workspace: Workspace;
  let sections = START;

  const write = (): void => {
    const source = join(workspace.folder, "demo.yaml");
    writeFileSync(source, stringify(head({ ...sections }), { aliasDuplicateObjects: false }));
    synth({ source, outdir: workspace.outdir });
  };

  /** Ends when the call has taken effect, and Terraform does not know. */
  const cutOff = async (lost: Call): Promise<Run> => {
    const file = join(workspace.folder, "plan");
    workspace.plan(`-out=${file}`);
    await misbehave({ throttleP: 0.4 });
    await fail([
      { ...lost, kind: "dropAfter", times: 1 },
      { ...lost, kind: "drop" },
    ]);
    const running = workspace.beginApply(file);
    while ((await faultsLeft("dropAfter")) > 0) await new Promise((resume) => setTimeout(resume, 50));
    const run = await running.kill();
    await relent();
    await misbehave({ throttleP: 0 });
    return run;
  };

  beforeAll(async () => {
    await freshCluster("demo");
    for (const name of ["admins", "team", "ci", "others", "late", "found"]) {
      await seedRole({ name, service: "ec2.amazonaws.com" });
    }
    await seedEntry("demo", { principalArn: roleArn("found") });
    workspace = new Workspace("demo");
    write();
    expectStatus(workspace.init(), 0);
    expectStatus(workspace.apply(), 0);
  });

  afterAll(() => workspace?.remove());

  test.each(ROWS.map(([what, section, items, lost]) => ({ what, section, items, lost })))(
    "$what: the next apply heals it",
    async ({ section, items, lost }) => {
      sections = { ...sections, [section]: items };
      write();
      expect((await cutOff(lost)).status).not.toBe(0);
      expectStatus(workspace.apply(), 0);
      expectStatus(workspace.plan(), 0);
    },
  );
});
