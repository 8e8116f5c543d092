import { visible } from "../aws/text";
import { ConfigError } from "../load/config-error";
import { type LoadedPlan, load } from "../load/load";
import { showPath } from "../plan/diagnostics";
import { clusterNamesIn, type Explanation, explainError } from "../review/explain-error";
import { errorsOf, type TerraformError } from "../review/terraform-output";
import { answer } from "./answer";
import { type Command, type Given, OUT, sourceIn } from "./command";
import { planOfCluster, readInput, whereIs } from "./terraform";

/**
 * `eks-access explain-error [file]`: says of each error that Terraform printed where it comes from, the reason, and the
 * way out.
 */
export const command: Command = {
  positionals: { "[file]": "what Terraform printed; - or none is standard input" },
  most: Infinity,
  options: { out: OUT },
  examples: ["terraform apply 2>&1 | tee apply.log", "eks-access explain-error apply.log"],
  exitCodes: {
    0: "every error has an explanation",
    1: "an error has none, there is no error, or an argument is refused",
  },
  run: explainErrors,
};

/** @throws ConfigError if the file cannot be read, or has no error */
function explainErrors({ positionals: [file = "-", ...more], values, environment }: Given): void {
  if (more.length > 0) {
    throw new ConfigError(["explain-error: takes one file, what Terraform printed; - or none is standard input"]);
  }
  const errors = errorsOf(readInput("explain-error", file));
  if (errors.length === 0) {
    throw new ConfigError(["explain-error: no line begins with Error: there; give it all that Terraform printed"]);
  }
  const plans = plansOf(sourceIn(environment));
  const explained = errors.map((error) => {
    const loaded = planOf(error, errors, plans);
    const { config = { account: "", region: "" }, plan } = loaded ?? {};
    return { loaded, explanation: explainError(error, config, plan?.cluster.name) };
  });
  if (plans.length > 1 && explained.some(({ loaded }) => loaded === undefined)) {
    const [first] = plans;
    console.error(
      visible(`warning: several files could be meant; name the one of the stack: EKS_ACCESS_CONFIG=${first?.file}`),
    );
  }
  const lines = explained.map(({ explanation, loaded }) => linesOf(explanation, loaded));
  answer(`${[...new Set(lines)].join("\n")}\n`, values.out);
  if (explained.some(({ explanation }) => explanation.reason === undefined)) process.exitCode = 1;
}

/** Returns no plans if the configuration has errors: the reason and the way out do not need it. */
function plansOf(source: string): readonly LoadedPlan[] {
  try {
    return load(source).plans;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const [first = ""] = error.message.split("\n");
    console.error(visible(`warning: without places in the file, because the configuration cannot be used: ${first}`));
    return [];
  }
}

/** Returns the plan of the stack that cdktf names, or of the cluster that the error or another one names. */
function planOf(
  error: TerraformError,
  all: readonly TerraformError[],
  plans: readonly LoadedPlan[],
): LoadedPlan | undefined {
  const ofStack = plans.find(({ name }) => name === error.stack);
  return (
    ofStack ??
    planOfCluster(clusterNamesIn([error]), plans) ??
    // cdktf runs several stacks at once, Terraform one
    (all.some(({ stack }) => stack !== undefined) ? undefined : planOfCluster(clusterNamesIn(all), plans))
  );
}

/** Two lines: the place with the reason, and the way out. */
function linesOf({ path, address, summary, reason, wayOut }: Explanation, loaded: LoadedPlan | undefined): string {
  const where = whereIs(path, loaded) ?? (path ? showPath(path) : address);
  const prefix = where === undefined ? "" : `${where}: `;
  if (reason === undefined || wayOut === undefined) {
    const of = address !== undefined && where !== address ? `${address}: ` : "";
    return visible(`${prefix}${of}no explanation is known of: ${summary}`);
  }
  return `${visible(`${prefix}${reason}`)}\n  ${visible(wayOut)}`;
}
