import { isNodeType } from "../../aws/eks/entry-types";
import { takesEntries } from "../../aws/eks/platform-versions";
import { list, shellWord } from "../../aws/text";
import type { ClusterAnswers } from "../../live/answers";
import type { Row } from "../row";
import { administrator } from "./administrator";
import { type Doubt, doubtOf, type Gap, gapOf, unreadArns, unreadEntry } from "./rows";
import { type Step, UNREAD } from "./step";

/**
 * Returns the steps from the ConfigMap aws-auth to the mode API, in their order.
 *
 * @param rows what becomes of the rows of aws-auth; undefined if nobody gave it
 * @param file where these rows were read; `-` is standard input
 * @see https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/migrating-access-entries.html
 */
export function stepsOf(
  answers: ClusterAnswers,
  rows: readonly Row[] | undefined,
  file: string = SHOWN,
): readonly Step[] {
  const mode = answers.cluster?.authenticationMode ?? "";
  const entries = takesEntriesNow(answers);
  const gaps = rows?.flatMap((row) => gapOf(row, answers) ?? []);
  const first = [platform(answers, entries), mixedMode(answers, entries), administrator(answers, entries)];
  const checks = [rowsStep(gaps, answers, { entries, file }), nodesStep(gaps, answers, entries), logins(answers)];
  const before = [...first, ...checks];
  return [...before, apiMode(answers, before), configMap(rows, mode)];
}

/** Whether the cluster has a mode with entries; undefined if AWS told neither its mode nor its entries. */
function takesEntriesNow({ cluster, entries }: ClusterAnswers): boolean | undefined {
  const mode = cluster?.authenticationMode ?? "";
  return mode === "" && entries === undefined ? undefined : mode !== "CONFIG_MAP";
}

const at = ({ id: { name, region } }: ClusterAnswers): string =>
  `--name ${shellWord(name)} --region ${shellWord(region)}`;

const setMode = (answers: ClusterAnswers, mode: string): string =>
  `aws eks update-cluster-config ${at(answers)} --access-config authenticationMode=${mode}`;

const UNDONE = "cannot be undone";
const NO_ENTRIES = "for 2: there are no entries in the mode CONFIG_MAP";

function platform({ cluster }: ClusterAnswers, entries: boolean | undefined): Step {
  const { version = "", platformVersion = "" } = cluster ?? {};
  const takes = entries || takesEntries(version, platformVersion);
  const is = takes === undefined ? "ask" : takes ? "yes" : "NO";
  const notes = [[version, platformVersion].join(" ").trim() || "AWS does not say which it is"];
  return {
    what: "platform version takes entries",
    is,
    notes: [...notes, ...(is === "NO" ? [UPDATE] : [])],
    commands: [],
  };
}

const UPDATE = "update the cluster to a later version of Kubernetes";

function mixedMode(answers: ClusterAnswers, entries: boolean | undefined): Step {
  const what = "mode API_AND_CONFIG_MAP";
  if (entries === undefined) return { what, is: "ask", notes: ["AWS did not say which mode it has"], commands: [] };
  const commands = entries ? [] : [setMode(answers, "API_AND_CONFIG_MAP")];
  return { what, is: entries ? "yes" : "NO", notes: [UNDONE], commands };
}

/** The state and the notes of a step that nothing may keep from being done. */
const without = (doubts: readonly Doubt[]): Pick<Step, "is" | "notes"> => ({
  is: doubts.some(({ is }) => is === "NO") ? "NO" : doubts.length > 0 ? "ask" : "yes",
  notes: doubts.map(({ text }) => text),
});

function rowsStep(
  gaps: readonly Gap[] | undefined,
  answers: ClusterAnswers,
  { entries, file }: { readonly entries: boolean | undefined; readonly file: string },
): Step {
  const what = "every row of aws-auth has a live entry";
  if (gaps === undefined) return { what, is: "ask", notes: ["name the file that this writes, too"], commands: [SHOW] };
  if (entries === false) return { what, is: "wait", notes: [NO_ENTRIES], commands: [] };
  if (answers.entries === undefined) return { what, is: "ask", notes: [UNREAD], commands: [] };
  const found = without(gaps);
  return { what, ...found, commands: found.is === "NO" ? importCommands(answers, file) : [] };
}

