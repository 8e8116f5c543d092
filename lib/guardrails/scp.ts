import { CREATE_DEFAULTS, ON_CLUSTER, ON_ENTRY } from "../aws/eks/access-actions";
import { accessPolicyArn, CLUSTER_ADMIN } from "../aws/eks/access-policies";
import { CREATE_MODES } from "../aws/eks/cluster";
import { literalArn, literalText } from "../aws/iam/literal";
import { arnsInCluster, oneOrMany } from "../aws/iam/trust";
import { accountsOf, clustersOf, type GuardedCluster } from "./clusters";
import type { SidName } from "./kinds";
import { all, deny, groupBy, HAS_POD_TAGS, unique } from "./statements";
import type { Guarded, GuardStatement, NamedPlan } from "./types";

type Condition = NonNullable<GuardStatement["Condition"]>;

/** All but these, by the ARN of the role, which a session has too. */
const allBut = (patterns: readonly string[]): Condition =>
  patterns.length === 0 ? {} : { ArnNotLike: { "aws:PrincipalArn": oneOrMany(unique(patterns)) } };

const arns = (clusters: readonly GuardedCluster[]) => clusters.map(({ arn }) => arn);
const entries = (clusters: readonly GuardedCluster[]) =>
  clusters.map(({ scope }) => arnsInCluster(scope, "access-entry"));

const CREATE = ["eks:CreateCluster"];
const UPDATE = ["eks:UpdateClusterConfig"];

/**
 * Returns the statements of the service control policies of some plans. They speak of the clusters and accounts of the
 * plans, and of no others.
 *
 * @param wanted the statements that are not left out
 */
export function scpStatements(
  plans: readonly NamedPlan[],
  guarded: Guarded,
  wanted: ReadonlySet<SidName>,
): GuardStatement[] {
  const clusters = clustersOf(plans);
  const { pipelines, breakGlass } = guarded;
  const people = allBut([...pipelines, ...breakGlass]);
  const anybody = allBut(breakGlass);
  const weaker = wanted.has("AccessOnlyByPipeline") ? [] : clusters;
  return [
    ...deny("AccessOnlyByPipeline", [...ON_CLUSTER, ...ON_ENTRY], [...arns(clusters), ...entries(clusters)], people),
    ...deny(
      "NoNodeEntriesByHand",
      ON_CLUSTER,
      arns(weaker),
      // an entry without a type is of type STANDARD
      all({ StringNotEquals: { "eks:accessEntryType": "STANDARD" }, Null: { "eks:accessEntryType": "false" } }, people),
    ),
    ...admins(clusters, anybody),
    ...deny(
      "NoConfigMapMode",
      CREATE,
      arns(clusters),
      // holds where the key is missing too: the default is CONFIG_MAP
      all({ StringNotEquals: { "eks:authenticationMode": CREATE_MODES.words } }, anybody),
    ),
    ...deny(
      "NoCreatorAdmin",
      CREATE,
      arns(clusters),
      all({ BoolIfExists: { "eks:bootstrapClusterCreatorAdminPermissions": "true" } }, anybody),
    ),
    ...secondDoors(clusters, anybody),
    ...shapes(clusters, anybody),
    ...forgedTags(plans, people),
  ].filter(({ Sid }) => wanted.has(Sid as SidName));
}

/** Each cluster has admins of its own, so clusters with the same ones share a statement. */
const admins = (clusters: readonly GuardedCluster[], anybody: Condition): GuardStatement[] =>
  groupBy(clusters, ({ scope, admins }) => ({
    partition: scope.partition,
    admins: unique(admins.map(literalArn)),
  })).flatMap(({ said: { partition, admins }, items }) =>
    deny(
      "NoClusterAdminOutsideThePlan",
      ["eks:AssociateAccessPolicy"],
      entries(items),
      all(
        { ArnEquals: { "eks:policyArn": accessPolicyArn(partition, CLUSTER_ADMIN) } },
        admins.length === 0 ? {} : { ArnNotEquals: { "eks:principalArn": oneOrMany(admins) } },
        anybody,
      ),
    ),
  );

