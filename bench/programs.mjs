/** The programs that are measured. Each takes an example, and what is there before the run. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "./meter.mjs";

export const remove = (path) => rmSync(path, { recursive: true, force: true });

const cacheOf = (root) => join(root, "node_modules/.cache/cdktf-eks-access");

function removeAnswers(root) {
  const kept = existsSync(cacheOf(root)) ? readdirSync(cacheOf(root)) : [];
  for (const name of kept.filter((file) => file.startsWith("answers"))) remove(join(cacheOf(root), name));
}

const BEFORE = {
  /** There is the bundle of the program, but no answers and no output. */
  cold(root, outdir) {
    remove(outdir);
    removeAnswers(root);
  },
  /** There is nothing. */
  edited(root, outdir) {
    remove(outdir);
    remove(cacheOf(root));
  },
  /** There is all that the last run left. */
  unchanged() {},
  /** The same, but one file has changed since. */
  changed(_root, _outdir, { change }) {
    change();
  },
};

/** This project, or an earlier state of it, in its folder. */
export const project = (root, outdir) => (example, before) => {
  BEFORE[before](root, outdir, example);
  const figures = run(root, ["launch.cjs"], { EKS_ACCESS_CONFIG: example.config, CDKTF_OUTDIR: outdir });
  return { ...figures, resources: countResources(outdir, example) };
};

/** The bare app, which makes everything in each run. */
export const bareApp = (root, outdir) => (example) => {
  remove(outdir);
  const figures = run(root, example.bare, { CDKTF_OUTDIR: outdir });
  return { ...figures, resources: countResources(outdir, example) };
};

function countResources(outdir, { stacks }) {
  const names = readdirSync(join(outdir, "stacks"));
  if (names.length !== stacks) throw new Error(`${outdir}: expected ${stacks} stacks, got ${names.length}`);
  const countIn = (name) =>
    readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8").split('"uniqueId":').length - 1;
  return names.reduce((sum, name) => sum + countIn(name), 0);
}
