import { runUnsafeSimulation } from "@cloud-copilot/iam-simulate";
import fc from "fast-check";
import { said } from "../../lib/prove/evaluate";
import { Request } from "../../lib/prove/request";

const ACCOUNT = "111122223333";
const some = (...words: readonly string[]) => fc.constantFrom(...words);
const listed = (...words: readonly string[]) =>
  fc.oneof(some(...words), fc.uniqueArray(some(...words), { minLength: 1, maxLength: 3 }));

const TEXTS = [
  "a",
  "A",
  "ab",
  "a*",
  "?b",
  "*",
  "true",
  "${aws:PrincipalTag/team}",
  "a${*}",
  "${aws:PrincipalTag/none}",
];
const ARNS = [
  "arn:aws:s3:::queue/a",
  "arn:aws:s3:::queue/*",
  "arn:aws:s3:::*/a",
  "arn:aws:s3:::queue/${aws:PrincipalTag/team}",
  "arn:aws:s3:*:*:queue/?",
  "arn:aws:*:::queue/a:b*",
  "arn:aws:s3:::${aws:PrincipalTag/none}/a",
];
const KEYS = ["aws:PrincipalTag/team", "aws:principaltag/Team", "aws:PrincipalTag/none", "aws:SourceAccount"];
const singles = ["String", "String", "String"].flatMap((kind) => [
  `${kind}Equals`,
  `${kind}NotEquals`,
  `${kind}Like`,
  `${kind}NotLike`,
  `${kind}EqualsIgnoreCase`,
  `${kind}NotEqualsIgnoreCase`,
]);

const condition = fc.oneof(
  fc.tuple(some(...singles, ...singles.map((name) => `${name}IfExists`)), some(...KEYS), listed(...TEXTS)),
  fc.tuple(
    some("ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "ArnLikeIfExists", "ArnNotEqualsIfExists"),
    some("aws:SourceArn", "aws:PrincipalArn"),
    listed(...ARNS, "arn:aws:iam::*:role/x*"),
  ),
  fc.tuple(
    some("Bool", "BoolIfExists"),
    some("aws:SecureTransport", "aws:ViaAWSService"),
    listed("true", "false", "TRUE"),
  ),
  fc.tuple(fc.constant("Null"), some(...KEYS, "aws:TagKeys"), some("true", "false")),
  fc.tuple(
    fc
      .tuple(
        some("ForAllValues", "ForAnyValue"),
        some("StringEquals", "StringLike", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotLike"),
        some("", "IfExists"),
      )
      .map(([set, operator, end]) => `${set}:${operator}${end}`),
    some("aws:TagKeys"),
    listed("a", "A", "ab", "a*", "?b", "*"),
  ),
);
const conditions = fc.array(condition, { maxLength: 2 }).map((all) => {
  const made: Record<string, Record<string, unknown>> = {};
  for (const [operator, key, value] of all) made[operator] = { ...made[operator], [key]: value };
  return made;
});

const ACTIONS = ["s3:GetObject", "s3:getobject", "s3:Get*", "s3:*", "*", "s3:PutObject", "s3:Ge?Object", "ec2:*"];
const RESOURCES = [...ARNS, "*", "arn:aws:s3:::*", "arn:aws:ec2:*:*:*", "arn:*:s3:::queue/*", "arn:aws:s3*", "arn:*a"];
const statement = fc
  .tuple(
    some("Allow", "Allow", "Deny"),
    fc.boolean(),
    listed(...ACTIONS),
    fc.boolean(),
    listed(...RESOURCES),
    conditions,
  )
  .map(([Effect, notAction, actions, notResource, resources, Condition]) => ({
    Effect,
    [notAction && Effect === "Deny" ? "NotAction" : "Action"]: actions,
    [notResource && Effect === "Deny" ? "NotResource" : "Resource"]: resources,
    ...(Object.keys(Condition).length > 0 && { Condition }),
  }));
const document = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((Statement) => ({ Version: "2012-10-17", Statement }));

const context: fc.Arbitrary<Record<string, string | string[]>> = fc
  .record(
    {
      "aws:PrincipalTag/team": some("a", "ab", "A", "queue"),
      "aws:SourceAccount": some("a", "b"),
      "aws:SourceArn": some("arn:aws:s3:::queue/a", "arn:aws:s3:::other/a", "arn:aws:iam::1:role/x/y"),
      "aws:SecureTransport": some("true", "false"),
      "aws:TagKeys": fc.uniqueArray(some("a", "ab", "A"), { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: [] },
  )
  .map((made) => Object.fromEntries(Object.entries(made)) as Record<string, string | string[]>);

const request = fc.record({
  action: some("s3:GetObject", "s3:PutObject"),
  resource: some("arn:aws:s3:::queue/a", "arn:aws:s3:::queue/ab", "arn:aws:s3:::queue/a:b", "arn:aws:s3:::other/a"),
  context,
});

const PRINCIPAL = `arn:aws:iam::${ACCOUNT}:role/asker`;

function verdictOf(policy: object, asked: Request): "yes" | "no" | "cannot be said" {
  const { allows, denies } = said(policy, asked);
  if (denies === 2 || allows === 0) return "no";
  return allows === 2 && denies === 0 ? "yes" : "cannot be said";
}

test("decides as the simulator does, or says that it cannot", () => {
  const counts = { yes: 0, no: 0, "cannot be said": 0 };
  fc.assert(
    fc.property(document, request, (policy, { action, resource, context: given }) => {
      const simulated = runUnsafeSimulation(
        {
          request: {
            action,
            principal: PRINCIPAL,
            resource: { resource, accountId: ACCOUNT },
            contextVariables: given,
          },
          identityPolicies: [{ name: "p", policy }],
          serviceControlPolicies: [],
          resourceControlPolicies: [],
        },
        {},
      );
      const expected = simulated === "Allowed" ? "yes" : "no";
      const own = verdictOf(policy, new Request(action, resource, given, true));
      counts[own] += 1;
      if (own !== "cannot be said") expect([own, policy, given]).toEqual([expected, policy, given]);
      // whoever knows less says the same, or that it cannot be said
      const less = verdictOf(policy, new Request(action, resource, {}, false));
      expect([own, "cannot be said", ...(own === "cannot be said" ? ["yes", "no"] : [])]).toContain(less);
    }),
    { numRuns: 10_000 },
  );
  expect(Math.min(counts.yes, counts.no)).toBeGreaterThan(500);
  expect(counts["cannot be said"]).toBeLessThan(1500);
});

test("of an action with wildcards it says what holds of each that fits, or that it cannot be said", () => {
  const ALL = ["s3:GetObject", "s3:GetBucket", "s3:PutObject", "s3:DeleteObject", "ec2:GetObject"];
  const counts = { yes: 0, no: 0, "cannot be said": 0 };
  fc.assert(
    fc.property(document, request, some("s3:Get*", "s3:*Object", "s3:*", "s3:???Object"), (policy, asked, pattern) => {
      const verdict = (action: string) => verdictOf(policy, new Request(action, asked.resource, asked.context, true));
      const own = verdict(pattern);
      counts[own] += 1;
      const fits = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`);
      const each = ALL.filter((action) => fits.test(action)).map(verdict);
      if (own !== "cannot be said") expect([own, policy, each]).toEqual([own, policy, each.map(() => own)]);
    }),
    { numRuns: 3000 },
  );
  expect(Math.min(counts.yes, counts.no)).toBeGreaterThan(100);
});
