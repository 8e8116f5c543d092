import type { RuleName } from "../catalogue";

/** A kind of name that only one file may use. */
interface NameKind {
  /** @default made-twice */
  readonly rule?: RuleName;
  /** How a message names it. */
  readonly what: string;
  /** Within which scope the name must be unique. */
  readonly scope: "anywhere" | "account" | "region" | "cluster";
  readonly advice: string;
  /** Whether the name is case-sensitive: S3 keys are, IAM names are not. */
  readonly caseSensitive?: true;
}

const ANOTHER_NAME = "give one another name";
const ANOTHER_KEY = "choose another key";
const OWN_STATE = "each stack keeps a state of its own, so give one another";
const STATE = { rule: "state-of-two-files", what: "state", scope: "anywhere", caseSensitive: true } as const;

const NAME_KINDS = {
  s3State: { ...STATE, advice: `${OWN_STATE} key` },
  httpState: { ...STATE, advice: `${OWN_STATE} address` },
  gcsState: { ...STATE, advice: `${OWN_STATE} prefix` },
  azurermState: { ...STATE, advice: `${OWN_STATE} key` },
  cloudState: { ...STATE, advice: `${OWN_STATE} workspace` },
  oidcProvider: {
    what: "OIDC provider of",
    scope: "account",
    advice: "write cluster.oidcProvider: existing in one of the files",
  },
  podIdentity: {
    what: "Pod Identity association of",
    scope: "cluster",
    advice: "Pod Identity knows one role for a service account, so describe it in one file",
  },
  adoptedPodIdentity: {
    what: "Pod Identity association with the id",
    scope: "cluster",
    advice: "adopt it in one file",
  },
  cluster: {
    what: "cluster",
    scope: "region",
    advice: "make it in one file, and leave create out of the other",
  },
  policy: { what: "policy", scope: "account", advice: ANOTHER_NAME },
  role: { what: "role", scope: "account", advice: `${ANOTHER_NAME}, or write arn in one of the files` },
  instanceProfile: { what: "instance profile", scope: "account", advice: ANOTHER_NAME },
  // the names of its EventBridge rules follow from its own, so they need no line of theirs
  queue: { what: "queue", scope: "region", advice: ANOTHER_NAME, caseSensitive: true },
  entry: {
    what: "access entry of",
    scope: "cluster",
    advice: "EKS keeps one entry a role, so describe it in one file",
  },
  grant: {
    what: "access policy association of",
    scope: "cluster",
    advice: "EKS keeps each policy of a principal once, so give it in one file, with all namespaces",
  },
  identityProvider: { what: "identity provider", scope: "cluster", advice: ANOTHER_KEY },
  issuer: {
    what: "identity provider of",
    scope: "cluster",
    advice: "a cluster takes each issuer once, so describe it in one file",
  },
  nodeClass: { what: "NodeClass", scope: "cluster", advice: ANOTHER_KEY },
  nodePool: { what: "NodePool", scope: "cluster", advice: ANOTHER_KEY },
} as const satisfies Readonly<Record<string, NameKind>>;

export type NameKindName = keyof typeof NAME_KINDS;

export const nameKind = (kind: NameKindName): NameKind => NAME_KINDS[kind];
