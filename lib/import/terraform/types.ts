/** What becomes of resources of a type. */
export interface ReadType {
  readonly is:
    | "cluster"
    | "entry"
    | "policy association"
    | "pod association"
    | "role"
    | "of a role"
    | "policy of roles"
    | "OIDC provider"
    | "identity provider"
    | "ConfigMap"
    | "user of a role";
  /** Attributes without which there is no item. */
  readonly needs: readonly string[];
}

const TAGS = ["tags", "tags_all"];
const CONFIG_MAP: ReadType = { is: "ConfigMap", needs: ["data", "metadata"] };
const ofARole = (...needs: readonly string[]): ReadType => ({ is: "of a role", needs });

/**
 * The resource types that are read, whatever module made them.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_access_entry
 * @see https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/config_map_v1_data
 */
const READ_TYPES: Readonly<Record<string, ReadType>> = {
  aws_eks_cluster: { is: "cluster", needs: ["name", "arn"] },
  aws_eks_access_entry: {
    is: "entry",
    needs: ["cluster_name", "principal_arn", "type", "kubernetes_groups", "user_name", ...TAGS],
  },
  aws_eks_access_policy_association: {
    is: "policy association",
    needs: ["cluster_name", "principal_arn", "policy_arn", "access_scope"],
  },
  aws_eks_pod_identity_association: {
    is: "pod association",
    needs: [
      ...["cluster_name", "namespace", "service_account", "role_arn", "association_id", ...TAGS],
      ...["target_role_arn", "disable_session_tags", "policy"],
    ],
  },
  aws_iam_role: {
    is: "role",
    needs: [
      ...["name", "arn", "assume_role_policy", "managed_policy_arns", "inline_policy", "permissions_boundary"],
      ...["description", "max_session_duration", ...TAGS],
    ],
  },
  aws_iam_role_policy: ofARole("name", "policy"),
  aws_iam_role_policy_attachment: ofARole("policy_arn"),
  aws_iam_role_policies_exclusive: ofARole(),
  aws_iam_role_policy_attachments_exclusive: ofARole(),
  aws_iam_instance_profile: ofARole("name", "path", ...TAGS),
  /** Unlike an attachment of one role, it takes its policy off all in the account that it does not name. */
  aws_iam_policy_attachment: { is: "policy of roles", needs: [] },
  aws_eks_identity_provider_config: { is: "identity provider", needs: [] },
  aws_iam_openid_connect_provider: { is: "OIDC provider", needs: [] },
  kubernetes_config_map: CONFIG_MAP,
  kubernetes_config_map_v1: CONFIG_MAP,
  kubernetes_config_map_v1_data: CONFIG_MAP,
  /** Only what they tell about their roles: no row. */
  aws_eks_node_group: { is: "user of a role", needs: [] },
  aws_eks_fargate_profile: { is: "user of a role", needs: [] },
};

export const READ_TYPE_NAMES: readonly string[] = Object.keys(READ_TYPES);

export const readType = (type: string): ReadType => {
  const known = READ_TYPES[type];
  if (known === undefined) throw new Error(`no type that is read: ${type}`);
  return known;
};
