import { takesEntries } from "../../lib/aws/eks/platform-versions";
import { jsonAnswer } from "../../lib/commands/answer";
import { importAwsAuth } from "../../lib/import/aws-auth/import";
import { statusAnswer } from "../../lib/import/status/answer";
import { answersOf } from "../../lib/import/status/rows";
import { stepsOf } from "../../lib/import/status/steps";
import { statusText } from "../../lib/import/status/text";
import { objections } from "../support/answers";
import { CLUSTER, clusterAnswers, entry, policy, role } from "./support";

const ADMIN = entry(role("creator"), { policies: [policy("AmazonEKSClusterAdminPolicy")] });
const NODES = entry(role("nodes"), { type: "EC2_LINUX" });
const MAKERS = [{ what: "node group main", roleArn: role("nodes") }];
const NODE_ROW = 'username: "system:node:{{EC2PrivateDNSName}}", groups: [system:bootstrappers, system:nodes]';

type Answers = ReturnType<typeof clusterAnswers>;

/** Each step with its state and notes, of a cluster and the rows of its mapRoles. */
function states(answers: Answers, rows?: readonly string[], others = "") {
  const text = rows && `mapRoles: |\n${rows.map((row) => `  - { ${row} }\n`).join("")}${others}`;
  const read = text && importAwsAuth({ file: "aws-auth.yaml", text }, CLUSTER, answersOf(answers)).rows;
  return stepsOf(answers, read || undefined);
}

const row = (answers: Answers, rows: readonly string[], others = "") =>
  states(answers, rows, others)
    .slice(3, 5)
    .map(({ is, notes }) => [is, ...notes]);

test.each([
  ["1.33", "eks.1", true],
  ["1.30", "eks.2", true],
  ["1.30", "eks.1", false],
  ["1.23", "eks.17", true],
  ["1.23", "eks.16", false],
  ["1.22", "eks.99", false],
  ["", "", undefined],
])("Kubernetes %s on %s takes entries: %s", (version, platform, takes) => {
  expect(takesEntries(version, platform)).toBe(takes);
});

describe("the way out", () => {
  test("begins with the mode, which makes the entries of the creator and of node groups", () => {
    const answers = clusterAnswers([], { mode: "CONFIG_MAP" });
    expect(states(answers, []).map(({ is }) => is)).toEqual([
      "yes",
      "NO",
      "wait",
      "wait",
      "wait",
      "ask",
      "wait",
      "wait",
    ]);
    expect(statusText(answers, states(answers))).toMatch(
      /\nnext: 2 .*\n {2}aws eks update-cluster-config .*authenticationMode=API_AND_CONFIG_MAP\n$/,
    );
  });

  test("asks for the log of the authenticator last, and then sets the mode API", () => {
    const answers = clusterAnswers([ADMIN, NODES], { makers: MAKERS });
    const steps = states(answers, [`rolearn: ${role("nodes")}, ${NODE_ROW}`]);
    expect(steps.map(({ is }) => is)).toEqual(["yes", "yes", "yes", "yes", "yes", "ask", "wait", "wait"]);
    expect(statusText(answers, steps)).toMatch(
      /\nnext: 6 .*\n {2}aws logs start-query .*\nthen: 7 mode API\n {2}aws eks .*authenticationMode=API\n$/,
    );
  });

  test("ends with the ConfigMap, which nothing reads any more", () => {
    const answers = clusterAnswers([ADMIN], { mode: "API" });
    expect(states(answers, []).map(({ is }) => is)).toEqual(["yes", "yes", "yes", "yes", "yes", "yes", "yes", "NO"]);
  });

  test("waits where nobody is left who can repair the cluster", () => {
    const inOne = { ...policy("AmazonEKSClusterAdminPolicy"), namespaces: ["a"] };
    for (const entries of [[NODES], [entry(role("creator"), { policies: [inOne] })]]) {
      expect(states(clusterAnswers(entries, { makers: MAKERS }), [])[2]).toMatchObject({
        is: "NO",
        notes: [expect.stringContaining("nobody could repair the cluster from inside")],
      });
    }
  });

  test("is the whole text that a user reads", () => {
    const answers = clusterAnswers([ADMIN, NODES], { makers: MAKERS });
    const steps = states(answers, [
      `rolearn: ${role("windows")}, ${NODE_ROW}`,
      `rolearn: ${role("team")}, username: t`,
    ]);
    expect(statusText(answers, steps)).toBe(`demo (111122223333, eu-west-1): API_AND_CONFIG_MAP
1 platform version takes entries              yes  1.33 eks.1
2 mode API_AND_CONFIG_MAP                     yes  cannot be undone
3 an administrator has an entry               yes  arn:aws:iam::111122223333:role/creator, AmazonEKSClusterAdminPolicy: keep it until 7
4 every row of aws-auth has a live entry      NO   mapRoles[0], line 2: arn:aws:iam::111122223333:role/windows has no entry
                                                   mapRoles[1], line 3: arn:aws:iam::111122223333:role/team has no entry
5 every node role has the entry of its type   NO   mapRoles[0], line 2: arn:aws:iam::111122223333:role/windows has no entry
6 nobody logged in by aws-auth for 30 days    ask  each ARN that the log names must have an entry; the log of the authenticator must be on
7 mode API                                    wait for 4, 5 and 6; cannot be undone
8 delete the ConfigMap                        wait for 7
next: 4 every row of aws-auth has a live entry
  eks-access import aws-auth aws-auth.yaml --cluster demo --account 111122223333 --region eu-west-1 --into clusters/demo.yaml
`);
  });
});

