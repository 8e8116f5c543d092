import { renderDocument } from "../aws/iam/policy-document";
import { STS_AUDIENCE } from "../aws/iam/trust";
import type { PlannedOidcProvider, PlannedPodIdentity, PlannedQueue } from "../plan/workloads/types";
import { type Lowering, replacedWithCluster } from "./lowering";
import type { Resource } from "./resource";
import { roleArn } from "./roles";
import { Attribute } from "./values";

/** A Pod Identity association, after all policies of its role. */
export function podIdentity(planned: PlannedPodIdentity, lowering: Lowering): Resource {
  const { id, namespace, serviceAccount, role, dependsOn, targetRoleArn, disableSessionTags, policy } = planned;
  return {
    type: "aws_eks_pod_identity_association",
    id,
    attributes: {
      clusterName: lowering.clusterName,
      namespace,
      serviceAccount,
      roleArn: roleArn(role),
      targetRoleArn,
      disableSessionTags,
      policy: policy && renderDocument(policy, lowering.tokens),
    },
    dependsOn,
    lifecycle: replacedWithCluster(lowering),
    until: planned.until,
    importId: planned.importId,
  };
}

/** The IAM OIDC provider of the cluster. It needs no thumbprint, because AWS trusts the CAs of EKS issuers. */
export const oidcProvider = ({ id, issuer, importId }: PlannedOidcProvider, { issuerUrl }: Lowering): Resource => ({
  type: "aws_iam_openid_connect_provider",
  id,
  attributes: { url: issuer ?? issuerUrl ?? "", clientIdList: [STS_AUDIENCE] },
  // others may use a provider that was there before
  lifecycle: importId === undefined ? undefined : { ignoreChanges: ["client_id_list", "thumbprint_list"] },
  importId,
});

/** A queue, its policy, and the rules that fill it. Events come only when the policy lets them in. */
export function interruptionQueue(planned: PlannedQueue, { tokens }: Lowering): Resource[] {
  const { id, name, retentionSeconds, managedEncryption, kmsKeyArn, policy, rules, tags } = planned;
  return [
    {
      type: "aws_sqs_queue",
      id,
      attributes: {
        name,
        messageRetentionSeconds: retentionSeconds,
        sqsManagedSseEnabled: managedEncryption,
        kmsMasterKeyId: kmsKeyArn,
        tags,
      },
    },
    {
      type: "aws_sqs_queue_policy",
      id: policy.id,
      attributes: { queueUrl: new Attribute(id, "url"), policy: renderDocument(policy.document, tokens) },
    },
    ...rules.flatMap(({ id: rule, targetId, name: ruleName, pattern }): Resource[] => [
      {
        type: "aws_cloudwatch_event_rule",
        id: rule,
        attributes: { name: ruleName, eventPattern: renderDocument(pattern, tokens), tags },
      },
      {
        type: "aws_cloudwatch_event_target",
        id: targetId,
        attributes: {
          rule: new Attribute(rule, "name"),
          arn: new Attribute(id, "arn"),
          targetId: "interruption-queue",
        },
        dependsOn: [policy.id],
      },
    ]),
  ];
}
