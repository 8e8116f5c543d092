import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ALL_RULES } from "../../lib/load/catalogue";
import { exampleFiles } from "../../lib/report/rules";
import { expectSame, outputsOf } from "../support/engines";
import { wholeFiles } from "../support/examples";

const ROOT = join(__dirname, "../..");

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';

/** The YAML files of a folder of this project, as files of clusters. */
const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(ROOT, folder))
      .filter((file) => file.endsWith(".yaml"))
      .map((file) => [`clusters/${file}`, readFileSync(join(ROOT, folder, file), "utf8")]),
  );

const FOLDERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  fixtures: filesOf("__tests__/fixtures"),
  examples: filesOf("examples"),
  clusters: filesOf("clusters"),
  "sections with nothing in them": {
    "clusters/a.yaml": `${HEAD}tags: {}\naccess: {}\nnodeClasses: {}\nuse: []\nworkloads: {}\n`,
    "clusters/b.yaml": `${HEAD}iam: {}\ncluster: {}\nterraform: {}\naccept: {}\nclusterRole: { tags: {} }\n`,
  },
  "all kinds of values in a document": {
    "clusters/a.yaml": `${HEAD}workloads:
  a:
    serviceAccount: a/b
    role: { inlinePolicies: { x: { Statement: [], Extra: [1.5, -2, 0, null, true, "", {}, [], { "//": [[]] }] } } }
`,
  },
};

/** The examples of the rules that are accepted: those that pass, and those that only give a warning. */
const EXAMPLES = Object.entries(ALL_RULES).flatMap(([name, { severity, bad, good }]) =>
  Object.entries(severity === "warning" ? { bad, good } : { good })
    .filter(([, example]) => !("demo.ts" in exampleFiles(example)))
    .map(([kind, example]) => [`the ${kind} example of ${name}`, wholeFiles(example)] as const),
);

describe("both engines write the same bytes", () => {
  test.each([...Object.entries(FOLDERS), ...EXAMPLES])("for %s", (_, files) => {
    expectSame(outputsOf(files));
  });
});
