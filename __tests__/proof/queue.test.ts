import { queuePolicy } from "../../lib/aws/workloads/controllers/interruptions";
import { ACCOUNT } from "../support/simulate";
import { arn } from "./around";
import { ELSEWHERE, type Law, proveAll } from "./prove";

const QUEUE = arn("sqs", "prod");
const RULES = ["prod-state-change", "prod-spot-interruption"].map((name) => arn("events", `rule/${name}`));
const [STATE_CHANGE = "", SPOT = ""] = RULES;

const by =
  (principal: string) =>
  (source: string | undefined, change: Partial<Law> = {}): Law => ({
    action: "sqs:SendMessage",
    resource: QUEUE,
    by: principal,
    context: { ...(source && { "aws:SourceArn": source }), "aws:SecureTransport": "true" },
    ...change,
  });

const events = by("events.amazonaws.com");
const sqs = by("sqs.amazonaws.com");
const person = (account: string) => by(`arn:aws:iam::${account}:role/person`);
const withoutTls = (source: string) => ({
  context: { "aws:SourceArn": source, "aws:SecureTransport": "false" },
});

proveAll("queue", ["interruptions"], {
  interruptions: {
    document: queuePolicy(QUEUE, RULES),
    allowed: {
      "the first rule puts an event into it": events(STATE_CHANGE),
      "another rule of it does too": events(SPOT),
      "SQS does on behalf of a rule": sqs(SPOT),
    },
    refused: {
      "a rule whose name begins like one of them does not": events(`${SPOT}-2`),
      "a rule of another queue does not": events(arn("events", "rule/dev-spot-interruption")),
      "a rule of this name in another account does not": events(SPOT.replace(ACCOUNT, ELSEWHERE)),
      "a rule of this name in another region does not": events(SPOT.replace("eu-west-1", "us-east-1")),
      "a rule of this name on another event bus does not": events(SPOT.replace("rule/", "rule/orders/")),
      "EventBridge for nobody does not": events(undefined),
      "SQS for another queue does not": sqs(arn("sqs", "orders")),
      "another service does not, even if it names a rule": by("sns.amazonaws.com")(SPOT),
      "no rule does without TLS": events(SPOT, withoutTls(SPOT)),
      "no rule puts anything into another queue by it": events(SPOT, { resource: arn("sqs", "prod-2") }),
      "nor into a queue of this name in another account": events(SPOT, { resource: arn("sqs", "prod", ELSEWHERE) }),
      "nor into a queue of this name in another region": events(SPOT, {
        resource: arn("sqs", "prod", ACCOUNT, "us-east-1"),
      }),
      "a rule reads nothing": events(SPOT, { action: "sqs:ReceiveMessage" }),
      "a rule does not empty it": events(SPOT, { action: "sqs:PurgeQueue" }),
      "a role of this account needs a policy of its own": person(ACCOUNT)(undefined),
      "a role of another account does not": person(ELSEWHERE)(undefined),
    },
  },
});
