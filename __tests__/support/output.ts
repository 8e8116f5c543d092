import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Stacks by name, each with the content of its file and the names of its manifests. */
export type Stacks = Readonly<Record<string, { readonly text: string; readonly manifests?: readonly string[] }>>;

/** Writes stacks as cdktf and the manifests' writer do. */
export const builder = (stacks: Stacks) => (folder: string, others: object) => {
  const output = outputOf(stacks);
  const record = JSON.parse(output["manifest.json"] ?? "");
  const merged = Object.entries({ ...others, ...record.stacks }).sort(([a], [b]) => (a < b ? -1 : 1));
  output["manifest.json"] = JSON.stringify({ ...record, stacks: Object.fromEntries(merged) }, null, 2);
  for (const [file, text] of Object.entries(output)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
};

/** The files that a run with these stacks leaves. */
export function outputOf(stacks: Stacks): Record<string, string> {
  const record = Object.entries(stacks).map(([name, { manifests = [] }]) => [
    name,
    {
      name,
      synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
      manifests: manifests.map((file) => `manifests/${name}/${file}`),
    },
  ]);
  const files = Object.entries(stacks).flatMap(([name, { text, manifests = [] }]) => [
    [`stacks/${name}/cdk.tf.json`, text],
    ...manifests.map((file) => [`manifests/${name}/${file}`, text]),
  ]);
  return {
    ...Object.fromEntries(files),
    "manifest.json": JSON.stringify({ version: "0.21.0", stacks: Object.fromEntries(record) }, null, 2),
  };
}
