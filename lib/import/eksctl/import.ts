import { parseArn } from "../../aws/arn";
import { PARTITIONS, partitionOf } from "../../aws/partitions";
import { list } from "../../aws/text";
import { ConfigError } from "../../load/config-error";
import type { Answers } from "../answers";
import { isEmpty, listOf, textOf } from "../fields";
import type { Imported, Row } from "../row";
import { type ClusterConfig, readClusterConfig } from "./config";
import { accessEntry, policyOf, UNCLEAR_SCOPE, unclearScope } from "./entries";
import { identityMappings } from "./mappings";
import { autoMode, hybridNodes, madeByEks, nodeGroup } from "./nodes";
import { addon, podIdentity, serviceAccount } from "./pods";
import { identityProvider } from "./providers";
import type { Owner } from "./workload";

/** What options or a file of ours state of the cluster. It must not contradict the ClusterConfig. */
export interface StatedCluster {
  readonly name?: string;
  readonly account?: string;
  readonly region?: string;
}

/**
 * Imports a ClusterConfig of eksctl: access, roles of nodes and roles of pods. It does not read how the cluster is made.
 *
 * @param file for messages
 * @throws ConfigError if the text is no ClusterConfig, or does not say which cluster it is
 */
export function importEksctl(
  { file, text }: { readonly file: string; readonly text: string },
  stated: StatedCluster,
  answers: Answers,
): Imported {
  const config = readClusterConfig(file, text);
  const cluster = clusterOf(file, config, stated);
  const owner: Owner = { partition: partitionOf(cluster.region), account: cluster.account };
  const issuer = answers.issuer();
  return {
    source: "eksctl",
    top: {
      version: 1,
      ...cluster,
      cluster: {
        authenticationMode: modeOf(config) === "API" ? "API" : "API_AND_CONFIG_MAP",
        ...(issuer !== undefined && { oidcIssuer: issuer, oidcProvider: "existing" }),
      },
    },
    notes: [
      "CloudFormation owns what eksctl made: eksctl delete takes it away later. Set DeletionPolicy: Retain in its stacks first",
      ...(config.at("accessConfig").bootstrapClusterCreatorAdminPermissions === false
        ? []
        : ["Whoever made the cluster has an entry too, which no ClusterConfig names"]),
    ],
    rows: rowsOf(config, { answers, owner, cluster: cluster.name, issuer }),
  };
}

const modeOf = (config: ClusterConfig): string =>
  textOf(config.at("accessConfig").authenticationMode) ?? "API_AND_CONFIG_MAP";

interface Context {
  readonly answers: Answers;
  readonly owner: Owner;
  readonly cluster: string;
  readonly issuer: string | undefined;
}

function rowsOf(config: ClusterConfig, { answers, owner, cluster, issuer }: Context): Row[] {
  const takesEntries = modeOf(config) !== "CONFIG_MAP";
  const hybrid = config.at("remoteNetworkConfig", "iam").provider === "IRA" ? "hybrid-roles-anywhere" : "hybrid-ssm";
  return [
    ...modeRows(config, takesEntries),
    ...config.list("accessConfig", "accessEntries").map((part) => accessEntry(part, { hybrid, adopt: takesEntries })),
    ...identityMappings(config.list("iamIdentityMappings"), answers),
    ...autoMode(config, cluster),
    ...hybridNodes(config, cluster, hybrid),
    ...config.list("nodeGroups").map((part) => nodeGroup(part, cluster, takesEntries)),
    ...config.list("managedNodeGroups").map((part) => madeByEks(part, "managed node groups")),
    ...config.list("fargateProfiles").map((part) => madeByEks(part, "Fargate profiles")),
    ...config.list("iam", "podIdentityAssociations").map((part) => podIdentity(part, answers, owner)),
    ...config.list("iam", "serviceAccounts").map((part) => serviceAccount(part, issuer, owner)),
    ...config.list("addons").map((part) => addon(part, issuer, owner)),
    ...config.list("identityProviders").map(identityProvider),
    ...config.list("capabilities").map(capability),
    ...otherRoles(config),
  ];
}

