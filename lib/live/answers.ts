import type { ClusterId } from "./operations";
import type { Asked, Refusal } from "./source";

/** What AWS says about the access to one cluster. A list that could not be read is undefined, and so are the entries in the mode CONFIG_MAP. */
export interface ClusterAnswers {
  readonly id: ClusterId;
  readonly asked: Asked;
  readonly cluster: FoundCluster | undefined;
  readonly entries: readonly FoundEntry[] | undefined;
  /** The principals of all entries, also of those that could not be read further. */
  readonly listedEntries: readonly string[];
  readonly associations: readonly FoundAssociation[] | undefined;
  /** `<namespace>/<service account>` of all associations, also of those that could not be read further. */
  readonly listedPods: readonly string[];
  readonly identityProviders: readonly FoundProvider[] | undefined;
  /** The names of all identity providers, also of those that could not be read further. */
  readonly listedProviders: readonly string[];
  /**
   * Who has entries that EKS makes itself: node groups, Fargate profiles, the compute configuration, capabilities.
   * Undefined if one of them could not be read.
   */
  readonly makers: readonly FoundMaker[] | undefined;
  /** Roles that pods take by IRSA. Undefined if nobody wanted to know, or the cluster has no issuer. */
  readonly irsa?: FoundIrsa;
  /** What IAM says about the principals of entries, by their ARN without path. */
  readonly principals: ReadonlyMap<string, FoundPrincipal>;
  /** Reads without an answer, so that nothing can be said about what they would tell. */
  readonly unread: readonly Refusal[];
  /** What changed while it was read. */
  readonly notes: readonly string[];
}

export interface FoundCluster {
  readonly arn: string;
  readonly status: string;
  /** `CONFIG_MAP`, `API_AND_CONFIG_MAP` or `API`; empty if the answer does not have it. */
  readonly authenticationMode: string;
  /** Of Kubernetes, such as `1.34`; empty if the answer does not have it. */
  readonly version: string;
  /** Of EKS, such as `eks.2`; empty if the answer does not have it. */
  readonly platformVersion: string;
}

/** What IAM says about roles that pods take by the OIDC provider of a cluster's issuer. */
export interface FoundIrsa {
  /** The issuer of the cluster's tokens. */
  readonly issuer: string;
  /** Whether IAM has the provider; undefined if it could not be read. */
  readonly provider: boolean | undefined;
  /** All roles. Undefined if they could not be read, or there is no provider. */
  readonly roles: readonly FoundRole[] | undefined;
}

export interface FoundRole {
  readonly arn: string;
  /** The trust policy; undefined if the answer does not have it, or it is no JSON. */
  readonly trust: Readonly<Record<string, unknown>> | undefined;
}

export interface FoundEntry {
  readonly principalArn: string;
  readonly type: string;
  readonly username: string;
  readonly groups: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** Milliseconds since 1970, NaN if AWS does not say. */
  readonly createdAt: number;
  /** Undefined if they could not be read. */
  readonly policies: readonly FoundPolicy[] | undefined;
}

export interface FoundPolicy {
  readonly policyArn: string;
  /** None: the whole cluster. */
  readonly namespaces: readonly string[] | undefined;
}

export interface FoundAssociation {
  readonly id: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly roleArn: string;
  readonly targetRoleArn: string;
  readonly disableSessionTags: boolean;
  /** The session policy, as JSON; empty if there is none. */
  readonly policy: string;
  /** The add-on that owns it; empty if none does. */
  readonly ownerArn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** An external identity provider. What it does not have is undefined. */
export interface FoundProvider {
  readonly name: string;
  readonly issuerUrl: string;
  readonly clientId: string;
  readonly usernameClaim?: string | undefined;
  readonly usernamePrefix?: string | undefined;
  readonly groupsClaim?: string | undefined;
  readonly groupsPrefix?: string | undefined;
  readonly requiredClaims?: Readonly<Record<string, string>>;
}

export interface FoundMaker {
  /** Such as `node group main`. */
  readonly what: string;
  readonly roleArn: string;
}

export type FoundPrincipal =
  | {
      readonly exists: true;
      /** With IAM's own spelling, and the path. */
      readonly arn: string;
      /** What IAM tells a role from another by that has its name later. Undefined if the answer does not have it. */
      readonly id?: string;
      /** Milliseconds since 1970, whole seconds. */
      readonly createdAt: number;
      /** Milliseconds since 1970. Undefined if IAM tracks no use, as for users, or knows of none. */
      readonly lastUsedAt?: number;
      /** Whether the answer says nothing about its use. */
      readonly useUnknown?: true;
    }
  | { readonly exists: false }
  /** Nobody could be asked in its account. */
  | { readonly exists: "unknown"; readonly account: string };
