import type { TextFact } from "../../fact";
import { document, type PolicyDocument } from "../../iam/policy-document";
import { ARNS } from "./arns";

/** Events of AWS that a controller wants in its queue. */
export interface Events {
  readonly source: string;
  readonly detailType: string;
  /** The service that an event of AWS Health is about. @default any */
  readonly service?: string;
}

/**
 * What tells Karpenter that an instance will stop, by the end of the EventBridge rule's name. Of AWS Health, Karpenter
 * reads the events of EC2 only. The last row is for releases since 1.10; those before ignore it.
 *
 * @see https://karpenter.sh/docs/reference/cloudformation/
 */
export const INTERRUPTIONS = {
  "health-event": { source: "aws.health", detailType: "AWS Health Event", service: "EC2" },
  "spot-interruption": { source: "aws.ec2", detailType: "EC2 Spot Instance Interruption Warning" },
  "rebalance-recommendation": { source: "aws.ec2", detailType: "EC2 Instance Rebalance Recommendation" },
  "state-change": { source: "aws.ec2", detailType: "EC2 Instance State-change Notification" },
  "capacity-reservation-interruption": {
    source: "aws.ec2",
    detailType: "EC2 Capacity Reservation Instance Interruption Warning",
  },
} as const satisfies Readonly<Record<string, Events>>;

/** Returns the pattern of an EventBridge rule. */
export const eventPattern = ({ source, detailType, service }: Events): object => ({
  source: [source],
  "detail-type": [detailType],
  ...(service !== undefined && { detail: { service: [service] } }),
});

/** An interruption that is older than this is over. */
export const RETENTION_SECONDS = 300;

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export const MAX_RULE_NAME = 64;

/** Names of queues are case-sensitive. A `.fifo` at the end would be another type of queue. */
export const QUEUE_NAME: TextFact = {
  rule: "queue-name",
  is: "a queue name",
  min: 1,
  max: 80,
  pattern: /^[\w-]*$/,
  form: "made of letters, digits, - and _",
  advice: (given) =>
    given.startsWith("arn:")
      ? "for a queue that exists write inputs: { queueArn: … } instead"
      : `leave out ${[...new Set(given.replace(/[\w-]/g, ""))].map((c) => JSON.stringify(c)).join(" ") || "the excess"}`,
  source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
};

export const QUEUE_KEY: TextFact = {
  ...ARNS.key,
  rule: "queue-key",
  pattern: /^arn:[^:]+:kms:[^:]+:[^:]+:key\/[^/\s*?]+$/,
  source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
};

/**
 * Returns the policy of a queue: only these rules put events into it, and nobody uses it without TLS.
 *
 * @see https://karpenter.sh/docs/reference/cloudformation/
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
 */
export const queuePolicy = (queueArn: string, ruleArns: readonly string[]): PolicyDocument =>
  document(
    {
      Effect: "Allow",
      Principal: { Service: ["events.amazonaws.com", "sqs.amazonaws.com"] },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: { ArnEquals: { "aws:SourceArn": ruleArns } },
    },
    {
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "sqs:*",
      Resource: queueArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  );
