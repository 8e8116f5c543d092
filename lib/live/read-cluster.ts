import { parseArn } from "../aws/arn";
import { byCodePoint } from "../aws/text";
import type {
  ClusterAnswers,
  FoundAssociation,
  FoundCluster,
  FoundEntry,
  FoundMaker,
  FoundPolicy,
  FoundPrincipal,
  FoundProvider,
} from "./answers";
import {
  type ClusterId,
  type OperationName,
  operation,
  pathless,
  text,
  texts,
  type Values,
  values,
} from "./operations";
import type { Refusal, Source } from "./source";

/** EKS has no such cluster. */
export class NoCluster extends Error {}

/**
 * Reads all that AWS tells about the access to one cluster. Whatever cannot be read is in `unread`.
 *
 * @throws NoCluster if EKS has no such cluster
 * @throws Error if AWS cannot be reached
 */
export async function readCluster(source: Source, id: ClusterId): Promise<ClusterAnswers> {
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
    makers,
    principals,
    unread: reader.unread.sort((a, b) => byCodePoint(a.operation, b.operation) || byCodePoint(a.subject, b.subject)),
    notes: reader.notes.sort(byCodePoint),
  };
}

/** Asks, and notes what has no answer. */
class Reader {
  readonly unread: Refusal[] = [];
  readonly notes: string[] = [];

  constructor(readonly source: Source) {}

  /** The found answer with its field alone; undefined if there is none, which is then noted. */
  kept(answer: Awaited<ReturnType<Source["ask"]>>): Values | undefined {
    if ("found" in answer) return answer.found;
    this.unread.push(answer.refused);
    return undefined;
  }

  async list(name: OperationName, subject?: string): Promise<readonly unknown[] | undefined> {
    const asked = await this.source.ask(name, subject);
    if (isGone(asked)) return this.gone(subject ?? "");
    const answer = this.kept(asked);
    const found = answer?.[operation(name).field];
    return Array.isArray(found) ? found : answer && [];
  }

  /** Describes each item of a list. What is gone before it is described is left out, with a note. */
  async items(list: OperationName, describe: OperationName, by?: string): Promise<Items | undefined> {
    const listed = await this.list(list);
    if (listed === undefined) return undefined;
    const subjects = listed.map((one) => (by === undefined ? text(one) : text(values(one)[by])));
    const described = await Promise.all(subjects.map((subject) => this.item(describe, subject)));
    return {
      listed,
      described: described.filter((one) => typeof one === "object"),
      whole: !described.includes("unread"),
    };
  }

  async item(describe: OperationName, subject: string): Promise<Values | "gone" | "unread"> {
    const answer = await this.source.ask(describe, subject);
    const again = isGone(answer) ? await this.source.ask(describe, subject) : answer;
    if (isGone(again)) {
      this.gone(subject);
      return "gone";
    }
    const found = this.kept(again);
    return found === undefined ? "unread" : values(found[operation(describe).field]);
  }

  private gone(subject: string): undefined {
    this.notes.push(`${subject} was listed, and gone when it was asked for`);
  }
}

interface Items {
  /** As the list has them. */
  readonly listed: readonly unknown[];
  readonly described: readonly Values[];
  /** Whether none of them could not be read. */
  readonly whole: boolean;
}

const isGone = (answer: Awaited<ReturnType<Source["ask"]>>): boolean =>
  "refused" in answer && answer.refused.why === "gone";

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
  const arns = new Set(entries.map(({ principalArn }) => pathless(principalArn)));
  const found = await Promise.all([...arns].map(async (arn) => [arn, await principalOf(reader, arn)] as const));
  return new Map(found.flatMap(([arn, principal]) => (principal ? [[arn, principal]] : [])));
}

async function principalOf(reader: Reader, arn: string): Promise<FoundPrincipal | undefined> {
  const { resource = "", account = "" } = parseArn(arn) ?? {};
  const name = resource.startsWith("user/") ? "iam:GetUser" : "iam:GetRole";
  const answer = await reader.source.ask(name, arn);
  if ("refused" in answer) {
    if (answer.refused.why === "gone") return { exists: false };
    if (answer.refused.why === "other-account") return { exists: "unknown", account };
  }
  const found = reader.kept(answer);
  if (found === undefined) return undefined;
  const { Arn, CreateDate, RoleLastUsed } = values(found[operation(name).field]);
  const lastUsedAt = time(values(RoleLastUsed).LastUsedDate);
  return {
    exists: true,
    arn: text(Arn),
    createdAt: time(CreateDate),
    ...(!Number.isNaN(lastUsedAt) && { lastUsedAt }),
  };
}

function foundCluster(answer: Values): FoundCluster {
  const { arn, status, version, platformVersion } = values(answer.cluster);
  return {
    arn: text(arn),
    status: text(status),
    authenticationMode: modeOf(answer),
    version: text(version),
    platformVersion: text(platformVersion),
  };
}

const modeOf = (answer: Values | undefined): string =>
  text(values(values(answer?.cluster).accessConfig).authenticationMode);

const foundEntry = (entry: Values, policies: readonly FoundPolicy[] | undefined): FoundEntry => ({
  principalArn: text(entry.principalArn),
  type: text(entry.type),
  username: text(entry.username),
  groups: texts(entry.kubernetesGroups),
  tags: tagsOf(entry),
  createdAt: time(entry.createdAt),
  policies,
});

function foundPolicy({ policyArn, accessScope }: Values): FoundPolicy {
  const { type, namespaces } = values(accessScope);
  return { policyArn: text(policyArn), namespaces: type === "namespace" ? texts(namespaces) : undefined };
}

const foundAssociation = (association: Values): FoundAssociation => ({
  id: text(association.associationId),
  namespace: text(association.namespace),
  serviceAccount: text(association.serviceAccount),
  roleArn: text(association.roleArn),
  targetRoleArn: text(association.targetRoleArn),
  disableSessionTags: association.disableSessionTags === true,
  policy: text(association.policy),
  ownerArn: text(association.ownerArn),
  tags: tagsOf(association),
});

const tagsOf = ({ tags }: Values): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values(tags)).map(([key, value]) => [key, text(value)]));

function foundProvider({ oidc }: Values): FoundProvider {
  const { identityProviderConfigName, issuerUrl } = values(oidc);
  return { name: text(identityProviderConfigName), issuerUrl: text(issuerUrl) };
}

/** Returns a time in milliseconds. AWS and its CLI write seconds or ISO 8601. */
export function time(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  return typeof value === "number" ? value * 1000 : Date.parse(text(value));
}
