import { partitionOf } from "../../aws/partitions";
import type { ClusterAnswers } from "../../live/answers";
import { type OfFile, podItem } from "../existing";
import { type Imported, PROVIDER_STAYS, type Row } from "../row";
import { commonTags, ownTags, type Tags } from "../tags";
import { unreadRow } from "../unread";
import { entryRow, isMadeElsewhere } from "./entries";
import { irsaRows, issuerFields } from "./irsa";

/**
 * Imports what AWS says about a cluster.
 *
 * @param tags those of the file that it is added to; by default those that all items have
 */
export function importAws(answers: ClusterAnswers, tags?: Tags): Imported {
  const { id, cluster, entries = [], associations = [] } = answers;
  const taken = {
    entries: entries.filter((entry) => !isMadeElsewhere(entry, answers)).map((one) => ownTags(one.tags)),
    associations: associations.filter(({ ownerArn }) => ownerArn === "").map((one) => ownTags(one.tags)),
  };
  const common = tags ?? commonTags(taken);
  const ofFile = { partition: partitionOf(id.region), tags: common };
  const mode = cluster?.authenticationMode ?? "";
  const roles = irsaRows(answers);
  const about = { ...(mode !== "" && { authenticationMode: mode }), ...issuerFields(answers, roles) };
  return {
    source: "AWS",
    top: {
      version: 1,
      ...id,
      ...(Object.keys(common).length > 0 && { tags: common }),
      ...(Object.keys(about).length > 0 && { cluster: about }),
    },
    rows: [...entryRows(answers, ofFile), ...podRows(answers, ofFile), ...roles, ...providerRows(answers)],
    ...(mode === "CONFIG_MAP" && { notes: [CONFIG_MAP_MODE] }),
  };
}

const CONFIG_MAP_MODE =
  "The cluster has the mode CONFIG_MAP, in which there are no entries: eks-access import aws-auth reads who has access";

function entryRows(answers: ClusterAnswers, ofFile: OfFile): Row[] {
  const { entries, listedEntries, cluster } = answers;
  if (cluster?.authenticationMode === "CONFIG_MAP") return [];
  if (entries === undefined) return [unreadRow("access entries", answers)];
  const read = new Set(entries.map(({ principalArn }) => principalArn));
  const unread = listedEntries.filter((arn) => !read.has(arn) && !isGone(arn, answers));
  return [
    ...entries.map((entry) => entryRow(entry, answers, ofFile)),
    ...unread.map((arn) => unreadRow(`access entry ${arn}`, answers, arn)),
  ];
}

/** What went away while the cluster was read is in the notes. */
const isGone = (subject: string, { notes }: ClusterAnswers): boolean =>
  notes.some((note) => note.startsWith(`${subject} `));

function podRows(answers: ClusterAnswers, ofFile: OfFile): Row[] {
  const { associations, listedPods } = answers;
  if (associations === undefined) return [unreadRow("Pod Identity associations", answers)];
  const nameOf = ({ namespace, serviceAccount }: { namespace: string; serviceAccount: string }) =>
    `${namespace}/${serviceAccount}`;
  const read = new Set(associations.map(nameOf));
  return [
    ...associations.map((found): Row => {
      const places = [{ name: `Pod Identity association ${nameOf(found)}` }] as const;
      if (found.ownerArn === "") return podItem({ ...found, places, tags: ownTags(found.tags) }, ofFile);
      return { is: "left out", places, because: `belongs to ${found.ownerArn}, which makes it and takes it away` };
    }),
    ...listedPods
      .filter((name) => !read.has(name))
      .map((name) => unreadRow(`Pod Identity association ${name}`, answers)),
  ];
}

function providerRows({ identityProviders = [] }: ClusterAnswers): Row[] {
  return identityProviders.map(
    ({ name }): Row => ({
      is: "left out",
      places: [{ name: `identity provider ${name}` }],
      because: PROVIDER_STAYS,
    }),
  );
}