/** Standard input is gone once it is read, so that it is written to a file first. */
function importCommands({ id: { name, account, region } }: ClusterAnswers, file: string): string[] {
  const [before, input] = file === "-" ? [[SHOW], SHOWN] : [[], file];
  const cluster = `--cluster ${shellWord(name)} --account ${account} --region ${shellWord(region)}`;
  const into = `--into ${shellWord(`clusters/${name}.yaml`)}`;
  return [...before, `eks-access import aws-auth ${shellWord(input)} ${cluster} ${into}`];
}

const SHOWN = "aws-auth.yaml";
const SHOW = `kubectl -n kube-system get configmap aws-auth -o yaml > ${SHOWN}`;

/** Nodes, Fargate pods, and the built-in node pools. */
function nodesStep(gaps: readonly Gap[] | undefined, answers: ClusterAnswers, taken: boolean | undefined): Step {
  const what = "every node role has the entry of its type";
  if (taken === false) return { what, is: "wait", notes: [NO_ENTRIES], commands: [] };
  const { makers, entries } = answers;
  if (makers === undefined || entries === undefined) {
    const notes = ["node groups, Fargate profiles or entries could not be read"];
    return { what, is: "ask", notes, commands: [] };
  }
  const missing = makers.flatMap(({ what: maker, roleArn }): Doubt[] => {
    if (maker.startsWith("capability ")) return [];
    const of = `${roleArn} of ${maker}`;
    const entry = entries.find(({ principalArn }) => principalArn === roleArn);
    if (entry === undefined) {
      const unread = unreadArns(entries, answers).includes(roleArn);
      return [unread ? { is: "ask", text: unreadEntry(roleArn, answers) } : { is: "NO", text: `${of} has no entry` }];
    }
    if (!isNodeType(entry.type)) return [{ is: "NO", text: `the entry of ${of} has the type ${entry.type}` }];
    const doubt = doubtOf(entry, answers);
    return doubt === undefined ? [] : [{ is: doubt.is, text: `the entry of ${of} ${doubt.text}` }];
  });
  const found = without([...missing, ...(gaps ?? []).filter(({ nodes }) => nodes)]);
  if (gaps !== undefined || found.is !== "yes") return { what, ...found, commands: [] };
  return {
    what,
    is: "ask",
    notes: ["those that EKS makes, yes; nodes that you run have rows in aws-auth"],
    commands: [],
  };
}

/** Who logs in, by the log of the authenticator. Its lines are `key="value"`. */
const QUERY =
  'filter @logStream like /^authenticator/ and @message like /access granted/ | parse @message /arn="(?<arn>[^"]+)"/ | stats count(*) by arn';

const DAYS = 30;

function logins({ id: { name, region }, cluster }: ClusterAnswers): Step {
  const what = `nobody logged in by aws-auth for ${DAYS} days`;
  if (cluster?.authenticationMode === "API")
    return { what, is: "yes", notes: ["the mode API reads none"], commands: [] };
  const notes = ["each ARN that the log names must have an entry; the log of the authenticator must be on"];
  const command = [
    `aws logs start-query --region ${shellWord(region)} --log-group-name ${shellWord(`/aws/eks/${name}/cluster`)}`,
    `--start-time $(($(date +%s) - ${DAYS} * 86400)) --end-time $(date +%s) --query-string '${QUERY}'`,
  ].join(" ");
  return { what, is: "ask", notes, commands: [command] };
}

function apiMode(answers: ClusterAnswers, before: readonly Step[]): Step {
  const what = "mode API";
  if (answers.cluster?.authenticationMode === "API") return { what, is: "yes", notes: [UNDONE], commands: [] };
  const open = before.flatMap(({ is }, index) => (is === "yes" ? [] : [String(index + 1)]));
  return { what, is: "wait", notes: [`for ${list(open, "and")}; ${UNDONE}`], commands: [setMode(answers, "API")] };
}

function configMap(rows: readonly Row[] | undefined, mode: string): Step {
  const what = "delete the ConfigMap";
  const commands = ["kubectl -n kube-system delete configmap aws-auth"];
  if (mode !== "API") return { what, is: "wait", notes: ["for 7"], commands };
  const notes = ["nothing reads it any more"];
  return { what, is: rows === undefined ? "ask" : "NO", notes, commands };
}
