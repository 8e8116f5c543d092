import type { AccessPlan } from "../plan/types";

/**
 * Terraform addresses of what a plan makes, by what it is at AWS. They are those of a stack of a file, and of a construct
 * with the id `Default`.
 */
export function plannedAddresses({
  roles,
  entries,
  podIdentities,
  instanceProfiles,
}: AccessPlan): ReadonlyMap<string, string> {
  return new Map([
    ...roles.flatMap(({ id, name, attachments, inlinePolicies }): [string, string][] => [
      [PLANNED.role(name), `aws_iam_role.${id}`],
      ...attachments.map((one): [string, string] => [
        PLANNED.attachment(name, one.policyArn),
        `aws_iam_role_policy_attachment.${one.id}`,
      ]),
      ...inlinePolicies.map((one): [string, string] => [
        PLANNED.inlinePolicy(name, one.name),
        `aws_iam_role_policy.${one.id}`,
      ]),
    ]),
    ...instanceProfiles.map(({ id, name }): [string, string] => [
      PLANNED.instanceProfile(name),
      `aws_iam_instance_profile.${id}`,
    ]),
    ...entries.flatMap(({ id, principalArn, madeBy, associations }): [string, string][] => [
      ...(madeBy === undefined
        ? [[PLANNED.entry(principalArn), `aws_eks_access_entry.${id}`] as [string, string]]
        : []),
      ...associations.map((one): [string, string] => [
        PLANNED.policyAssociation(principalArn, one.policyArn),
        `aws_eks_access_policy_association.${one.id}`,
      ]),
    ]),
    ...podIdentities.map(({ id, namespace, serviceAccount }): [string, string] => [
      PLANNED.podAssociation(namespace, serviceAccount),
      `aws_eks_pod_identity_association.${id}`,
    ]),
  ]);
}

/** What something is at AWS. */
export const PLANNED = {
  role: (name: string) => `role ${name}`,
  attachment: (role: string, policyArn: string) => `attachment ${role} ${policyArn}`,
  inlinePolicy: (role: string, name: string) => `inline policy ${role} ${name}`,
  instanceProfile: (name: string) => `instance profile ${name}`,
  entry: (principalArn: string) => `entry ${principalArn.toLowerCase()}`,
  policyAssociation: (principalArn: string, policyArn: string) =>
    `policy association ${principalArn.toLowerCase()} ${policyArn}`,
  podAssociation: (namespace: string, serviceAccount: string) => `pod association ${namespace}/${serviceAccount}`,
} as const;
