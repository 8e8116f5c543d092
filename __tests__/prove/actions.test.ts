import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { actionsFile } from "../../facts/actions";
import actions from "../../lib/aws/iam/actions.json";
import { prove } from "../../lib/prove/laws";
import { QuestionError, questionOf } from "../../lib/prove/question";
import { loaded } from "../support/loaded";
import { HEAD } from "./prove";

test("the committed names are those that AWS publishes, for all services of our own documents", () => {
  expect(readFileSync(join(__dirname, "../../lib/aws/iam/actions.json"), "utf8")).toBe(actionsFile());
});

const problemOf = (verb: string): string | undefined => {
  try {
    questionOf({ verb, what: "*" }, actions);
    return undefined;
  } catch (error) {
    return error instanceof QuestionError ? error.message : String(error);
  }
};

test.each([
  "s3:GetObject",
  "s3:getobject",
  "s3:Get*",
  "s3:*",
  "s3:?etObject",
  "rds-db:connect",
  "eks-auth:AssumeRoleForPodIdentity",
  // of services that are not listed nothing is known
  "quantumthings:Anything",
])("%s is an action", (action) => {
  expect(problemOf(action)).toBeUndefined();
});

const LIST = `by its list of ${actions.date}`;

test.each([
  ["s3:GetObjct", `AWS has no action "s3:GetObjct", ${LIST}; did you mean "s3:GetObject"?`],
  ["s3:Gett*", `AWS has no action "s3:Gett*", ${LIST}`],
  ["sqs:Transmogrify", `AWS has no action "sqs:Transmogrify", ${LIST}`],
  ["s3:ListObjectsV2", `AWS has no action "s3:ListObjectsV2", ${LIST}; s3:ListBucket allows that operation`],
  ["s3:CopyObject", `AWS has no action "s3:CopyObject", ${LIST}; s3:GetObject and s3:PutObject allow that operation`],
  ["s3:constructor", `AWS has no action "s3:constructor", ${LIST}`],
  [
    "*:GetObject",
    'an action of AWS is <service>:<Action>, in which * stands for any text behind the colon, got "*:GetObject"',
  ],
])("%s is none", (action, problem) => {
  expect(problemOf(action)).toBe(problem);
});

test("a law with an unknown action is refused, on every cluster or none", () => {
  const { plans } = loaded({ "clusters/demo.yaml": HEAD });
  const law = { nobody: true as const, may: "s3:GetObjct", on: "arn:aws:s3:::queue/*" };
  expect(() => prove(law, plans, { actions })).toThrow(QuestionError);
});

describe("a law about a wildcard", () => {
  const statement = (Effect: string, Action: string) => ({ Effect, Action, Resource: "arn:aws:s3:::q/*" });
  const verdictOf = (pattern: string, ...statements: object[]) => {
    const document = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    const { plans } = loaded({
      "clusters/demo.yaml": `${HEAD}workloads: { w: { serviceAccount: a/w, role: { inlinePolicies: { p: ${document} } } } }\n`,
    });
    const law = { pod: "a/w", mayNot: pattern, on: "arn:aws:s3:::q/a" };
    const { verdict, answers } = prove(law, plans, { actions });
    return [verdict, answers[0]?.deed];
  };

  test.each<[pattern: string, statements: object[], found: string[]]>([
    ["s3:Delete*", [statement("Allow", "s3:Get*")], ["holds", "s3:Delete* on arn:aws:s3:::q/a"]],
    ["s3:Get*", [statement("Allow", "s3:GetObject")], ["is broken", "s3:GetObject on arn:aws:s3:::q/a"]],
    [
      "s3:GetObject*",
      [statement("Allow", "s3:Get*"), statement("Deny", "s3:GetObject")],
      ["is broken", "s3:GetObjectAcl on arn:aws:s3:::q/a"],
    ],
    [
      "s3:Get*",
      [{ ...statement("Allow", "s3:GetObject"), Condition: { Bool: { "aws:SecureTransport": "true" } } }],
      ["cannot be said", "s3:Get* on arn:aws:s3:::q/a"],
    ],
  ])("%s: is broken by each that it stands for", (pattern, statements, found) => {
    expect(verdictOf(pattern, ...statements)).toEqual(found);
  });
});

test("a wildcard is an action where one name fits, as a list of all names says", () => {
  const names = Object.entries(actions.services).flatMap(([service, all]) =>
    all.split(" ").map((name) => `${service}:${name}`),
  );
  const cut = fc.tuple(fc.constantFrom(...names), fc.nat(30), fc.nat(30), fc.constantFrom("*", "?", "x*", "*x*"));
  const found = { some: 0, none: 0 };
  fc.assert(
    fc.property(cut, ([action, from, length, wildcard]) => {
      const colon = action.indexOf(":") + 1;
      const asked = action.slice(0, colon + from) + wildcard + action.slice(colon + from + length);
      const pattern = new RegExp(`^${asked.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i");
      const fits = names.some((name) => pattern.test(name));
      found[fits ? "some" : "none"] += 1;
      expect([asked, problemOf(asked) === undefined]).toEqual([asked, fits]);
    }),
    { numRuns: 300 },
  );
  expect(Math.min(found.some, found.none)).toBeGreaterThan(30);
});
