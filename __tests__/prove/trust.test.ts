import { runSimulation } from "@cloud-copilot/iam-simulate";
import fc from "fast-check";
import actions from "../../lib/aws/iam/actions.json";
import { allowed } from "../../lib/prove/allowed";
import { prove } from "../../lib/prove/laws";
import { questionOf, type Words } from "../../lib/prove/question";
import { Request } from "../../lib/prove/request";
import { answersText } from "../../lib/prove/text";
import { loaded } from "../support/loaded";
import { bare, can, HEAD, role, who } from "./prove";

const ISSUER = "https://oidc.eks.eu-west-1.amazonaws.com/id/A";
const FILES = {
  "clusters/demo.yaml": `${HEAD}cluster: { authenticationMode: API, oidcIssuer: "${ISSUER}" }
access:
  team-a: { principal: "${role("team-a")}", policies: [AmazonEKSViewPolicy] }
nodeRoles:
  workers: { kind: managed }
workloads:
  backend:
    serviceAccount: apps/backend
    via: irsa
    role: {}
  shared:
    serviceAccount: tools/shared-*
    via: irsa
    issuers: ["https://oidc.eks.eu-west-1.amazonaws.com/id/B", "https://oidc.example.com/c"]
    role: {}
  taker:
    serviceAccount: apps/taker
    role:
      inlinePolicies:
        q: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "sts:*", Resource: "*" }] }
  idle:
    serviceAccount: apps/idle
    role: {}
  denied:
    serviceAccount: apps/denied
    role:
      inlinePolicies:
        q: { Version: "2012-10-17", Statement: [{ Effect: Deny, Action: "sts:AssumeRole", Resource: "*" }] }
  limited:
    serviceAccount: apps/limited
    via: irsa
    trustConditions: { StringEquals: { "aws:SourceOrgID": o-0a1b2c3d4e } }
    role: {}
`,
  "clusters/other.yaml": `${HEAD}cluster: { authenticationMode: API, oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/B" }
workloads:
  shared: { serviceAccount: tools/shared-1, role: { arn: "${role("demo-shared-pod")}" }, via: irsa }
`,
  "clusters/unknown.yaml": HEAD,
};

const BACKEND = role("demo-backend-pod");
const SHARED = role("demo-shared-pod");
const TOKEN = "sts:AssumeRoleWithWebIdentity";

test.each<[what: string, subject: string, words: Words, verdicts: string[]]>([
  [
    "a token of the service account",
    "pod:apps/backend",
    { verb: TOKEN, what: BACKEND },
    ["yes", "no", "cannot be said"],
  ],
  ["a token of another one", "pod:apps/other", { verb: TOKEN, what: BACKEND }, ["no", "no", "cannot be said"]],
  [
    "a pattern, and the issuer of another cluster",
    "pod:tools/shared-1",
    { verb: TOKEN, what: SHARED },
    ["yes", "yes", "cannot be said"],
  ],
  [
    "a condition that is not known",
    "pod:apps/limited",
    { verb: TOKEN, what: role("demo-limited-pod") },
    ["cannot be said", "no", "cannot be said"],
  ],
  [
    "a condition that is given",
    "pod:apps/limited",
    { verb: TOKEN, what: role("demo-limited-pod"), context: { "aws:SourceOrgID": "o-0a1b2c3d4e" } },
    ["yes", "no", "cannot be said"],
  ],
  ["a role that takes no tokens", "pod:apps/backend", { verb: TOKEN, what: role("demo-idle-pod") }, ["no", "no", "no"]],
  [
    "a token, of a role that no file makes",
    "pod:apps/backend",
    { verb: TOKEN, what: role("x") },
    ["cannot be said", "cannot be said", "cannot be said"],
  ],
  ["who is no pod may have a token", "node:workers", { verb: TOKEN, what: BACKEND }, ["cannot be said"]],
  ["and cannot use it where no token is taken", "node:workers", { verb: TOKEN, what: role("demo-idle-pod") }, ["no"]],
  ["a role whose trust names others", "pod:apps/taker", { verb: "sts:AssumeRole", what: BACKEND }, ["no"]],
  ["asked by a role that no file makes", "team-a", { verb: "sts:AssumeRole", what: BACKEND }, ["no"]],
  ["a role that no file makes", "pod:apps/taker", { verb: "sts:AssumeRole", what: role("x") }, ["cannot be said"]],
  [
    "one that may name who asks, so that it needs no policy",
    "pod:apps/idle",
    { verb: "sts:AssumeRole", what: role("x") },
    ["cannot be said"],
  ],
  ["a deny", "pod:apps/denied", { verb: "sts:AssumeRole", what: role("x") }, ["no"]],
  [
    "without a policy, in another account",
    "pod:apps/idle",
    { verb: "sts:AssumeRole", what: "arn:aws:iam::444455556666:role/x" },
    ["no"],
  ],
  [
    "with one, in another account",
    "pod:apps/taker",
    { verb: "sts:AssumeRole", what: "arn:aws:iam::444455556666:role/x" },
    ["cannot be said"],
  ],
  ["all roles", "pod:apps/taker", { verb: "sts:AssumeRole" }, ["cannot be said"]],
  ["all that STS does", "pod:apps/taker", { verb: "sts:*", what: BACKEND }, ["cannot be said"]],
  ["what no trust decides", "pod:apps/taker", { verb: "sts:GetServiceBearerToken" }, ["yes"]],
])("%s", (_, subject, words, verdicts) => {
  // a pod is asked about on each cluster, and without a role there it has none
  const found = can(FILES, subject, words).map(({ verdict }) => verdict);
  expect(found.slice(0, verdicts.length)).toEqual(verdicts);
});

