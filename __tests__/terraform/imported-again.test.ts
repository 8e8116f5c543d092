import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { stringify } from "yaml";
import { synth } from "../../lib/app";
import { nameOfArn, parseArn } from "../../lib/aws/arn";
import { pathOfRoleArn } from "../../lib/aws/iam/principal-arn";
import type { LoadedPlan } from "../../lib/load/load";
import { head } from "../support/decide";
import { given, importable } from "../support/importable";
import { loaded } from "../support/loaded";
import { type Ended, eksAccess } from "../support/words";
import { ACCOUNT, byHand, freshCluster, REGION, seedRole, seedUser } from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { endpointUrl, withJournal } from "./support/requirements";
import { type Run, Workspace } from "./support/terraform";

const NAMES = ["Admins", "team.a", "team-a", "ops", "ci", "sre", "AWSReservedSSO_Ops_0123456789abcdef"];

/** Large and few: an apply takes seconds. */
const CONFIGS = fc.sample(importable(NAMES, 1), { seed: 11, numRuns: 2 });

/** Workloads as the provider of this suite takes them: target roles and session tags need a later one. */
const WORKLOADS = {
  api: { serviceAccount: "apps/api" },
  jobs: { serviceAccount: ["apps/jobs", "batch/jobs"] },
  reader: { serviceAccount: "apps/reader", via: "irsa" },
  shards: { serviceAccount: ["apps/a", "batch/b"], via: "irsa" },
  all: { serviceAccount: "open/*", via: "irsa" },
};

interface Again {
  readonly made: LoadedPlan;
  readonly apply: Run;
  readonly ended: Ended;
  readonly imported: LoadedPlan;
  readonly plan: Run;
}

/** The one plan of a text. */
function planOf(text: string): LoadedPlan {
  const [plan] = loaded({ "clusters/demo.yaml": text }).plans;
  if (plan === undefined) throw new Error("no plan");
  return plan;
}

async function seedPrincipals({ plan }: LoadedPlan): Promise<void> {
  const made = new Set(plan.roles.map(({ name }) => name));
  for (const { principalArn } of plan.entries) {
    const { account = ACCOUNT, resource = "" } = parseArn(principalArn) ?? {};
    const name = nameOfArn(principalArn);
    if (resource.startsWith("user/")) await seedUser({ name, account });
    else if (!made.has(name))
      await seedRole({ name, path: pathOfRoleArn(principalArn), account, service: "ec2.amazonaws.com" });
  }
}

/** The issuer of the cluster that exists. */
async function issuerOf(name: string): Promise<string> {
  const { cluster } = (await byHand({ service: "eks", op: "DescribeCluster", params: { name } })) as {
    cluster: { identity: { oidc: { issuer: string } } };
  };
  return cluster.identity.oidc.issuer;
}

/** Writes a file, applies it, imports what there is now into another file, and plans that. */
async function again(workspaces: readonly [Workspace, Workspace], config: (typeof CONFIGS)[number]): Promise<Again> {
  const [first, second] = workspaces;
  await freshCluster("demo", REGION, "API_AND_CONFIG_MAP");
  const cluster = { ...config.cluster, oidcIssuer: await issuerOf("demo") };
  const text = stringify(head({ ...config, cluster, workloads: WORKLOADS }), {
    aliasDuplicateObjects: false,
  });
  const made = planOf(text);
  await seedPrincipals(made);
  const source = join(first.folder, "demo.yaml");
  writeFileSync(source, text);
  synth({ source, outdir: first.outdir });
  expectStatus(first.init(), 0);
  const apply = first.apply("-parallelism=30");
  const env = { AWS_ENDPOINT_URL: endpointUrl, AWS_ACCESS_KEY_ID: ACCOUNT, AWS_SECRET_ACCESS_KEY: "x" };
  const into = "clusters/demo.yaml";
  const args = ["import", "aws", "--cluster", "demo", "--region", REGION, "--into", into];
  const ended = eksAccess(second.folder, args, { env });
  const written = join(second.folder, into);
  const imported = planOf(readFileSync(written, "utf8"));
  synth({ source: written, outdir: second.outdir });
  expectStatus(second.init(), 0);
  return { made, apply, ended, imported, plan: second.plan("-parallelism=30") };
}

/** Service accounts with the role that they take by IRSA. */
function irsaIn({ config, plan }: LoadedPlan): string[] {
  return Object.entries(config.workloads ?? {}).flatMap(([key, { via, serviceAccount, role }]) => {
    if (via !== "irsa") return [];
    const made = plan.roles.find(({ path }) => path[0] === "workloads" && path[1] === key);
    const name = made?.name ?? nameOfArn(String(role?.arn));
    return [`${[serviceAccount].flat().sort().join(" ")}: ${name}`];
  });
}

withJournal("what Terraform has made, imported again", () => {
  const workspaces: Workspace[] = [];
  const all: Again[] = [];

  beforeAll(async () => {
    for (const config of CONFIGS) {
      const pair = [new Workspace("demo"), new Workspace("demo")] as const;
      workspaces.push(...pair);
      all.push(await again(pair, config));
    }
  });

  afterAll(() => {
    for (const workspace of workspaces) workspace.remove();
  });

  const each = CONFIGS.map((_, index) => index);

  test.each(each)("is the same entries and associations: %i", (index) => {
    const { made, apply, imported } = all[index] as Again;
    expectStatus(apply, 0);
    expect(given(imported)).toEqual(given(made));
    expect(made.plan.entries.length + made.plan.podIdentities.length).toBeGreaterThanOrEqual(12);
  });

  test.each(each)("is the same roles for the same pods by IRSA: %i", (index) => {
    const { made, imported } = all[index] as Again;
    expect(irsaIn(imported).sort()).toEqual(irsaIn(made).sort());
    expect(irsaIn(imported)).toHaveLength(3);
    expect(imported.config.cluster).toMatchObject({ oidcProvider: "existing" });
  });

  test.each(each)("leaves to decide who is in an account where nobody was asked, and nothing else: %i", (index) => {
    const { ended } = all[index] as Again;
    const decide = ended.stderr.split("\n").filter((line) => line.includes("DECIDE"));
    expect(decide.filter((line) => !line.includes("nobody was asked in account 444455556666"))).toEqual([]);
    expect(ended.status).toBe(decide.length > 0 ? 2 : 0);
  });

  test.each(each)("is planned as imports, and nothing else: %i", (index) => {
    const { plan, made } = all[index] as Again;
    const { entries, podIdentities } = made.plan;
    const policies = entries.flatMap(({ associations }) => associations);
    const count = entries.length + policies.length + podIdentities.length;
    const [summary = plan.output] = /Plan: .*/.exec(plan.output) ?? [];
    expect(summary).toBe(`Plan: ${count} to import, 0 to add, 0 to change, 0 to destroy.`);
  });
});
