import { visible } from "../aws/text";
import { ConfigError } from "../load/config-error";
import { type LoadedPlan, load } from "../load/load";
import { type Change, changesOf } from "../review/plan-json";
import { type Finding, review as reviewChanges } from "../review/review";
import { planOfCluster, readInput, whereIs } from "./terraform";

/** The exit code of a plan that hurts. */
const HURTS = 2;

/**
 * `eks-access review <file>`: says what the apply of a Terraform plan does to people, nodes and pods. The file is what
 * `terraform show -json <plan>` prints; `-` is standard input. The exit code is 2 if something hurts.
 *
 * @throws ConfigError if the file is no such plan, or with all errors in the configuration
 */
export function review(args: readonly string[], source: string): void {
  const [file, ...more] = args;
  if (file === undefined || more.length > 0) {
    throw new ConfigError(["review: takes one file, the output of terraform show -json <plan>; - is standard input"]);
  }
  const changes = changesOf(readInput("review", file));
  if (changes === undefined) {
    throw new ConfigError([`review: ${file} is no plan; write the output of terraform show -json <plan>`]);
  }
  const loaded = planOf(changes, load(source).plans);
  const findings = reviewChanges(changes, loaded?.config ?? { account: "", region: "" });
  for (const finding of findings) process.stdout.write(`${lineOf(finding, loaded)}\n`);
  const count = findings.filter(({ hurts }) => hurts).length;
  if (findings.length === 0) process.stdout.write("nothing changes for people, nodes and pods\n");
  if (count > 0) process.exitCode = HURTS;
}

/** Returns the file that the plan was made from: the one with this cluster, or the only one. */
function planOf(changes: readonly Change[], plans: readonly LoadedPlan[]): LoadedPlan | undefined {
  const names = new Set(
    changes.flatMap(({ type, before, after }) => {
      const name =
        type === "aws_eks_cluster" ? (before.name ?? after.name) : (before.cluster_name ?? after.cluster_name);
      return typeof name === "string" ? [name] : [];
    }),
  );
  return planOfCluster(names, plans);
}

function lineOf({ hurts, address, path, message }: Finding, loaded: LoadedPlan | undefined): string {
  return visible(`${hurts ? "hurts: " : ""}${whereIs(path, loaded) ?? address}: ${message}`);
}
