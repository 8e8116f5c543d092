/** The programs that are measured. Each takes an example, and what is there before the run. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "./meter.mjs";

export const remove = (path) => rmSync(path, { recursive: true, force: true });

const cacheOf = (root) => join(root, "node_modules/.cache/cdktf-eks-access");

function removeAnswers(root) {
  const kept = existsSync(cacheOf(root)) ? readdirSync(cacheOf(root)) : [];
  for (const name of kept.filter((file) => file.startsWith("answers"))) remove(join(cacheOf(root), name));
}

/** Returns folders that nothing was written into: where files were just removed, some disks take longer. */
function* newFolders(parent) {
  mkdirSync(parent, { recursive: true });
  for (let number = 1; ; number += 1) yield join(parent, String(number));
}

const BEFORE = {
  /** There is the bundle of the program, but no answers and no output. */
  cold: { newOutput: true, prepare: removeAnswers },
  /** There is nothing. */
  edited: { newOutput: true, prepare: (root) => remove(cacheOf(root)) },
  /** There is all that the last run left. */
  unchanged: { newOutput: false, prepare() {} },
  /** The same, but one file has changed since. */
  changed: { newOutput: false, prepare: (_root, { change }) => change() },
};

/** This project, or an earlier state of it. It writes into folders of a parent. */
export function project(root, parent) {
  const folders = newFolders(parent);
  let outdir;
  return (example, before) => {
    const { newOutput, prepare } = BEFORE[before];
    prepare(root, example);
    if (newOutput) outdir = folders.next().value;
    const figures = run(root, ["launch.cjs"], { EKS_ACCESS_CONFIG: example.config, CDKTF_OUTDIR: outdir });
    return { ...figures, resources: countResources(outdir, example) };
  };
}

/** The bare app, which makes everything in each run. */
export function bareApp(root, parent) {
  const folders = newFolders(parent);
  return (example) => {
    const outdir = folders.next().value;
    const figures = run(root, example.bare, { CDKTF_OUTDIR: outdir });
    return { ...figures, resources: countResources(outdir, example) };
  };
}

function countResources(outdir, { stacks }) {
  const names = readdirSync(join(outdir, "stacks"));
  if (names.length !== stacks) throw new Error(`${outdir}: expected ${stacks} stacks, got ${names.length}`);
  const countIn = (name) =>
    readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8").split('"uniqueId":').length - 1;
  return names.reduce((sum, name) => sum + countIn(name), 0);
}
