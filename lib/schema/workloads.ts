import * as z from "zod";
import { list } from "../aws/text";
import { QUEUE_KEY, QUEUE_NAME } from "../aws/workloads/controllers/interruptions";
import { CONTROLLERS, VERSIONS } from "../aws/workloads/policy-templates";
import { ASSOCIATION_ID, OIDC_ISSUER, SERVICE_ACCOUNTS } from "../aws/workloads/service-accounts";
import { VIA_WORDS } from "../aws/workloads/via";
import {
  expiry,
  facts,
  flag,
  iamDocuments,
  listOf,
  mapOf,
  object,
  oneOf,
  plainText,
  release,
  text,
  was,
} from "./fields";
import { metadata } from "./node-pool";
import { inputs, policyDocument, roleReference } from "./roles";

const conditionValue = plainText("A value.")
  .or(listOf(plainText("A value."), undefined, "Values, one of which must match."))
  .meta({ description: "A value, or several." });

/** "karpenter: 1.0 to 1.14" */
const versions = list(
  [...VERSIONS].map(([name, range]) => `${name}: ${range}`),
  "and",
);

const interruptionQueue = z
  .union([
    z.boolean(),
    object(
      {
        name: text(QUEUE_NAME, "Default: the name of the cluster.").optional(),
        kmsKeyArn: text(QUEUE_KEY, "Key that encrypts the queue. Default: a key of SQS's own.").optional(),
      },
      "An SQS queue made here.",
    ),
  ])
  .meta({
    description:
      "true: the SQS queue for interruptions of a self-run Karpenter is made, with its EventBridge rules. Default: false.",
  });

/** An item of `workloads`. */
export const workload = object(
  {
    serviceAccount: plainText("namespace/name.")
      .or(listOf(plainText("namespace/name."), SERVICE_ACCOUNTS, "Several, which share the role."))
      .meta({
        description:
          'Service account of the pods, as "namespace/name", or several. Neither need exist. With via: irsa it may have *.',
      })
      .optional(),
    addon: plainText("Name of an EKS add-on: its service account and policies come from a table.").optional(),
    variant: plainText(
      "Another way to run the add-on: ipv6 for vpc-cni, cluster-scoped or any-tags for aws-ebs-csi-driver, s3-files or s3-files-node for aws-efs-csi-driver.",
    ).optional(),
    controller: oneOf(
      CONTROLLERS,
      `A well-known controller: its service account and a policy narrowed to inputs come from a table. Releases that the policy is written for: ${versions}.`,
    ).optional(),
    inputs: inputs(
      "What the policy of an add-on or controller is narrowed to: bucket, zones, secrets, keys, …, by ARN.",
    ).optional(),
    interruptionQueue: interruptionQueue.optional(),
    via: oneOf(
      VIA_WORDS,
      "How pods get the role. pod-identity (default) reaches no pods on Fargate and none on Windows nodes: use irsa there. both: during a move from IRSA, where the annotation wins until it is removed.\n\nhttps://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html",
    ).optional(),
    policies: listOf(
      plainText("Name of an AWS managed policy, or ARN of any."),
      undefined,
      "What the pods may do.",
    ).optional(),
    role: roleReference.optional(),
    ...expiry(
      "this access of the pods",
      "The trust of a role that is made here ends then by itself; the first apply after it destroys the Pod Identity associations, and the role stays.",
    ),
    was: was(),
    release: release("the role, associations and queue of this workload"),
    metadata: metadata
      .meta({ description: "Labels and annotations of the ServiceAccount manifests that are written for IRSA." })
      .optional(),
    targetRole: plainText(
      "ARN of a role, of another account too, that Pod Identity takes after this one. Its trust is written beside the manifests.\n\nhttps://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html",
    ).optional(),
    trustConditions: mapOf(
      mapOf(conditionValue, {}, "Values by condition key."),
      {},
      'Conditions besides those that the trust of the role has, by operator: { StringEquals: { "aws:SourceOrgID": o-0a1b2c3d4e } }.\n\nhttps://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html',
    )
      .register(iamDocuments, {})
      .optional(),
    adopt: mapOf(
      text(ASSOCIATION_ID, "Id of the association."),
      {},
      "Pod Identity associations that exist, by service account: Terraform takes them over.",
    )
      .register(facts, { advice: "write { <namespace>/<name>: <id of its association> }" })
      .optional(),
    sessionTags: flag("Whether EKS tags the sessions of pods. Default: true.").optional(),
    sessionPolicy: policyDocument
      .meta({ description: "A policy that narrows every session; needs sessionTags: false." })
      .register(iamDocuments, {})
      .optional(),
    clusters: listOf(
      plainText("Name of a cluster of this account and region, or ARN of a cluster of this account."),
      undefined,
      "Further clusters whose pods take the role by Pod Identity. Their files name the role by its ARN.\n\nhttps://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html",
    ).optional(),
    issuers: listOf(
      text(OIDC_ISSUER, "https://…"),
      undefined,
      "OIDC issuers of further clusters whose pods take the role; via irsa.",
    ).optional(),
  },
  "A role for pods: exactly one of serviceAccount, addon and controller says whose; the latter two take another serviceAccount beside them.",
);

export type WorkloadConfig = z.input<typeof workload>;
