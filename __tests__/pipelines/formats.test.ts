import fc from "fast-check";
import { parse } from "yaml";
import type { Stack } from "../../lib/answers/stacks";
import { asAtlantis } from "../../lib/pipelines/atlantis";
import { asGithub, type MatrixJob } from "../../lib/pipelines/github";
import { asGitlab } from "../../lib/pipelines/gitlab";
import { inOrder } from "../../lib/pipelines/order";
import { rolesBy } from "../../lib/pipelines/role-pattern";
import { stackNamed } from "../support/stacks";

const stackOf = (name: string, more: Partial<Stack> = {}): Stack =>
  stackNamed(name, { backend: { type: "s3" }, inputs: [`clusters/${name}.yaml`, "defaults.yaml"], ...more });

const many = (count: number, more: Partial<Stack> = {}) =>
  Array.from({ length: count }, (_, at) => stackOf(`c${String(at).padStart(4, "0")}`, more));

const matrixOf = (stacks: readonly Stack[]): MatrixJob[] => JSON.parse(asGithub(stacks).text);
const namesIn = (jobs: readonly MatrixJob[]) => jobs.map(({ stacks }) => stacks.split(" "));

describe("roles", () => {
  const stack = stackOf("demo", { cluster: "one", partition: "aws-us-gov", region: "us-gov-west-1" });

  test("come from a pattern, with every placeholder", () => {
    expect(rolesBy("arn:{partition}:iam::{account}:role/a/{region}/{stack}-{cluster}-{action}")(stack)).toEqual({
      plan: "arn:aws-us-gov:iam::111122223333:role/a/us-gov-west-1/demo-one-plan",
      apply: "arn:aws-us-gov:iam::111122223333:role/a/us-gov-west-1/demo-one-apply",
    });
  });

  const KNOWN = "{account}, {action}, {cluster}, {partition}, {region}, {stack}";
  test.each([
    ["{acount}", `a placeholder is one of ${KNOWN}, got "{acount}"; did you mean "{account}"?`],
    ["{}", `a placeholder is one of ${KNOWN}, got "{}"`],
    ["{toString}", `a placeholder is one of ${KNOWN}, got "{toString}"`],
    ["{account", `a placeholder is one of ${KNOWN}, got "{"`],
    ["account}", `a placeholder is one of ${KNOWN}, got "}"`],
  ])("refuse the pattern %s", (placeholder, message) => {
    const pattern = `arn:aws:iam::${placeholder}:role/a`;
    expect(() => rolesBy(pattern)).toThrow(`stacks: --role-pattern: ${message}`);
  });

  test.each([
    "",
    "eks-access-{action}",
    "arn:aws:iam::{account}:user/a",
    "arn:aws:iam::{region}:role/a",
    "arn:aws:iam::{account}:role/a b",
  ])("refuse the pattern %j, which gives no ARN of a role", (pattern) => {
    expect(() => rolesBy(pattern)(stack)).toThrow(
      /^stacks: --role-pattern: for demo it gives ".*", which is no ARN of a role; /,
    );
  });
});

test("stacks are in the order of their applies, and beyond that by name", () => {
  const stacks = [stackOf("d"), stackOf("a", { after: ["c", "gone"] }), stackOf("c", { after: ["d"] }), stackOf("b")];
  expect(inOrder(stacks).map(({ name }) => name)).toEqual(["d", "c", "a", "b"]);
});