describe("a row of aws-auth", () => {
  const TEAM = `rolearn: ${role("team")}, username: team, groups: [devs]`;
  const yes = [["yes"], ["yes"]];
  const no = (why: string, nodes = false) => [
    ["NO", `mapRoles[0], line 2: ${why}`],
    [nodes ? "NO" : "yes", ...(nodes ? [`mapRoles[0], line 2: ${why}`] : [])],
  ];

  test("can go where its entry gives as much, whatever the path of the role", () => {
    const entries = [entry(role("teams/team"), { groups: ["more", "devs"], username: "team" })];
    expect(row(clusterAnswers(entries), [TEAM])).toEqual(yes);
  });

  test("cannot go where its entry gives less", () => {
    expect(row(clusterAnswers([entry(role("team"))]), [TEAM])).toEqual(
      no(`the entry of ${role("team")} does not have the group "devs", which the row gives`),
    );
    const masters = `rolearn: ${role("team")}, groups: [system:masters]`;
    expect(row(clusterAnswers([entry(role("team"))]), [masters])).toEqual(
      no(`the entry of ${role("team")} does not have the policy AmazonEKSClusterAdminPolicy, which the row gives`),
    );
  });

  test("cannot go where its entry lets nobody in", () => {
    const dead = clusterAnswers([entry(role("team"), { groups: ["devs"] })], {
      principals: { [role("team")]: { exists: true, arn: role("team"), createdAt: Date.parse("2026-02-01") } },
    });
    expect(row(dead, [TEAM])).toEqual(
      no(`the entry of ${role("team")} lets nobody in: the principal was deleted and made again after it`),
    );
  });

  test("of nodes cannot go where the entry has another type", () => {
    const nodes = `rolearn: ${role("spot")}, ${NODE_ROW}`;
    expect(row(clusterAnswers([entry(role("spot"), { type: "EC2_LINUX" })]), [nodes])).toEqual(yes);
    expect(row(clusterAnswers([entry(role("spot"))]), [nodes])).toEqual(
      no(`the entry of ${role("spot")} has the type "STANDARD", and these nodes need EC2_LINUX`, true),
    );
  });

  test("of a role of Identity Center, whose path no row has, can go with any entry of it", () => {
    const sso = "AWSReservedSSO_Ops_0123456789abcdef";
    const entries = [entry(role(`aws-reserved/sso.amazonaws.com/eu-west-1/${sso}`), { groups: ["devs"] })];
    expect(row(clusterAnswers(entries), [`rolearn: ${role(sso)}, username: ops, groups: [devs]`])).toEqual(yes);
  });

  test("that a person must decide keeps the ConfigMap", () => {
    expect(row(clusterAnswers([]), [], 'mapAccounts: "[\\"444455556666\\"]"\n')[0]).toEqual([
      "NO",
      expect.stringMatching(/^mapAccounts\[0\].*: "444455556666": every user and role of that account may log in/),
    ]);
  });

  test("that EKS never matches can go", () => {
    expect(row(clusterAnswers([]), [`rolearn: ${role("a/b")}, username: x`])).toEqual(yes);
  });
});

test("a node group without its entry keeps the ConfigMap", () => {
  expect(states(clusterAnswers([ADMIN], { makers: MAKERS }), [])[4]).toMatchObject({
    is: "NO",
    notes: [`${role("nodes")} of node group main has no entry`],
  });
});

test("what could not be read is asked for, and never taken for done", () => {
  const unread = { ...clusterAnswers([]), entries: undefined, makers: undefined };
  expect(states(unread, []).map(({ is }) => is)).toEqual(["yes", "yes", "ask", "ask", "ask", "ask", "wait", "wait"]);
});

test("a mode that AWS does not say is asked for, unless the entries show that there are some", () => {
  const answers = { ...clusterAnswers([ADMIN]), cluster: undefined };
  const of = (given: Answers) => states(given, []).map(({ is }) => is);
  expect(of({ ...answers, entries: undefined })).toEqual(["ask", "ask", "ask", "ask", "ask", "ask", "wait", "wait"]);
  expect(of(answers).slice(0, 5)).toEqual(["yes", "yes", "yes", "yes", "yes"]);
});

