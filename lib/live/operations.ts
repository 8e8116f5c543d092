import { nameOfArn, parseArn } from "../aws/arn";
import { partitionOf } from "../aws/partitions";

/** The cluster that is read. */
export interface ClusterId {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** An answer of AWS, as the CLI prints it too. */
export type Values = Readonly<Record<string, unknown>>;

/** A read of AWS. It is known by the action that IAM asks for, and by its subject: what of the cluster is read. */
interface Operation {
  /** The field that no answer of another operation has. */
  readonly field: string;
  /** A list, which comes in pages: the field of a request that names the next one. */
  readonly list?: "nextToken" | "Marker";
  /** What is sent. */
  input(cluster: ClusterId, subject: string): Values;
  /** The subject of an answer. */
  subjectOf(answer: Values): string;
}

const noSubject = () => "";

/** There is one in each cluster, so that it has no subject. */
const list = (field: string): Operation => ({
  field,
  list: "nextToken",
  input: ({ name }) => ({ clusterName: name }),
  subjectOf: noSubject,
});

/** One item of a cluster, known by a field of the answer and of the request. */
const item = (field: string, by: string): Operation => ({
  field,
  input: ({ name }, subject) => ({ clusterName: name, [by]: subject }),
  subjectOf: (answer) => text(inside(answer, field)[by]),
});

/** A role or user of IAM. Its subject is its ARN without the path, since IAM is asked for the name. */
const principal = (field: "Role" | "User"): Operation => ({
  field,
  input: (_, subject) => ({ [`${field}Name`]: nameOfArn(subject) }),
  subjectOf: (answer) => pathless(text(inside(answer, field).Arn)),
});

/**
 * All reads, by the action that must be allowed.
 *
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_Operations.html
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
 */
export const OPERATIONS = {
  "eks:DescribeCluster": {
    field: "cluster",
    input: ({ name }) => ({ name }),
    subjectOf: noSubject,
  },
  "eks:ListAccessEntries": list("accessEntries"),
  "eks:DescribeAccessEntry": item("accessEntry", "principalArn"),
  "eks:ListAssociatedAccessPolicies": {
    field: "associatedAccessPolicies",
    list: "nextToken",
    input: ({ name }, subject) => ({ clusterName: name, principalArn: subject }),
    subjectOf: ({ principalArn }) => text(principalArn),
  },
  "eks:ListPodIdentityAssociations": list("associations"),
  "eks:DescribePodIdentityAssociation": item("association", "associationId"),
  "eks:ListNodegroups": list("nodegroups"),
  "eks:DescribeNodegroup": item("nodegroup", "nodegroupName"),
  "eks:ListFargateProfiles": list("fargateProfileNames"),
  "eks:DescribeFargateProfile": item("fargateProfile", "fargateProfileName"),
  "eks:ListCapabilities": list("capabilities"),
  "eks:DescribeCapability": item("capability", "capabilityName"),
  "eks:ListIdentityProviderConfigs": list("identityProviderConfigs"),
  "eks:DescribeIdentityProviderConfig": {
    field: "identityProviderConfig",
    input: ({ name }, subject) => ({ clusterName: name, identityProviderConfig: { type: "oidc", name: subject } }),
    subjectOf: ({ identityProviderConfig }) =>
      text(inside(values(identityProviderConfig), "oidc").identityProviderConfigName),
  },
  "iam:GetRole": principal("Role"),
  "iam:GetUser": principal("User"),
  "iam:ListRoles": { field: "Roles", list: "Marker", input: () => ({}), subjectOf: noSubject },
  "iam:GetOpenIDConnectProvider": {
    field: "ClientIDList",
    input: ({ account, region }, subject) => ({
      OpenIDConnectProviderArn: `arn:${partitionOf(region)}:iam::${account}:oidc-provider/${subject}`,
    }),
    // host and path of the issuer
    subjectOf: ({ Url }) => text(Url),
  },
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationName = keyof typeof OPERATIONS;

/** The question to AWS's policy simulator, by the action that must be allowed. It reads nothing of a cluster. */
export const SIMULATE = "iam:SimulateCustomPolicy";

export type RequestName = OperationName | typeof SIMULATE;

/** What only an import asks, for the roles that pods take by IRSA. An audit asks all others. */
export const IRSA_READS = ["iam:GetOpenIDConnectProvider", "iam:ListRoles"] as const satisfies readonly OperationName[];

export const OPERATION_NAMES = Object.keys(OPERATIONS) as OperationName[];

export const operation = (name: OperationName): Operation => OPERATIONS[name];

/** Returns which operation an answer is of, by its shape; undefined for none that is known. */
export const operationOf = (answer: Values): OperationName | undefined =>
  OPERATION_NAMES.find((name) => Object.hasOwn(answer, OPERATIONS[name].field));

/** Returns the ARN of a role or user without its path: what IAM's names are unique by. */
export function pathless(arn: string): string {
  const { partition, account, resource } = parseArn(arn) ?? { partition: "", account: "", resource: "" };
  return `arn:${partition}:iam::${account}:${resource.split("/")[0]}/${nameOfArn(arn)}`;
}

/** Returns an object as it is, and an empty one for what is no object. */
export const values = (value: unknown): Values =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Values) : {};

const inside = (answer: Values, field: string): Values => values(answer[field]);

export const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Returns the texts of a list, none if it is something else. */
export const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);