/** Denies all issuers but those of the plan, and to each of these all clients but its own. */
const secondDoors = (clusters: readonly GuardedCluster[], anybody: Condition): GuardStatement[] =>
  groupBy(clusters, ({ providers }) => issuersOf(providers)).flatMap(({ said: issuers, items }) => {
    const denied = (condition: Condition) =>
      deny("NoSecondDoor", ["eks:AssociateIdentityProviderConfig"], arns(items), all(condition, anybody));
    const known = Object.keys(issuers);
    if (known.length === 0) return denied({});
    return [
      ...denied({ StringNotEquals: { "eks:issuerUrl": oneOrMany(known) } }),
      ...Object.entries(issuers).flatMap(([issuer, clients]) =>
        denied({ StringEquals: { "eks:issuerUrl": issuer }, StringNotEquals: { "eks:clientId": oneOrMany(clients) } }),
      ),
    ];
  });

function issuersOf(providers: GuardedCluster["providers"]): Record<string, string[]> {
  const issuers = unique(providers.map(({ issuerUrl }) => literalText(issuerUrl)));
  const clientsOf = (issuer: string) =>
    providers.filter(({ issuerUrl }) => literalText(issuerUrl) === issuer).map(({ clientId }) => literalText(clientId));
  return Object.fromEntries(issuers.map((issuer) => [issuer, unique(clientsOf(issuer))]));
}

/** Settings of a cluster with a condition key that says yes or no, and what a file says of them. */
const SETTINGS: readonly {
  readonly key: keyof typeof CREATE_DEFAULTS;
  readonly unwanted: "true" | "false";
  readonly states: (cluster: GuardedCluster) => boolean;
}[] = [
  {
    key: "eks:endpointPublicAccess",
    unwanted: "true",
    states: ({ create }) => create?.endpoint?.public === false,
  },
  { key: "eks:deletionProtection", unwanted: "false", states: ({ create }) => create?.deletionProtection === true },
];

function shapes(clusters: readonly GuardedCluster[], anybody: Condition): GuardStatement[] {
  const settings = SETTINGS.flatMap(({ key, unwanted, states }) => {
    const guarded = arns(clusters.filter(states));
    // a request to create the cluster that leaves the setting out asks for its default
    const create = CREATE_DEFAULTS[key] === unwanted ? "BoolIfExists" : "Bool";
    return [
      ...deny("ClusterShape", CREATE, guarded, all({ [create]: { [key]: unwanted } }, anybody)),
      ...deny("ClusterShape", UPDATE, guarded, all({ Bool: { [key]: unwanted } }, anybody)),
    ];
  });
  const keys = groupBy(
    clusters.filter(({ create }) => create?.encryptionKeyArn !== undefined),
    ({ create }) => literalArn(create?.encryptionKeyArn ?? ""),
  ).flatMap(({ said: key, items }) =>
    deny(
      "ClusterShape",
      [...CREATE, "eks:AssociateEncryptionConfig"],
      arns(items),
      // ForAllValues holds where the key is missing too: without one, AWS's own key encrypts
      all({ "ForAllValues:ArnNotEquals": { "eks:encryptionConfigProviderKeyArns": key } }, anybody),
    ),
  );
  return [...settings, ...keys];
}

/** Ways to tags that `aws:PrincipalTag` finds, but for sessions of roles, which the resource control policy guards. */
const forgedTags = (plans: readonly NamedPlan[], people: Condition): GuardStatement[] => {
  const on = (service: string, types: readonly string[]) =>
    accountsOf(plans).flatMap(({ account, partition }) =>
      types.map((type) => `arn:${partition}:${service}::${account}:${type}/*`),
    );
  return [
    ...deny(
      "NoForgedPodTags",
      ["iam:CreateRole", "iam:CreateUser", "iam:TagRole", "iam:TagUser"],
      on("iam", ["role", "user"]),
      all(HAS_POD_TAGS, people),
    ),
    // no role may ask for such a session, so none needs to be exempt
    ...deny("NoForgedPodTags", ["sts:GetFederationToken"], on("sts", ["federated-user"]), HAS_POD_TAGS),
  ];
};
