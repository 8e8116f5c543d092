import { join } from "node:path";
import { validate } from "../../lib/load/validate";
import { showPath } from "../../lib/plan/diagnostics";
import { head } from "../support/decide";
import { loaded, refused } from "../support/loaded";
import { addresses, synthesized } from "../support/synth";

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const entry = (key: string, name = key) => `  ${key}:\n    principal: ${role(name)}\n    groups: [viewers]\n`;
const ON_CALL = `access:\n${entry("on-call")}`;
const taking = (names: string, more = "") => `${HEAD}use: [${names}]\n${more}`;

/** The Terraform JSON of the only cluster. */
const json = (files: Readonly<Record<string, string>>) =>
  loaded(files).plans.map(({ config, name }) => JSON.stringify(synthesized(config, name)));

describe("access sets", () => {
  test("entries are the cluster's, as if they stood in its file: the same bytes", () => {
    const apart = {
      "clusters/demo.yaml": taking("on-call, platform", `access:\n${entry("dev")}`),
      "accessSets/on-call.yaml": ON_CALL,
      "accessSets/platform.yml": `version: 1\naccess:\n${entry("platform")}`,
    };
    const together = {
      "clusters/demo.yaml": `${HEAD}access:\n${entry("dev")}${entry("platform")}${entry("on-call")}`,
    };
    expect(json(apart)).toEqual(json(together));
    expect(loaded(apart).plans.flatMap(({ config }) => addresses(synthesized(config)))).toEqual([
      "aws_eks_access_entry.access_dev",
      "aws_eks_access_entry.access_on-call",
      "aws_eks_access_entry.access_platform",
    ]);
  });

  test("the order of use changes nothing", () => {
    const sets = { "accessSets/a.yaml": `access:\n${entry("a")}`, "accessSets/b.yaml": `access:\n${entry("b")}` };
    expect(json({ ...sets, "clusters/demo.yaml": taking("a, b") })).toEqual(
      json({ ...sets, "clusters/demo.yaml": taking("b, a") }),
    );
  });

  test("a role of a set is a role of each cluster that takes it", () => {
    const nodes = "nodeRoles: { workers: { kind: managed } }\n";
    const set = "access:\n  workers: { role: workers, adopt: true }\n";
    const { plans } = loaded({ "clusters/demo.yaml": taking("nodes", nodes), "accessSets/nodes.yaml": set });
    expect(plans.flatMap(({ plan }) => plan.entries.map(({ principalArn }) => principalArn))).toEqual([
      role("demo-workers-node"),
    ]);
  });

  test("one file stands for its folder", () => {
    expect(
      refused({ "clusters/demo.yaml": taking("on-call"), "accessSets/on-call.yaml": ON_CALL }, "clusters/demo.yaml"),
    ).toEqual([]);
  });

  test("what the set gave is found in the set's file", () => {
    const { plans } = loaded({ "clusters/demo.yaml": taking("on-call"), "accessSets/on-call.yaml": ON_CALL });
    expect(
      plans.map(({ locationOf }) => locationOf(["access", "on-call", "groups", 0]).split(/(?=accessSets)/)[1]),
    ).toEqual(["accessSets/on-call.yaml:4:14"]);
  });
});

describe("use refuses", () => {
  test.each([
    ["a name that is nearly one", "on-cal", 'no set "on-cal" in accessSets; did you mean "on-call"?'],
    ["a name that is none", "finance", 'no set "finance" in accessSets; the sets there: on-call'],
  ])("%s", (_, name, message) => {
    expect(refused({ "clusters/demo.yaml": taking(name), "accessSets/on-call.yaml": ON_CALL })).toEqual([
      `clusters/demo.yaml:3:7 use[0]: ${message} [unknown-set]`,
    ]);
  });

  test("a set where there are none", () => {
    expect(refused({ "clusters/demo.yaml": taking("on-call") })).toEqual([
      'clusters/demo.yaml:3:7 use[0]: no set "on-call" in accessSets; the sets there: none [unknown-set]',
    ]);
  });

  test("a set twice", () => {
    expect(refused({ "clusters/demo.yaml": taking("on-call, on-call"), "accessSets/on-call.yaml": ON_CALL })).toEqual([
      'clusters/demo.yaml:3:16 use[1]: the set "on-call" stands here twice; keep one [set-named-twice]',
    ]);
  });

  test("what is no list of names", () => {
    expect(refused({ "clusters/demo.yaml": `${HEAD}use: on-call\n`, "accessSets/on-call.yaml": ON_CALL })).toEqual([
      'clusters/demo.yaml:3:1 use: a list, got "on-call" (text); write ["on-call"] [wrong-type]',
    ]);
  });

  test("a configuration in TypeScript, which has no files beside it", () => {
    const { errors } = validate(head({ use: ["on-call"] }), { name: "demo" });
    expect(errors.map(({ path, message }) => `${showPath(path)}: ${message}`)).toEqual([
      'use: unknown key "use"; sets are files beside a folder of YAML files; in TypeScript write access: { ...set, ...own }',
    ]);
  });
});

