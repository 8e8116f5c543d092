import { createHash } from "node:crypto";
import { checkFiles } from "../checks/checks";
import { diffOf } from "../diff/diff";
import { type LoadedPlan, load } from "../load/load";
import { readSources } from "../load/sources";
import type { Compared } from "../report/diff";
import { asHtml, type ReadFile } from "../report/html/page";
import { answer, TOOL } from "./answer";
import { type Command, type Given, OUT } from "./command";
import { plansOfBase, sidesOf } from "./compared";
import { ofOneCluster } from "./one-cluster";
import { readAudit } from "./read-audit";
import { sourceOf } from "./source";

/** `eks-access report [file or folder]`: one HTML page for people who do not read YAML. */
export const command: Command = {
  positionals: { "[file or folder]": "the configuration, by default EKS_ACCESS_CONFIG, or clusters" },
  most: 1,
  options: {
    audit: { value: "<file>", about: "show what eks-access audit --format json answered about these clusters too" },
    against: {
      value: "<from>",
      about: "show what differs from a revision of git, or from a file or folder, as eks-access diff does",
    },
    only: { value: "<cluster>", about: "report about the cluster of this name alone" },
    title: { value: "<text>", about: "the title of the page" },
    out: OUT,
  },
  examples: [
    "eks-access report --out report.html",
    "eks-access audit --format json --out audit.json; eks-access report --audit audit.json --against origin/main --out report.html",
  ],
  exitCodes: { 0: "answered", 1: "an argument, the configuration or the audit is refused" },
  run,
};

/** @throws ConfigError if an argument is wrong, or with all errors in the configuration */
function run(given: Given): void {
  const { values } = given;
  const source = sourceOf(given);
  const loaded = load(source);
  const { plans, warnings } = loaded;
  const chosen = ofOneCluster("report", plans, ({ plan }) => plan.cluster.name, values.only);
  const files = new Set(chosen.map(({ file }) => file));
  const audit = values.audit === undefined ? undefined : readAudit("report", values.audit, plans);
  const compared = values.against === undefined ? undefined : compare(values.against, { plans, source, given });
  const page = asHtml({
    title: values.title ?? (values.only === undefined ? "Access to Amazon EKS" : `Access to ${values.only}`),
    tool: TOOL,
    files: filesRead(source, chosen),
    plans: chosen,
    warnings: warnings.filter(({ file }) => values.only === undefined || files.has(file)),
    checked: checkFiles(loaded).filter(({ file }) => files.has(file)),
    ...(audit && { audit }),
    ...(compared && { compared: { ...compared, clusters: compared.clusters.filter(isChosen(chosen)) } }),
  });
  answer(page, values.out);
}

const isChosen =
  (plans: readonly LoadedPlan[]) =>
  ({ cluster, account, region }: Compared["clusters"][number]): boolean =>
    plans.some(
      ({ plan: { cluster: one } }) => one.name === cluster && one.account === account && one.region === region,
    );

/** Returns the chosen files with those that they share, and the hash of each. */
function filesRead(source: string, plans: readonly LoadedPlan[]): ReadFile[] {
  const { clusters, defaults, sets } = readSources(source);
  const chosen = new Set(plans.map(({ file }) => file));
  const read = [...defaults, ...sets, ...clusters.filter(({ file }) => chosen.has(file))];
  return read.map(({ file, content: { text = "" } }) => ({
    file,
    sha256: createHash("sha256").update(text).digest("hex"),
  }));
}

interface Compare {
  readonly plans: readonly LoadedPlan[];
  readonly source: string;
  readonly given: Given;
}

/** @throws ConfigError if there is no such revision in this clone */
function compare(from: string, { plans, source, given }: Compare): Compared {
  const environment = { ...given.environment, EKS_ACCESS_CONFIG: source };
  const sides = sidesOf({ from, exact: false, environment });
  const { plans: before, refused } = plansOfBase(sides.from);
  return { from: sides.from.side, to: sides.to.side, refused, clusters: diffOf(before, plans) };
}
