import { shellWord } from "../aws/text";
import { APPLY_SCRIPT, FIELD_MANAGER } from "./apply-script";
import { FOLDERS } from "./files";

/** What a stack leaves to do: see `nextSteps`. */
export interface LeftToDo {
  /** The folder of the stack, or of a construct in it, in each of the folders for a format. */
  readonly folder: string;
  readonly stack: string;
  /** Terraform outputs, each with a Kubernetes object. */
  readonly outputs: readonly string[];
  /** Whether files hold Kubernetes objects. */
  readonly objects: boolean;
  /** Names of files with policies for others. */
  readonly policies: readonly string[];
}

/** Returns what is left to do after an apply, in order. Undefined if nothing is. */
export function nextSteps({ folder, stack, outputs, objects, policies }: LeftToDo): string | undefined {
  const steps = [
    ...outputs.map(
      (output) =>
        `terraform -chdir=${shellWord(`stacks/${stack}`)} output -raw ${output} | kubectl apply --server-side --field-manager=${FIELD_MANAGER} -f -`,
    ),
    ...(objects ? [`sh ${shellWord(`${FOLDERS.yaml}/${folder}/${APPLY_SCRIPT}`)}`] : []),
    ...policies.map(
      (name) => `give ${FOLDERS.json}/${folder}/${name} to the owner of the target role, as its trust policy`,
    ),
  ];
  if (steps.length === 0) return undefined;
  return ["After the apply, in the output folder:", ...steps.map((step, index) => `${index + 1}. ${step}`)].join("\n");
}
