import { LOCK_FILE } from "../aws/terraform/lock-file";
import { nextSteps } from "../manifests/next-steps";
import { manifestsOf } from "../manifests/of-plan";
import type { AccessPlan } from "../plan/types";
import { stackJson } from "./stack";

/**
 * Returns the files of a stack, by their paths in the output folder: its Terraform JSON first, then its manifests.
 *
 * @param plan has no tokens
 */
export function outputOf(plan: AccessPlan, stack: string): Readonly<Record<string, string>> {
  const { files, leftToDo } = manifestsOf(plan, [stack]);
  const manifests = [...files].flatMap(([folder, texts]) =>
    [...texts].map(([name, text]): [string, string] => [`${folder}/${name}`, text]),
  );
  const json = stackJson(plan, stack, nextSteps({ ...leftToDo, outputs: [] }));
  return Object.fromEntries([[stackFile(stack), json], ...manifests]);
}

/** The path of the lock file of a stack in the output folder. */
export const lockFileOf = (stack: string): string => `stacks/${stack}/${LOCK_FILE}`;

/** The path of a stack's Terraform JSON in the output folder. */
export const stackFile = (stack: string): string => `stacks/${stack}/cdk.tf.json`;
