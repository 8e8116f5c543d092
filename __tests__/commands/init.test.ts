import { chmodSync, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { name as engine } from "cdktf/package.json";
import { command } from "../../lib/commands/init";
import { PEERS } from "../../package/entries";
import { allowScripts, devDependencies, version } from "../../package.json";
import { filesBelow, folderOf } from "../support/files";
import { TOOLS } from "../support/tools";
import { ran } from "../support/words";

const ROOT = join(__dirname, "../..");
const templateFile = (path: string) => readFileSync(join(ROOT, "template", path), "utf8");

/** Runs the word on a folder, and returns what it prints. */
function init(folder: string, { ci, typescript = false }: { ci?: string; typescript?: boolean } = {}): string {
  const printed: unknown[] = [];
  const write = jest.spyOn(process.stdout, "write").mockImplementation((text) => printed.push(text) > 0);
  try {
    const flags = new Set(typescript ? ["typescript"] : []);
    void command.run({ positionals: [folder], values: { ci }, lists: {}, flags, environment: {} });
  } finally {
    write.mockRestore();
  }
  return printed.join("");
}

const YAML = [
  ".gitignore",
  ".vscode/settings.json",
  "README.md",
  "clusters/demo.yaml",
  "defaults.yaml",
  "package.json",
];

describe("writes", () => {
  test.each([
    ["YAML files", {}, YAML],
    ["a pipeline of GitHub", { ci: "github" }, [...YAML, ".github/workflows/eks-access.yml"]],
    ["a pipeline of GitLab", { ci: "gitlab" }, [...YAML, ".gitlab-ci.yml"]],
    [
      "a program",
      { typescript: true },
      [
        ".gitignore",
        "README.md",
        "__tests__/clusters.test.ts",
        "cdktf.json",
        "clusters.ts",
        "jest.config.json",
        "main.ts",
        "package.json",
        "tsconfig.json",
      ],
    ],
  ])("%s, and nothing else", (_what, options, files) => {
    const folder = folderOf({});
    init(folder, options);
    expect(Object.keys(filesBelow(folder)).sort()).toEqual([...files].sort());
  });

  test.each([
    ["github", ".github/workflows/eks-access.yml"],
    ["gitlab", ".gitlab-ci.yml"],
  ])("the pipeline of %s as the example has it", (ci, file) => {
    const folder = folderOf({});
    expect(init(folder, { ci })).toMatch(
      /\nBefore the first push: write terraform\.backend into defaults\.yaml and its key into clusters\/demo\.yaml, .*,\ncommit package-lock\.json, .*: node_modules\/cdktf-eks-access\/docs\/guides\/pipeline\.md lists all of it\n$/,
    );
    expect(filesBelow(folder)[file]).toBe(readFileSync(join(ROOT, `examples/pipelines/${ci}.yml`), "utf8"));
  });
});

test("says what it wrote and what to do", () => {
  const folder = join(folderOf({}), "a b's");
  expect(init(folder)).toBe(
    [
      `written: ${YAML.join(", ")}`,
      "next:",
      `  cd '${folder.replace("'", "'\\''")}'`,
      "  npm install",
      "  npx eks-access synth",
      "  npx eks-access access",
      "The account, the region and the ARNs are examples: write your own into defaults.yaml and clusters/demo.yaml.",
      "",
    ].join("\n"),
  );
});

test("says how to enter a folder whose name begins as an option does", () => {
  const before = process.cwd();
  process.chdir(folderOf({}));
  try {
    expect(init("--odd")).toContain("\nnext:\n  cd ./--odd\n");
  } finally {
    process.chdir(before);
  }
});

describe("a folder in use", () => {
  test.each(["clusters/demo.yaml", "clusters/prod.yaml", "defaults.yaml"])(
    "with %s is refused, and stays as it was",
    (file) => {
      const files = { [file]: "mine" };
      const folder = folderOf(files);
      const named = file.startsWith("clusters/") ? "clusters" : file;
      expect(() => init(folder, { ci: "github" })).toThrow(
        `init: ${named} is there already, and nothing is written; name another folder`,
      );
      expect(filesBelow(folder)).toEqual(files);
    },
  );

  test("is refused with all that is in the way", () => {
    const folder = folderOf({ "defaults.yaml": "", "clusters/a.yaml": "" });
    expect(() => init(folder)).toThrow("init: clusters and defaults.yaml are there already");
  });

  const MERGE =
    "leave --ci out, and merge node_modules/cdktf-eks-access/examples/pipelines/gitlab.yml into .gitlab-ci.yml by hand";

  test.each([
    ["alone", {}, `init: .gitlab-ci.yml is there already, and nothing is written; ${MERGE}`],
    [
      "and clusters",
      { "clusters/a.yaml": "" },
      `init: clusters and .gitlab-ci.yml are there already, and nothing is written; name another folder; ${MERGE}`,
    ],
  ])("with a pipeline %s is refused, and the message says what to merge", (_what, more, message) => {
    const files = { ".gitlab-ci.yml": "mine", ...more };
    const folder = folderOf(files);
    expect(() => init(folder, { ci: "gitlab" })).toThrow(new Error(message));
    expect(filesBelow(folder)).toEqual(files);
  });

  test("with ES modules is refused for a program, which they would break, and not for YAML files", () => {
    const files = { "package.json": '{ "type": "module" }' };
    const folder = folderOf(files);
    expect(() => init(folder, { typescript: true })).toThrow(
      'init: package.json has "type": "module", with which the program does not run, and nothing is written; name another folder',
    );
    expect(filesBelow(folder)).toEqual(files);
    expect(init(folder)).toContain("left as it was: package.json");
  });

  test("is refused where a folder is needed and a file is there", () => {
    const folder = folderOf({ ".vscode": "mine" });
    expect(() => init(folder)).toThrow(
      `init: ${folder}: nothing is written: a part of its path is a file, not a folder (ENOTDIR)`,
    );
    expect(filesBelow(folder)).toEqual({ ".vscode": "mine" });
  });

  test("keeps what a new repository has, and what npm has written", () => {
    const mine = {
      "package.json": '{ "dependencies": { "cdktf-eks-access": "*" } }',
      "package-lock.json": "{}",
      "README.md": "mine",
      ".gitignore": "/node_modules\ncdktf.out\n*.log\n",
      ".vscode/settings.json": '{ "editor.tabSize": 2 }',
      ".git/HEAD": "mine",
      "node_modules/cdktf-eks-access/package.json": "{}",
    };
    const folder = folderOf(mine);
    expect(init(folder).split("\n")).toEqual([
      "written: clusters/demo.yaml, defaults.yaml",
      "left as it was: .gitignore",
      "left as it was: .vscode/settings.json",
      "left as it was: README.md",
      "left as it was: package.json",
      "add to .gitignore:",
      ".terraform/",
      "*.tfstate",
      "*.tfstate.*",
      "add to .vscode/settings.json:",
      ...templateFile("yaml/.vscode/settings.json").split("\n").slice(1, -2),
      "next:",
      `  cd ${folder}`,
      "  npx eks-access synth",
      "  npx eks-access access",
      expect.stringContaining("examples"),
      "",
    ]);
    expect(filesBelow(folder)).toMatchObject(mine);
  });

  test("says nothing of a file that has all lines", () => {
    const whole = templateFile("yaml/.vscode/settings.json").replace("{", "{ // mine").replace("  }\n", "  },\n");
    const ignored = templateFile("yaml/{{}}.gitignore");
    const folder = folderOf({ ".vscode/settings.json": whole, ".gitignore": ignored });
    expect(init(folder)).not.toContain("add to");
  });

  test.each([
    ["names the package, which is not installed", '{ "devDependencies": { "cdktf-eks-access": "*" } }', "npm install"],
    ["does not name it", "{}", `npm install --save-dev --save-exact cdktf-eks-access@${version}`],
    ["cannot be read", "{", `npm install --save-dev --save-exact cdktf-eks-access@${version}`],
  ])("whose package.json %s", (_what, text, step) => {
    const folder = folderOf({ "package.json": text });
    expect(init(folder)).toContain(`\n  ${step}\n  npx eks-access synth\n`);
    expect(filesBelow(folder)["package.json"]).toBe(text);
  });
});

test("a folder without a name is refused", () => {
  expect(() => init("")).toThrow('init: the folder has no name, got ""');
});

test("a pipeline for a program is refused", () => {
  const folder = folderOf({});
  expect(() => init(folder, { ci: "github", typescript: true })).toThrow(
    "init: --ci and --typescript exclude each other: the pipelines synthesize YAML files",
  );
  expect(filesBelow(folder)).toEqual({});
});

test("VS Code takes JSON Schemas that the package has", () => {
  const { "yaml.schemas": schemas } = JSON.parse(templateFile("yaml/.vscode/settings.json"));
  const names = Object.keys(schemas).map((path) => path.replace("./node_modules/cdktf-eks-access/", ""));
  expect(names).toEqual(["cluster.schema.json", "access-set.schema.json", "defaults.schema.json"]);
  for (const name of names) expect(existsSync(join(ROOT, name))).toBe(true);
});

test("the templates name this release, and packages that the tests use", () => {
  const tested: Record<string, string> = { ...devDependencies, "cdktf-eks-access": version };
  for (const tool of TOOLS) tested[tool.split("@")[0] ?? ""] = tool.split("@")[1] ?? "";
  for (const template of ["yaml", "typescript"]) {
    const named: Record<string, string> = JSON.parse(templateFile(`${template}/package.json`)).devDependencies;
    // cdktn stands under these names where the tests run with it
    if (engine !== "cdktf") for (const peer of PEERS) delete named[peer];
    expect(named).toEqual(Object.fromEntries(Object.keys(named).map((name) => [name, tested[name]])));
  }
});

test("the program lets npm run the install scripts that this repository lets it run", () => {
  const { "@cdktf/node-pty-prebuilt-multiarch": pty, "unrs-resolver": resolver } = allowScripts;
  expect(JSON.parse(templateFile("typescript/package.json")).allowScripts).toEqual({
    "@cdktf/node-pty-prebuilt-multiarch": pty,
    "unrs-resolver": resolver,
  });
});

describe("cdktf init --template", () => {
  const NPM = '#!/bin/sh\necho "$NODE_ENV: npm $@" >> npm-calls\n';

  /** Runs what cdktf runs on the template, with an npm that only notes its arguments. cdktf sets NODE_ENV. */
  function scaffold(variables: Readonly<Record<string, string>>) {
    const bin = folderOf({ npm: NPM });
    chmodSync(join(bin, "npm"), 0o755);
    const folder = folderOf({});
    const given = JSON.stringify({ silent: "true", OrganizationName: "", ...variables });
    const script = `require("sscaff").sscaff("template/typescript", ${JSON.stringify(folder)}, ${given});`;
    const env = { PATH: `${bin}${delimiter}${process.env.PATH}`, NODE_ENV: "production" };
    expect(ran(ROOT, ["-e", script], { env })).toEqual({ status: 0, stdout: "", stderr: "" });
    const { "npm-calls": calls, ...files } = filesBelow(folder);
    return { calls, files };
  }

  test("writes what eks-access init --typescript writes, and installs its packages", () => {
    const folder = folderOf({});
    init(folder, { typescript: true });
    const files = filesBelow(folder);
    const { projectId, sendCrashReports } = JSON.parse(files["cdktf.json"] ?? "");
    expect(projectId).toMatch(/^[0-9a-f-]{36}$/);
    expect(scaffold({ projectId, sendCrashReports })).toEqual({ calls: "development: npm install\n", files });
  });

  test("keeps the state in the workspace of HCP Terraform that the user chose", () => {
    const chosen = { OrganizationName: "acme", WorkspaceName: "eks", TerraformRemoteHostname: "app.terraform.io" };
    const { files } = scaffold(chosen);
    expect(files["clusters.ts"]).toContain(
      '\n  terraform: { backend: {"type":"cloud","organization":"acme","workspace":"eks","hostname":"app.terraform.io"} },\n',
    );
  });
});
