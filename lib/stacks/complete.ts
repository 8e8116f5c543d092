import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, type TerraformStack, Token } from "cdktf";
import type { PlannedAccess } from "../constructs/planned-access";
import { outputsOf, settingsOf } from "../terraform/stack";
import { addBackend } from "./backend";

/** Adds what a stack needs besides its access: provider, backend, versions, outputs. */
export function completeStack(stack: TerraformStack, access: PlannedAccess): void {
  const { provider, backend, requiredProvider, requiredVersion } = settingsOf(access.plan, stack.node.id);
  new AwsProvider(stack, "aws", provider);
  addBackend(stack, backend);
  stack.addOverride("terraform.required_providers.aws", requiredProvider);
  // in HCL cdktf writes a line that Terraform refuses for it
  if (!App.of(stack).hclOutput) stack.addOverride("terraform.required_version", requiredVersion);
  for (const [name, value] of Object.entries(outputsOf(access, access.nextSteps))) {
    // cdktf tests what is no token with util.isArray, of which Node.js warns from version 22 on
    new TerraformOutput(stack, name, { value: Token.asAny(value) });
  }
}
