import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { synth } from "../../lib/app";
import { head, spec } from "../support/decide";
import { type Ended, eksAccess } from "../support/words";
import { ACCOUNT, byHand, freshCluster, seedRole } from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { endpointUrl, withJournal } from "./support/requirements";
import { Workspace } from "./support/terraform";

const ADMINS = `arn:aws:iam::${ACCOUNT}:role/teams/admins`;

/** Something of each kind that an audit compares. */
const CONFIG = head({
  cluster: { authenticationMode: "API" },
  tags: { Team: "platform" },
  access: {
    admins: { principal: ADMINS, policies: ["AmazonEKSClusterAdminPolicy"] },
    devs: {
      principal: `arn:aws:iam::${ACCOUNT}:role/devs`,
      groups: ["devs", "ops"],
      tags: { Owner: "devs" },
      policies: [{ policy: "AmazonEKSViewPolicy", namespaces: ["b", "a"] }],
    },
  },
  nodeRoles: { self: { kind: "self-managed" } },
  nodeClasses: { gpu: { spec: spec() } },
  workloads: { backend: { serviceAccount: "apps/backend" } },
});

/** A second and more, since IAM says only in which second a role was made. */
const LATER_MS = 2100;

withJournal("an audit after an apply", () => {
  let workspace: Workspace;
  let audit: (...args: readonly string[]) => Ended;

  beforeAll(async () => {
    await freshCluster("demo");
    await seedRole({ name: "admins", path: "/teams/", service: "ec2.amazonaws.com" });
    await seedRole({ name: "devs", service: "ec2.amazonaws.com" });
    workspace = new Workspace("demo");
    const source = join(workspace.folder, "demo.yaml");
    writeFileSync(source, stringify(CONFIG));
    synth({ source, outdir: workspace.outdir });
    const env = { AWS_ENDPOINT_URL: endpointUrl, AWS_ACCESS_KEY_ID: ACCOUNT, AWS_SECRET_ACCESS_KEY: "x" };
    audit = (...args) => eksAccess(workspace.folder, ["audit", "demo.yaml", ...args], { env });
    expectStatus(workspace.init(), 0);
    expectStatus(workspace.apply(), 0);
  });

  afterAll(() => workspace.remove());

  test("finds nothing", () => {
    const { status, stdout } = audit();
    expect(stdout).toMatch(/\n4 entries planned, 4 found, 0 made by services: as in the files\n$/);
    expect(status).toBe(0);
  });

  test("finds nothing with the state either, and another role of the same name is another one to it", async () => {
    const state = workspace.show(join(workspace.folder, "terraform.demo.tfstate"));
    writeFileSync(join(workspace.folder, "state.json"), state);
    const same = audit("--state", "state.json");
    expect(same.status).toBe(0);
    expect(same.stderr).not.toContain("--state");
    const { resources } = JSON.parse(state).values.root_module;
    const nodes = resources.find(({ address }: { address: string }) => address === "aws_iam_role.node-role_self");
    writeFileSync(
      join(workspace.folder, "other.json"),
      state.replaceAll(nodes.values.unique_id, "AROA00000000000000000"),
    );
    const { findings } = JSON.parse(audit("--state", "other.json", "--format", "json").stdout).clusters[0];
    expect(findings).toMatchObject([
      { advice: expect.stringContaining("AROA00000000000000000 in aws_iam_role.node-role_self") },
    ]);
  });

  test("finds a dead entry, which no plan shows, and says how to repair it", async () => {
    await byHand({ service: "iam", op: "DeleteRole", params: { RoleName: "admins" } });
    await new Promise((resume) => setTimeout(resume, LATER_MS));
    await seedRole({ name: "admins", path: "/teams/", service: "ec2.amazonaws.com" });
    expectStatus(workspace.plan(), 0);
    const { status, stdout } = audit("--format", "json");
    expect(status).toBe(2);
    const { findings } = JSON.parse(stdout).clusters[0];
    expect(findings).toMatchObject([{ name: "dead-entry", subject: ADMINS }]);
    const [, address = ""] = /terraform apply -replace='([^']+)'$/.exec(findings[0].advice) ?? [];
    expectStatus(workspace.apply(`-replace=${address}`), 0);
    expect(audit().status).toBe(0);
  });
});
