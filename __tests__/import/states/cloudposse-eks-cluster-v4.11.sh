#!/bin/sh
# Hands 5 objects of the cluster acme-prod-demo-cluster over from an old Terraform state to the stack of its file.
# Do these steps in this order. This script does step 2 alone. Run it in the folder of the old configuration.
#
# DO NOT EMPTY THE OLD CONFIGURATION FIRST, AND DO NOT APPLY IT BEFORE STEP 4:
# IT WOULD DESTROY 5 OBJECTS, AND TAKE AWAY THE ACCESS THAT THEY GIVE.
#
# 1. Apply the stack of the file. Its plan must say:
#      Plan: 5 to import, 0 to add, 0 to change, 0 to destroy.
# 2. Let the old state forget them. Nothing is deleted at AWS. before-hand-over.tfstate keeps what it was; it may hold secrets.
# 3. Take them out of the old configuration. With terraform-aws-modules/eks: access_entries = {} and
#    enable_cluster_creator_admin_permissions = false, and in self-managed node groups create_access_entry = false.
#    With cloudposse/eks-cluster: access_entry_map, access_entries, access_entries_for_nodes, access_policy_associations.
# 4. Plan the old configuration. It must say:
#      No changes. Your infrastructure matches the configuration.
#    IF IT SAYS THAT ANYTHING IS DESTROYED, DO NOT APPLY IT.
# 5. Plan the stack of the file again. It must say the same. Then take adopt out of the file.

set -eu
umask 077
if [ -e before-hand-over.tfstate ]; then
  echo "before-hand-over.tfstate exists: it may be the only copy of the state before the hand-over. Move it away, and keep it." >&2
  exit 1
fi
terraform state pull > before-hand-over.tfstate || { rm before-hand-over.tfstate; exit 1; }
terraform state rm \
  module.eks_cluster.aws_eks_access_policy_association.map \
  module.eks_cluster.aws_eks_access_entry.linux \
  module.eks_cluster.aws_eks_access_entry.map
