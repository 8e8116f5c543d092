import { accessPolicyName } from "../../aws/eks/access-policies";
import { isGivenByServices, makerOfServiceLinkedRole } from "../../aws/eks/entry-makers";
import { ENTRY_TYPE_NAMES, FOREIGN_ENTRY_TYPES, isNodeType } from "../../aws/eks/entry-types";
import { principalArn } from "../../aws/iam/principal-arn";
import { quote } from "../../aws/text";
import type { ClusterAnswers, FoundEntry, FoundPolicy } from "../../live/answers";
import { pathless } from "../../live/operations";
import { principalOfEntry } from "../../live/principals";
import { elsewhereRow, goneRow } from "../dead";
import { type ExistingPolicy, entryItem, type OfFile, policiesItem } from "../existing";
import type { ItemRow, Row } from "../row";
import { ownTags } from "../tags";
import { whyUnread } from "../unread";

const isServiceLinked = (arn: string): boolean => principalArn(arn).is === "service-linked role";

const makerOf = ({ principalArn: arn }: FoundEntry, { makers = [] }: ClusterAnswers) =>
  makers.find(({ roleArn }) => roleArn === arn);

/** Whether a service makes the entry, so that nothing takes it over. */
export const isMadeElsewhere = (entry: FoundEntry, answers: ClusterAnswers): boolean =>
  isServiceLinked(entry.principalArn) || makerOf(entry, answers) !== undefined;

/** Returns what becomes of an access entry. */
export function entryRow(entry: FoundEntry, answers: ClusterAnswers, ofFile: OfFile): Row {
  const { type, policies, principalArn: arn } = entry;
  const places = [{ name: `access entry ${arn}` }] as const;
  const ask = (question: string): Row => ({ is: "question", places, question });
  if (policies === undefined) return ask(`its policies could not be read: ${whyUnread(answers.unread, arn)}`);
  const service = ofService(entry, policies, { answers, ofFile });
  if (service !== undefined) return { ...service, places };
  if (!ENTRY_TYPE_NAMES.words.includes(type as never)) {
    return ask(FOREIGN_ENTRY_TYPES[type] ?? `an entry of the type ${quote(type)}, which is not known here`);
  }
  const { username, groups } = entry;
  const item = entryItem(
    {
      places,
      principalArn: arn,
      type,
      username,
      groups,
      policies: policies.map(existing),
      tags: ownTags(entry.tags),
      notes: notesOf(entry, answers),
    },
    ofFile,
  );
  if (item.is !== "item") return item;
  const questions = [item.question ?? [], ofMaker(entry, answers), ofPrincipal(entry, answers)].flat();
  const asked = questions.length === 0 ? item : { ...item, question: questions.join("; ") };
  return deadRow(item, entry, answers) ?? asked;
}

function ofMaker({ type }: FoundEntry, { makers, unread }: ClusterAnswers): string[] {
  if (makers !== undefined || !isNodeType(type) || type === "HYBRID_LINUX") return [];
  const why = whyUnread(unread.filter(({ operation }) => OF_MAKERS.test(operation)));
  return [`whether EKS makes this entry could not be read, ${why}: remove the item if it does`];
}

/** What tells whose entries EKS makes. */
const OF_MAKERS = /^eks:(List|Describe)(Nodegroup|FargateProfile|Capabilit|Cluster$)/;

/** Asks whether an entry is alive, since to take over a dead one would keep it so. */
function ofPrincipal(entry: FoundEntry, answers: ClusterAnswers): string[] {
  const state = principalOfEntry(entry, answers);
  const then = "if it is gone, or was made again after the entry, the entry lets nobody in: delete it";
  if (state.is === "unknown") {
    return [`whether its principal exists is not known, nobody was asked in account ${state.account}: ${then}`];
  }
  if (state.is !== "unread") return [];
  const why = whyUnread(answers.unread, pathless(entry.principalArn));
  return [`whether its principal exists could not be read, ${why}: ${then}`];
}

const existing = ({ policyArn, namespaces }: FoundPolicy): ExistingPolicy => ({
  policyArn,
  ...(namespaces && { namespaces }),
});

interface Context {
  readonly answers: ClusterAnswers;
  readonly ofFile: OfFile;
}

/** Returns what becomes of an entry that a service makes: policies that it does not give itself, if there are any. */
function ofService(entry: FoundEntry, policies: readonly FoundPolicy[], { answers, ofFile }: Context): Row | undefined {
  const { principalArn: arn } = entry;
  const places = [{ name: `access entry ${arn}` }] as const;
  const maker = makerOf(entry, answers);
  if (!isServiceLinked(arn) && maker === undefined) return undefined;
  const further = policies.filter(({ policyArn }) => !isGivenByServices(accessPolicyName(policyArn, ofFile.partition)));
  const because = maker
    ? `of ${maker.what}; EKS has made its entry`
    : "a service-linked role; its service makes the entry";
  if (further.length === 0) return { is: "left out", places, because };
  const by = maker ? "by-eks" : (makerOfServiceLinkedRole(arn) ?? "elsewhere");
  const notes = [maker ? `EKS has made the entry, for ${maker.what}` : "Its service makes the entry"];
  return policiesItem({ places, principalArn: arn, policies: further.map(existing), notes }, by, ofFile);
}

const NO_MAKER: Readonly<Record<string, string>> = {
  EC2_LINUX: "No node group has this role: nodes that you run, or what a deleted node group has left",
  EC2_WINDOWS: "No node group has this role: nodes that you run, or what a deleted node group has left",
  FARGATE_LINUX: "No Fargate profile has this role: perhaps what a deleted one has left",
};

const notesOf = ({ type }: FoundEntry, { makers }: ClusterAnswers): string[] =>
  makers === undefined ? [] : [NO_MAKER[type] ?? []].flat();

/** Returns the question about an entry that lets nobody in, since to take it over would keep it so. */
function deadRow(item: ItemRow, entry: FoundEntry, answers: ClusterAnswers): Row | undefined {
  const { places, section, name, value } = item;
  const { adopt: _, ...made } = value;
  const state = principalOfEntry(entry, answers);
  switch (state.is) {
    case "gone":
      return goneRow(item);
    case "elsewhere":
      return elsewhereRow(item, state.arn);
    case "made again": {
      const at = new Date(state.createdAt).toISOString().replace(".000", "");
      const question = `the principal was deleted and made again at ${at}, so the entry lets nobody in: delete it, and let this item make it again`;
      return { is: "question", places, question, choices: [{ section, name, value: made }] };
    }
    default:
      return undefined;
  }
}