describe("GitHub", () => {
  test("takes one line, with a job a stack", () => {
    const roles = { plan: "p", apply: "a" };
    expect(asGithub([stackOf("b", { roles }), stackOf("a")])).toEqual({
      text: `${JSON.stringify([
        { name: "a", stacks: "a", account: "111122223333", region: "eu-west-1", partition: "aws" },
        { name: "b", stacks: "b", account: "111122223333", region: "eu-west-1", partition: "aws", roles },
      ])}\n`,
      notes: [],
    });
    expect(asGithub([]).text).toBe("[]\n");
  });

  test("stacks that need each other are one job, in their order", () => {
    const stacks = [stackOf("a", { after: ["z"] }), stackOf("b"), stackOf("c", { after: ["z", "a"] }), stackOf("z")];
    expect(matrixOf(stacks).map(({ name, stacks: names }) => [name, names])).toEqual([
      ["b", "b"],
      ["z.and.2.more", "z a c"],
    ]);
  });

  test("a stack that needs one of another account is told of, since nothing orders the jobs", () => {
    const stacks = [stackOf("a", { after: ["b", "gone"] }), stackOf("b", { account: "444455556666" })];
    expect(asGithub(stacks).notes).toEqual([
      "a: goes after b, which another job of the matrix applies with another role; if its apply fails, run it again",
    ]);
  });

  test("256 stacks have a job each; one more, and those of an account share jobs", () => {
    expect(matrixOf(many(256))).toHaveLength(256);
    expect(namesIn(matrixOf(many(257)))).toHaveLength(129);
    const accounts = [
      ...many(200),
      ...many(100).map((one) => ({ ...one, name: `${one.name}x`, account: "444455556666" })),
    ];
    const jobs = matrixOf(accounts);
    expect(jobs).toHaveLength(150);
    expect(
      jobs.every(({ stacks, account }) =>
        stacks.split(" ").every((name) => name.endsWith("x") === (account === "444455556666")),
      ),
    ).toBe(true);
  });

  test("of any stacks each is in one job, after those that it needs, with at most 256 jobs of different names", () => {
    const fleet = fc
      .array(fc.record({ account: fc.nat(3), needs: fc.array(fc.nat(1000), { maxLength: 2 }) }), { maxLength: 700 })
      .map((items) =>
        items.map(({ account, needs }, at) =>
          stackOf(`c${at}`, {
            account: `11112222333${account}`,
            // only earlier ones, so that there is no circle
            after: at === 0 ? [] : needs.map((need) => `c${need % at}`),
          }),
        ),
      );
    fc.assert(
      fc.property(fleet, (stacks) => {
        const jobs = matrixOf(stacks);
        expect(jobs.length).toBeLessThanOrEqual(256);
        expect(new Set(jobs.map(({ name }) => name)).size).toBe(jobs.length);
        expect(namesIn(jobs).flat().sort()).toEqual(stacks.map(({ name }) => name).sort());
        const jobOf = new Map(namesIn(jobs).flatMap((names, job) => names.map((name, at) => [name, { job, at }])));
        const accountOf = new Map(stacks.map(({ name, account }) => [name, account]));
        for (const { name, after, account } of stacks) {
          for (const other of after.filter((one) => accountOf.get(one) === account)) {
            expect(jobOf.get(other)?.job).toBe(jobOf.get(name)?.job);
            expect(jobOf.get(other)?.at).toBeLessThan(jobOf.get(name)?.at ?? -1);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test("more accounts than jobs are refused", () => {
    const stacks = many(257).map((one, at) => ({ ...one, account: String(at).padStart(12, "0") }));
    expect(() => asGithub(stacks)).toThrow(
      "stacks: a matrix of GitHub has at most 256 jobs, and these stacks are of 257 accounts; name some of the clusters",
    );
  });
});

describe("GitLab", () => {
  test("takes three jobs a stack, each after what it needs", () => {
    const roles = { plan: "arn:p", apply: "arn:$a" };
    const { text } = asGitlab([stackOf("a", { after: ["b", "gone"], roles }), stackOf("b")]);
    expect(parse(text)).toEqual({
      "plan:b": { extends: ".plan", variables: { STACK: "b", AWS_REGION: "eu-west-1" } },
      "review:b": { extends: ".review", needs: ["plan:b"], variables: { STACK: "b" } },
      "apply:b": {
        extends: ".apply",
        needs: ["plan:b", "review:b"],
        variables: { STACK: "b", AWS_REGION: "eu-west-1" },
        resource_group: "eks-b",
        environment: { name: "111122223333/b" },
      },
      "plan:a": { extends: ".plan", variables: { STACK: "a", AWS_REGION: "eu-west-1", AWS_ROLE_ARN: "arn:p" } },
      "review:a": { extends: ".review", needs: ["plan:a"], variables: { STACK: "a" } },
      "apply:a": {
        extends: ".apply",
        needs: ["plan:a", "review:a", "apply:b"],
        variables: { STACK: "a", AWS_REGION: "eu-west-1", AWS_ROLE_ARN: "arn:$$a" },
        resource_group: "eks-a",
        environment: { name: "111122223333/a" },
      },
    });
  });

  test.each(["1e3", "0123", "null", "0x1f", "true"])("a name like %s stays a text", (name) => {
    expect(parse(asGitlab([stackOf(name)]).text)[`plan:${name}`].variables.STACK).toBe(name);
  });

  test("has a job if there is no stack, since a child pipeline needs one", () => {
    expect(parse(asGitlab([]).text)).toEqual({ "no-stack": { script: ["echo no stack has changed"] } });
  });

  test("takes 500 stacks, whose text is smaller than what GitLab reads", () => {
    const roles = { plan: "p".repeat(600), apply: "a".repeat(600) };
    expect(asGitlab(many(500, { roles })).text.length).toBeLessThan(1024 * 1024);
    expect(() => asGitlab(many(501))).toThrow(
      "stacks: a pipeline of GitLab has at most 500 jobs with an environment, got 501 stacks; name some of the clusters",
    );
  });
});

test("Atlantis takes a project a stack, planned when one of its inputs is modified", () => {
  const { text } = asAtlantis([stackOf("a", { after: ["c", "gone"] }), stackOf("b"), stackOf("c", { after: ["b"] })]);
  const autoplan = (name: string) => ({
    enabled: true,
    when_modified: [`../../../clusters/${name}.yaml`, "../../../defaults.yaml"],
  });
  expect(parse(text)).toEqual({
    version: 3,
    projects: [
      { name: "b", dir: "cdktf.out/stacks/b", execution_order_group: 0, autoplan: autoplan("b") },
      { name: "c", dir: "cdktf.out/stacks/c", depends_on: ["b"], execution_order_group: 1, autoplan: autoplan("c") },
      { name: "a", dir: "cdktf.out/stacks/a", depends_on: ["c"], execution_order_group: 2, autoplan: autoplan("a") },
    ],
  });
});
