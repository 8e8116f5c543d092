import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { synth } from "../../lib/app";
import type { Manifest } from "../../lib/manifests/documents";
import { filesOf } from "../../lib/manifests/files";
import { filesBelow, folderOf } from "../support/files";

/**
 * One file a cluster with every kind of document, and all that is written for it. After a change that is meant:
 * EKS_ACCESS_CONFIG=__tests__/manifests/golden/clusters CDKTF_OUTDIR=<folder> node launch.cjs, and copy from there.
 */
const GOLDEN = join(__dirname, "golden");

test("the files of a stack are these", () => {
  const outdir = join(folderOf({}), "out");
  synth({ source: join(GOLDEN, "clusters"), outdir });
  for (const folder of ["manifests", "policies"]) {
    expect(filesBelow(join(outdir, folder, "demo"))).toEqual(filesBelow(join(GOLDEN, folder)));
  }
});

test("what kubectl reads of a folder is Kubernetes objects, and nothing else has their endings", () => {
  const files = Object.entries(filesBelow(join(GOLDEN, "manifests")));
  const read = files.filter(([name]) => /\.(yaml|yml|json)$/.test(name));
  expect(read.map(([, text]) => parse(text).kind).sort()).toEqual([
    "NodeClass",
    "NodeClass",
    "NodePool",
    "NodePool",
    "ServiceAccount",
  ]);
  expect(files.map(([name]) => name).filter((name) => !/\.yaml$/.test(name))).toEqual(["Kustomization", "apply.sh"]);
});

const HAS_KUBECTL = spawnSync("kubectl", ["version", "--client"]).status === 0;
if (!HAS_KUBECTL) process.stderr.write("kubectl is not on the PATH: no test of kubectl kustomize\n");

(HAS_KUBECTL ? test : test.skip)("kustomize builds the same objects", () => {
  const folder = join(GOLDEN, "manifests");
  const { stdout, stderr } = spawnSync("kubectl", ["kustomize", folder], { encoding: "utf8" });
  expect(stderr).toBe("");
  const plain = Object.entries(filesBelow(folder)).filter(([name]) => name.endsWith(".yaml"));
  expect(sorted(parseAllDocuments(stdout).map((document) => document.toJS()))).toEqual(
    sorted(plain.map(([, text]) => parse(text))),
  );
});

const sorted = (objects: { kind: string; metadata: { name: string } }[]) =>
  objects.sort((a, b) => (`${a.kind}/${a.metadata.name}` < `${b.kind}/${b.metadata.name}` ? -1 : 1));

describe("of some documents", () => {
  const cluster = { name: "demo", account: "111122223333", region: "eu-west-1", partition: "aws" } as const;
  const object = (name: string, known = true): Manifest => ({
    name,
    format: "yaml",
    document: {},
    released: false,
    known,
  });
  const policy: Manifest = { name: "targetrole-a", format: "json", document: {}, known: true, released: false };
  const names = (documents: readonly Manifest[]) => {
    const { yaml, json } = filesOf(documents, "demo", cluster);
    return [[...yaml.keys()], [...json.keys()]];
  };

  test.each<[string, readonly Manifest[], string[][]]>([
    ["nothing", [], [[], []]],
    ["a policy for others: nothing to apply here", [policy], [[], ["targetrole-a.json"]]],
    ["only what Terraform knows", [object("nodeclass-a", false)], [[], []]],
    [
      "an object of which Terraform knows one more",
      [object("nodeclass-a", false), object("nodepool-a")],
      [["nodepool-a.yaml", "Kustomization", "apply.sh"], []],
    ],
  ])("%s", (_what, documents, expected) => {
    expect(names(documents)).toEqual(expected);
  });

  test("resources are in the order of their names", () => {
    const { yaml } = filesOf([object("nodepool-b"), object("nodeclass-c"), object("nodeclass-a")], "demo", cluster);
    expect(parse(yaml.get("Kustomization") ?? "").resources).toEqual([
      "nodeclass-a.yaml",
      "nodeclass-c.yaml",
      "nodepool-b.yaml",
    ]);
  });
});

const SHELLCHECK = spawnSync("shellcheck", ["--version"]).status === 0;
if (!SHELLCHECK) process.stderr.write("shellcheck is not on the PATH: the script is only parsed\n");

test.each([["/bin/sh", ["-n"]], ...(SHELLCHECK ? ([["shellcheck", []]] as const) : [])] as const)(
  "%s finds nothing wrong in the script",
  (program, options) => {
    const { status, stdout, stderr } = spawnSync(program, [...options, join(GOLDEN, "manifests/apply.sh")], {
      encoding: "utf8",
    });
    expect({ status, output: stdout + stderr }).toEqual({ status: 0, output: "" });
    expect(readFileSync(join(GOLDEN, "manifests/apply.sh"), "utf8")).toMatch(/^#!\/bin\/sh\n/);
  },
);
