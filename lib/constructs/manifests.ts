import { type StackManifest, TerraformOutput, type TerraformStack } from "cdktf";
import { nextSteps } from "../manifests/next-steps";
import { manifestsOf } from "../manifests/of-plan";
import { writeManifests } from "../manifests/write";
import { ACCESS_ID, manifestOutputId } from "../plan/addresses";
import { isReleased } from "../plan/release";
import type { AccessPlan } from "../plan/types";
import { roleName } from "../terraform/roles";
import type { ResourceRegistry } from "./resource-registry";

/** What a construct tells of its manifests. */
interface AddedManifests {
  readonly objects: Readonly<Record<string, object>>;
  /** What is left to do after the apply. */
  readonly nextSteps?: string;
}

/**
 * Adds the manifests of a plan. Those without tokens become files, written with the stack. The others become Terraform
 * outputs.
 */
export function addManifests(registry: ResourceRegistry, stack: TerraformStack, plan: AccessPlan): AddedManifests {
  const { id } = registry.scope.node;
  // this project's own stacks need no folder for it
  const names: readonly [string, ...string[]] = id === ACCESS_ID ? [stack.node.id] : [stack.node.id, id];
  const { objects, files, unknown, leftToDo } = manifestsOf(plan, names, (arn) => registry.text(roleName({ arn })));
  const associations = plan.entries
    .flatMap((entry) => entry.associations.map((association) => association.id))
    .filter((association) => !isReleased(association, plan.released));
  const outputs = unknown.map(
    ({ name, document }) =>
      new TerraformOutput(registry.scope, manifestOutputId(name), {
        value: JSON.stringify(document),
        description: "For kubectl apply -f -",
        dependsOn: registry.addresses(associations),
      }),
  );
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize: (session) => {
      synthesizer.synthesize(session);
      const written = [...files].flatMap(([folder, texts]) => writeManifests(session.outdir, folder, texts));
      // cdktf writes its record, manifest.json, when all stacks are written
      const record: StackManifest & { manifests?: readonly string[] } = session.manifest.forStack(stack);
      record.manifests = [...(record.manifests ?? []), ...written];
    },
  };
  const left = nextSteps({ ...leftToDo, outputs: outputs.map((output) => output.friendlyUniqueId) });
  return { objects, ...(left !== undefined && { nextSteps: left }) };
}
