import { parseArn } from "../aws/arn";
import { isNodeType } from "../aws/eks/entry-types";
import type { ClusterAnswers, FoundEntry, FoundPrincipal } from "../live/answers";
import { principalOfEntry } from "../live/principals";
import { addressOf } from "../plan/addresses";
import { type ExpectedEntry, isLetGo, keyOf } from "./expected";
import { type Finding, finding } from "./finding";
import { date } from "./text";

const DAY = 24 * 60 * 60 * 1000;

/** For how many days IAM keeps the use of a role. */
const IAM_KEEPS = 400;

/**
 * Says of the principals of entries whether they exist, are those that the entries were made for, and are used.
 *
 * @param unusedDays after how many days without use a role is named
 */
export function principalFindings(
  expected: ReadonlyMap<string, ExpectedEntry>,
  answers: ClusterAnswers,
  unusedDays: number,
): Finding[] {
  const now = Date.parse(answers.asked.readAt);
  return (answers.entries ?? []).flatMap((entry) => {
    const planned = expected.get(keyOf(entry.principalArn));
    const about = { subject: entry.principalArn, location: planned?.entries[0]?.location };
    const state = principalOfEntry(entry, answers);
    if (state.is === "unread") return [];
    if (state.is === "unknown") return [otherAccount(state.account, about)];
    if (state.is === "gone") return [noPrincipal(entry, about)];
    if (state.is === "elsewhere") return [otherPath(entry, state.arn, about)];
    if (state.is === "made again") return [dead(entry, state.createdAt, { ...about, planned })];
    return unused(entry, state.principal, { ...about, now, unusedDays });
  });
}

interface About {
  readonly subject: string;
  readonly location: string | undefined;
}

const otherAccount = (account: string, about: About): Finding =>
  finding("other-account", {
    ...about,
    found: account,
    advice: `whether it exists is not known; --role with the name of a role that may be taken there too tells`,
  });

const noPrincipal = (entry: FoundEntry, about: About): Finding =>
  finding("no-principal", {
    ...about,
    found: entryOf(entry),
    advice: `IAM has no such ${kindOf(entry)}; delete the entry, and if you make the ${kindOf(entry)} again, make the entry after it`,
  });

const otherPath = (entry: FoundEntry, arn: string, about: About): Finding =>
  finding("no-principal", {
    ...about,
    found: entryOf(entry),
    advice: `there is ${arn}, another ${kindOf(entry)} of this name; delete the entry, and make one for that ARN`,
  });

function dead(
  entry: FoundEntry,
  createdAt: number,
  { planned, ...about }: About & { readonly planned: ExpectedEntry | undefined },
): Finding {
  const { made } = planned ?? {};
  const way =
    made === undefined || isLetGo(made)
      ? "delete the entry, and make it again"
      : `delete the entry and apply again: terraform apply -replace='${addressOf("aws_eks_access_entry", made.item)}'`;
  const advice = `the ${kindOf(entry)} was made again at ${date(createdAt)}; ${way}`;
  return finding("dead-entry", { ...about, found: entryOf(entry), advice });
}

/** Nobody is asked about the use of nodes, nor of users: IAM tracks that of roles. */
function unused(
  { type, principalArn }: FoundEntry,
  { createdAt, lastUsedAt }: Extract<FoundPrincipal, { exists: true }>,
  { now, unusedDays, ...about }: About & { readonly now: number; readonly unusedDays: number },
): Finding[] {
  if (about.location === undefined || isNodeType(type) || !isRole(principalArn)) return [];
  const days = (since: number) => Math.floor((now - since) / DAY);
  // a role that is younger may yet be used
  if (days(createdAt) < unusedDays || (lastUsedAt !== undefined && days(lastUsedAt) < unusedDays)) return [];
  const found =
    lastUsedAt === undefined ? `never used, made ${days(createdAt)} days ago` : `not used for ${days(lastUsedAt)} days`;
  const advice = `this counts use anywhere in AWS, not in this cluster alone; IAM keeps ${IAM_KEEPS} days of it`;
  return [finding("unused", { ...about, found, advice })];
}

const entryOf = ({ createdAt }: FoundEntry): string => `entry of ${date(createdAt)}`;

const isRole = (arn: string): boolean => parseArn(arn)?.resource.startsWith("role/") ?? false;

const kindOf = ({ principalArn }: FoundEntry): string => (isRole(principalArn) ? "role" : "user");
