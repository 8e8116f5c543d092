import { defaultUsername } from "../../lib/aws/eks/entry-types";
import { type AnswerFile, Answers } from "../../lib/import/answers";
import { importAws } from "../../lib/import/aws/import";
import { importAwsAuth } from "../../lib/import/aws-auth/import";
import { importEksctl } from "../../lib/import/eksctl/import";
import type { Imported } from "../../lib/import/row";
import { settle } from "../../lib/import/settle";
import { importTerraform } from "../../lib/import/terraform/import";
import type { ClusterAnswers, FoundEntry, FoundPolicy, FoundPrincipal } from "../../lib/live/answers";
import { pathless } from "../../lib/live/operations";

export const CLUSTER = { name: "demo", account: "111122223333", region: "eu-west-1" };

/** What AWS answered, one file an answer. */
export const answers = (...given: readonly object[]): Answers =>
  new Answers(given.map((answer, index): AnswerFile => ({ file: `${index}.json`, text: JSON.stringify(answer) })));

/** The lines of a file that `import aws-auth` writes, without those that are always the same. */
export function importedLines(text: string, given = answers()): string[] {
  return linesOf(
    importAwsAuth({ file: "aws-auth.yaml", text }, CLUSTER, given),
    "cluster: { authenticationMode: API_AND_CONFIG_MAP }",
  );
}

/** The same of `import eksctl`. The cluster has the mode API unless the text says another. */
export function eksctlLines(text: string, given = answers()): string[] {
  const lines = /authenticationMode/.test(text)
    ? []
    : ["accessConfig:", "  authenticationMode: API", "  bootstrapClusterCreatorAdminPermissions: false"];
  const whole = [
    "kind: ClusterConfig",
    "metadata: { name: demo, region: eu-west-1 }",
    text.trimEnd(),
    ...lines,
    "",
  ].join("\n");
  return linesOf(importEksctl({ file: "cluster.yaml", text: whole }, CLUSTER, given)).slice(1);
}

function linesOf(imported: Imported, cluster?: string): string[] {
  const lines = settle(imported, { name: "demo" }).text.split("\n").slice(0, -1);
  const head = lines.indexOf("version: 1");
  expect(lines.slice(head, head + 4)).toEqual([
    "version: 1",
    "name: demo",
    'account: "111122223333"',
    "region: eu-west-1",
  ]);
  if (cluster !== undefined) expect(lines[head + 4]).toBe(cluster);
  return lines.slice(head + (cluster === undefined ? 3 : 5));
}

/** The ARN of a role in the account of the cluster, with its path. */
export const role = (name: string): string => `arn:aws:iam::${CLUSTER.account}:role/${name}`;

/** An access policy for the whole cluster. */
export const policy = (name: string): FoundPolicy => ({
  policyArn: `arn:aws:eks::aws:cluster-access-policy/${name}`,
  namespaces: undefined,
});

/** An access entry as AWS shows it. */
export const entry = (principalArn: string, more: Partial<FoundEntry> = {}): FoundEntry => ({
  principalArn,
  type: "STANDARD",
  username: defaultUsername(principalArn),
  groups: [],
  tags: {},
  createdAt: Date.parse("2026-01-01T00:00:00Z"),
  policies: [],
  ...more,
});

interface MoreAnswers {
  readonly mode?: string;
  readonly makers?: ClusterAnswers["makers"];
  readonly associations?: ClusterAnswers["associations"];
  readonly identityProviders?: ClusterAnswers["identityProviders"];
  readonly unread?: ClusterAnswers["unread"];
  readonly irsa?: ClusterAnswers["irsa"];
  /** What IAM says, by ARN without path. By default the principals exist, and are older than their entries. */
  readonly principals?: Readonly<Record<string, FoundPrincipal>>;
}

/** What AWS says about the cluster demo. */
export function clusterAnswers(entries: readonly FoundEntry[], more: MoreAnswers = {}): ClusterAnswers {
  const { mode = "API_AND_CONFIG_MAP", makers = [], associations = [], identityProviders = [], unread = [] } = more;
  const createdAt = Date.parse("2025-01-01T00:00:00Z");
  const principals = new Map<string, FoundPrincipal>(
    entries.map(({ principalArn: arn }) => [pathless(arn), { exists: true, arn, createdAt }]),
  );
  for (const [arn, principal] of Object.entries(more.principals ?? {})) principals.set(arn, principal);
  return {
    id: CLUSTER,
    asked: { readAt: "2026-06-01T00:00:00.000Z" },
    cluster: {
      arn: `arn:aws:eks:${CLUSTER.region}:${CLUSTER.account}:cluster/${CLUSTER.name}`,
      status: "ACTIVE",
      authenticationMode: mode,
      version: "1.33",
      platformVersion: "eks.1",
    },
    entries,
    listedEntries: entries.map(({ principalArn }) => principalArn),
    associations,
    listedPods: associations.map(({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`),
    identityProviders,
    listedProviders: identityProviders.map(({ name }) => name),
    makers,
    ...(more.irsa && { irsa: more.irsa }),
    principals,
    unread,
    notes: [],
  };
}

/** The lines of a file that `import aws` writes, after its head. */
export const awsLines = (given: ClusterAnswers): string[] => linesOf(importAws(given)).slice(1);

/** What `import terraform` reads of a state with these resources. */
export const stateOf = (...resources: readonly object[]): string =>
  JSON.stringify({ format_version: "1.0", values: { root_module: { resources } } });

/** The lines of a file that `import terraform` writes of a state or plan, after its head. */
export const terraformLines = (text: string, stated: { readonly name?: string } = {}, given = answers()): string[] =>
  linesOf(
    importTerraform({ file: "state.json", text }, { stated: { ...CLUSTER, ...stated }, answers: given }).imported,
  ).slice(1);
