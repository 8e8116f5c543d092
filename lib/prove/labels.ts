import type { Selector } from "../load/rbac";

/** Whether labels fit a selector of Kubernetes. One without requirements fits all. */
export function hasLabels(
  { matchLabels, matchExpressions }: Selector,
  labels: Readonly<Record<string, string>>,
): boolean {
  const has = (key: string) => Object.hasOwn(labels, key);
  return (
    Object.entries(matchLabels ?? {}).every(([key, value]) => has(key) && labels[key] === value) &&
    (matchExpressions ?? []).every(({ key, operator, values }) => {
      const isIn = has(key) && (values ?? []).includes(labels[key] ?? "");
      const fits = { In: isIn, NotIn: !isIn, Exists: has(key), DoesNotExist: !has(key) };
      return fits[operator];
    })
  );
}
