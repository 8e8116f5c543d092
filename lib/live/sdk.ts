/**
 * The AWS SDK: the one module that imports it, and a bundle of its own in the package. It is loaded by `loadSdk` alone,
 * so that no word pays for it that does not ask AWS.
 */
import {
  DescribeAccessEntryCommand,
  DescribeCapabilityCommand,
  DescribeClusterCommand,
  DescribeFargateProfileCommand,
  DescribeIdentityProviderConfigCommand,
  DescribeNodegroupCommand,
  DescribePodIdentityAssociationCommand,
  EKSClient,
  ListAccessEntriesCommand,
  ListAssociatedAccessPoliciesCommand,
  ListCapabilitiesCommand,
  ListFargateProfilesCommand,
  ListIdentityProviderConfigsCommand,
  ListNodegroupsCommand,
  ListPodIdentityAssociationsCommand,
} from "@aws-sdk/client-eks";
import {
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  ListRolesCommand,
  SimulateCustomPolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { RequestName, Values } from "./operations";

/** Sends a request, and returns what AWS answers. */
type Send = (input: Values) => Promise<object>;

/** Credentials of one identity, in one region. */
export interface Connection {
  readonly account: string;
  /** The ARN of the identity. */
  readonly by: string;
  send(operation: RequestName, input: Values): Promise<Values>;
  close(): void;
}

export interface Identity {
  readonly region: string;
  /** The role to take. By default the credentials as they are found: environment, profile, or the machine's role. */
  readonly roleArn?: string;
}

/** The AWS SDK retries what AWS refuses for the moment, and slows down where AWS asks for it. */
const RETRIES = { retryMode: "adaptive", maxAttempts: 5 } as const;

/** Without these, a firewall that drops packets would be waited for as long as the system does. */
const TIMEOUTS = { connectionTimeout: 10_000, requestTimeout: 60_000, throwOnRequestTimeout: true };

/** @throws Error if there are no credentials, or the role cannot be taken */
export async function connect({ region, roleArn }: Identity): Promise<Connection> {
  const settings = { region, ...RETRIES, requestHandler: TIMEOUTS };
  const own = new STSClient(settings);
  const credentials = roleArn === undefined ? undefined : await taken(own, roleArn);
  const sts = credentials === undefined ? own : new STSClient({ ...settings, credentials });
  const { Account = "", Arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
  const eks = new EKSClient({ ...settings, ...(credentials && { credentials }) });
  const iam = new IAMClient({ ...settings, ...(credentials && { credentials }) });
  const operations = sendersOf(eks, iam);
  return {
    account: Account,
    by: Arn,
    async send(operation, input) {
      const { $metadata, IsTruncated, ...answer } = { ...(await operations[operation](input)) } as Record<
        string,
        unknown
      >;
      return answer;
    },
    close() {
      for (const client of [own, sts, eks, iam]) client.destroy();
    },
  };
}

async function taken(sts: STSClient, RoleArn: string) {
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "eks-access" }));
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "", SessionToken } = Credentials ?? {};
  return { accessKeyId, secretAccessKey, sessionToken: SessionToken };
}

/** The requests, one for each operation. Their input is typed by the operations table, and not by the SDK. */
function sendersOf(eks: EKSClient, iam: IAMClient): Readonly<Record<RequestName, Send>> {
  const by =
    <Made>(send: (command: Made) => Promise<object>) =>
    // biome-ignore lint/suspicious/noExplicitAny: each command has another type of input
    (Command: new (input: any) => Made): Send =>
    (input) =>
      send(new Command(input));
  // biome-ignore lint/suspicious/noExplicitAny: the overloads of send are by command
  const ofEks = by((command: any) => eks.send(command));
  // biome-ignore lint/suspicious/noExplicitAny: the overloads of send are by command
  const ofIam = by((command: any) => iam.send(command));
  return {
    "eks:DescribeCluster": ofEks(DescribeClusterCommand),
    "eks:ListAccessEntries": ofEks(ListAccessEntriesCommand),
    "eks:DescribeAccessEntry": ofEks(DescribeAccessEntryCommand),
    "eks:ListAssociatedAccessPolicies": ofEks(ListAssociatedAccessPoliciesCommand),
    "eks:ListPodIdentityAssociations": ofEks(ListPodIdentityAssociationsCommand),
    "eks:DescribePodIdentityAssociation": ofEks(DescribePodIdentityAssociationCommand),
    "eks:ListNodegroups": ofEks(ListNodegroupsCommand),
    "eks:DescribeNodegroup": ofEks(DescribeNodegroupCommand),
    "eks:ListFargateProfiles": ofEks(ListFargateProfilesCommand),
    "eks:DescribeFargateProfile": ofEks(DescribeFargateProfileCommand),
    "eks:ListCapabilities": ofEks(ListCapabilitiesCommand),
    "eks:DescribeCapability": ofEks(DescribeCapabilityCommand),
    "eks:ListIdentityProviderConfigs": ofEks(ListIdentityProviderConfigsCommand),
    "eks:DescribeIdentityProviderConfig": ofEks(DescribeIdentityProviderConfigCommand),
    "iam:GetRole": ofIam(GetRoleCommand),
    "iam:GetUser": ofIam(GetUserCommand),
    "iam:ListRoles": ofIam(ListRolesCommand),
    "iam:GetOpenIDConnectProvider": ofIam(GetOpenIDConnectProviderCommand),
    "iam:SimulateCustomPolicy": ofIam(SimulateCustomPolicyCommand),
  };
}
