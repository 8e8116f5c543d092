import fc from "fast-check";
import { SIMULATED_POLICY } from "../../lib/aws/iam/simulation";
import { lacksOpinion, type Opinion, type Verdict } from "../../lib/prove/answer";
import { clustersOf } from "../../lib/prove/clusters";
import { answerOf } from "../../lib/prove/decide";
import type { Documents } from "../../lib/prove/documents";
import { questionOf, type Words } from "../../lib/prove/question";
import {
  type Asking,
  askable,
  askingsOf,
  type NotAsking,
  opinionOf,
  unasked,
  withOpinions,
} from "../../lib/prove/second-opinion";
import { subjectsNamed } from "../../lib/prove/subjects";
import { answersText } from "../../lib/prove/text";
import { loaded } from "../support/loaded";
import { bare, HEAD, role } from "./prove";

const allow = (Action: string, Resource: string, more: object = {}) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource, ...more }] });
const PUT = allow("s3:PutObject", "arn:aws:s3:::queue/*");
const LIMIT = "arn:aws:iam::111122223333:policy/limit";

const FILES = {
  "clusters/demo.yaml": `${HEAD}access:
  team-a: { principal: "${role("team-a")}", policies: [AmazonEKSViewPolicy] }
workloads:
  backend: { serviceAccount: apps/backend, role: { inlinePolicies: { put: ${PUT} } } }
  limited: { serviceAccount: apps/limited, role: { permissionsBoundary: "${LIMIT}", inlinePolicies: { put: ${PUT} } } }
  narrow:
    serviceAccount: apps/narrow
    sessionTags: false
    sessionPolicy: ${allow("s3:GetObject", "*")}
    role: { inlinePolicies: { put: ${PUT} } }
  more:
    serviceAccount: apps/more
    role: { additionalPolicies: ["arn:aws:iam::111122223333:policy/own"], inlinePolicies: { put: ${PUT} } }
  unknown: { serviceAccount: apps/unknown, role: { additionalPolicies: ["arn:aws:iam::111122223333:policy/own"] } }
  taker: { serviceAccount: apps/taker, role: { inlinePolicies: { take: ${allow("sts:AssumeRole", "*")} } } }
`,
};
const given = (name: string, document: string) => ({
  [name]: { name: `the policy ${name}`, document: JSON.parse(document) },
});
const OBJECT = { verb: "s3:PutObject", what: "arn:aws:s3:::queue/a" };

const question = (words: Words) => askable(questionOf(words), false);

function askings(subject: string, words: Words, documents: Documents = {}): (Asking | NotAsking)[] {
  return subjectsNamed(subject, clustersOf(loaded(FILES).plans)).flatMap((one) =>
    askingsOf(one, question(words), documents),
  );
}

test("the documents of the files are asked about, with the keys that the files fill in and those that are given", () => {
  const documents = { given: given("limit", allow("s3:*", "*")) };
  const [asking] = askings(
    "pod:apps/limited",
    { ...OBJECT, context: { "aws:RequestedRegion": "eu-west-1" } },
    documents,
  );
  expect(asking).toMatchObject({
    role: role("demo-limited-pod"),
    simulation: {
      documents: [JSON.parse(PUT)],
      boundary: JSON.parse(allow("s3:*", "*")),
      action: "s3:PutObject",
      resource: "arn:aws:s3:::queue/a",
    },
    files: "yes",
    alone: "yes",
    leftOut: [],
  });
  expect(asking).toHaveProperty("simulation.context", {
    "aws:PrincipalArn": role("demo-limited-pod"),
    "aws:PrincipalAccount": "111122223333",
    "aws:PrincipalTag/eks-cluster-arn": "arn:aws:eks:eu-west-1:111122223333:cluster/demo",
    "aws:PrincipalTag/eks-cluster-name": "demo",
    "aws:PrincipalTag/kubernetes-namespace": "apps",
    "aws:PrincipalTag/kubernetes-service-account": "limited",
    "aws:RequestedRegion": "eu-west-1",
  });
});

