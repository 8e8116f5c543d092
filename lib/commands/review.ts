import { visible } from "../aws/text";
import { ConfigError } from "../load/config-error";
import { type LoadedPlan, load } from "../load/load";
import { type Change, changesOf } from "../review/plan-json";
import { type Finding, review as reviewChanges } from "../review/review";
import { answer } from "./answer";
import { type Command, type Given, LOOK, OUT, sourceIn } from "./command";
import { planOfCluster, readInput, whereIs } from "./terraform";

/** `eks-access review <file>`: says what the apply of a Terraform plan does to people, nodes and pods. */
export const command: Command = {
  positionals: { "<file>": "what terraform show -json <plan> printed; - is standard input" },
  most: Infinity,
  options: { out: OUT },
  examples: [
    "terraform -chdir=cdktf.out/stacks/demo plan -out=tfplan",
    "terraform -chdir=cdktf.out/stacks/demo show -json tfplan | eks-access review -",
  ],
  exitCodes: {
    0: "answered, and nothing hurts",
    1: "the file is no plan, or an argument or the configuration is refused",
    [LOOK]: "answered, and something hurts",
  },
  run: review,
};

/** @throws ConfigError if the file is no such plan, or with all errors in the configuration */
function review({ positionals: [file, ...more], values, environment }: Given): void {
  if (file === undefined || more.length > 0) {
    throw new ConfigError(["review: takes one file, the output of terraform show -json <plan>; - is standard input"]);
  }
  const changes = changesOf(readInput("review", file));
  if (changes === undefined) {
    throw new ConfigError([`review: ${file} is no plan; write the output of terraform show -json <plan>`]);
  }
  const loaded = planOf(changes, load(sourceIn(environment)).plans);
  const findings = reviewChanges(changes, loaded?.config ?? { account: "", region: "" });
  const lines = findings.map((finding) => lineOf(finding, loaded));
  if (lines.length === 0) lines.push("nothing changes for people, nodes and pods");
  answer(`${lines.join("\n")}\n`, values.out);
  if (findings.some(({ hurts }) => hurts)) process.exitCode = LOOK;
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
