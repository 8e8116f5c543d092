import { nameOfArn } from "../aws/arn";
import type { AccessPlan } from "../plan/types";
import { type Manifest, nodeManifests, stackLabel, workloadManifests } from "./documents";
import { FOLDERS, filesOf } from "./files";
import type { LeftToDo } from "./next-steps";

/** The manifests of a plan: those that are files, and those with tokens. */
export interface PlanManifests {
  /** All Kubernetes objects, by the names of their files without ending. */
  readonly objects: Readonly<Record<string, object>>;
  /** The texts of files by their names, by the paths of their folders in the output folder. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** What contains tokens, and so cannot be a file. */
  readonly unknown: readonly Manifest[];
  readonly leftToDo: Omit<LeftToDo, "outputs">;
}

/**
 * Returns the manifests of a plan.
 *
 * @param names the id of the stack, and that of a construct in it
 * @param nameOf returns the name of a role that exists, by its ARN
 */
export function manifestsOf(
  plan: AccessPlan,
  names: readonly [stack: string, ...constructs: string[]],
  nameOf: (arn: string) => string = nameOfArn,
): PlanManifests {
  const label = stackLabel(names);
  const roles = new Map(plan.roles.map((role) => [role.id, role.name]));
  const documents = [
    ...nodeManifests(plan, label, (role) => ("id" in role ? (roles.get(role.id) ?? "") : nameOf(role.arn))),
    ...workloadManifests(plan, label),
  ];
  const folder = names.join("/");
  const { yaml, json } = filesOf(documents, label, plan.cluster);
  const objects = documents.filter(({ format }) => format === "yaml");
  return {
    objects: Object.fromEntries(objects.map(({ name, document }) => [name, document])),
    files: new Map([
      [`${FOLDERS.yaml}/${folder}`, yaml],
      [`${FOLDERS.json}/${folder}`, json],
    ]),
    unknown: documents.filter(({ known }) => !known),
    leftToDo: { folder, stack: names[0], objects: yaml.size > 0, policies: [...json.keys()] },
  };
}
