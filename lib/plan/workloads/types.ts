import type { PolicyDocument } from "../../aws/iam/policy-document";
import type { ServiceAccount } from "../../aws/workloads/trust";
import type { MetadataConfig } from "../../schema/types";
import type { Path } from "../diagnostics";
import type { Expiring } from "../expiring";
import type { RoleRef } from "../role-ref";

/** A Pod Identity association: the role for pods of one service account. */
export interface PlannedPodIdentity extends Expiring {
  readonly id: string;
  readonly path: Path;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly role: RoleRef;
  /** Ids of the role's policies. */
  readonly dependsOn: readonly string[];
  readonly targetRoleArn?: string;
  readonly disableSessionTags?: true;
  readonly policy?: object;
  readonly importId?: string;
}

/** The IAM OIDC provider of a cluster. Without `issuer`, the issuer is that of the cluster created here. */
export interface PlannedOidcProvider {
  readonly id: string;
  readonly path: Path;
  readonly issuer?: string;
  readonly importId?: string;
}

/** The SQS queue of a controller, with the EventBridge rules that fill it. */
export interface PlannedQueue {
  readonly id: string;
  readonly path: Path;
  readonly name: string;
  /** Known before the queue is created. */
  readonly arn: string;
  readonly retentionSeconds: number;
  /** Set unless there is a key. */
  readonly managedEncryption?: true;
  readonly kmsKeyArn?: string;
  readonly policy: { readonly id: string; readonly document: PolicyDocument };
  readonly rules: readonly PlannedEventRule[];
  readonly tags?: Readonly<Record<string, string>>;
}

export interface PlannedEventRule {
  readonly id: string;
  readonly targetId: string;
  readonly name: string;
  readonly pattern: object;
}

/** After its end no pod gets credentials of its role, which stays. */
export interface PlannedWorkload extends Expiring {
  readonly key: string;
  /** The id of its queue, if one is created here. */
  readonly queue?: string;
  readonly role: RoleRef;
  readonly roleArn: string;
  /** Whether Terraform lets go of what is made for it. */
  readonly released: boolean;
  readonly podIdentity: readonly ServiceAccount[];
  readonly irsa: readonly ServiceAccount[];
  /** ARNs of further clusters whose pods take the role by Pod Identity. */
  readonly otherClusters: readonly string[];
  readonly sessionTags: boolean;
  readonly targetRole?: string;
  readonly metadata?: MetadataConfig;
}
