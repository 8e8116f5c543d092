import { type Audited, audit } from "../audit/audit";
import { isAtLeast, type Level } from "../audit/finding";
import { auditPolicy } from "../aws/iam/audit-policy";
import { visible } from "../aws/text";
import { type Read, readFolder, readLive } from "../live/fleet";
import { KeptAnswersError } from "../live/folders";
import { ConfigError } from "../load/config-error";
import { load } from "../load/load";
import { asAuditMarkdown, asAuditTables } from "../report/audit";
import { asAuditJunit, asAuditSarif } from "../report/audit-ci";
import { asJson } from "../report/json";
import { answer, jsonAnswer, TOOL } from "./answer";
import { type AuditedCluster, clustersOf, problemLine, targetOf } from "./audited-clusters";
import { type Command, type Given, LOOK, OUT } from "./command";
import { daysIn } from "./days";
import { ofOneCluster } from "./one-cluster";
import { printWarnings } from "./program";
import { progressOf } from "./progress";
import { sourceOf } from "./source";
import { stateIdsOf, uncompared } from "./state-ids";

const UNUSED_DAYS = 90;

const FAIL_ON = ["error", "warning", "never"] as const;

/** `eks-access audit [file or folder]`: compares the live clusters with the files. */
export const command: Command = {
  positionals: { "[file or folder]": "the configuration, by default EKS_ACCESS_CONFIG, or clusters" },
  most: 1,
  options: {
    from: { value: "<folder>", about: "read answers that --record or the AWS CLI wrote, and ask nobody" },
    record: { value: "<folder>", about: "keep what AWS answers, for --from" },
    role: { value: "<role>", about: "the role to take in each account, by name or ARN; by default that of terraform" },
    only: { value: "<cluster>", about: "audit the cluster of this name alone" },
    format: { oneOf: ["table", "json", "sarif", "junit", "markdown"], about: "how to print it, by default as tables" },
    "fail-on": { oneOf: FAIL_ON, about: "end with 2 from this level on, by default error" },
    unused: { value: "<days>", about: `name roles that were not used for so long, by default ${UNUSED_DAYS}` },
    state: {
      value: "<file>",
      many: true,
      about: "what terraform show -json printed of a state, to find roles that were made again; repeatable",
    },
    partial: { about: "end as if all had been read, where a permission is missing" },
    policy: { about: "print the IAM policy that the audit of these clusters needs, and end" },
    out: OUT,
  },
  examples: [
    "eks-access audit",
    "eks-access audit --role eks-access-audit --format sarif --out audit.sarif",
    "eks-access audit --only demo --record answers && eks-access audit --only demo --from answers",
  ],
  exitCodes: {
    0: "answered, and nothing is found at the level of --fail-on or above",
    1: "something could not be read, or an argument or the configuration is refused",
    [LOOK]: "answered, and something is found",
  },
  run,
};

/** @throws ConfigError if an argument is wrong, or with all errors in the configuration */
async function run(given: Given): Promise<void> {
  const { values, flags, lists } = given;
  const unusedDays = values.unused === undefined ? UNUSED_DAYS : daysIn("audit: --unused", values.unused, 1);
  if (values.from !== undefined && (values.record ?? values.role) !== undefined) {
    throw new ConfigError(["audit: --from asks nobody; leave --record and --role out"]);
  }
  const { plans, warnings, partial } = load(sourceOf(given));
  printWarnings(warnings.map(({ text }) => text));
  const clusters = ofOneCluster("audit", clustersOf(plans), ({ id }) => id.name, values.only);
  if (flags.has("policy")) {
    const scopes = clusters.map(({ id, partition }) => ({ ...id, cluster: id.name, partition }));
    return answer(asJson(auditPolicy(scopes)), values.out);
  }
  if (partial) {
    printWarnings(["this is one file of a folder: what other files plan for the same cluster is shown as unplanned"]);
  }
  const stateIds = stateIdsOf("audit", lists.state ?? []);
  const audited: Audited[] = [];
  const problems: string[] = [];
  const reads = await read(clusters, given);
  if (lists.state !== undefined) printWarnings(uncompared(stateIds, reads));
  for (const [at, result] of reads.entries()) {
    const cluster = clusters[at];
    if (cluster === undefined) continue;
    if ("answers" in result) audited.push(audit(cluster.files, result.answers, { unusedDays, stateIds }));
    else problems.push(problemLine(cluster, result));
  }
  answer(textOf(audited, values), values.out);
  const findings = audited.flatMap((one) => one.findings);
  const least = leastOf(values);
  const unread = !flags.has("partial") && findings.some(({ level }) => level === "unread");
  if (least !== undefined && findings.some((finding) => isAtLeast(finding, least))) process.exitCode = LOOK;
  // an audit that is not whole is never an answer
  if (unread) process.exitCode = 1;
  if (problems.length > 0) throw new ConfigError(problems);
}

async function read(clusters: readonly AuditedCluster[], { values }: Given): Promise<readonly Read[]> {
  const { from, record, role } = values;
  const targets = clusters.map(targetOf);
  if (from !== undefined) {
    const { reads, unused } = await kept(readFolder(targets, from));
    printWarnings(unused.map((file) => visible(`${file}: no answer of AWS about these clusters`)));
    return reads;
  }
  const progress = progressOf(
    process.stderr,
    `reading ${clusters.length === 1 ? "the cluster" : `${clusters.length} clusters`}`,
  );
  try {
    return await readLive(targets, {
      ...(role !== undefined && { role }),
      ...(record !== undefined && { record }),
      asked: progress.step,
    });
  } finally {
    progress.end();
  }
}

/** @throws ConfigError if the folder cannot be used */
async function kept<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof KeptAnswersError) throw new ConfigError([`audit: ${error.message}`]);
    throw error;
  }
}

function leastOf({ "fail-on": failOn = "error" }: Given["values"]): Level | undefined {
  return failOn === "error" || failOn === "warning" ? failOn : undefined;
}

function textOf(clusters: readonly Audited[], values: Given["values"]): string {
  switch (values.format) {
    case "json":
      return jsonAnswer("audit", { clusters });
    case "sarif":
      return asAuditSarif(clusters, TOOL);
    case "junit":
      return asAuditJunit(clusters, leastOf(values));
    case "markdown":
      return asAuditMarkdown(clusters);
    default:
      return asAuditTables(clusters);
  }
}
