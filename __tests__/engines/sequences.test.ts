import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { synth } from "../../lib/app";
import { ConfigError } from "../../lib/load/config-error";
import { synthWithConstructs } from "../../lib/stacks/synth";
import type { SynthOptions } from "../../lib/synth/publish";
import { comparable } from "../support/engines";
import { filesBelow, folderOf } from "../support/files";

type Engine = (options: SynthOptions) => readonly string[];
type Edits = Readonly<Record<string, string | null>>;

/** What happens before a run, and the run. */
interface Step {
  /** Files of the configuration; null removes one. */
  readonly files?: Edits;
  /** Files of the output, as somebody else changes them. */
  readonly output?: Edits;
  /** The one file to read. @default - all */
  readonly alone?: string;
  readonly options?: Pick<SynthOptions, "ci" | "keepFolders">;
}

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const nodeClass = (key: string) =>
  `nodeClasses:\n  ${key}:\n    spec: { subnetSelectorTerms: [{ id: subnet-1 }], securityGroupSelectorTerms: [{ id: sg-1 }] }\n`;
const guest = (key: string) => `access:\n  ${key}: { principal: "arn:aws:iam::111122223333:role/${key}" }\n`;

const A = `${HEAD}${nodeClass("gpu")}${guest("a")}`;
const B = `${HEAD}${guest("b")}workloads:\n  loki: { serviceAccount: logs/loki, via: both, targetRole: "arn:aws:iam::444455556666:role/x" }\ncluster: { oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/A }\n`;
const C = `${HEAD}${nodeClass("arm")}`;
const LOCK = 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "6.2.0"\n}\n';
const ALL: Step = { files: { "a.yaml": A, "b.yaml": B, "c.yaml": C } };

const SEQUENCES: Readonly<Record<string, readonly Step[]>> = {
  "a file alone beside others, changed and new": [
    ALL,
    { files: { "a.yaml": `${HEAD}${guest("other")}` }, alone: "a.yaml" },
    { files: { "d.yaml": `${HEAD}${nodeClass("new")}` }, alone: "d.yaml" },
    {},
  ],
  "files alone, one after the other, from nothing": [
    { ...ALL, alone: "b.yaml" },
    { alone: "c.yaml" },
    { alone: "a.yaml" },
    {},
  ],
  "a file that goes, and one that comes under its name": [
    ALL,
    { files: { "b.yaml": null } },
    { files: { "a.yaml": null }, alone: "c.yaml" },
    { files: { "b.yaml": C.replace("arm", "b") } },
  ],
  "a cluster that moves to another file, account and region": [
    ALL,
    { files: { "a.yaml": null, "z.yaml": `name: a\n${A}` } },
    { files: { "c.yaml": C.replace("111122223333", "222233334444") } },
    { files: { "b.yaml": `terraform: { backend: { type: s3, bucket: states, key: k, region: eu-west-1 } }\n${B}` } },
  ],
  "output that somebody edited or removed, and files of others": [
    ALL,
    { output: { "stacks/a/cdk.tf.json": "{}", "stacks/a/terraform.tfvars": "x = 1", "manifests/c/own.yaml": "a: 1" } },
    { output: { "stacks/b/cdk.tf.json": null, "manifests/a/nodeclass-gpu.yaml": null }, alone: "c.yaml" },
    { output: { "manifest.json": "{" } },
    { output: { "manifest.json": null }, files: { "c.yaml": null } },
  ],
  "a lock file that comes, that Terraform changes, and that goes": [
    ALL,
    { files: { ".terraform.lock.hcl": LOCK } },
    {
      files: { "c.yaml": `${C}tags: { a: b }\n` },
      output: { "stacks/a/.terraform.lock.hcl": `${LOCK}#\n`, "stacks/b/.terraform.lock.hcl": null },
    },
    { files: { "a.yaml": null }, options: { keepFolders: true } },
    { files: { ".terraform.lock.hcl": null } },
  ],
  "a refusal between": [ALL, { files: { "b.yaml": "account: 1\n", "c.yaml": `${C}tags: { a: b }\n` } }, ALL],
  "a pipeline, whose states are lost, and the cdktf command line": [
    { ...ALL, options: { ci: true } },
    { files: { "b.yaml": null }, options: { keepFolders: true } },
    { files: { "a.yaml": null }, output: { "stacks/a/terraform.tfvars": "x = 1" }, options: { keepFolders: true } },
    { output: { "stacks/a/terraform.tfvars": null }, options: { keepFolders: true } },
  ],
};

/** What the output folder holds after each run, and what each run says. */
function run(steps: readonly Step[], engines: readonly Engine[]): object[] {
  const folder = folderOf({});
  const source = join(folder, "clusters");
  const outdir = join(folder, "out");
  return steps.map(({ files = {}, output = {}, alone = "", options }, index) => {
    edit(source, files);
    edit(outdir, output);
    const engine = engines[index % engines.length] ?? synth;
    const said = saidBy(() => engine({ source: join(source, alone), outdir, ...options }));
    return { said: said.map((line) => line.replaceAll(folder, "")), files: comparable(filesBelow(outdir)) };
  });
}

function edit(folder: string, files: Edits): void {
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    if (text === null) rmSync(file);
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}

function saidBy(engine: () => readonly string[]): readonly string[] {
  try {
    return engine();
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
}

describe.each(Object.entries(SEQUENCES))("%s", (_, steps) => {
  const direct = run(steps, [synth]);

  test.each([
    ["constructs alone", [synthWithConstructs]],
    ["constructs after the direct writer", [synth, synthWithConstructs]],
    ["the direct writer after constructs", [synthWithConstructs, synth]],
  ])("%s leave the same folder after each run", (_engines, engines) => {
    expect(run(steps, engines)).toEqual(direct);
  });

  test("something changes in each run", () => {
    for (const [index, state] of direct.entries()) expect(state).not.toEqual(direct[index - 1]);
  });
});
