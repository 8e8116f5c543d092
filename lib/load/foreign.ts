import type { Diagnostic } from "../plan/diagnostics";
import type { LoadRuleName } from "./catalogue";
import { isMapping } from "./mapping";

/** What to do with documents of Kubernetes and eksctl, by their kind. */
const ADVICE: Readonly<Record<string, string>> = {
  ClusterConfig: "npx eks-access import eksctl <file> writes a file of this project from it",
  ConfigMap: "npx eks-access import aws-auth <file> writes a file of this project from it",
  NodeClass: "write its spec as nodeClasses.<name>.spec; docs/guides/nodes.md of cdktf-eks-access shows it",
  NodePool:
    "write its spec as nodeClasses.<name>.nodePools.<name>, or as nodePools.<name> with nodeClass: default; docs/guides/nodes.md of cdktf-eks-access shows it",
};

/** Returns the one line about a file that holds a document for another tool. */
export function foreignDocument(value: unknown): Diagnostic<LoadRuleName> | undefined {
  if (!isMapping(value) || typeof value.apiVersion !== "string" || typeof value.kind !== "string") return undefined;
  const { apiVersion, kind } = value;
  const tool = apiVersion.startsWith("eksctl.io/") ? "eksctl" : "Kubernetes";
  const advice = Object.hasOwn(ADVICE, kind) ? ADVICE[kind] : "move it out of this folder";
  return { rule: "foreign-document", path: [], message: `a ${kind} of ${tool} is no file of this project; ${advice}` };
}