describe("a key in two places is refused with both", () => {
  test("file and set", () => {
    expect(
      refused({
        "clusters/demo.yaml": taking("on-call", `access:\n${entry("on-call", "other")}`),
        "accessSets/on-call.yaml": ON_CALL,
      }),
    ).toEqual([
      "clusters/demo.yaml:5:3 access.on-call: accessSets/on-call.yaml:2:3 has the same key; rename one of them [set-key-taken]",
    ]);
  });

  test("two sets, even where the entries are equal", () => {
    const files = { "accessSets/a.yaml": ON_CALL, "accessSets/b.yaml": `version: 1\n${ON_CALL}` };
    const line =
      "accessSets/b.yaml:3:3 access.on-call: accessSets/a.yaml:2:3 has the same key, and one cluster takes both; rename one of them";
    expect(refused({ ...files, "clusters/demo.yaml": taking("a, b") })).toEqual([
      `${line} (for clusters/demo.yaml) [set-key-taken]`,
    ]);
    expect(refused({ ...files, "clusters/one.yaml": taking("a, b"), "clusters/two.yaml": taking("a, b") })).toEqual([
      `${line} (for clusters/one.yaml and clusters/two.yaml) [set-key-taken]`,
    ]);
  });

  test("two sets that no cluster takes together have what keys they like", () => {
    const files = { "accessSets/a.yaml": ON_CALL, "accessSets/b.yaml": ON_CALL };
    const clusters = { "clusters/one.yaml": taking("a"), "clusters/two.yaml": taking("b") };
    expect(refused({ ...files, ...clusters })).toEqual([]);
  });
});

describe("R801 a principal in two places is refused with both", () => {
  const same = `and EKS keeps one entry a principal; write one item with all groups and policies`;

  test("file and set", () => {
    expect(
      refused({
        "clusters/demo.yaml": taking("on-call", `access:\n${entry("anna", "on-call")}`),
        "accessSets/on-call.yaml": ON_CALL,
      }),
    ).toEqual([
      `accessSets/on-call.yaml:3:5 access.on-call.principal: clusters/demo.yaml:5:3 access.anna has the same principal, "${role("on-call")}", ${same} [principal-given-twice]`,
    ]);
  });

  test("two sets", () => {
    expect(
      refused({
        "clusters/demo.yaml": taking("on-call, platform"),
        "accessSets/on-call.yaml": ON_CALL,
        "accessSets/platform.yaml": `access:\n${entry("platform", "on-call")}`,
      }),
    ).toEqual([
      `accessSets/platform.yaml:3:5 access.platform.principal: accessSets/on-call.yaml:2:3 access.on-call has the same principal, "${role("on-call")}", ${same} (for clusters/demo.yaml) [principal-given-twice]`,
    ]);
  });

  test("R802 a NodeClass of the cluster that brings its entry", () => {
    const nodes = `nodeClasses:\n  gpu:\n    role: { arn: ${role("on-call")} }\n    spec:\n      subnetSelectorTerms: [{ id: subnet-1 }]\n      securityGroupSelectorTerms: [{ id: sg-1 }]\n`;
    expect(refused({ "clusters/demo.yaml": taking("on-call", nodes), "accessSets/on-call.yaml": ON_CALL })).toEqual([
      expect.stringMatching(
        /^accessSets\/on-call\.yaml:3:5 access\.on-call\.principal: clusters\/demo\.yaml:5:3 nodeClasses\.gpu has this role.* \[entry-of-nodes\]$/,
      ),
    ]);
  });
});

