import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { guardrailsOf } from "../../lib/guardrails/guardrails";
import type { GuardrailKind } from "../../lib/guardrails/kinds";
import { ASKED, PIPELINE, passes, plansOf, statementsOf } from "../support/guardrails";
import {
  type Commands,
  callsOfCommands,
  countsOf,
  fileOf,
  kindOf,
  mapCommands,
  typesIn,
  writeByHand,
  writeOurs,
} from "./support/api-calls";
import { type Call, freshAccount, freshCluster, seedRole } from "./support/endpoint";
import { ACCESS } from "./support/kinds/access";
import { ADOPTED, seedAdopted } from "./support/kinds/adopted";
import { CREATED_CLUSTER } from "./support/kinds/created-cluster";
import { EXISTING_ROLES, PROVIDER } from "./support/kinds/kind";
import { ROLES } from "./support/kinds/roles";
import { ofAnother, requestsOf } from "./support/requests";
import { withJournal } from "./support/requirements";

const FILES = [
  {
    what: "on a cluster that exists",
    kinds: [PROVIDER, ...ROLES, ...ACCESS, ...ADOPTED],
    async seed() {
      await freshCluster("demo");
      for (const name of EXISTING_ROLES) await seedRole({ name, service: "ec2.amazonaws.com" });
      await seedAdopted();
    },
    kept: [],
  },
  {
    what: "on a cluster that the same apply makes",
    kinds: [PROVIDER, ...CREATED_CLUSTER],
    async seed() {
      await freshAccount();
      await seedRole({ name: "people", service: "ec2.amazonaws.com" });
      const actions = ["sts:AssumeRole", "sts:TagSession"];
      await seedRole({ name: "pods", service: "pods.eks.amazonaws.com", actions });
    },
    // the provider waits up to a minute before it deletes a cluster; workloads.test.ts counts the calls of that
    kept: ["aws_eks_cluster.cluster"],
  },
];

for (const { what, kinds, seed, kept } of FILES) {
  withJournal(`as many calls of AWS as by hand, ${what}`, () => {
    let ours: Commands<readonly Call[]>;
    let byHand: Commands<readonly Call[]>;

    beforeAll(async () => {
      await seed();
      ours = await callsOfCommands(writeOurs(kinds), kept);
      await seed();
      byHand = await callsOfCommands(writeByHand(kinds), kept);
    });

    test.each(kinds)("$kind", (kind) => {
      const own = (calls: readonly Call[]) => calls.filter((call) => kindOf(call, kinds) === kind);
      const counted = mapCommands(ours, (calls) => countsOf(own(calls)));
      expect(counted).toEqual(mapCommands(byHand, (calls) => countsOf(own(calls), kind.more)));
      expect(counted.apply).not.toEqual({});
    });

    describe("a pipeline with the roles that guardrails make for it", () => {
      const plans = plansOf({ "clusters/demo.yaml": fileOf(kinds) });
      const ofRole = (action: string) =>
        guardrailsOf(plans, { ...ASKED, kinds: ["roles"] })
          .documents.filter(({ file }) => file.includes(`-${action}`))
          .flatMap(({ statements }) => statements);
      const asked = (...commands: (readonly Call[])[]) => {
        const requests = commands.flat().flatMap(requestsOf);
        return [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()];
      };
      const answers = async (
        kind: GuardrailKind,
        statements: readonly object[],
        requests: ReturnType<typeof asked>,
      ) => {
        const found: { readonly request: object; readonly passes: boolean }[] = [];
        for (const request of requests)
          found.push({ request, passes: await passes(kind, statements, { ...request, by: PIPELINE }) });
        return found;
      };
      const refused = (found: Awaited<ReturnType<typeof answers>>) => found.filter((one) => !one.passes);

      test("plans", async () => {
        expect(refused(await answers("roles", ofRole("plan"), asked(ours.plan, ours.secondPlan)))).toEqual([]);
      });

      test("applies and destroys", async () => {
        const calls = asked(ours.apply, ours.destroy);
        expect(calls.length).toBeGreaterThan(50);
        expect(refused(await answers("roles", ofRole("apply"), calls))).toEqual([]);
      });

      test("changes nothing with the role for plans", async () => {
        const writes = asked(ours.apply, ours.destroy).filter(({ action }) => !/:(Get|List|Describe)/.test(action));
        const found = await answers("roles", ofRole("plan"), writes);
        expect(found.filter((one) => one.passes)).toEqual([]);
      });

      test("does nothing to what no file has", async () => {
        const others = asked(ours.apply, ours.destroy).map(ofAnother);
        const found = await answers("roles", ofRole("apply"), others);
        expect(found.filter((one) => one.passes)).toEqual([]);
      });

      test("passes the service control policy", async () => {
        const statements = statementsOf(plans, { breakGlass: [] });
        expect(refused(await answers("scp", statements, asked(ours.plan, ours.apply, ours.destroy)))).toEqual([]);
      });
    });

    test("no call is for anything else", () => {
      const all = [ours, byHand].flatMap((commands) => Object.values(commands).flat());
      expect(all.filter((call) => kindOf(call, kinds) === undefined)).toEqual([]);
    });
  });
}

/** Types that the endpoint does not have. */
const NOT_THERE = [
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_event_target",
  "aws_eks_identity_provider_config",
  "aws_sqs_queue",
  "aws_sqs_queue_policy",
];

test("every type that this project makes is counted, but for those that the endpoint does not have", () => {
  const lib = join(__dirname, "../../lib");
  const sources = readdirSync(lib, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const imported = sources.flatMap((file) =>
    [...readFileSync(join(lib, file), "utf8").matchAll(/@cdktf\/provider-aws\/lib\/([a-z0-9-]+)/g)].map(
      ([, name]) => name,
    ),
  );
  const types = new Set(imported.filter((name) => name !== "provider").map(typeOf));
  const counted = new Set(FILES.flatMap(({ kinds }) => typesIn(kinds)));
  expect([...types].sort()).toEqual([...counted, ...NOT_THERE].sort());
});

/** `aws_iam_role`, or `data.aws_eks_cluster`, of a module of the bindings. */
const typeOf = (module = ""): string => `aws_${module.replaceAll("-", "_")}`.replace(/^aws_data_aws_/, "data.aws_");
