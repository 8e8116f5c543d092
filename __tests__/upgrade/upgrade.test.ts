import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { readTemplate } from "../../lib/files/package-files";
import { jsonSchemas } from "../../lib/load/json-schema";
import { load } from "../../lib/load/load";
import { upgradeOf } from "../../lib/upgrade/upgrade";
import { withVersion } from "../../lib/upgrade/version";
import { filesBelow, folderOf } from "../support/files";
import { eksAccess } from "../support/words";

// some tests start processes
jest.setTimeout(60_000);

describe("the version is put", () => {
  const rows: readonly (readonly [what: string, before: string, after: string])[] = [
    ["first", "name: a\nregion: b\n", "version: 1\nname: a\nregion: b\n"],
    ["below the comment of the file", "# of team a\nname: a\n", "# of team a\nversion: 1\nname: a\n"],
    [
      "above the comment of the first key",
      "# of team a\n\n# as in EKS\n# and in IAM\nname: a # so\n",
      "# of team a\n\nversion: 1\n# as in EKS\n# and in IAM\nname: a # so\n",
    ],
    ["below an empty line", "# of team a\n\nname: a\n", "# of team a\n\nversion: 1\nname: a\n"],
    ["below the beginning of the document", "---\n# of team a\nname: a\n", "---\n# of team a\nversion: 1\nname: a\n"],
    ["into a file that is indented", "  name: a\n  region: b\n", "  version: 1\n  name: a\n  region: b\n"],
    ["with the line break of the file", "# a\r\nname: a\r\n", "# a\r\nversion: 1\r\nname: a\r\n"],
    ["into one line without its break", "name: a", "version: 1\nname: a"],
    ["before a key in quotes", '"name": a\n', 'version: 1\n"name": a\n'],
    ["before a key with a question mark", "? name\n: a\n", "version: 1\n? name\n: a\n"],
    ["before a key in several lines", "?\n  name\n: a\n", "version: 1\n?\n  name\n: a\n"],
    ["before a key with an anchor", "&a name: b\n", "version: 1\n&a name: b\n"],
    ["below the anchor of all", "&a\nname: b\n", "&a\nversion: 1\nname: b\n"],
    ["into braces", "{ name: a }\n", "{ version: 1, name: a }\n"],
    ["into braces with nothing in them", "{}\n", "{ version: 1 }\n"],
    ["into braces over lines", "{\n  name: a, # so\n}\n", "{\n  version: 1,\n  name: a, # so\n}\n"],
    ["into JSON", '{\r\n\t"name": "a"\r\n}', '{\r\n\t"version": 1,\r\n\t"name": "a"\r\n}'],
  ];

  test.each(rows)("%s", (_what, before, after) => {
    expect(withVersion(before)?.text).toBe(after);
    expect(withVersion(after)).toBeUndefined();
  });

  test.each(["name: a\nversion: 1\n", '"version": 1\n', "{ version: 1 }"])("nowhere in %j, which has it", (text) => {
    expect(withVersion(text)).toBeUndefined();
  });

  test("nowhere in a form that it would break", () => {
    expect(() => withVersion("{ &a name: *a }\n")).toThrow("write version: 1 as its first key by hand");
  });
});

const HEAD = ['account: "111122223333"', "region: 'eu-west-1'"];
const TEAM = "{ principal: arn:aws:iam::111122223333:role/team, groups: [team] }";
const KEYS = [
  "cluster: { authenticationMode: API }",
  `"access": { team: ${TEAM} } # teams`,
  "nodeRoles: { big: { kind: self-managed } }",
  "tags:\n  # who pays\n  Team: a",
  "name: demo",
];

