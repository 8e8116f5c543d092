import type { AccessPolicyRule } from "../aws/eks/access-policy-rules";

/** One thing that somebody may do to a resource, or to a path that is none. */
export type Deed =
  | {
      readonly verb: string;
      readonly group: string;
      /** With its subresource: `pods/exec`. */
      readonly resource: string;
      /** The name of the object, or which objects, if a rule holds for some alone. */
      readonly name?: string;
    }
  | { readonly verb: string; readonly url: string };

/** Whether a rule allows a deed, wherever it holds. Kubernetes's own RBAC decides so too. */
export function ruleAllows(rule: AccessPolicyRule, deed: Deed): boolean {
  if (!oneOf(rule.verbs, deed.verb)) return false;
  if ("url" in deed) return (rule.nonResourceURLs ?? []).some((pattern) => matchesPath(pattern, deed.url));
  return (
    rule.apiGroups.some((pattern) => matchesGroup(pattern, deed.group)) &&
    rule.resources.some((pattern) => matchesResource(pattern, deed.resource)) &&
    namesOf(rule)?.includes(deed.name ?? "") !== false
  );
}

/** The names that a rule is limited to. As in Kubernetes, none means all. */
export const namesOf = ({ resourceNames = [], only }: AccessPolicyRule): readonly string[] | undefined =>
  only !== undefined ? [only] : resourceNames.length > 0 ? resourceNames : undefined;

const oneOf = (words: readonly string[], word: string) => words.includes("*") || words.includes(word);

/** AWS's page writes a family of groups as `*.services.k8s.aws`. */
export const matchesGroup = (pattern: string, group: string): boolean =>
  pattern === "*" || pattern === group || (pattern.startsWith("*.") && group.endsWith(pattern.slice(1)));

export const matchesResource = (pattern: string, resource: string): boolean =>
  pattern === "*" || pattern === resource || (pattern.startsWith("*/") && subresourceOf(resource) === pattern.slice(2));

/** `exec` of `pods/exec`. */
export const subresourceOf = (resource: string): string | undefined =>
  resource.split("/").slice(1).join("/") || undefined;

export const matchesPath = (pattern: string, path: string): boolean =>
  pattern === path || (pattern.endsWith("*") && path.startsWith(pattern.slice(0, -1)));