test.each<[string, Words, string]>([
  [
    "pod:apps/backend",
    { verb: TOKEN, what: BACKEND },
    `yes: pods of apps/backend on demo may ${TOKEN} on ${BACKEND}
  because the trust of demo-backend-pod: Allow ${TOKEN} for arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A (clusters/demo.yaml:12:5)`,
  ],
  [
    "team-a",
    { verb: "sts:AssumeRole", what: BACKEND },
    `no: ${role("team-a")} on demo may not sts:AssumeRole on ${BACKEND}
  the trust of demo-backend-pod does not allow it (clusters/demo.yaml:12:5)`,
  ],
  [
    "pod:apps/taker",
    { verb: "sts:AssumeRole", what: role("x") },
    `cannot be said: whether pods of apps/taker on demo may sts:AssumeRole on ${role("x")}
  Pod Identity gives ${role("demo-taker-pod")} (clusters/demo.yaml:18:3)
  no file makes ${role("x")}, so its trust is not known`,
  ],
])("%s: %j in words", (subject, words, text) => {
  expect(bare(answersText(can(FILES, subject, words).slice(0, 1)))).toContain(text);
});

test("who may take a role: the pods that its trust names, and tokens of issuers that no file has", () => {
  expect(who(FILES, { verb: TOKEN, what: BACKEND })).toEqual([
    "yes: pods of apps/backend",
    "cannot be said: pods of apps/backend",
    "cannot be said: pods of apps/limited",
    "cannot be said: pods of tools/shared-*",
    "cannot be said: pods of tools/shared-1",
  ]);
  const { "clusters/unknown.yaml": _, ...known } = FILES;
  expect(who(known, { verb: TOKEN, what: BACKEND })).toEqual(["yes: pods of apps/backend"]);
  expect(who(known, { verb: TOKEN, what: SHARED })).toContain(
    "cannot be said: whoever has a token of oidc.example.com/c",
  );
  expect(who(known, { verb: "sts:AssumeRole", what: BACKEND })).toEqual([]);
});

test("who may make pods takes a role by their token too, and a token of elsewhere still counts", () => {
  const files = {
    ...FILES,
    "clusters/demo.yaml": FILES["clusters/demo.yaml"].replace(
      "access:\n",
      `access:\n  dev: { principal: "${role("dev")}", policies: [{ policy: AmazonEKSEditPolicy, namespaces: [apps, tools] }] }\n`,
    ),
    "clusters/unknown.yaml": `${HEAD}cluster: { authenticationMode: API }\n`,
  };
  const without = (what: string) =>
    who(files, { verb: TOKEN, what }, {}, true).filter((one) => !/-\*|limited|^cannot be said: pods/.test(one));
  expect(without(BACKEND)).toEqual([`yes: ${role("dev")}`, "yes: pods of apps/backend"]);
  expect(without(SHARED)).toContain("cannot be said: whoever has a token of oidc.example.com/c");
});

