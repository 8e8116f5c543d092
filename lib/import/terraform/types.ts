/** What becomes of resources of a type. */
export interface ReadType {
  readonly is:
    | "cluster"
    | "entry"
    | "policy association"
    | "pod association"
    | "role"
    | "of a role"
    | "OIDC provider"
    | "ConfigMap"
    | "node group";
  /** Attributes without which there is no item. */
  readonly needs: readonly string[];
}

const TAGS = ["tags", "tags_all"];
const CONFIG_MAP: ReadType = { is: "ConfigMap", needs: ["data", "metadata"] };
const OF_A_ROLE: ReadType = { is: "of a role", needs: [] };

/**
 * The resource types that are read, whatever module made them.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_access_entry
 * @see https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/config_map_v1_data
 */
export const READ_TYPES: Readonly<Record<string, ReadType>> = {
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
  aws_iam_role: { is: "role", needs: [] },
  aws_iam_role_policy: OF_A_ROLE,
  aws_iam_role_policy_attachment: OF_A_ROLE,
  aws_iam_role_policies_exclusive: OF_A_ROLE,
  aws_iam_role_policy_attachments_exclusive: OF_A_ROLE,
  aws_iam_instance_profile: OF_A_ROLE,
  aws_iam_openid_connect_provider: { is: "OIDC provider", needs: [] },
  kubernetes_config_map: CONFIG_MAP,
  kubernetes_config_map_v1: CONFIG_MAP,
  kubernetes_config_map_v1_data: CONFIG_MAP,
  /** Only what it tells about roles of nodes: no row. */
  aws_eks_node_group: { is: "node group", needs: [] },
};

export const READ_TYPE_NAMES: readonly string[] = Object.keys(READ_TYPES);

export const readType = (type: string): ReadType => {
  const known = READ_TYPES[type];
  if (known === undefined) throw new Error(`no type that is read: ${type}`);
  return known;
};