test.each<[string, string, Words, string, string, string[]]>([
  ["nothing is left out", "pod:apps/backend", OBJECT, "yes", "yes", []],
  [
    "a session policy",
    "pod:apps/narrow",
    OBJECT,
    "no",
    "yes",
    ["the session policy, since it takes none (clusters/demo.yaml:8:3)"],
  ],
  [
    "a boundary that nobody knows",
    "pod:apps/limited",
    OBJECT,
    "cannot be said",
    "cannot be said",
    [
      `${LIMIT} is its boundary, and its document is not known; put it into a folder as <name>.json: --policies <folder>`,
    ],
  ],
  [
    "a policy that nobody knows",
    "pod:apps/more",
    OBJECT,
    "yes",
    "yes",
    [
      "the policy arn:aws:iam::111122223333:policy/own is attached, and its document is not known; put it into a folder as <name>.json: --policies <folder>",
    ],
  ],
  [
    "the trust of a role",
    "pod:apps/taker",
    { verb: "sts:AssumeRole", what: role("demo-backend-pod") },
    "no",
    "yes",
    [`the trust of ${role("demo-backend-pod")}, since it takes none`],
  ],
])("%s", (_, subject, words, files, alone, leftOut) => {
  const [asking] = askings(subject, words) as Asking[];
  const told = asking?.leftOut.map(({ text, location }) =>
    location?.endsWith(":8:3") ? bare(`${text} (${location})`) : text,
  );
  expect({ files: asking?.files, alone: asking?.alone, leftOut: told }).toEqual({ files, alone, leftOut });
});

test.each<[string, Words, Documents, string]>([
  ["pod:apps/nobody", OBJECT, {}, "no role of the subject is known"],
  ["team-a", OBJECT, {}, `no file makes ${role("team-a")}, so its policies are not known`],
  ["pod:apps/unknown", OBJECT, {}, `no document of a policy of ${role("demo-unknown-pod")} is known`],
  [
    "pod:apps/backend",
    { verb: "sts:AssumeRoleWithWebIdentity", what: role("demo-backend-pod") },
    {},
    "the trust of the role alone decides, and it takes no trusts",
  ],
  [
    "pod:apps/backend",
    { verb: "s3:PutObject", what: "arn:aws-cn:s3:::queue/a" },
    {},
    "the ARN is of another partition than aws",
  ],
])("of %s nothing can be asked: %j", (subject, words, documents, because) => {
  expect(askings(subject, words, documents)).toEqual([expect.objectContaining({ because })]);
});

test.each(["own", "limit"])("a document that is too long is not sent: %s", (name) => {
  const { characters } = SIMULATED_POLICY;
  const sized = (length: number) => {
    const without = allow("s3:*", "*", { Sid: "" });
    return { given: given(name, allow("s3:*", "*", { Sid: "a".repeat(length - without.length) })) };
  };
  const subject = name === "own" ? "pod:apps/more" : "pod:apps/limited";
  const named = name === "own" ? "the policy own" : "the boundary limit";
  expect(askings(subject, OBJECT, sized(characters))).toEqual([expect.objectContaining({ files: "yes" })]);
  expect(askings(subject, OBJECT, sized(characters + 1))).toEqual([
    expect.objectContaining({ because: `${named} has ${characters + 1} characters, and it takes ${characters}` }),
  ]);
});

test.each<[Words, boolean, string]>([
  [
    { verb: "get", what: "pods", namespace: "a" },
    false,
    '--aws asks about actions of AWS, and "get pods in a" is a question about Kubernetes; leave --aws out',
  ],
  [OBJECT, true, "--aws asks about the roles of the subject itself; leave --through out"],
  [
    { verb: "s3:Put*", what: "arn:aws:s3:::queue/a" },
    false,
    '--aws asks about one action and one ARN, without wildcards, got "s3:Put*"',
  ],
  [
    { verb: "s3:PutObject", what: "arn:aws:s3:::queue/?" },
    false,
    '--aws asks about one action and one ARN, without wildcards, got "arn:aws:s3:::queue/?"',
  ],
])("%j cannot be asked", (words, through, message) => {
  expect(() => askable(questionOf(words), through)).toThrow(new Error(message));
});

const [ASKING] = askings("pod:apps/backend", OBJECT) as [Asking];
const [LOCATED] = subjectsNamed("pod:apps/backend", clustersOf(loaded(FILES).plans));
const SAID = ["yes", "no", "cannot be said"] as const;

