import { load } from "../../lib/load/load";
import { plan } from "../../lib/plan/plan";
import { decides, diagnose, head, pool } from "../support/decide";
import { folderOf } from "../support/files";

const ARN = "arn:aws:iam::111122223333:role";
const WHY = "said in the design of the platform";
const edits = (key: string) => ({
  principal: `${ARN}/${key}`,
  policies: [{ policy: "AmazonEKSEditPolicy", namespaces: ["apps"] }],
});
const line = (key: string) =>
  `warning access.${key}.policies[0].policy: AmazonEKSEditPolicy also lets ${key} read and write Secrets; AmazonEKSViewPolicy does not`;
const config = (keys: string, accept: object, more: object = {}) =>
  head({
    access: Object.fromEntries([...keys].map((key) => [key, edits(key)])),
    accept: { "secrets-visible": accept },
    ...more,
  });
const advice = (items: string) =>
  `; accept names the items that it covers: accept: { secrets-visible: { on: [${items}], because: … } }`;

describe("an acceptance covers what it names, and nothing that comes later", () => {
  decides([
    ["R208", "a reason alone covers the one item that has the warning", config("a", WHY as never)],
    [
      "R208",
      "and none of two",
      config("ab", WHY as never),
      `${line("a")}${advice("access.a, access.b")}`,
      `${line("b")}${advice("access.a, access.b")}`,
    ],
    ["R208", "named items are covered", config("ab", { on: ["access.a", "access.b"], because: WHY })],
    ["R208", "by their keys alone too", config("ab", { on: ["a", "b"], because: WHY })],
    [
      "accept-item",
      "a key of two sections says which",
      config("a", { on: ["a"], because: WHY }, { workloads: { a: { serviceAccount: "a/b" } } }),
      line("a"),
      'warning accept.secrets-visible.on[0]: "a" is the key of access.a and workloads.a; write which',
    ],
    [
      "R208",
      "a key of two sections with its section",
      config("a", { on: ["access.a"], because: WHY }, { workloads: { a: { serviceAccount: "a/b" } } }),
    ],
    ["R208", "others are not", config("abc", { on: ["access.a", "access.b"], because: WHY }), line("c")],
    ["R208", "nobody is covered by a list of none", config("a", { on: [], because: WHY }), line("a")],
    [
      "accept-item",
      "an item that is not there is a warning",
      config("a", { on: ["access.a", "access.aa", "workloads.a"], because: WHY }),
      'warning accept.secrets-visible.on[1]: no item "access.aa" is in this file; did you mean "access.a"?',
      'warning accept.secrets-visible.on[2]: no item "workloads.a" is in this file; the items here: a',
    ],
    [
      "wide-policy",
      "a section without keys is an item of its own",
      head({
        clusterRole: { additionalPolicies: ["IAMFullAccess"] },
        accept: { "wide-policy": { on: ["clusterRole"], because: WHY } },
      }),
    ],
    ...["   ", " a ", "\n\n\n", "a b"].map((reason): [string, string, ReturnType<typeof head>, string, ...string[]] => [
      "accept-reason",
      `${JSON.stringify(reason)} is no reason`,
      config("a", { on: ["access.a"], because: reason }),
      reason.length < 3
        ? `accept.secrets-visible.because: a reason has at least 3 characters, got ${reason.length} (${JSON.stringify(reason)}); say why this is all right here`
        : `accept.secrets-visible.because: a reason is three characters or more, white space not counted, got ${JSON.stringify(reason)}; say why this is all right here`,
    ]),
  ]);

  test("what is accepted is in the plan, with its reason", () => {
    const accept = { "secrets-visible": { on: ["access.a"], because: WHY }, "many-admins": WHY };
    expect(plan(head({ access: { a: edits("a") }, accept }), { name: "demo" }).plan?.accepted).toEqual([
      { rule: "secrets-visible", reason: WHY, on: ["access.a"] },
      { rule: "many-admins", reason: WHY },
    ]);
  });
});

describe("administrators", () => {
  const admins = (keys: string) =>
    Object.fromEntries(
      [...keys].map((key) => [key, { principal: `${ARN}/${key}`, policies: ["AmazonEKSClusterAdminPolicy"] }]),
    );
  const on = (keys: string) => ({ "many-admins": { on: [...keys].map((key) => `access.${key}`), because: WHY } });
  const many = (count: number, names: string) =>
    `warning access: ${count} principals are cluster admin: ${names}; a role that several people assume is easier to watch`;
  decides([
    ["R208", "four are accepted by name", head({ access: admins("abcd"), accept: on("abcd") })],
    ["R208", "a fifth is not", head({ access: admins("abcde"), accept: on("abcd") }), many(5, "a, b, c, d and e")],
    [
      "R208",
      "by a reason alone they are, since it is about the cluster",
      head({ access: admins("abcde"), accept: { "many-admins": WHY } }),
    ],
  ]);

  const file = (keys: string, more = "") =>
    `name: demo\naccount: "111122223333"\nregion: eu-west-1\n${more}access:\n${[...keys]
      .map((key) => `  ${key}: { principal: "${ARN}/${key}", policies: [AmazonEKSClusterAdminPolicy] }\n`)
      .join("")}`;
  const warningsOf = (files: Readonly<Record<string, string>>) => {
    const folder = folderOf(files);
    return load(`${folder}/clusters`).warnings.map(({ text }) => text.replaceAll(`${folder}/`, ""));
  };

  test("of several files about one cluster count together", () => {
    expect(warningsOf({ "clusters/a.yaml": file("ab"), "clusters/b.yaml": file("cd") })).toEqual([
      "clusters/a.yaml:4:1 access: 4 principals are cluster admin of demo, 2 here and the others in clusters/b.yaml; a role that several people assume is easier to watch; or write accept: { many-admins: <reason> } [many-admins]",
      "clusters/b.yaml:4:1 access: 4 principals are cluster admin of demo, 2 here and the others in clusters/a.yaml; a role that several people assume is easier to watch; or write accept: { many-admins: <reason> } [many-admins]",
    ]);
  });

  test("of another cluster do not", () => {
    const other = file("cd").replace("name: demo", "name: other");
    expect(warningsOf({ "clusters/a.yaml": file("ab"), "clusters/b.yaml": other })).toEqual([]);
  });

  test("are accepted in each file", () => {
    const accept = `accept: { many-admins: { on: [access.a, access.b], because: ${WHY} } }\n`;
    expect(warningsOf({ "clusters/a.yaml": file("ab", accept), "clusters/b.yaml": file("cd") })).toEqual([
      expect.stringMatching(/^clusters\/b\.yaml:.*\[many-admins\]$/),
    ]);
  });
});

test("a NodePool of EKS's NodeClass is an item that can be named", () => {
  const nodePools = { system: { nodeClass: "default", ...pool() } };
  const accept = { "built-in-pool": { on: ["nodePools.system"], because: "the built-in pools are off" } };
  expect(diagnose(head({ nodePools, accept }))).toEqual({ errors: [], warnings: [] });
});
