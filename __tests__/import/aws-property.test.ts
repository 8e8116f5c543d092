import fc from "fast-check";
import { stringify } from "yaml";
import { importAws } from "../../lib/import/aws/import";
import { isOpen } from "../../lib/import/row";
import { settle } from "../../lib/import/settle";
import { connect, liveSource } from "../../lib/live/live";
import { readCluster } from "../../lib/live/read-cluster";
import type { Connection } from "../../lib/live/sdk";
import type { LoadedPlan } from "../../lib/load/load";
import { head } from "../support/decide";
import { ACCOUNT, Emulator, REGION } from "../support/emulator";
import { given, importable } from "../support/importable";
import { credentialsFor, makeLive } from "../support/live-cluster";
import { loaded } from "../support/loaded";

jest.setTimeout(120_000);

const RUNS = 25;
/** Names of principals, two of which give one key. */
const NAMES = ["Admins", "team.a", "team-a", "AWSReservedSSO_Ops_0123456789abcdef"];
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

function onlyPlan(text: string): LoadedPlan {
  const [plan] = loaded({ "clusters/demo.yaml": text }).plans;
  if (plan === undefined) throw new Error("no plan");
  return plan;
}

test("what a plan has made is imported as the same entries, and nothing is left to decide but who is in an account where nobody was asked", async () => {
  await fc.assert(
    fc.asyncProperty(importable(NAMES), async (sections) => {
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
