import { parseArn } from "../aws/arn";
import { byCodePoint } from "../aws/text";
import type { ClusterAnswers, FoundEntry, FoundMaker, FoundPrincipal } from "./answers";
import {
  foundAssociation,
  foundCluster,
  foundEntry,
  foundPolicy,
  foundProvider,
  issuerOf,
  modeOf,
  time,
} from "./found";
import { WITHOUT_USE } from "./iam-lists";
import { irsaOf } from "./irsa";
import { type ClusterId, operation, pathless, text, texts, type Values, values } from "./operations";
import { Reader } from "./reader";
import type { Source } from "./source";

/** EKS has no such cluster. */
export class NoCluster extends Error {}

/**
 * Reads all that AWS tells about the access to one cluster. Whatever cannot be read is in `unread`.
 *
 * @param irsa whether to read the roles that pods take by IRSA, too
 * @throws NoCluster if EKS has no such cluster
 * @throws Error if AWS cannot be reached
 */
export async function readCluster(
  source: Source,
  id: ClusterId,
  { irsa: wanted = false }: { readonly irsa?: boolean } = {},
): Promise<ClusterAnswers> {
  const reader = new Reader(source);
  const described = await source.ask("eks:DescribeCluster");
  if ("refused" in described && described.refused.why === "gone") throw new NoCluster(described.refused.message);
  const cluster = reader.kept(described);
  const [entries, associations, identityProviders, makers] = await Promise.all([
    // no entry counts in this mode, and EKS lists none
    modeOf(cluster) === "CONFIG_MAP" ? NO_ENTRIES : entriesOf(reader),
    reader.items("eks:ListPodIdentityAssociations", "eks:DescribePodIdentityAssociation", "associationId"),
    reader.items("eks:ListIdentityProviderConfigs", "eks:DescribeIdentityProviderConfig", "name"),
    makersOf(reader, cluster),
  ]);
  const issuer = wanted ? issuerOf(cluster) : "";
  const irsa = issuer === "" ? undefined : await irsaOf(reader, issuer);
  const principals = await principalsOf(reader, entries.entries ?? []);
  return {
    id,
    asked: source.asked,
    cluster: cluster && foundCluster(cluster),
    ...entries,
    associations: associations?.described.map(foundAssociation),
    listedPods: (associations?.listed ?? []).map((one) => {
      const { namespace, serviceAccount } = values(one);
      return `${text(namespace)}/${text(serviceAccount)}`;
    }),
    identityProviders: identityProviders?.described.map(foundProvider),
    listedProviders: (identityProviders?.listed ?? []).map((one) => text(values(one).name)),
    makers,
    ...(irsa && { irsa }),
    principals,
    unread: reader.unread.sort((a, b) => byCodePoint(a.operation, b.operation) || byCodePoint(a.subject, b.subject)),
    notes: reader.notes.sort(byCodePoint),
  };
}

async function entriesOf(reader: Reader): Promise<Pick<ClusterAnswers, "entries" | "listedEntries">> {
  const items = await reader.items("eks:ListAccessEntries", "eks:DescribeAccessEntry");
  if (items === undefined) return NO_ENTRIES;
  const entries = await Promise.all(
    items.described.map(async (entry) => {
      const policies = await reader.list("eks:ListAssociatedAccessPolicies", text(entry.principalArn));
      const found = policies?.map((policy) => foundPolicy(values(policy)));
      return foundEntry(entry, found);
    }),
  );
  return { entries, listedEntries: texts(items.listed) };
}

const NO_ENTRIES = { entries: undefined, listedEntries: [] };

/** Lists what EKS makes entries for by itself, with how each is described, its name in the list, and its role. */
const MAKERS = [
  ["node group", "eks:ListNodegroups", "eks:DescribeNodegroup", undefined, "nodegroupName", "nodeRole"],
  [
    "Fargate profile",
    "eks:ListFargateProfiles",
    "eks:DescribeFargateProfile",
    undefined,
    "fargateProfileName",
    "podExecutionRoleArn",
  ],
  ["capability", "eks:ListCapabilities", "eks:DescribeCapability", "capabilityName", "capabilityName", "roleArn"],
] as const;

async function makersOf(reader: Reader, cluster: Values | undefined): Promise<FoundMaker[] | undefined> {
  const lists = await Promise.all(
    MAKERS.map(async ([what, list, describe, by, name, role]) => {
      const items = await reader.items(list, describe, by);
      if (!items?.whole) return undefined;
      return items.described.map((item) => ({ what: `${what} ${text(item[name])}`, roleArn: text(item[role]) }));
    }),
  );
  if (cluster === undefined || lists.includes(undefined)) return undefined;
  const builtIn = text(values(values(cluster.cluster).computeConfig).nodeRoleArn);
  const autoMode = builtIn === "" ? [] : [{ what: "the built-in node pools", roleArn: builtIn }];
  return [...autoMode, ...lists.flatMap((list) => list ?? [])];
}

async function principalsOf(reader: Reader, entries: readonly FoundEntry[]): Promise<Map<string, FoundPrincipal>> {
  const byName = new Map<string, string[]>();
  for (const { principalArn } of entries) {
    const arn = pathless(principalArn);
    byName.set(arn, [...(byName.get(arn) ?? []), principalArn]);
  }
  const found = await Promise.all(
    [...byName].map(async ([arn, ofEntries]) => [arn, await principalOf(reader, arn, ofEntries)] as const),
  );
  return new Map(found.flatMap(([arn, principal]) => (principal ? [[arn, principal]] : [])));
}

/** @param ofEntries the ARNs that entries name it by, with the path */
async function principalOf(
  reader: Reader,
  arn: string,
  ofEntries: readonly string[],
): Promise<FoundPrincipal | undefined> {
  const { resource = "", account = "" } = parseArn(arn) ?? {};
  const name = resource.startsWith("user/") ? "iam:GetUser" : "iam:GetRole";
  const answer = await reader.source.ask(name, arn);
  if ("refused" in answer) {
    if (answer.refused.why === "gone") return { exists: false };
    if (answer.refused.why === "other-account") return { exists: "unknown", account };
    reader.unread.push(...ofEntries.map((subject) => ({ ...answer.refused, subject })));
    return undefined;
  }
  const { Arn, RoleId, UserId, CreateDate, RoleLastUsed } = values(answer.found[operation(name).field]);
  const id = text(RoleId ?? UserId);
  const lastUsedAt = time(values(RoleLastUsed).LastUsedDate);
  return {
    exists: true,
    arn: text(Arn),
    ...(id !== "" && { id }),
    createdAt: time(CreateDate),
    ...(!Number.isNaN(lastUsedAt) && { lastUsedAt }),
    ...(answer.found[WITHOUT_USE] === true && { useUnknown: true }),
  };
}
