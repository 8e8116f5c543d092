import { errorsOf } from "../../lib/review/terraform-output";

const SUMMARY =
  "creating IAM Role (N): operation error IAM: CreateRole, https response error StatusCode: 409, RequestID: 0a1b, EntityAlreadyExists: Role with name N already exists.";
const ADDRESS = "aws_iam_role.node-class_gpu";
const ERROR = { summary: SUMMARY, text: SUMMARY, address: ADDRESS };
const OTHER = {
  summary: "Saved plan is stale",
  text: "Saved plan is stale The given plan file can no longer be applied.",
};

const plain = `aws_iam_role.node-class_gpu: Creating...

Error: ${SUMMARY}

  with ${ADDRESS},
  on cdk.tf.json line 320, in resource.${ADDRESS}:
 320:       },


Error: Saved plan is stale

The given plan file can no longer
be applied.
`;

const framed = `╷
│ Warning: Deprecated
│
│ Error: not one, but a line of a warning
╵
╷
│ Error: ${SUMMARY}
│
│   with ${ADDRESS},
│   on cdk.tf.json line 320, in resource.${ADDRESS}:
│  320:       },
│
╵
╷
│ Error: Saved plan is stale
│
│ The given plan file can no longer
│ be applied.
╵
`;

// as `cdktf deploy` prints it: one piece begins with the name of the stack, and may end in the middle of a frame
const ofCdktf = `demo  ╷
demo  │ Error: ${SUMMARY}
      │
demo  │   with ${ADDRESS} (Default/node-class_gpu),
      │   on cdk.tf.json line 320, in resource.${ADDRESS} (Default/node-class_gpu):
      │  320:       },
      │
      ╵
other  ╷
       │ Error: Saved plan is stale
       │
demo  aws_iam_role.other: Creating...
       │ The given plan file can no longer
       │ be applied.
       ╵


0 Stacks deploying     1 Stack done     0 Stacks waiting
Invoking Terraform CLI failed with exit code 1
`;

const json = [
  { "@level": "info", "@message": "Terraform 1.11.4", type: "version" },
  {
    "@level": "error",
    type: "diagnostic",
    diagnostic: { severity: "error", summary: SUMMARY, detail: "", address: ADDRESS },
  },
  { "@level": "warn", type: "diagnostic", diagnostic: { severity: "warning", summary: "Deprecated", detail: "" } },
  { type: "diagnostic", diagnostic: { severity: "error", summary: OTHER.summary, detail: OTHER.text.slice(20) } },
]
  .map((line) => JSON.stringify(line))
  .join("\n");

const colour = (text: string) =>
  text
    .replace(/[│╷╵]/g, (corner) => `\u001b[31m${corner}\u001b[0m\u001b[0m`)
    .replace(/Error: /g, "\u001b[1m$&\u001b[0m");

describe("errors are found", () => {
  test.each([
    ["without frames and colours", plain],
    ["with Windows line ends", plain.replaceAll("\n", "\r\n")],
    ["in frames", framed],
    ["in frames with colours", colour(framed)],
    ["behind the time of a pipeline's log", framed.replace(/^/gm, "2026-11-28T02:29:52.3485930Z ")],
    ["in lines of -json", json],
  ])("%s", (_, output) => {
    expect(errorsOf(output)).toEqual([ERROR, OTHER]);
  });

  test("behind the names of stacks", () => {
    const [first, second] = errorsOf(colour(ofCdktf));
    expect(first).toEqual({ ...ERROR, stack: "demo" });
    // a piece of another stack came between
    expect(second).toMatchObject({ summary: OTHER.summary, stack: "other" });
  });

  test.each([
    [
      'Error: Cannot import non-existent remote object\n\nWhile attempting to import an existing object to\n"aws_iam_role.node-role_spot", the provider detected',
      "aws_iam_role.node-role_spot",
    ],
    [
      "Error: Resource precondition failed\n\n  on cdk.tf.json line 54, in resource.aws_eks_access_entry.access_team.lifecycle.precondition[0]:\n  54: x",
      "aws_eks_access_entry.access_team",
    ],
    ['Error: x\n\n  on main.tf line 14, in resource "aws_eks_cluster" "cluster":', "aws_eks_cluster.cluster"],
    ["Error: x\n\n  with module.a.aws_iam_role.b[0],\n  on a line", "module.a.aws_iam_role.b[0]"],
    ["Error: x\n\n  with data.aws_eks_cluster.existing-cluster,\n  on a line", "data.aws_eks_cluster.existing-cluster"],
    ['Error: x\n\n  with provider["registry.terraform.io/hashicorp/aws"],\n  on a line', undefined],
  ])("with the address where Terraform puts it: %j", (output, address) => {
    expect(errorsOf(output).map((error) => error.address)).toEqual([address]);
  });
});

describe("hostile output", () => {
  test.each([
    ["nothing", ""],
    ["no error", "Apply complete! Resources: 1 added.\nNo Error: here\n"],
    ["JSON that is none", '{"diagnostic"\n{"diagnostic":{"severity":"error"}}\n'],
    ["megabytes in one line", "x".repeat(5_000_000)],
    ["megabytes of digits", "2026-11-28T".padEnd(5_000_000, "1")],
    ["megabytes of spaces", " ".repeat(5_000_000)],
    ["megabytes of frames", "│".repeat(2_000_000)],
    ["megabytes of lines", "demo  │ x\n".repeat(400_000)],
    ["escapes that do not end", "\u001b[".repeat(500_000)],
  ])("%s has no error", (_, output) => {
    expect(errorsOf(output)).toEqual([]);
  });

  test("a long error is cut, and takes no time", () => {
    const began = performance.now();
    const [error, ...more] = errorsOf(`Error: ${"a.b (".repeat(1_000_000)}\n\n${"Error acquiring\n".repeat(200_000)}`);
    expect(more).toEqual([]);
    expect(error?.text.length).toBeLessThanOrEqual(16_384);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  test("a summary with a line separator of Unicode is one", () => {
    expect(errorsOf("Error: a\u2028b")).toEqual([{ summary: "a\u2028b", text: "a b" }]);
  });

  test("many errors are many", () => {
    expect(errorsOf("Error: x\n".repeat(100_000))).toHaveLength(100_000);
  });
});