describe("a set's file", () => {
  test("is checked though no cluster takes it", () => {
    expect(
      refused({
        "clusters/demo.yaml": HEAD,
        "accessSets/a.yaml": "access:\n  x: { princpal: y, groups: dev }\n",
        "accessSets/b.yaml": ON_CALL.replace("access:\n", ""),
        "accessSets/c.yaml": "[",
        "accessSets/d.yaml": "# nothing yet\n",
      }),
    ).toEqual([
      'accessSets/a.yaml:2:8 access.x.princpal: unknown key "princpal"; did you mean "principal"? [unknown-key]',
      'accessSets/a.yaml:2:21 access.x.groups: a list, got "dev" (text); write ["dev"] [wrong-type]',
      "accessSets/b.yaml:1:3 access: required: a mapping [required]",
      'accessSets/b.yaml:1:3 on-call: unknown key "on-call"; known here: version and access [unknown-key]',
      expect.stringMatching(/^accessSets\/c\.yaml:1:\d: not YAML: .* \[not-yaml\]$/),
      "accessSets/d.yaml:1:1: a mapping with at least access, got nothing [wrong-type]",
    ]);
  });

  test("says what is wrong with it once, however many clusters take it", () => {
    const set = ON_CALL.replace("groups: [viewers]", "groups: viewers");
    expect(
      refused({
        "clusters/one.yaml": taking("on-call"),
        "clusters/two.yaml": taking("on-call"),
        "accessSets/on-call.yaml": set,
      }),
    ).toEqual([
      'accessSets/on-call.yaml:4:5 access.on-call.groups: a list, got "viewers" (text); write ["viewers"] [wrong-type]',
    ]);
  });

  test("names the clusters that a rule is about", () => {
    const set = "access:\n  ops: { role: ops, groups: [x] }\n";
    const line = 'accessSets/ops.yaml:2:10 access.ops.role: no role "ops" is made here; the keys here: none';
    const clusters = (...names: string[]) =>
      Object.fromEntries(names.map((name) => [`clusters/${name}.yaml`, taking("ops")]));
    expect(refused({ ...clusters("a"), "accessSets/ops.yaml": set })).toEqual([
      `${line} (for clusters/a.yaml) [role-key]`,
    ]);
    expect(refused({ ...clusters("a", "b", "c"), "accessSets/ops.yaml": set })).toEqual([
      `${line} (for clusters/a.yaml and 2 others) [role-key]`,
    ]);
  });

  test("has a name of its own, which can be written", () => {
    expect(
      refused({
        "clusters/demo.yaml": HEAD,
        "accessSets/On Call.yaml": ON_CALL,
        "accessSets/x.yaml": ON_CALL,
        "accessSets/x.yml": ON_CALL,
      }),
    ).toEqual([
      'accessSets/On Call.yaml: a file name is lower-case letters, digits, - and _, got "On Call"; rename the file [file-name]',
      "accessSets/x.yml: accessSets/x.yaml has the same name, and with it the same set; rename one [file-name-taken]",
    ]);
  });

  test("carries its places into warnings", () => {
    const files = {
      "clusters/demo.yaml": taking("nothing"),
      "accessSets/nothing.yaml": `access:\n  nobody: { principal: ${role("x")} }\n`,
    };
    const [{ text } = { text: "" }] = loaded(files).warnings;
    expect(text.slice(text.indexOf("accessSets")).replace(/\(for .*clusters/, "(for clusters")).toBe(
      "accessSets/nothing.yaml:2:3 access.nobody: this entry may log in and see nothing; give it a policy or a group (for clusters/demo.yaml); or write accept: { grants-nothing: <reason> } [grants-nothing]",
    );
  });
});

test("what is about all entries stands at use where the file has none of its own", () => {
  const admin = (key: string) => `  ${key}: { principal: ${role(key)}, policies: [AmazonEKSClusterAdminPolicy] }\n`;
  const set = `access:\n${["a", "b", "c", "d"].map(admin).join("")}`;
  const { warnings } = loaded({ [join("clusters", "demo.yaml")]: taking("admins"), "accessSets/admins.yaml": set });
  expect(warnings.map(({ text }) => text.slice(text.indexOf("clusters")))).toEqual([
    expect.stringMatching(/^clusters\/demo\.yaml:3:1 access: 4 principals are cluster admin.* \[many-admins\]$/),
  ]);
});
