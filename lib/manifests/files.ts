import { byCodePoint } from "../aws/text";
import type { Cluster } from "../plan/types";
import { APPLY_SCRIPT, applyScript } from "./apply-script";
import type { Manifest } from "./documents";
import { textOf } from "./text";

/**
 * kustomize, Argo CD and Flux read a file of this name. kubectl, which reads all files with an ending that it knows, does
 * not take it for an object.
 */
const KUSTOMIZATION = "Kustomization";

/** The folder of Kubernetes objects, which kubectl reads whole, and that of policies for others. */
export const FOLDERS: Readonly<Record<Manifest["format"], string>> = { yaml: "manifests", json: "policies" };

const fileName = ({ name, format }: Manifest): string => `${name}.${format}`;

/**
 * Returns the files of the documents that are known, by the folder for their format, each with its text by its name. Beside
 * Kubernetes objects lie what applies them in order, and what a GitOps tool reads.
 *
 * @param label the value of the label `eks-access/stack` of the documents
 */
export function filesOf(
  documents: readonly Manifest[],
  label: string,
  cluster: Cluster,
): Readonly<Record<Manifest["format"], ReadonlyMap<string, string>>> {
  const known = documents.filter((document) => document.known);
  const texts = (format: Manifest["format"]) =>
    known
      .filter((manifest) => manifest.format === format)
      .map((manifest): [string, string] => [fileName(manifest), textOf(manifest)]);
  const objects = known.filter(({ format }) => format === "yaml");
  return {
    yaml: new Map([
      ...texts("yaml"),
      ...(objects.length === 0
        ? []
        : ([
            [KUSTOMIZATION, kustomization(objects.map(fileName))],
            [APPLY_SCRIPT, applyScript(documents, label, cluster)],
          ] as const)),
    ]),
    json: new Map(texts("json")),
  };
}

/** @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/ */
function kustomization(names: readonly string[]): string {
  const document = {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: [...names].sort(byCodePoint),
  };
  return textOf({ format: "yaml", document });
}
