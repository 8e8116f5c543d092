import { Testing } from "cdktf";
import { type LeftToDo, nextSteps } from "../../lib/manifests/next-steps";
import { ClusterAccessStack } from "../../lib/stacks/cluster-access-stack";
import { nodeClass } from "../support/decide";
import { synthesized } from "../support/synth";

const NOTHING: LeftToDo = { folder: "demo", stack: "demo", outputs: [], objects: false, policies: [] };
const HEAD = "After the apply, in the output folder:";

test.each<[string, Partial<LeftToDo>, string | undefined]>([
  ["nothing", {}, undefined],
  ["objects in files", { objects: true }, `${HEAD}\n1. sh manifests/demo/apply.sh`],
  [
    "all there is, in order",
    { objects: true, outputs: ["manifest_nodeclass-a"], policies: ["targetrole-a.json"], folder: "demo/access" },
    [
      HEAD,
      "1. terraform -chdir=stacks/demo output -raw manifest_nodeclass-a | kubectl apply --server-side --field-manager=cdktf-eks-access -f -",
      "2. sh manifests/demo/access/apply.sh",
      "3. give policies/demo/access/targetrole-a.json to the owner of the target role, as its trust policy",
    ].join("\n"),
  ],
  [
    "a folder with characters that a shell would act on",
    { objects: true, folder: "it's;$(x)" },
    `${HEAD}\n1. sh 'manifests/it'\\''s;$(x)/apply.sh'`,
  ],
])("%s", (_what, left, expected) => {
  expect(nextSteps({ ...NOTHING, ...left })).toBe(expected);
});

test("a stack says them as a Terraform output, by the outputs' own names", () => {
  const token = nodeClass({ role: { arn: "${aws_iam_role.x.arn}" } });
  const { output = {} } = JSON.parse(Testing.synth(new ClusterAccessStack(Testing.app(), "demo", token)));
  const names = Object.keys(output).filter((name) => name.startsWith("manifest_"));
  expect(names).toEqual(["manifest_nodeclass-gpu"]);
  expect(output.next_steps.value).toContain(`output -raw ${names[0]} | kubectl apply`);
  expect(
    synthesized({ ...nodeClass({}), nodeClasses: {}, nodeRoles: { a: { kind: "managed" } } }).output,
  ).not.toHaveProperty("next_steps");
});
