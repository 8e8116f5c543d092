import type { PolicyDocument } from "../../aws/iam/policy-document";
import { quote, sortedEntries } from "../../aws/text";
import type { GivenInputs } from "../../aws/workloads/controllers/template";
import { inputProblems, type PolicyTemplateName, policyFromTemplate } from "../../aws/workloads/policy-templates";
import type { PlanContext } from "../context";
import type { Path } from "../diagnostics";
import { scopeOf } from "../scope";
import type { RoleRequest } from "./requests";

/** Returns the policies of the templates that a role names, by name, and reports problems with their inputs. */
export function templatePolicies(
  { reference, rolePath, inline, nodes }: RoleRequest,
  context: PlanContext,
): Record<string, PolicyDocument> {
  const entries = sortedEntries(reference.policyTemplates).flatMap(([name, inputs = {}]) => {
    const path = [...rolePath, "policyTemplates", name];
    if (Object.hasOwn(inline, name)) {
      context.diagnostics.report(
        "inline-policy-taken",
        path,
        `this role has the policy ${quote(name)} already; leave it out`,
      );
    }
    if (nodes !== undefined) {
      context.diagnostics.report(
        "node-policy-template",
        path,
        `every pod that reaches the metadata of these nodes has the policy of ${name} too; write a workload for its service account, where its pods can have a role`,
      );
    }
    const policy = policyOfTemplate(name as PolicyTemplateName, { inputs, path }, context);
    return policy ? [[name, policy] as const] : [];
  });
  return Object.fromEntries(entries);
}

/**
 * Returns the policy of a template with its inputs, which stand at `path`, or undefined if they are not valid.
 */
export function policyOfTemplate(
  template: PolicyTemplateName,
  { inputs, path }: { readonly inputs: GivenInputs; readonly path: Path },
  context: PlanContext,
): PolicyDocument | undefined {
  const scope = scopeOf(context.cluster);
  const problems = inputProblems(template, scope, inputs);
  for (const { path: inner, message } of problems) {
    context.diagnostics.report("policy-input", [...path, ...inner], message);
  }
  if (problems.length > 0) return undefined;
  validateWideInputs(inputs, path, context);
  return policyFromTemplate(template, scope, inputs);
}

/** Everything of a kind in an ARN: its resource has nothing but wildcards, with a type before them or not. */
const EVERYTHING = /^arn:(?:[^:]*:){4}(?:[A-Za-z-]+[:/])?-*[*?][*?-]*(?:[:/](?:[A-Za-z]+\/)?-*[*?][*?-]*)?$/;

function validateWideInputs(inputs: GivenInputs, path: Path, { diagnostics }: PlanContext): void {
  for (const [name, value] of Object.entries(inputs)) {
    for (const [index, arn] of [value].flat().entries()) {
      if (arn !== "*" && !EVERYTHING.test(arn)) continue;
      diagnostics.report(
        "wide-input",
        [...path, name, ...(Array.isArray(value) ? [index] : [])],
        `${quote(arn)} names everything of its kind, so the policy is not narrowed; name what the pods need`,
      );
    }
  }
}