test.each([
  ["API", null, 8],
  ["API_AND_CONFIG_MAP", 4, 8],
])("for programs a cluster of the mode %s names the step that comes next: %s", (mode, next, count) => {
  const answers = clusterAnswers([ADMIN], { mode });
  const steps = stepsOf(answers, mode === "API" ? [] : undefined).map((step) =>
    mode === "API" ? { ...step, is: "yes" as const } : step,
  );
  const answer = JSON.parse(jsonAnswer("import-status", statusAnswer(answers, steps)));
  expect(objections("import-status", answer)).toEqual([]);
  expect(answer).toMatchObject({ cluster: "demo", authenticationMode: mode, next });
  expect(answer.steps).toHaveLength(count);
  expect(answer.steps[3]).toMatchObject({ number: 4, what: "every row of aws-auth has a live entry" });
});

test("for programs a mode that AWS does not say is null", () => {
  expect(statusAnswer({ ...clusterAnswers([]), cluster: undefined }, []).authenticationMode).toBeNull();
});

describe("what could not be read further", () => {
  const ROWS = [`rolearn: ${role("nodes")}, ${NODE_ROW}`, `rolearn: ${role("creator")}, groups: [system:masters]`];
  const denied = (operation: "iam:GetRole" | "eks:DescribeAccessEntry" | "eks:ListAssociatedAccessPolicies") =>
    [{ why: "denied", operation, subject: "", message: "no" }] as const;
  const all = clusterAnswers([ADMIN, NODES], { makers: MAKERS });
  const cases: readonly (readonly [string, Answers, readonly string[], string])[] = [
    [
      "principals",
      { ...all, principals: new Map(), unread: denied("iam:GetRole") },
      ["ask", "ask", "ask"],
      `the entry of ${role("creator")} may let nobody in: its principal could not be read: iam:GetRole (denied)`,
    ],
    [
      "principals of another account",
      clusterAnswers([ADMIN, NODES], {
        makers: MAKERS,
        principals: { [role("creator")]: { exists: "unknown", account: "444455556666" } },
      }),
      ["ask", "ask", "yes"],
      `the entry of ${role("creator")} may let nobody in: nobody was asked in account 444455556666 about its principal`,
    ],
    [
      "entries",
      { ...all, entries: [], unread: denied("eks:DescribeAccessEntry") },
      ["ask", "ask", "ask"],
      `the entry of ${role("creator")} could not be read: eks:DescribeAccessEntry (denied)`,
    ],
    [
      "policies",
      {
        ...all,
        entries: [{ ...ADMIN, policies: undefined }, NODES],
        unread: denied("eks:ListAssociatedAccessPolicies"),
      },
      ["ask", "ask", "yes"],
      `the entry of ${role("creator")} has policies that could not be read: eks:ListAssociatedAccessPolicies (denied)`,
    ],
  ];

  test.each(cases)("%s: is asked for, and the mode API waits for it", (_, answers, is, note) => {
    const steps = states(answers, ROWS);
    expect(steps.slice(2, 5).map((step) => step.is)).toEqual(is);
    expect(steps[2]?.notes).toContain(note);
    expect(steps[3]?.notes).toContain(`mapRoles[1], line 3: ${note}`);
    expect(steps[6]?.notes).toEqual([expect.stringMatching(/^for 3, 4( and|, 5 and) 6; /)]);
    expect(statusText(answers, steps)).not.toContain("authenticationMode=API");
  });

  test("does not hide what is known to be missing", () => {
    const answers = { ...all, principals: new Map(), unread: denied("iam:GetRole") };
    expect(states(answers, [...ROWS, `rolearn: ${role("new")}, groups: [a]`])[3]?.is).toBe("NO");
    const groups = row(answers, [`rolearn: ${role("creator")}, groups: [a]`])[0];
    expect(groups?.slice(0, 2)).toEqual(["NO", expect.stringContaining('does not have the group "a"')]);
  });
});

test.each([
  ["there/my auth.yaml", ["eks-access import aws-auth 'there/my auth.yaml' --cluster"]],
  ["-", ["kubectl -n kube-system get configmap", "eks-access import aws-auth aws-auth.yaml --cluster"]],
])("the next command reads the file that was given: %s", (file, commands) => {
  const answers = clusterAnswers([]);
  const { rows } = importAwsAuth(
    { file, text: `mapRoles: "- { rolearn: '${role("a")}' }"` },
    CLUSTER,
    answersOf(answers),
  );
  expect(stepsOf(answers, rows, file)[3]?.commands).toEqual(commands.map((one) => expect.stringContaining(one)));
});
