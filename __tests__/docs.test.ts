import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { FINDINGS } from "../lib/audit/finding";
import { PACK_NAMES } from "../lib/aws/checks/packs";
import { IDENTITY_POLICY_KINDS } from "../lib/aws/iam/identity-policies";
import { NODE_ROLE_KINDS } from "../lib/aws/nodes/node-kinds";
import { ADDON_NAMES } from "../lib/aws/workloads/addons";
import { CONTROLLERS, VERSIONS } from "../lib/aws/workloads/policy-templates";
import { CALLS } from "../lib/commands/words";
import { CHECK_NAMES } from "../lib/plan/checks/catalogue";
import { files, scripts } from "../package.json";
import { linesOf } from "./support/examples";

const ROOT = join(__dirname, "..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const filesIn = (folder: string, ending: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file}`)
    .sort();

const GUIDES = filesIn("docs/guides", ".md");
const EXAMPLES = filesIn("examples", ".yaml");

/** The fenced blocks of one language on a page. */
const blocksOf = (page: string, language: string): string[] =>
  [...read(page).matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))].map(([, text = ""]) => text);

/** The file that a block names in its first line, as in `# accessSets/on-call.yaml`. */
const fileOf = (block: string) => /^# (\w+\/[\w-]+\.yaml|defaults\.yaml)\b/.exec(block)?.[1];

interface Project {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
}

/** What a page shows: the files that it names are one project, and every other block is a cluster's file by itself. */
function projectsOf(page: string): Project[] {
  const named: Record<string, string> = {};
  const alone = blocksOf(page, "yaml").flatMap((block, at): Project[] => {
    const file = fileOf(block);
    if (file === undefined) return [{ what: `${page}, YAML block ${at + 1}`, files: { "clusters/demo.yaml": block } }];
    if (Object.hasOwn(named, file)) throw new Error(`${page} shows ${file} twice`);
    named[file] = block;
    return [];
  });
  return Object.keys(named).length > 0 ? [{ what: `${page}, the files it names`, files: named }, ...alone] : alone;
}

const PROJECTS = [
  ...["README.md", ...GUIDES].flatMap(projectsOf),
  ...EXAMPLES.map((file) => ({ what: file, files: { "clusters/demo.yaml": read(file) } })),
];

test.each(PROJECTS)("without a problem or a warning: $what", ({ files }) => {
  expect(linesOf(files)).toEqual({ errors: [], warnings: [] });
});

test("every guide begins with a task and a configuration for it", () => {
  for (const guide of GUIDES) expect([guide, blocksOf(guide, "yaml").length]).not.toEqual([guide, 0]);
});

test("every TypeScript block stands in an example, and one of them is a whole program", () => {
  const sources = filesIn("examples", ".ts").map(read);
  const blocks = GUIDES.flatMap((guide) => blocksOf(guide, "ts"));
  expect(blocks.filter((block) => !sources.some((source) => source.includes(block)))).toEqual([]);
  expect(blocks).toContain(read("examples/app.ts"));
});

/** `docs/guides/access.md#accept-a-warning`, as GitHub names headings. */
const headingsOf = (page: string) =>
  [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );

test.each(["README.md", "CONTRIBUTING.md", ...filesIn("docs", ".md")])("every link of %s leads somewhere", (page) => {
  const links = [...read(page).matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => link);
  const dead = links.filter((link) => {
    const [path = "", heading] = link.split("#");
    const target = path === "" ? page : join(dirname(page), path);
    if (/^https?:/.test(link)) return false;
    return !existsSync(join(ROOT, target)) || (heading !== undefined && !headingsOf(target).includes(heading));
  });
  expect(dead).toEqual([]);
});

test("what guides link to is in the package, but for decisions", () => {
  const targets = GUIDES.flatMap((guide) =>
    [...read(guide).matchAll(/\]\((\.[^)#]+)/g)].map(([, path = ""]) => join(dirname(guide), path)),
  );
  const packed = [...files, "docs/decisions"];
  const missing = targets.filter(
    (target) =>
      !packed.some((one) => target === one || target.startsWith(`${one}/`)) && !/^[\w-]+\.schema\.json$/.test(target),
  );
  expect(targets.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});

test.each([
  ["access", IDENTITY_POLICY_KINDS.words],
  ["audit", Object.keys(FINDINGS)],
  ["checking", [...CHECK_NAMES, ...PACK_NAMES.words]],
  ["nodes", NODE_ROLE_KINDS.words],
  ["workloads", [...ADDON_NAMES, ...CONTROLLERS.words]],
])("the guide %s names all that there is", (guide, names) => {
  const text = read(`docs/guides/${guide}.md`);
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

test("the guide of workloads and the JSON Schema say for which releases a policy is written", () => {
  const rows = read("docs/guides/workloads.md").split("\n");
  const silent = [...VERSIONS].filter(
    ([name, versions]) => !rows.some((row) => row.startsWith(`| \`${name}\` |`) && row.includes(` ${versions} |`)),
  );
  expect(silent).toEqual([]);
  for (const [name, versions] of VERSIONS) expect(read("cluster.schema.json")).toContain(`${name}: ${versions}`);
  expect(VERSIONS.get("karpenter")).toBe("1.0 to 1.14");
});

describe("the command line", () => {
  const PAGES = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "help", ...filesIn("docs", ".md")];
  const optionsIn = (text: string) => [...text.matchAll(/(?<=\s)--[a-z][\w-]*/g)].map(([option]) => option);

  /** What a page calls: the name, and what follows it up to the end of the command. */
  const callsIn = (page: string, command: string) =>
    [...read(page).matchAll(new RegExp(`\\b${command} ([\\w<>:-]+)([^\`\n#|;]*)`, "g"))].map(
      ([, first = "", behind = ""]) => {
        const rest = behind.split(/ {3}/)[0] ?? "";
        const [second = ""] = rest.trim().split(" ");
        return { name: Object.hasOwn(CALLS, `${first} ${second}`) ? `${first} ${second}` : first, rest };
      },
    );

  /** Options of a word that are not there. */
  async function unknownOptions(word: string, rest: string): Promise<string[]> {
    const { options = {} } = (await CALLS[word]?.load()) ?? {};
    return optionsIn(rest).filter((option) => ![...Object.keys(options), "help"].includes(option.slice(2)));
  }

  test.each(PAGES)("of %s has each word and option that the page calls", async (page) => {
    for (const { name, rest } of callsIn(page, "npx eks-access")) {
      if (["<word>", "--help", "--version"].includes(name)) continue;
      expect([name, Object.hasOwn(CALLS, name), await unknownOptions(name, rest)]).toEqual([name, true, []]);
    }
  });

  test.each(PAGES)("of %s calls scripts that there are, with options that they take", async (page) => {
    for (const { name, rest } of callsIn(page, "npm run(?: -s)?")) {
      expect([name, Object.hasOwn(scripts, name)]).toEqual([name, true]);
      const given = rest.split(" -- ")[1] ?? "";
      if (Object.hasOwn(CALLS, name)) expect([name, await unknownOptions(name, ` ${given}`)]).toEqual([name, []]);
    }
  });

  test("is described: each word is called in a guide or the README", () => {
    const called = ["README.md", ...GUIDES].flatMap((page) => callsIn(page, "npx eks-access").map(({ name }) => name));
    expect(Object.keys(CALLS).filter((word) => !called.includes(word))).toEqual([]);
  });
});