/** A cluster whose mode takes no entries. */
function modeRows({ place }: ClusterConfig, takesEntries: boolean): Row[] {
  if (takesEntries) return [];
  const question =
    "CONFIG_MAP takes no entries: change the mode to API_AND_CONFIG_MAP first, which cannot be undone: aws eks update-cluster-config --name <cluster> --access-config authenticationMode=API_AND_CONFIG_MAP";
  return [{ is: "question", places: [place("accessConfig", "authenticationMode")], question }];
}

/** EKS makes the entry of a capability. */
function capability({ place, value }: ReturnType<ClusterConfig["list"]>[number]): Row {
  const principal = textOf(value.roleArn);
  const policies = listOf(value.accessPolicies).map(policyOf);
  const places = [place] as const;
  if (policies.length === 0) return { is: "left out", places, because: "EKS makes the entries of capabilities" };
  if (unclearScope(value)) return { is: "question", places, question: UNCLEAR_SCOPE };
  const item = (arn: string) =>
    ({
      section: "access",
      name: textOf(value.name) ?? "",
      value: { principal: arn, entry: "by-eks", policies, adopt: true },
    }) as const;
  if (principal !== undefined) return { is: "item", places, ...item(principal) };
  const question = "eksctl has made the role of the capability in its stack: aws eks describe-capability shows its ARN";
  return { is: "question", places, question, choices: [item("<ARN of the role>")] };
}

/** Roles that the cluster has, and that stay as they are. */
function otherRoles(config: ClusterConfig): Row[] {
  const stays = ["serviceRoleARN", "fargatePodExecutionRoleARN"].filter((key) => config.at("iam")[key] !== undefined);
  const karpenter = config.at("karpenter");
  return [
    ...stays.map(
      (key): Row => ({
        is: "left out",
        places: [config.place("iam", key)],
        because: "a role that the cluster has; it needs no entry of ours, and stays as it is",
      }),
    ),
    ...(isEmpty(karpenter)
      ? []
      : [
          {
            is: "question",
            places: [config.place("karpenter")],
            question:
              "eksctl has made the roles of Karpenter and of its nodes in stacks: write an item of nodeRoles for that of the nodes, and a workload with controller: karpenter for that of Karpenter",
          } as const,
        ]),
  ];
}

/** Returns name, account and region: of the ClusterConfig, or as stated where it says nothing. */
function clusterOf(file: string, config: ClusterConfig, stated: StatedCluster) {
  const metadata = config.at("metadata");
  const one = (key: "name" | "region", option: string): string => {
    const [own, other] = [textOf(metadata[key]), stated[key]];
    if (own !== undefined && other !== undefined && own !== other) {
      throw new ConfigError([`${file}: metadata.${key} is ${own}, and --${option} says ${other}`]);
    }
    const value = own ?? other;
    if (value === undefined) throw new ConfigError([`${file}: no metadata.${key}; write --${option}`]);
    return value;
  };
  const [name, region] = [one("name", "cluster"), one("region", "region")];
  return { name, account: stated.account ?? accountIn(file, config), region };
}

/** Returns the account of the ARNs of roles in the file, if it is one. */
function accountIn(file: string, { value }: ClusterConfig): string {
  const partitions = Object.keys(PARTITIONS);
  const accounts = new Set(
    arnsIn(value).flatMap((text) => {
      const arn = parseArn(text);
      return arn?.service === "iam" && partitions.includes(arn.partition) && /^\d{12}$/.test(arn.account)
        ? [arn.account]
        : [];
    }),
  );
  const [account, other] = accounts;
  if (account !== undefined && other === undefined) return account;
  const got = account === undefined ? "none" : list([...accounts].sort(), "and");
  throw new ConfigError([`${file}: the account of the cluster is that of its ARNs, got ${got}; write --account`]);
}

function arnsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(arnsIn) : [];
}
