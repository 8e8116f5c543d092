import { existsSync, lstatSync, readFileSync } from "node:fs";
import { list, visible } from "../aws/text";
import { reasonOf } from "../files/errors";
import { writeNewFiles } from "../files/new-files";
import { readPackageFile, readTemplate } from "../files/package-files";
import { ConfigError } from "../load/config-error";
import type { Command, Given } from "./command";

type Files = Readonly<Record<string, string>>;

/** Where a pipeline lies in this package, and in a repository. */
const PIPELINES: Readonly<Record<string, { readonly from: string; readonly to: string }>> = {
  github: { from: "examples/pipelines/github.yml", to: ".github/workflows/eks-access.yml" },
  gitlab: { from: "examples/pipelines/gitlab.yml", to: ".gitlab-ci.yml" },
};

const GUIDES = "node_modules/cdktf-eks-access/docs/guides";
const PACKAGE_JSON = "package.json";
const GITIGNORE = ".gitignore";
const SETTINGS = ".vscode/settings.json";

/** The program that `--typescript` writes. */
const PROGRAM = "main.ts";

/** What a repository may have before: these files stay as they are. */
const MAY_BE_THERE = [PACKAGE_JSON, GITIGNORE, SETTINGS, "README.md"];

/** `eks-access init [folder]`: writes the smallest repository that works. */
export const command: Command = {
  positionals: { "[folder]": "where to write it, by default the current folder" },
  most: 1,
  options: {
    ci: { oneOf: Object.keys(PIPELINES), about: "write a pipeline too, which plans and applies what changed" },
    typescript: { about: "write a program in TypeScript and its test, in place of YAML files" },
  },
  examples: ["eks-access init", "eks-access init my-clusters --ci github"],
  exitCodes: { 0: "written", 1: "an argument is refused, or a file is there already, and nothing is written" },
  run(given) {
    const [folder = "."] = given.positionals;
    if (folder === "") throw new ConfigError(['init: the folder has no name, got ""']);
    const files = filesOf(given);
    try {
      const kept = keptFiles(folder, files);
      writeNewFiles(folder, Object.fromEntries(Object.entries(files).filter(([name]) => !Object.hasOwn(kept, name))));
      const typescript = given.flags.has("typescript");
      process.stdout.write(textOf(folder, { files, kept, typescript, pipeline: given.values.ci !== undefined }));
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      throw new ConfigError([visible(`init: ${folder}: nothing is written: ${reasonOf(error)}`)]);
    }
  },
};

/** @throws ConfigError if there is no such repository */
function filesOf({ values: { ci }, flags }: Given): Files {
  if (!flags.has("typescript")) {
    const { from, to } = PIPELINES[ci ?? ""] ?? {};
    return { ...readTemplate("yaml", {}), ...(from && to && { [to]: readPackageFile(from) }) };
  }
  if (ci !== undefined) {
    throw new ConfigError(["init: --ci and --typescript exclude each other: the pipelines synthesize YAML files"]);
  }
  return readTemplate("typescript", { projectId: crypto.randomUUID(), sendCrashReports: "false" });
}

/**
 * Returns the files that stay as they are, with their texts.
 *
 * @throws ConfigError if there are others
 */
function keptFiles(folder: string, files: Files): Files {
  // a folder with files of other clusters is in use
  const names = new Set(Object.keys(files).map((name) => name.replace(/^clusters\/.*/, "clusters")));
  const there = [...names].filter((name) => lstatSync(`${folder}/${name}`, { throwIfNoEntry: false }) !== undefined);
  const inTheWay = there.filter((name) => !MAY_BE_THERE.includes(name));
  if (inTheWay.length > 0) {
    throw new ConfigError([
      `init: ${list(inTheWay, "and")} ${inTheWay.length > 1 ? "are" : "is"} there already, and nothing is written; ${wayOut(inTheWay)}`,
    ]);
  }
  const kept = Object.fromEntries(there.map((name) => [name, readFileSync(`${folder}/${name}`, "utf8")]));
  if (Object.hasOwn(files, PROGRAM) && parsed(kept[PACKAGE_JSON]).type === "module") {
    throw new ConfigError([
      'init: package.json has "type": "module", with which the program does not run, and nothing is written; name another folder',
    ]);
  }
  return kept;
}