test.each([
  ["pod:apps/backend", BACKEND, "holds"],
  ["pod:apps/taker", BACKEND, "is broken"],
  ["pod:tools/shared-*, pod:tools/shared-1", SHARED, "cannot be said"],
  [
    "pod:tools/shared-*, pod:tools/shared-1, arn:aws:iam::111122223333:oidc-provider/oidc.example.com/c",
    SHARED,
    "holds",
  ],
])("nobody but %s may take %s: %s", (names, on, verdict) => {
  const { "clusters/unknown.yaml": _, ...known } = FILES;
  const law = { nobody: { except: names.split(", ") }, may: TOKEN, on };
  expect(prove(law, loaded(known).plans, { actions }).verdict).toBe(verdict);
});

const ASKER = "arn:aws:iam::111122223333:role/asker";
const some = (...words: readonly string[]) => fc.constantFrom(...words);
const lists = (...words: readonly string[]) => fc.uniqueArray(some(...words), { minLength: 1, maxLength: 2 });
const statements = <Statement>(statement: fc.Arbitrary<Statement>, minLength: number) =>
  fc.array(statement, { minLength, maxLength: 2 }).map((Statement) => ({ Version: "2012-10-17", Statement }));
const condition = fc.option(
  some("a", "b").map((team) => ({ StringEquals: { "aws:PrincipalTag/team": team } })),
  { nil: undefined },
);
const effect = some("Allow", "Allow", "Deny");
const trust = statements(
  fc
    .record({
      Effect: effect,
      Principal: fc.oneof(
        fc.constant("*"),
        lists(
          "*",
          ASKER,
          "arn:aws:iam::111122223333:role/other",
          "111122223333",
          "arn:aws:iam::111122223333:root",
          "444455556666",
        ).map((AWS) => ({ AWS })),
        fc.constant({ Service: "ec2.amazonaws.com" }),
      ),
      Action: lists("sts:AssumeRole", "sts:*", "sts:TagSession"),
      Condition: condition,
    })
    .map(({ Condition, ...rest }) => ({ ...rest, ...(Condition && { Condition }) })),
  1,
);
const identity = statements(
  fc
    .record({
      Effect: effect,
      Action: lists("sts:AssumeRole", "sts:*", "s3:*"),
      Resource: lists(
        "*",
        "arn:aws:iam::111122223333:role/*",
        "arn:aws:iam::444455556666:role/taken",
        "arn:aws:s3:::x",
      ),
      Condition: condition,
    })
    .map(({ Condition, ...rest }) => ({ ...rest, ...(Condition && { Condition }) })),
  0,
);

test("a role is taken as the simulator says, in its account and from another one", async () => {
  const counts = { yes: 0, no: 0, "cannot be said": 0 };
  await fc.assert(
    fc.asyncProperty(
      trust,
      identity,
      fc.option(identity, { nil: undefined }),
      some("111122223333", "444455556666"),
      some("a", "b"),
      async (document, own, boundary, account, team) => {
        const resource = `arn:aws:iam::${account}:role/taken`;
        const context = { "aws:PrincipalTag/team": team };
        const answer = await runSimulation(
          {
            request: {
              action: "sts:AssumeRole",
              principal: ASKER,
              resource: { resource, accountId: account },
              contextVariables: context,
            },
            identityPolicies: [{ name: "own", policy: own }],
            serviceControlPolicies: [],
            resourceControlPolicies: [],
            resourcePolicy: document,
            ...(boundary && { permissionBoundaryPolicies: [{ name: "boundary", policy: boundary }] }),
          },
          {},
        );
        const simulated = answer.resultType === "single" && answer.overallResult === "Allowed" ? "yes" : "no";
        expect(answer).toMatchObject({ resultType: "single" });
        const { verdict } = allowed(
          {
            policies: { known: [{ name: "own", document: own }], unknown: [] },
            limits: boundary ? [{ name: "boundary", document: boundary }] : [],
            asked: { trust: { name: "trust", document }, by: ASKER, role: resource },
          },
          new Request("sts:AssumeRole", resource, { ...context, "aws:PrincipalArn": ASKER }, true),
        );
        counts[verdict] += 1;
        if (verdict === "cannot be said") return;
        expect(JSON.stringify([verdict, account, team, document, own, boundary])).toBe(
          JSON.stringify([simulated, account, team, document, own, boundary]),
        );
      },
    ),
    { numRuns: 2000 },
  );
  expect(Math.min(counts.yes, counts.no)).toBeGreaterThan(20);
  expect(counts["cannot be said"]).toBeLessThan(400);
});

test("a question about a token is one of AWS", () => {
  expect(questionOf({ verb: TOKEN, what: BACKEND }, actions)).toMatchObject({ is: "aws", action: TOKEN });
});