test("only a sure answer by the same documents is contradicted, and then it cannot be said", () => {
  const decisions = ["allowed", "explicitDeny", "implicitDeny"] as const;
  const verdicts = fc.constantFrom<Verdict>(...SAID);
  fc.assert(
    fc.property(verdicts, verdicts, fc.constantFrom(...decisions), (files, alone, decision) => {
      const opinion = opinionOf({ ...ASKING, files, alone }, { decision, missing: [] });
      const aws = decision === "allowed" ? "yes" : "no";
      expect(opinion.verdict).toBe(aws);
      expect(opinion.contradicts).toBe([files, alone].every((one) => one !== "cannot be said" && one !== aws));
      const answer = { ...answerOf(LOCATED as never, question(OBJECT)), verdict: files };
      expect(withOpinions(answer, [opinion]).verdict).toBe(opinion.contradicts ? "cannot be said" : files);
    }),
  );
});

test.each<[Verdict, Parameters<typeof opinionOf>[1], string[]]>([
  ["yes", { decision: "allowed", missing: ["aws:SourceVpc"] }, ["AWS's policy simulator agrees: yes"]],
  ["no", { decision: "implicitDeny", missing: [] }, ["AWS's policy simulator agrees: no, no statement allows it"]],
  [
    "no",
    { decision: "explicitDeny", missing: [], boundary: false },
    ["AWS's policy simulator agrees: no, a statement denies it and the boundary does not allow it"],
  ],
  ["cannot be said", { decision: "allowed", missing: [] }, ["AWS's policy simulator says: yes"]],
  [
    "cannot be said",
    { decision: "implicitDeny", missing: ["aws:SecureTransport"] },
    [
      "AWS's policy simulator says: no, no statement allows it",
      "it had no value of aws:SecureTransport; if the request has one: --context <key>=<value>",
    ],
  ],
  [
    "yes",
    { decision: "explicitDeny", missing: [] },
    [
      "AWS's policy simulator says the opposite: no, a statement denies it",
      "perhaps because it knows which resources and condition keys the action has; else one of the two is wrong",
    ],
  ],
  [
    "yes",
    { decision: "implicitDeny", missing: [], boundary: true, organization: false },
    ["AWS's policy simulator says the opposite: no, service control policies of the account do not allow it"],
  ],
  ["yes", { problem: "it rains" }, ["AWS's policy simulator gave no answer: it rains"]],
])("files say %s, and the simulator %j", (verdict, answer, texts) => {
  const { reasons } = opinionOf({ ...ASKING, files: verdict, alone: verdict }, answer);
  expect(reasons.map(({ text }) => text)).toEqual(texts);
});

test("of several roles each is named", () => {
  const opinions = [
    opinionOf(ASKING, { decision: "allowed", missing: [] }),
    opinionOf({ ...ASKING, role: role("second"), files: "no" }, { problem: "it rains" }),
    unasked({ role: role("third"), because: `no file makes ${role("third")}` }),
  ];
  const answer = { ...answerOf(LOCATED as never, question(OBJECT)), reasons: [] };
  expect(answersText([withOpinions(answer, opinions)])).toBe(
    `yes: pods of apps/backend on demo may s3:PutObject on arn:aws:s3:::queue/a
  role/demo-backend-pod: AWS's policy simulator agrees: yes
  role/second: AWS's policy simulator gave no answer: it rains
  AWS's policy simulator was not asked: no file makes ${role("third")}
not looked at: service control policies, policies of the resources themselves, and roles that no file makes
AWS's policy simulator gets the identity policies and the boundary alone, without trusts, session policies and policies of resources
`,
  );
});

test.each<[boolean, Verdict, Opinion[] | undefined]>([
  [false, "yes", undefined],
  [false, "yes", [opinionOf(ASKING, { decision: "allowed", missing: [] })]],
  [false, "yes", [opinionOf(ASKING, { decision: "allowed", missing: [] }), unasked({ role: "", because: "" })]],
  [true, "yes", [unasked({ role: "", because: "" })]],
  [false, "no", [unasked({ role: "", because: "" })]],
  [true, "no", [opinionOf(ASKING, { problem: "it rains" })]],
  [false, "no", [opinionOf({ ...ASKING, files: "no" }, { decision: "allowed", missing: [] })]],
])("an opinion is lacking is %s of a %s with %j", (lacks, verdict, aws) => {
  const answer = { ...answerOf(LOCATED as never, question(OBJECT)), verdict };
  expect(lacksOpinion(aws === undefined ? answer : { ...answer, aws })).toBe(lacks);
});
