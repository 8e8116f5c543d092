import { dependable, type StackManifest, TerraformOutput, type TerraformStack } from "cdktf";
import { type Manifest, nodeManifests, workloadManifests } from "../manifests/documents";
import { writeManifests } from "../manifests/write";
import { manifestOutputId } from "../plan/addresses";
import type { AccessPlan } from "../plan/types";
import type { ResourceRegistry } from "./resource-registry";

/** The folder of Kubernetes objects, which kubectl reads whole, and that of policies for others. */
const FOLDERS: Readonly<Record<Manifest["format"], string>> = { yaml: "manifests", json: "policies" };

/**
 * Adds the manifests of a plan. Those without tokens become files, written with the stack. The others become Terraform
 * outputs.
 */
export function addManifests(registry: ResourceRegistry, stack: TerraformStack, plan: AccessPlan): void {
  const { id } = registry.scope.node;
  const names = new Map(plan.roles.map((role) => [role.id, role.name]));
  const documents = [
    ...nodeManifests(plan, stack.node.id, (role) => ("id" in role && names.get(role.id)) || registry.roleName(role)),
    ...workloadManifests(plan, stack.node.id),
  ];
  const associations = plan.entries.flatMap((entry) => entry.associations.map((association) => association.id));
  for (const { name, document } of documents.filter(({ known }) => !known)) {
    new TerraformOutput(registry.scope, manifestOutputId(name), {
      value: JSON.stringify(document),
      description: "For kubectl apply -f -",
      // cdktf writes the fqn unchanged, so it must be an address and not an expression
      dependsOn: registry.all(associations).map((resource) => ({ fqn: dependable(resource) })),
    });
  }
  const { synthesizer } = stack;
  // "Default" is the id in this project's own stacks, which need no folder for it
  const folder = id === "Default" ? [stack.node.id] : [stack.node.id, id];
  stack.synthesizer = {
    synthesize: (session) => {
      synthesizer.synthesize(session);
      const written = Object.entries(FOLDERS).flatMap(([format, root]) => {
        const known = documents.filter((document) => document.known && document.format === format);
        return writeManifests(session.outdir, [root, ...folder].join("/"), known);
      });
      // cdktf writes its record, manifest.json, when all stacks are written
      const record: StackManifest & { manifests?: readonly string[] } = session.manifest.forStack(stack);
      record.manifests = [...(record.manifests ?? []), ...written];
    },
  };
}
