import { validate } from "../../../lib/load/validate";
import { decides, head } from "../../support/decide";

const NODES = { nodeRoleArns: "arn:aws:iam::111122223333:role/nodes" };
const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:events";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d";
const karpenter = (interruptionQueue: unknown, more: object = {}, inputs: object = {}) => ({
  controller: "karpenter",
  inputs: { ...NODES, ...inputs },
  interruptionQueue,
  ...more,
});
const one = (item: object) => head({ workloads: { a: item } });
const another = { serviceAccount: "other/karpenter" };

describe("an interruption queue", () => {
  decides([
    ["interruption-queue", "is made for Karpenter", one(karpenter(true))],
    ["interruption-queue", "may have nothing of its own", one(karpenter({}))],
    ["interruption-queue", "stands beside another service account", one(karpenter(true, another))],
    [
      "interruption-queue",
      "false makes none, so one made elsewhere is named",
      one(karpenter(false, {}, { queueArn: QUEUE, queueKeyArn: KEY })),
    ],
    [
      "interruption-queue",
      "beside a queue made elsewhere is refused",
      one(karpenter(true, {}, { queueArn: QUEUE })),
      "workloads.a.interruptionQueue: a queue is made here, and inputs name another by queueArn; leave one of the two out",
    ],
    [
      "interruption-queue",
      "beside the key of a queue made elsewhere is refused",
      one(karpenter(true, {}, { queueArn: QUEUE, queueKeyArn: KEY })),
      "workloads.a.interruptionQueue: a queue is made here, and inputs name another by queueArn and queueKeyArn; leave one of the two out",
    ],
    [
      "interruption-queue",
      "of another controller is refused",
      one({ controller: "cluster-autoscaler", interruptionQueue: true }),
      "workloads.a.interruptionQueue: a queue is made for controller: karpenter only, got controller: cluster-autoscaler; leave it out",
    ],
    [
      "interruption-queue",
      "of an add-on is refused",
      one({ addon: "aws-ebs-csi-driver", interruptionQueue: { name: "x" } }),
      "workloads.a.interruptionQueue: a queue is made for controller: karpenter only, got addon: aws-ebs-csi-driver; leave it out",
    ],
    [
      "interruption-queue",
      "of a service account is refused",
      one({ serviceAccount: "apps/backend", interruptionQueue: true }),
      "workloads.a.interruptionQueue: a queue is made for controller: karpenter only, got serviceAccount alone; leave it out",
    ],
    ["interruption-queue", "false is allowed anywhere", one({ serviceAccount: "a/b", interruptionQueue: false })],
    [
      "lost-with-existing-role",
      "beside a role that exists is refused, since nothing is attached to it",
      one(karpenter(true, { role: { arn: "arn:aws:iam::111122223333:role/k" } })),
      "workloads.a.role: with arn nothing is made or attached here, so inputs and interruptionQueue would be lost; write it where the role is made",
    ],
    ["queue-name", "a name of 80 characters is allowed", one(karpenter({ name: "Q-_".padEnd(80, "q") }))],
    [
      "queue-name",
      "a name of 81 characters is refused",
      one(karpenter({ name: "q".repeat(81) })),
      `workloads.a.interruptionQueue.name: a queue name has 1-80 characters, got 81 ("${"q".repeat(81)}"); leave out the excess`,
    ],
    [
      "queue-name",
      "a dot is refused",
      one(karpenter({ name: "demo.fifo" })),
      'workloads.a.interruptionQueue.name: a queue name is made of letters, digits, - and _, got "demo.fifo"; leave out "."',
    ],
    [
      "queue-name",
      "an ARN is refused",
      one(karpenter({ name: QUEUE })),
      `workloads.a.interruptionQueue.name: a queue name is made of letters, digits, - and _, got "${QUEUE}"; for a queue that exists write inputs: { queueArn: … } instead`,
    ],
    [
      "queue-name-taken",
      "two with different names are allowed",
      head({ workloads: { a: karpenter(true), b: karpenter({ name: "second" }, another) } }),
    ],
    [
      "queue-name-taken",
      "names that differ in case are two",
      head({ workloads: { a: karpenter({ name: "Demo" }), b: karpenter({ name: "demo" }, another) } }),
    ],
    [
      "queue-name-taken",
      "two with the name of the cluster are refused",
      head({ workloads: { a: karpenter(true), b: karpenter({ name: "demo" }, another) } }),
      'workloads.b.interruptionQueue.name: the queue made here is named "demo", and so is that of workloads.a.interruptionQueue; give one another name',
    ],
    ["queue-key", "a key of its region is allowed", one(karpenter({ kmsKeyArn: KEY }))],
    [
      "queue-key",
      "a key of another account is allowed",
      one(karpenter({ kmsKeyArn: KEY.replace("111122223333", "444455556666") })),
    ],
    [
      "queue-key",
      "a key of another region is refused",
      one(karpenter({ kmsKeyArn: KEY.replace("eu-west-1", "us-east-1") })),
      `workloads.a.interruptionQueue.kmsKeyArn: the key of a queue is in its region, got "${KEY.replace("eu-west-1", "us-east-1")}"; write arn:aws:kms:eu-west-1:<account>:key/<id>`,
    ],
    [
      "queue-key",
      "a key of another partition is refused",
      one(karpenter({ kmsKeyArn: KEY.replace("arn:aws:", "arn:aws-cn:") })),
      `workloads.a.interruptionQueue.kmsKeyArn: the key of a queue is in its region, got "${KEY.replace("arn:aws:", "arn:aws-cn:")}"; write arn:aws:kms:eu-west-1:<account>:key/<id>`,
    ],
    [
      "queue-key",
      "every key is refused",
      one(karpenter({ kmsKeyArn: KEY.replace("0a1b2c3d", "*") })),
      `workloads.a.interruptionQueue.kmsKeyArn: the ARN of a KMS key is arn:<partition>:kms:<region>:<account>:key/<id>, got "${KEY.replace("0a1b2c3d", "*")}"; write arn:<partition>:kms:<region>:<account>:key/<id>: IAM does not take an alias for its key`,
    ],
  ]);
});

test("names that are too long are cut, each in its own way", () => {
  const { plan } = validate({ ...one(karpenter(true)), name: "c".repeat(100) }, { name: "demo" });
  const [queue] = plan?.queues ?? [];
  expect(queue?.name).toMatch(/^c{71}-[0-9a-f]{8}$/);
  const names = queue?.rules.map(({ name }) => name) ?? [];
  expect(names.filter((name) => !/^c{55}-[0-9a-f]{8}$/.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(5);
});
