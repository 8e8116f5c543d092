import fc from "fast-check";
import { stringify } from "yaml";
import { roleArnOf } from "../../lib/audit/expected";
import { importAws } from "../../lib/import/aws/import";
import { isOpen } from "../../lib/import/row";
import { settle } from "../../lib/import/settle";
import { connect, liveSource } from "../../lib/live/live";
import { readCluster } from "../../lib/live/read-cluster";
import type { Connection } from "../../lib/live/sdk";
import type { LoadedPlan } from "../../lib/load/load";
import { head, spec } from "../support/decide";
import { ACCOUNT, Emulator, REGION } from "../support/emulator";
import { credentialsFor, makeLive } from "../support/live-cluster";
import { loaded } from "../support/loaded";

jest.setTimeout(120_000);

const RUNS = 25;
const DEMO = { name: "demo", account: ACCOUNT, region: REGION };
const environment = { ...process.env };

let emulator: Emulator;
let own: Connection;

beforeAll(async () => {
  emulator = await Emulator.start();
  Object.assign(process.env, credentialsFor(emulator));
  own = await connect({ region: REGION });
});

afterAll(async () => {
  process.env = environment;
  own.close();
  await emulator.stop();
});

const some = (...words: string[]) => fc.subarray(words);
const tags = fc.dictionary(fc.constantFrom("Team", "Env", "Näme"), fc.constantFrom("a", "b c", "x=y/ü"), {
  maxKeys: 2,
});
const policies = some("AmazonEKSViewPolicy", "AmazonEKSEditPolicy", "AmazonEKSClusterAdminPolicy").chain((names) =>
  fc.tuple(...names.map((policy) => fc.constantFrom(policy, { policy, namespaces: ["b", "a-*"] }))),
);
const fields = fc.record(
  {
    groups: some("devs", "ops:eu", "Ü / x"),
    username: fc.constantFrom("dev", "dev:{{SessionName}}", "a\\b é"),
    policies,
    tags,
  },
  { requiredKeys: [] },
);
const principal = (name: string) =>
  fc.constantFrom(
    `arn:aws:iam::${ACCOUNT}:role/${name}`,
    `arn:aws:iam::${ACCOUNT}:role/a/b.c/${name}`,
    `arn:aws:iam::${ACCOUNT}:user/${name}`,
    `arn:aws:iam::444455556666:role/${name}`,
  );

const access = some("Admins", "team.a", "team-a", "AWSReservedSSO_Ops_0123456789abcdef").chain((names) =>
  fc
    .tuple(...names.map((name) => fc.record({ principal: principal(name), fields })))
    .map((items) =>
      Object.fromEntries(
        items.map(({ principal: arn, fields: more }, index) => [`item-${index}`, { principal: arn, ...more }]),
      ),
    ),
);
const itemsOf = (items: Readonly<Record<string, object>>) =>
  fc.subarray(Object.entries(items)).map((all) => Object.fromEntries(all));

const config = fc.record({
  cluster: fc.constant({ authenticationMode: "API_AND_CONFIG_MAP" }),
  tags,
  access,
  nodeRoles: itemsOf({
    spot: { kind: "self-managed" },
    win: { kind: "windows" },
    hybrid: { kind: "hybrid-ssm" },
    pools: { kind: "auto" },
  }),
  nodeClasses: itemsOf({ gpu: { spec: spec() } }),
  workloads: itemsOf({
    api: { serviceAccount: "apps/api" },
    jobs: { serviceAccount: ["apps/jobs", "batch/jobs"], sessionTags: false },
    far: { serviceAccount: "apps/far", targetRole: "arn:aws:iam::444455556666:role/far" },
  }),
});

/** What a plan gives: its entries with their policies, and its associations, whoever has written it. */
function given({ plan }: LoadedPlan) {
  return {
    entries: plan.entries
      .map(({ principalArn, type, groups, username, tags: own, associations }) => ({
        principalArn,
        type,
        groups: [...(groups ?? [])].sort(),
        username,
        tags: Object.entries({ ...plan.tags, ...own }).sort(),
        policies: associations.map(({ policyArn, scope }) => JSON.stringify([policyArn, scope])).sort(),
      }))
      .sort((a, b) => (a.principalArn < b.principalArn ? -1 : 1)),
    pods: plan.podIdentities
      .map(({ namespace, serviceAccount, role, targetRoleArn, disableSessionTags }) =>
        JSON.stringify([namespace, serviceAccount, roleArnOf(role, plan), targetRoleArn, disableSessionTags === true]),
      )
      .sort(),
  };
}

function onlyPlan(text: string): LoadedPlan {
  const [plan] = loaded({ "clusters/demo.yaml": text }).plans;
  if (plan === undefined) throw new Error("no plan");
  return plan;
}

test("what a plan has made is imported as the same entries, and nothing is left to decide but who is in an account where nobody was asked", async () => {
  await fc.assert(
    fc.asyncProperty(config, async (sections) => {
      const made = onlyPlan(stringify(head(sections)));
      await emulator.reset();
      await makeLive(emulator, made);
      const answers = await readCluster(liveSource(DEMO, { own, other: async () => undefined }), DEMO);
      const settled = settle(importAws(answers), { name: "demo" });
      const open = settled.imported.rows.filter(isOpen);
      const elsewhere = answers.entries?.filter(({ principalArn }) => principalArn.includes("::444455556666:")) ?? [];
      expect(open.flatMap(({ places }) => places.map(({ name }) => name)).sort()).toEqual(
        elsewhere.map(({ principalArn }) => `access entry ${principalArn}`).sort(),
      );
      const imported = onlyPlan(settled.text);
      expect(given(imported)).toEqual(given(made));
      expect(imported.plan.entries.every(({ importId }) => importId !== undefined)).toBe(true);
      expect(imported.plan.podIdentities.every(({ importId }) => importId !== undefined)).toBe(true);
      expect(imported.plan.roles).toEqual([]);
    }),
    { numRuns: RUNS, seed: 7 },
  );
  const called = new Set((await emulator.calls()).map(({ op }) => op));
  expect([...called].filter((op) => !/^(Get|List|Describe)/.test(op))).toEqual([]);
});
