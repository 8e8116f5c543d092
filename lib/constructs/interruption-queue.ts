import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import type { PlannedQueue } from "../plan/workloads/types";
import type { ResourceRegistry } from "./resource-registry";

/** Creates a queue, its policy, and the rules that fill it. Events come only when the policy lets them in. */
export function interruptionQueue(registry: ResourceRegistry, planned: PlannedQueue): void {
  const { id, name, retentionSeconds, managedEncryption, kmsKeyArn, policy, rules, tags } = planned;
  const { scope } = registry;
  const queue = registry.add(
    id,
    new SqsQueue(scope, id, {
      name,
      messageRetentionSeconds: retentionSeconds,
      sqsManagedSseEnabled: managedEncryption,
      kmsMasterKeyId: kmsKeyArn,
      tags,
    }),
  );
  const queuePolicy = registry.add(
    policy.id,
    new SqsQueuePolicy(scope, policy.id, { queueUrl: queue.url, policy: registry.render(policy.document) }),
  );
  for (const { id: ruleId, targetId, name: ruleName, pattern } of rules) {
    const rule = registry.add(
      ruleId,
      new CloudwatchEventRule(scope, ruleId, { name: ruleName, eventPattern: registry.render(pattern), tags }),
    );
    registry.add(
      targetId,
      new CloudwatchEventTarget(scope, targetId, {
        rule: rule.name,
        arn: queue.arn,
        targetId: "interruption-queue",
        dependsOn: [queuePolicy],
      }),
    );
  }
}
