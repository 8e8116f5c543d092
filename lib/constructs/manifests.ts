import { dependable, type StackManifest, TerraformOutput, type TerraformStack } from "cdktf";
import { nodeManifests, stackLabel, workloadManifests } from "../manifests/documents";
import { FOLDERS, filesOf } from "../manifests/files";
import { nextSteps } from "../manifests/next-steps";
import { writeManifests } from "../manifests/write";
import { manifestOutputId } from "../plan/addresses";
import type { AccessPlan } from "../plan/types";
import type { ResourceRegistry } from "./resource-registry";

/**
 * Adds the manifests of a plan. Those without tokens become files, written with the stack. The others become Terraform
 * outputs.
 *
 * @returns what is left to do after the apply
 */
export function addManifests(registry: ResourceRegistry, stack: TerraformStack, plan: AccessPlan): string | undefined {
  const { id } = registry.scope.node;
  // "Default" is the id in this project's own stacks, which need no folder for it
  const folder = id === "Default" ? [stack.node.id] : [stack.node.id, id];
  const label = stackLabel(folder);
  const names = new Map(plan.roles.map((role) => [role.id, role.name]));
  const documents = [
    ...nodeManifests(plan, label, (role) => ("id" in role && names.get(role.id)) || registry.roleName(role)),
    ...workloadManifests(plan, label),
  ];
  const associations = plan.entries.flatMap((entry) => entry.associations.map((association) => association.id));
  const outputs = documents
    .filter(({ known }) => !known)
    .map(
      ({ name, document }) =>
        new TerraformOutput(registry.scope, manifestOutputId(name), {
          value: JSON.stringify(document),
          description: "For kubectl apply -f -",
          // cdktf writes the fqn unchanged, so it must be an address and not an expression
          dependsOn: registry.all(associations).map((resource) => ({ fqn: dependable(resource) })),
        }),
    );
  const files = filesOf(documents, label, plan.cluster);
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize: (session) => {
      synthesizer.synthesize(session);
      const written = (["yaml", "json"] as const).flatMap((format) =>
        writeManifests(session.outdir, [FOLDERS[format], ...folder].join("/"), files[format]),
      );
      // cdktf writes its record, manifest.json, when all stacks are written
      const record: StackManifest & { manifests?: readonly string[] } = session.manifest.forStack(stack);
      record.manifests = [...(record.manifests ?? []), ...written];
    },
  };
  return nextSteps({
    folder: folder.join("/"),
    stack: stack.node.id,
    outputs: outputs.map((output) => output.friendlyUniqueId),
    objects: files.yaml.size > 0,
    policies: [...files.json.keys()],
  });
}
