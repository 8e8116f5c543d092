import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument, Scalar, visit } from "yaml";
import { ConfigError } from "../../lib/load/config-error";
import { load } from "../../lib/load/load";
import { folderOf } from "../support/files";

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';

/** What Terraform or cdktf would evaluate. */
const EVALUATED = [
  '${file("/etc/passwd")}',
  "%{ if true }x%{ endif }",
  "x${null}",
  "$${escaped}",
  "${TfToken[TOKEN.0]}",
  "#{TfToken[TOKEN.0]}",
  "&{TfToken[TOKEN.0]}",
  "x-1.8881545897087503e+289",
  "-8.171509568697571e+298",
];

function linesOf(files: Readonly<Record<string, string>>): string[] {
  const folder = folderOf(files);
  try {
    load(join(folder, "clusters"));
  } catch (error) {
    if (error instanceof ConfigError) return error.lines.map((line) => line.replaceAll(`${folder}/`, ""));
    throw error;
  }
  return [];
}

/** Every text and key of a file, outside of IAM documents, each replaced in turn. */
function* replaced(text: string, by: string): Generator<{ place: string; text: string }> {
  const count = countOf(text);
  for (let index = 0; index < count; index += 1) {
    const document = parseDocument(text);
    let seen = -1;
    let place = "";
    visit(document, {
      Pair(_, { key }) {
        return isDocumentKey(key) ? visit.SKIP : undefined;
      },
      Scalar(_, node, path) {
        if (typeof node.value !== "string") return;
        seen += 1;
        if (seen !== index) return;
        place = `${path.map((step) => String((step as { key?: unknown }).key ?? "")).join("/")}/${node.value}`;
        node.value = by;
        node.type = Scalar.QUOTE_DOUBLE;
      },
    });
    yield { place, text: document.toString() };
  }
}

const isDocumentKey = (key: unknown): boolean =>
  ["inlinePolicies", "sessionPolicy"].includes(String((key as { value?: unknown })?.value));

function countOf(text: string): number {
  let count = 0;
  visit(parseDocument(text), {
    Pair: (_, { key }) => (isDocumentKey(key) ? visit.SKIP : undefined),
    Scalar: (_, { value }) => {
      if (typeof value === "string") count += 1;
    },
  });
  return count;
}

describe("no text and no key of a file is evaluated", () => {
  const fixtures = ["wide", "auto-mode", "classic", "nodeclass"];

  test.each(fixtures)("%s: each place in turn", (fixture) => {
    const text = readFileSync(join(__dirname, `../fixtures/${fixture}.yaml`), "utf8");
    let number = 0;
    for (const { place, text: changed } of replaced(text, "\0")) {
      const by = EVALUATED[number % EVALUATED.length] ?? "";
      number += 1;
      const lines = linesOf({ "clusters/demo.yaml": changed.replace("\\0", () => by.replaceAll('"', '\\"')) });
      expect({ place, by, refused: lines.some((line) => line.endsWith("[expression]")) }).toEqual({
        place,
        by,
        refused: true,
      });
    }
    expect(number).toBeGreaterThan(15);
  });

  test.each(EVALUATED)("%s in a shared file", (text) => {
    const files = {
      "clusters/demo.yaml": `${HEAD}use: [team]\n`,
      "defaults.yaml": `tags: { Team: '${text}' }\n`,
      "accessSets/team.yaml": `access: { a: { principal: '${text}', groups: [a] } }\n`,
    };
    expect(linesOf(files)).toEqual([
      expect.stringMatching(/^accessSets\/team.yaml:1:16 access.a.principal: .*\[expression\]$/),
      expect.stringMatching(/^defaults.yaml:1:9 tags.Team: .*\[expression\]$/),
    ]);
  });

  test("says so once, with what to do, and all others too", () => {
    const text = 'name: "${x}"\nversion: "${1}"\naccess:\n  "${k}": { type: "%{t}" }\niam: { exclusive: 1 }\n';
    expect(linesOf({ "clusters/demo.yaml": HEAD + text })).toEqual([
      'clusters/demo.yaml:3:1 name: a file is data, and nothing in it is evaluated: no "${", got "${x}"; write the value itself, or describe this cluster in TypeScript [expression]',
      'clusters/demo.yaml:4:1 version: a file is data, and nothing in it is evaluated: no "${", got "${1}"; write the value itself, or describe this cluster in TypeScript [expression]',
      'clusters/demo.yaml:6:3 access["${k}"]: a file is data, and nothing in it is evaluated: no "${", got "${k}"; write the value itself, or describe this cluster in TypeScript [expression]',
      'clusters/demo.yaml:6:13 access["${k}"].type: a file is data, and nothing in it is evaluated: no "%{", got "%{t}"; write the value itself, or describe this cluster in TypeScript [expression]',
      "clusters/demo.yaml:7:8 iam.exclusive: true or false, got 1 (a number) [wrong-type]",
    ]);
  });

  test.each(["costs $5 {net}", "50% {off}", "a$b%c", "#{x}", "&{y}", "1e3", "-1.5e+10", "{{SessionName}}"])(
    "%s is text",
    (text) => {
      expect(
        linesOf({
          "clusters/demo.yaml": `${HEAD}terraform: { backend: { type: cloud, organization: '${text}', workspace: demo } }\n`,
        }),
      ).toEqual([]);
    },
  );
});

describe("in an IAM document all of it is text", () => {
  test.each(EVALUATED)("%s", (text) => {
    const policy = JSON.stringify({
      [text]: text,
      Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: text },
    });
    const role = `role: { inlinePolicies: { own: ${policy} } }`;
    const workload = `serviceAccount: a/b, ${role}, sessionTags: false, sessionPolicy: ${policy}`;
    expect(linesOf({ "clusters/demo.yaml": `${HEAD}workloads: { a: { ${workload} } }\n` })).toEqual([]);
  });

  test("but not in the name of a policy", () => {
    const text = 'nodeRoles: { a: { kind: managed, inlinePolicies: { "${x}": { Statement: [] } } } }\n';
    expect(linesOf({ "clusters/demo.yaml": HEAD + text })).toEqual([expect.stringContaining("[expression]")]);
  });
});
