import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { synth } from "../../lib/app";
import { validate } from "../../lib/load/validate";
import type { AccessConfig } from "../../lib/schema/types";
import { head } from "../support/decide";
import { effectiveAccess, freshCluster, refusalOfEks, seedRole, seedUser } from "./support/endpoint";
import { type Generated, generated } from "./support/generated";
import { expectStatus } from "./support/laws";
import { lawOfTheJournal, withTerraform } from "./support/requirements";
import { type Run, Workspace } from "./support/terraform";

const ITEMS = generated(250, 1250);

/** What is said of an item by this project, and by the API; nothing: it is accepted. */
interface Verdict extends Generated {
  readonly ours: readonly string[];
  readonly theirs: string | undefined;
}

const policiesOf = ({ policies = [] }: AccessConfig) =>
  policies.map((given) => (typeof given === "string" ? { policy: given } : given));

/** Where the two differ, and why that is right. */
const DIFFERENCES: readonly { why: string; ours?: RegExp; theirs?: RegExp }[] = [
  { why: "R102 EKS has this type, the Terraform provider does not take it", ours: /got "HYPERPOD_LINUX"/ },
  { why: "R112 nobody here knows the accounts of another partition", ours: /of the cluster's partition aws/ },
  {
    why: "R118 no groups are none to EKS, but the provider would send them back to it",
    ours: /groups itself, got \[\];/,
  },
  { why: "R206 R207 a policy that only EKS's own role may have", ours: /is for EKS's own service-linked role alone/ },
  { why: "R216 EKS lets the second scope overwrite the first", ours: /stands here twice/ },
  { why: "R219 EKS takes a namespace that no cluster can have", ours: /^a namespace (is|has) / },
  { why: "R110 a role whose path was cut is not there, which is a warning", theirs: /invalid principal/ },
  {
    why: "R205 R209 a policy that the API has by now, or has not, is a warning",
    theirs: /policyArn could not be found/,
  },
];

/** The calls that an item comes to, one after the other, written down apart from the program. */
async function refusalOfTheirs(item: AccessConfig): Promise<string | undefined> {
  const { principal, type, groups, username } = item;
  const entries = "/clusters/demo/access-entries";
  const entry = { principalArn: principal, type, kubernetesGroups: groups, username };
  let refusal = await refusalOfEks("POST", entries, entry);
  if (refusal !== undefined) return refusal;
  const own = `${entries}/${encodeURIComponent(String(principal))}`;
  for (const { policy, namespaces } of policiesOf(item)) {
    const policyArn = policy.startsWith("arn:") ? policy : `arn:aws:eks::aws:cluster-access-policy/${policy}`;
    const accessScope = namespaces ? { type: "namespace", namespaces } : { type: "cluster" };
    refusal ??= await refusalOfEks("POST", `${own}/access-policies`, { policyArn, accessScope });
  }
  await refusalOfEks("DELETE", own);
  return refusal;
}

function refusalsOfOurs(item: AccessConfig): readonly string[] {
  const { errors } = validate(head({ access: { a: item } }), { name: "demo" });
  return errors.map(({ message }) => message);
}

/** Of everything that one of the two alone has against an item, what explains it. */
const reasonsFor = ({ ours, theirs }: Verdict): readonly (string | undefined)[] => {
  const explain = (message: string, by: "ours" | "theirs") => DIFFERENCES.find((row) => row[by]?.test(message))?.why;
  if (theirs === undefined) return ours.map((message) => explain(message, "ours"));
  return ours.length === 0 ? [explain(theirs, "theirs")] : [];
};

withTerraform("generated items of access", () => {
  let verdicts: readonly Verdict[];
  let workspace: Workspace;
  let accepted: Readonly<Record<string, AccessConfig>>;
  let apply: Run;
  let plan: Run;

  beforeAll(async () => {
    await freshCluster("demo");
    for (const { exists } of ITEMS) {
      if (exists?.kind === "role") await seedRole({ ...exists, service: "ec2.amazonaws.com" });
      if (exists?.kind === "user") await seedUser(exists);
    }
    const all: Verdict[] = [];
    for (const given of ITEMS)
      all.push({ ...given, ours: refusalsOfOurs(given.item), theirs: await refusalOfTheirs(given.item) });
    verdicts = all;
    const sound = verdicts.filter((verdict) => verdict.ours.length === 0 && reasonsFor(verdict).length === 0);
    accepted = Object.fromEntries(sound.slice(0, 250).map(({ item }, n) => [`i${n}`, item]));
    workspace = new Workspace("demo");
    const source = join(workspace.folder, "demo.yaml");
    writeFileSync(source, stringify(head({ access: accepted }), { aliasDuplicateObjects: false }));
    synth({ source, outdir: workspace.outdir });
    workspace.init();
    apply = workspace.apply("-parallelism=30");
    plan = workspace.plan("-parallelism=30");
  });

  afterAll(() => workspace?.remove());

  lawOfTheJournal("what is accepted here is accepted there, and the other way round, but for known reasons", () => {
    const unexplained = verdicts.filter((verdict) => reasonsFor(verdict).includes(undefined));
    expect(unexplained).toEqual([]);
  });

  lawOfTheJournal("each of those reasons is met", () => {
    const met = new Set(verdicts.flatMap(reasonsFor));
    expect(DIFFERENCES.map(({ why }) => why).filter((why) => !met.has(why))).toEqual([]);
  });

  lawOfTheJournal("hundreds of both kinds are met", () => {
    const count = (test: (verdict: Verdict) => boolean) => verdicts.filter(test).length;
    expect(count(({ ours, theirs }) => ours.length === 0 && theirs === undefined)).toBeGreaterThan(400);
    expect(count(({ ours, theirs }) => ours.length > 0 && theirs !== undefined)).toBeGreaterThan(400);
  });

  test("all that are accepted are made in one apply, and the plan after it is empty", () => {
    expectStatus(apply, 0);
    expectStatus(plan, 0);
  });

  lawOfTheJournal("each of them is there", async () => {
    const principals = (await effectiveAccess()).map(({ principalArn }) => principalArn);
    expect(principals.sort()).toEqual(
      Object.values(accepted)
        .map(({ principal }) => String(principal))
        .sort(),
    );
  });
});