test("a file plans the same after it, keeps every byte of its own, and is changed once", () => {
  const root = folderOf({});
  const file = join(root, "clusters/demo.yaml");
  mkdirSync(join(root, "clusters"));
  const keys = fc
    .subarray(KEYS)
    .chain((some) => fc.shuffledSubarray([...HEAD, ...some], { minLength: HEAD.length + some.length }));
  const between = fc.constantFrom("", "# a comment\n", "\n", "\n# a comment\n", "# one\n\n# two\n");
  const texts = fc
    .tuple(fc.constantFrom("", "\uFEFF"), fc.constantFrom("", "---\n"), between, keys, fc.constantFrom("\n", "\r\n"))
    .map(
      ([mark, start, comment, lines, newline]) =>
        mark + `${start}${comment}${lines.join("\n")}\n# end`.replaceAll("\n", newline),
    );
  fc.assert(
    fc.property(texts, (before) => {
      writeFileSync(file, before);
      const planned = load(file).plans[0]?.plan;
      const [change, ...others] = upgradeOf(file).changes;
      expect(others).toEqual([]);
      const after = change?.text ?? "";
      expect(after.replace(/version: 1\r?\n/, "")).toBe(before);
      writeFileSync(file, after);
      expect(load(file).plans[0]?.plan).toEqual(planned);
      expect(upgradeOf(file).changes).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

const DEMO = `${HEAD.join("\n")}\nuse: [team]\n`;
const FILES = {
  "clusters/demo.yaml": DEMO,
  "clusters/new.yaml": "version: 1\n",
  "accessSets/team.yaml": `access: { team: ${TEAM} }\n`,
  "defaults.yaml": `${HEAD.join("\n")}\n`,
};
const LINES = `clusters/demo.yaml:1:1: adds version: 1, which a file without a version has
defaults.yaml:1:1: adds version: 1, which a file without a version has
accessSets/team.yaml:1:1: adds version: 1, which a file without a version has
`;
const VERSIONED = Object.fromEntries(
  Object.entries(FILES).map(([name, text]) => [name, text.startsWith("version") ? text : `version: 1\n${text}`]),
);

describe("the word", () => {
  test("changes all files of a configuration, and says so", () => {
    const folder = folderOf(FILES);
    const [said, again] = [eksAccess(folder, ["upgrade"]), eksAccess(folder, ["upgrade", "--check"])];
    expect(said).toEqual({ status: 0, stdout: `${LINES}3 of 4 files changed\n`, stderr: "" });
    expect(filesBelow(folder)).toEqual(VERSIONED);
    expect(again).toEqual({ status: 0, stdout: "0 of 4 files to change\n", stderr: "" });
  });

  test("with --check says the same, and changes nothing", () => {
    const folder = folderOf(FILES);
    expect(eksAccess(folder, ["upgrade", "--check"])).toEqual({
      status: 2,
      stdout: `${LINES}3 of 4 files to change\n`,
      stderr: "",
    });
    expect(filesBelow(folder)).toEqual(FILES);
  });

  test("changes the one file that it is given", () => {
    const folder = folderOf(FILES);
    const { stdout } = eksAccess(folder, ["upgrade", "clusters/demo.yaml"]);
    expect(stdout).toBe(`${LINES.split("\n")[0]}\n1 of 1 file changed\n`);
    expect(filesBelow(folder)).toEqual({ ...FILES, "clusters/demo.yaml": `version: 1\n${DEMO}` });
  });

  test("changes none where one is refused", () => {
    const files = { ...FILES, "clusters/new.yaml": "versio: 1\n" };
    const folder = folderOf(files);
    const { status, stderr } = eksAccess(folder, ["upgrade"]);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^clusters\/new\.yaml:1:1 versio: /),
    });
    expect(filesBelow(folder)).toEqual(files);
  });

  test("changes none where one cannot be changed", () => {
    const files = { ...FILES, "defaults.yaml": `{ &a region: eu-west-1, ${HEAD[0]}, tags: { Of: *a } }\n` };
    const folder = folderOf(files);
    expect(eksAccess(folder, ["upgrade"])).toEqual({
      status: 1,
      stdout: "",
      stderr: "defaults.yaml: cannot be changed: write version: 1 as its first key by hand\n",
    });
    expect(filesBelow(folder)).toEqual(files);
  });
});

test("what init writes is as this version has it", () => {
  const folder = folderOf(readTemplate("yaml", {}));
  expect(eksAccess(folder, ["upgrade", "--check"])).toEqual({
    status: 0,
    stdout: "0 of 2 files to change\n",
    stderr: "",
  });
});

describe("a JSON Schema beside the folder", () => {
  const schemas = jsonSchemas();
  const old = Object.fromEntries(
    Object.entries(schemas).map(([name, text]) => [name, text.replace('"version"', '"edition"')]),
  );
  const changed = (files: Readonly<Record<string, string>>) => {
    const folder = folderOf({
      "clusters/demo.yaml": "version: 1\naccount: '111122223333'\nregion: eu-west-1\n",
      ...files,
    });
    return upgradeOf(join(folder, "clusters")).changes.map(({ file, text }) => [file.slice(folder.length + 1), text]);
  };

  test("that another version wrote is written anew", () => {
    expect(changed(old)).toEqual(Object.entries(schemas));
  });

  test("that this version wrote stays, with other line breaks too", () => {
    const text = schemas["cluster.schema.json"] ?? "";
    expect(changed({ ...schemas, "cluster.schema.json": text.replaceAll("\n", "\r\n") })).toEqual([]);
  });

  test.each(["{}", "no JSON", '{ "title": "mine" }', "null"])("that is not of this project stays: %s", (text) => {
    expect(changed({ "cluster.schema.json": text })).toEqual([]);
  });
});

test("a file that is a link stays one, and what it leads to is changed", () => {
  const folder = folderOf({ "shared/demo.txt": DEMO.replace("use: [team]\n", ""), "clusters/.keep": "" });
  symlinkSync("../shared/demo.txt", join(folder, "clusters/demo.yaml"));
  expect(eksAccess(folder, ["upgrade"]).stdout).toMatch(/1 of 1 file changed\n$/);
  expect(readFileSync(join(folder, "shared/demo.txt"), "utf8")).toMatch(/^version: 1\n/);
});
