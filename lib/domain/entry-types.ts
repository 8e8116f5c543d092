/**
 * Access entries in one cluster; AWS does not raise it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html
 */
export const MAX_ENTRIES = 3000;

/** @see https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html */
export function accessPolicyArn(partition: string, name: string): string {
  return `arn:${partition}:eks::aws:cluster-access-policy/${name}`;
}

/**
 * How a cluster decides who may log in. Access entries exist only in the modes with `API`.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
 */
export const AUTHENTICATION_MODES = ["API", "API_AND_CONFIG_MAP", "CONFIG_MAP"] as const;
