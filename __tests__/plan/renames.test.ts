import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import { ClusterAccess } from "../../lib/constructs/cluster-access";
import { plan } from "../../lib/plan/plan";
import { movesOf } from "../../lib/plan/renames";
import { decides, head, nodeClass, spec } from "../support/decide";
import { addresses, parsed, synthesized } from "../support/synth";

const ARN = "arn:aws:iam::111122223333:role";
const person = (name: string, more: object = {}) => ({ principal: `${ARN}/${name}`, groups: [name], ...more });

describe("earlier keys", () => {
  decides([
    ["earlier-key", "one or several are allowed", head({ access: { b: person("a", { was: ["x", "a"] }) } })],
    [
      "earlier-key",
      "the key that another item has is refused",
      head({ access: { a: person("a"), b: person("b", { was: "a" }) } }),
      'access.b.was: "a" is the key of another item here, which Terraform knows by it; leave it out, or rename that item',
    ],
    [
      "earlier-key",
      "the item's own key is refused",
      head({ access: { b: person("b", { was: ["a", "b"] }) } }),
      'access.b.was[1]: "b" is the key of this item now; write the one that it had before, or leave it out',
    ],
    [
      "earlier-key",
      "two items cannot have been one",
      head({ access: { b: person("b", { was: "a" }), c: person("c", { was: "a" }) } }),
      'access.c.was: access.b was "a" too, and one item alone can be what it was',
    ],
    [
      "earlier-key",
      "is refused together with what else is wrong",
      head({ access: { b: person("b", { was: "b" }), c: { principal: `${ARN}/b`, groups: ["c"] } } }),
      `access.c.principal: access.b has the same principal, "${ARN}/b", and EKS keeps one entry a principal; write one item with all groups and policies`,
      'access.b.was: "b" is the key of this item now; write the one that it had before, or leave it out',
    ],
    [
      "earlier-key",
      "one key in two sections is two items",
      head({ access: { b: person("b", { was: "a" }) }, nodeRoles: { b: { kind: "managed", was: "a" } } }),
    ],
    [
      "item-key",
      "what can be no key cannot have been one",
      head({ access: { b: person("b", { was: "A" }) } }),
      'access.b.was: a key is lower-case letters, digits and -, and begins and ends with a letter or digit, got "A"; write "a"',
    ],
  ]);
});

test("default names are those of the first key", () => {
  const { plan: planned } = plan(
    head({
      nodeClasses: { new: { was: ["old", "between"], instanceProfile: true, spec: spec() } },
      nodeRoles: { "new-role": { was: "old-role", kind: "managed" } },
      otherRoles: { "new-ack": { was: "old-ack", kind: "capability" } },
      identityPolicies: { "new-view": { was: "old-view", kind: "view-resources" } },
      workloads: { "new-api": { was: "old-api", serviceAccount: "a/b" } },
    }),
    { name: "demo" },
  );
  expect(planned?.roles.map(({ name }) => name).sort()).toEqual([
    "demo-old-ack",
    "demo-old-api-pod",
    "demo-old-node",
    "demo-old-role-node",
  ]);
  expect(planned?.instanceProfiles.map(({ name }) => name)).toEqual(["eks-demo-old"]);
  expect(planned?.identityPolicies.map(({ name }) => name)).toEqual(["demo-old-view"]);
});

test("ids move step by step, and no other item's", () => {
  const renames = [
    { from: "access_a", to: "access_b" },
    { from: "access_b", to: "access_c" },
  ];
  expect(movesOf(["access_c", "access_c_Policy", "access_cd", "access_c-d_Policy"], renames)).toEqual([
    { id: "access_c", from: "access_a", to: "access_b" },
    { id: "access_c_Policy", from: "access_a_Policy", to: "access_b_Policy" },
    { id: "access_c", from: "access_b", to: "access_c" },
    { id: "access_c_Policy", from: "access_b_Policy", to: "access_c_Policy" },
  ]);
});

test("a NodeClass that has got a dot stays what Terraform knows", () => {
  const { plan: planned } = plan(head({ nodeClasses: { "gpu.large": { was: "gpularge", spec: spec() } } }), {
    name: "demo",
  });
  expect(planned?.renames).toEqual([]);
});

type Moved = { readonly moved?: readonly { readonly from: string; readonly to: string }[] };

test("PROPERTY: what moves is what the earlier configuration made, wherever it stands", () => {
  const earlier = nodeClass({ instanceProfile: true }, { iam: { exclusive: true } });
  const { gpu, ...others } = earlier.nodeClasses ?? {};
  const now = { ...earlier, nodeClasses: { ...others, big: { ...gpu, was: "gpu" } } } as typeof earlier;
  const inStack = (config: typeof earlier) => {
    const stack = new TerraformStack(Testing.app(), "own");
    new AwsProvider(stack, "aws", { region: "eu-west-1" });
    new ClusterAccess(stack, "access", { ...config, name: "demo" });
    return parsed(Testing.synth(stack, true));
  };
  for (const synth of [synthesized, inStack]) {
    const { moved = [] } = synth(now) as ReturnType<typeof synth> & Moved;
    const of = (word: RegExp, all: readonly string[]) => all.filter((address) => word.test(address)).sort();
    expect(moved.map(({ from }) => from).sort()).toEqual(of(/node-class_gpu/, addresses(synth(earlier))));
    expect(moved.map(({ to }) => to).sort()).toEqual(of(/node-class_big/, addresses(synth(now))));
  }
});
