import { byCodePoint } from "../aws/text";
import type { ClusterAnswers } from "../live/answers";
import type { Refusal } from "../live/source";
import type { LoadedPlan } from "../load/load";
import { doorFindings } from "./doors";
import { entryFindings, isMadeByService } from "./entries";
import { expectedEntries, expectedPods, isEntryEnded, isEntryLetGo } from "./expected";
import { type Finding, finding, LEVELS } from "./finding";
import { podFindings } from "./pods";
import { type AuditOptions, principalFindings } from "./principals";

/** What an audit says about one cluster. */
export interface Audited {
  readonly cluster: string;
  readonly account: string;
  readonly region: string;
  /** When AWS was asked. */
  readonly readAt: string;
  /** The identity that asked. */
  readonly by?: string;
  /** A file about the cluster, for what stands on no line of one. */
  readonly file: string;
  /** ARNs of all principals that the files plan an entry for. */
  readonly plannedPrincipals: readonly string[];
  readonly found: number;
  readonly madeByServices: number;
  /** The gravest first. */
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/** Compares what AWS says about a cluster with all files about it. */
export function audit(files: readonly LoadedPlan[], answers: ClusterAnswers, options: AuditOptions): Audited {
  const entries = expectedEntries(files);
  const { id, asked, entries: found = [], associations = [], makers, cluster, notes } = answers;
  const pods = expectedPods(files);
  const findings = [
    ...entryFindings(entries, answers),
    ...principalFindings(entries, answers, options),
    ...podFindings(pods, answers),
    ...doorFindings(files, answers),
    ...answers.unread.map(unreadable),
  ];
  const owned = associations.filter(({ ownerArn }) => ownerArn !== "").length;
  return {
    cluster: id.name,
    account: id.account,
    region: id.region,
    readAt: asked.readAt,
    ...(asked.by !== undefined && { by: asked.by }),
    file: files[0]?.file ?? "",
    plannedPrincipals: [...entries.values()]
      .flatMap((entry) => (isEntryLetGo(entry) || isEntryEnded(entry, asked.readAt) ? [] : [entry.principalArn]))
      .sort(byCodePoint),
    found: found.length,
    madeByServices: found.filter((entry) => isMadeByService(entry, makers)).length,
    findings: findings.sort(byGravity),
    notes: [
      ...(cluster?.authenticationMode === "" ? ["AWS did not say the authentication mode of the cluster"] : []),
      ...(cluster !== undefined && cluster.status !== "ACTIVE" && cluster.status !== ""
        ? [`the cluster is ${cluster.status}`]
        : []),
      ...(owned > 0 ? [`Pod Identity associations of add-ons, which are not compared: ${owned}`] : []),
      ...notes,
    ],
  };
}

const unreadable = ({ operation, subject, why, message }: Refusal): Finding =>
  finding("unreadable", {
    subject: subject === "" ? operation : subject,
    of: operation,
    found: message,
    advice: WHAT_TO_DO[why](operation),
  });

const WHAT_TO_DO: Readonly<Record<Refusal["why"], (operation: string) => string>> = {
  denied: (operation) => `the permission ${operation} is missing; audit --policy prints all that are needed`,
  "not-kept": (operation) => `keep the answer of ${operation} too; --record keeps all`,
  gone: (operation) => `${operation}: it is not there; try again`,
  "other-account": (operation) => `${operation}: it is in another account; use --role`,
  failed: (operation) => `${operation}: AWS refuses; try again`,
};

const byGravity = (a: Finding, b: Finding): number =>
  LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
  byCodePoint(a.subject, b.subject) ||
  byCodePoint(a.name, b.name) ||
  byCodePoint(a.of ?? "", b.of ?? "");
