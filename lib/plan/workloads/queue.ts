import { parseArn } from "../../aws/arn";
import { type TextFact, textProblem } from "../../aws/fact";
import { isToken, list, quote, truncateWithHash } from "../../aws/text";
import {
  eventPattern,
  MAX_RULE_NAME,
  QUEUE_KEY,
  QUEUE_NAME,
  queuePolicy,
  RETENTION_SECONDS,
} from "../../aws/workloads/controllers/interruptions";
import type { GivenInputs } from "../../aws/workloads/controllers/template";
import { CONTROLLERS, policyTemplate } from "../../aws/workloads/policy-templates";
import { eventRuleId, eventTargetId, queueId, queuePolicyId, workloadId } from "../addresses";
import type { PlanContext } from "../context";
import { type Path, showPath } from "../diagnostics";
import type { PresetWorkload } from "./item";
import type { PlannedQueue } from "./types";

/** Plans the interruption queue of a controller, with its rules. Returns undefined if there is none. */
export function planQueue(
  key: string,
  { item, path: itemPath }: PresetWorkload,
  context: PlanContext,
): PlannedQueue | undefined {
  const { partition, region, account, name: cluster } = context.cluster;
  const path = [...itemPath, "interruptionQueue"];
  const events = eventsOf({ item, path }, context);
  if (events === undefined) return undefined;
  const { name, kmsKeyArn } = typeof item.interruptionQueue === "object" ? item.interruptionQueue : {};
  // the schema has reported a name or a key that has not the format
  if (name !== undefined && !isFormed(QUEUE_NAME, name)) return undefined;
  if (kmsKeyArn !== undefined && !isKeyHere(kmsKeyArn, [...path, "kmsKeyArn"], context)) return undefined;
  const arnOf = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  const id = queueId(workloadId(key));
  const queueName = name ?? truncateWithHash(cluster, QUEUE_NAME.max ?? 80);
  const arn = arnOf("sqs", queueName);
  const rules = Object.entries(events).map(([suffix, row]) => {
    const rule = eventRuleId(id, suffix);
    return {
      id: rule,
      targetId: eventTargetId(rule),
      name: truncateWithHash(`${queueName}-${suffix}`, MAX_RULE_NAME),
      pattern: eventPattern(row),
    };
  });
  const { tags } = item.role;
  return {
    id,
    path: name === undefined ? path : [...path, "name"],
    name: queueName,
    arn,
    retentionSeconds: RETENTION_SECONDS,
    ...(kmsKeyArn === undefined ? { managedEncryption: true } : { kmsKeyArn }),
    policy: {
      id: queuePolicyId(id),
      document: queuePolicy(
        arn,
        rules.map((rule) => arnOf("events", `rule/${rule.name}`)),
      ),
    },
    rules,
    ...(tags !== undefined && { tags }),
  };
}

/** The inputs that name the queue. With a queue that is created, they are not written. */
const QUEUE_INPUTS = ["queueArn", "queueKeyArn"];

/** Returns the inputs of the controller's policy that a created queue brings. */
export const queueInputs = (queue: PlannedQueue | undefined): GivenInputs =>
  queue === undefined
    ? {}
    : { queueArn: queue.arn, ...(queue.kmsKeyArn !== undefined && { queueKeyArn: queue.kmsKeyArn }) };

/** Returns the events that the queue of a workload receives, and reports a queue that cannot be made. */
function eventsOf({ item, path }: Pick<PresetWorkload, "item" | "path">, { diagnostics }: PlanContext) {
  const { interruptionQueue, controller, addon, inputs = {} } = item;
  if (interruptionQueue === false) return undefined;
  const events = controller && policyTemplate(controller).interruptions;
  if (events === undefined) {
    const takers = CONTROLLERS.words.filter((name) => policyTemplate(name).interruptions);
    const got = controller ? `controller: ${controller}` : addon ? `addon: ${addon}` : "serviceAccount alone";
    diagnostics.report(
      "interruption-queue",
      path,
      `a queue is made for controller: ${list(takers)} only, got ${got}; leave it out`,
    );
    return undefined;
  }
  const named = QUEUE_INPUTS.filter((name) => Object.hasOwn(inputs, name));
  if (named.length === 0) return events;
  diagnostics.report(
    "interruption-queue",
    path,
    `a queue is made here, and inputs name another by ${list(named, "and")}; leave one of the two out`,
  );
  return undefined;
}

const isFormed = (fact: TextFact, given: string): boolean => isToken(given) || textProblem(fact, given) === undefined;

/** Returns whether SQS can use a key, which must be where the queue is, and reports it if not. */
function isKeyHere(given: string, path: Path, { cluster: { partition, region }, diagnostics }: PlanContext): boolean {
  if (isToken(given)) return true;
  const key = isFormed(QUEUE_KEY, given) ? parseArn(given) : undefined;
  if (key === undefined) return false;
  if (key.partition === partition && (key.region === region || isToken(region))) return true;
  diagnostics.report(
    "queue-key",
    path,
    `the key of a queue is in its region, got ${quote(given)}; write arn:${partition}:kms:${region}:<account>:key/<id>`,
  );
  return false;
}

/** Reports two queues with the same name. */
export function validateQueueNames(queues: readonly PlannedQueue[], { diagnostics }: PlanContext): void {
  const taken = new Map<string, Path>();
  for (const { name, path } of queues) {
    const other = taken.get(name);
    if (other === undefined) taken.set(name, path);
    else if (!isToken(name)) {
      diagnostics.report(
        "queue-name-taken",
        path,
        `the queue made here is named ${quote(name)}, and so is that of ${showPath(other)}; give one another name`,
      );
    }
  }
}