/** A pipeline must lie where it lies; other files can lie elsewhere. */
function wayOut(inTheWay: readonly string[]): string {
  const pipeline = Object.values(PIPELINES).find(({ to }) => inTheWay.includes(to));
  const merged =
    pipeline && `leave --ci out, and merge node_modules/cdktf-eks-access/${pipeline.from} into ${pipeline.to} by hand`;
  const others = inTheWay.length > (pipeline ? 1 : 0) ? ["name another folder"] : [];
  return [...others, ...(merged ? [merged] : [])].join("; ");
}

interface Written {
  readonly files: Files;
  readonly kept: Files;
  readonly typescript: boolean;
  readonly pipeline: boolean;
}

/** What is printed: what was done, and what to do next. */
function textOf(folder: string, { files, kept, typescript, pipeline }: Written): string {
  const written = Object.keys(files).filter((name) => !Object.hasOwn(kept, name));
  const words = typescript ? ["npx jest", "npx cdktf synth"] : ["npx eks-access synth", "npx eks-access access"];
  const commands = [
    ...(folder === "." ? [] : [`cd ${quoted(folder.startsWith("-") ? `./${folder}` : folder)}`]),
    ...installing(folder, files, kept),
    ...words,
  ];
  const edited = typescript ? "clusters.ts" : "defaults.yaml and clusters/demo.yaml";
  const lines = [
    `written: ${written.join(", ")}`,
    ...Object.keys(kept).map((name) => `left as it was: ${name}`),
    ...toAdd(files, kept),
    "next:",
    ...commands.map((line) => `  ${line}`),
    `The account, the region and the ARNs are examples: write your own into ${edited}.`,
    ...(pipeline
      ? [
          "Before the first push: write terraform.backend into defaults.yaml and its key into clusters/demo.yaml, so that each job finds the state,",
          `commit package-lock.json, and make the roles that the pipeline takes: ${GUIDES}/pipeline.md lists all of it`,
        ]
      : []),
  ];
  return `${lines.map(visible).join("\n")}\n`;
}

/** A text as a shell reads it. */
const quoted = (text: string): string => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

const linesOf = (text = ""): string[] => text.split(/\r?\n/).filter((line) => line !== "");

/** What git should not keep, and what VS Code needs, where these files stayed as they were. */
function toAdd(files: Files, kept: Files): string[] {
  const bare = (line: string) => line.replace(/^\/|\/$/g, "");
  const ignored = linesOf(kept[GITIGNORE]).map(bare);
  const missing = linesOf(files[GITIGNORE]).filter((line) => !ignored.includes(bare(line)));
  // the lines between the braces
  const settings = linesOf(files[SETTINGS]).slice(1, -1);
  const has = linesOf(kept[SETTINGS]).map((line) => line.trim().replace(/,$/, ""));
  const complete = settings.every((line) => has.includes(line.trim().replace(/,$/, "")));
  return [
    ...(Object.hasOwn(kept, GITIGNORE) && missing.length > 0 ? [`add to ${GITIGNORE}:`, ...missing] : []),
    ...(Object.hasOwn(kept, SETTINGS) && !complete ? [`add to ${SETTINGS}:`, ...settings] : []),
  ];
}

/** The command that installs what package.json does not name or npm has not installed. */
function installing(folder: string, files: Files, kept: Files): string[] {
  const named = packagesIn(kept[PACKAGE_JSON] ?? files[PACKAGE_JSON]);
  const missing = Object.entries(packagesIn(files[PACKAGE_JSON])).filter(([name]) => !Object.hasOwn(named, name));
  if (missing.length > 0) {
    return [`npm install --save-dev --save-exact ${missing.map(([name, version]) => `${name}@${version}`).join(" ")}`];
  }
  return existsSync(`${folder}/node_modules/cdktf-eks-access`) && Object.hasOwn(kept, PACKAGE_JSON)
    ? []
    : ["npm install"];
}

/** The versions of the packages that a package.json names. */
function packagesIn(text: string | undefined): Readonly<Record<string, string>> {
  const { dependencies, devDependencies } = parsed(text);
  return { ...dependencies, ...devDependencies };
}

interface PackageJson {
  readonly type?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** What a package.json says: nothing where it cannot be read, of which npm says what is wrong. */
function parsed(text = "{}"): PackageJson {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
