import { App, TerraformOutput, TerraformStack, Testing } from "cdktf";
import { ResourceRegistry } from "../../lib/constructs/resource-registry";
import { Attribute, Call, type Expression, Text } from "../../lib/terraform/values";
import { Renderer } from "../../lib/writer/render";
import { parsed } from "../support/synth";

/** What cdktf makes of an expression. */
function byCdktf(expression: Expression): unknown {
  const stack = new TerraformStack(new App(), "demo");
  const registry = new ResourceRegistry(stack);
  registry.addDataSource({ type: "aws_eks_cluster", id: "c", attributes: { name: "c" } });
  new TerraformOutput(stack, "value", { value: registry.text(expression) });
  return parsed(Testing.synth(stack)).output?.value?.value;
}

const renderer = new Renderer(new Map([["c", "data.aws_eks_cluster.c"]]));

test.each<[string, string | Expression]>([
  ["a pattern", "^arn:[^/]+/(a|b)$"],
  ["a backslash", "^\\d+$"],
  ["an attribute", new Attribute("c", "arn")],
  ["a text with an attribute", new Text(["a ", new Attribute("c", "name"), " b"])],
  ["a call", new Call("trimprefix", new Attribute("c", "name"), "x")],
])("an argument of a call is written as cdktf does: %s", (_, argument) => {
  const call = new Call("regex", "^a", argument);
  expect(renderer.text(call)).toBe(byCdktf(call));
});
