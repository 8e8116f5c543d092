import { FAILURES, PLACEHOLDERS } from "../../lib/aws/terraform/failures";
import { showPath } from "../../lib/plan/diagnostics";
import { explainError, failureOf } from "../../lib/review/explain-error";
import { errorsOf } from "../../lib/review/terraform-output";
import { head, spec } from "../support/decide";

const ROLE = "arn:aws:iam::111122223333:role/team";
const CONFIG = head({
  nodeClasses: { gpu: { spec: spec() }, "a.b": { spec: spec() } },
  nodeRoles: { spot: { kind: "self-managed" } },
  otherRoles: { agent: { kind: "connector" } },
  access: { team: { principal: ROLE } },
  workloads: { api: { serviceAccount: "apps/api.v1" } },
  identityPolicies: { viewer: { kind: "describe" } },
  identityProviders: { corp: { issuerUrl: "https://idp.example.com", clientId: "kubernetes" } },
});

/** An error as Terraform prints it without colours. */
const printed = (summary: string, address?: string, detail?: string): string =>
  [
    `Error: ${summary}`,
    ...(address ? [`  with ${address},\n  on cdk.tf.json line 12, in resource.${address}:\n  12:       }`] : []),
    ...(detail ? [detail] : []),
  ].join("\n\n");

const eks = (operation: string, code: string, message: string) =>
  `operation error EKS: ${operation}, https response error StatusCode: 400, RequestID: 0a1b, ${code}: ${message}`;
const iam = (operation: string, message: string) =>
  `operation error IAM: ${operation}, https response error StatusCode: 409, RequestID: 0a1b, ${message}`;
const entry = (code: string, message: string) =>
  `creating EKS Access Entry (demo:${ROLE}): ${eks("CreateAccessEntry", code, message)}`;
const association = (code: string, message: string) =>
  `creating EKS Access Policy Association (demo#${ROLE}#arn:aws:eks::aws:cluster-access-policy/AmazonEKSNopePolicy): ${eks("AssociateAccessPolicy", code, message)}`;
const pods = (code: string, message: string) =>
  `creating AWS EKS (Elastic Kubernetes) Pod Identity Association (<unknown>): ${eks("CreatePodIdentityAssociation", code, message)}`;
const cluster = (operation: string, code: string, message: string) =>
  `creating EKS Cluster (demo): ${eks(operation, code, message)}`;

const ENTRY = "aws_eks_access_entry.access_team";
const GRANT = "aws_eks_access_policy_association.access_team_AmazonEKSNopePolicy";
const NODE_ENTRY = "aws_eks_access_entry.node-role_spot_entry";
const PODS = "aws_eks_pod_identity_association.workload_api_apps_api__v1";
const CLUSTER = "aws_eks_cluster.cluster";
const OURS = (adopt: string) =>
  `if another item of this file had it, apply again; if an earlier apply of this stack made it, or it is to be managed here, write ${adopt}, apply, and take it out again`;
const UNKNOWN = "exists already, and the state of this stack does not know it";
const MODE =
  "change it first, there is no way back: aws eks update-cluster-config --name demo --access-config authenticationMode=API_AND_CONFIG_MAP";
const AGAIN = "apply again; if something exists already then, this command says how to take it over";
const IMPORT = (address: string) =>
  printed(
    "Cannot import non-existent remote object",
    undefined,
    `While attempting to import an existing object to\n"${address}", the provider detected that no object\nexists with the given id. Only pre-existing objects can be imported; check\nthat the id is correct.`,
  );

/** What Terraform prints, and what is said of it: the place with the reason, and the way out. */
const TEXTS: readonly (readonly [text: string, reason: string, wayOut: string])[] = [
  // exists already
  [
    printed(
      entry("ResourceInUseException", "The specified access entry resource is already in use on this cluster."),
      ENTRY,
    ),
    `access.team: an access entry of ${ROLE} ${UNKNOWN}`,
    `${OURS("access.team.adopt: true")}; if EKS made it, for the creator of the cluster, a managed node group, a Fargate profile or the built-in node pools, leave the item out, or adopt it without type`,
  ],
  [
    printed(
      entry("ResourceInUseException", "The specified access entry resource is already in use on this cluster."),
      NODE_ENTRY,
    ),
    `nodeRoles.spot: an access entry of ${ROLE} ${UNKNOWN}`,
    `${OURS("nodeRoles.spot.adopt: true")}; if EKS made it, for a managed node group, a Fargate profile or the built-in node pools, a node role gets the kind managed or fargate, and a NodeClass nodeRoles.spot.adopt: true`,
  ],
  [
    printed(
      `creating IAM Role (N): ${iam("CreateRole", "EntityAlreadyExists: Role with name N already exists.")}`,
      "aws_iam_role.node-class_ab",
    ),
    `nodeClasses["a.b"]: the role N ${UNKNOWN}`,
    `${OURS('nodeClasses["a.b"].role.adopt: true')} (nodeClasses["a.b"].adopt: true, if its instance profile and its access entry exist too); if it is somebody else's, write another nodeClasses["a.b"].role.name, or nodeClasses["a.b"].role.arn for a role that is only used`,
  ],
  [
    printed(
      `creating IAM Role (N): ${iam("CreateRole", "EntityAlreadyExists: Role with name N already exists.")}`,
      "aws_iam_role.node-role_spot",
    ),
    `nodeRoles.spot: the role N ${UNKNOWN}`,
    `${OURS("nodeRoles.spot.adopt: role")} (nodeRoles.spot.adopt: true, if its instance profile and its access entry exist too); if it is somebody else's, write another nodeRoles.spot.name, or nodeRoles.spot.arn for a role that is only used`,
  ],
  [
    printed(
      `creating IAM Role (N): ${iam("CreateRole", "EntityAlreadyExists: Role with name N already exists.")}`,
      "aws_iam_role.workload_api",
    ),
    `workloads.api: the role N ${UNKNOWN}`,
    `${OURS("workloads.api.role.adopt: true")}; if it is somebody else's, write another workloads.api.role.name, or workloads.api.role.arn for a role that is only used`,
  ],
  [
    printed(
      `creating IAM Role (N): ${iam("CreateRole", "EntityAlreadyExists: Role with name N already exists.")}`,
      "aws_iam_role.cluster-role",
    ),
    `clusterRole: the role N ${UNKNOWN}`,
    `${OURS("clusterRole.adopt: true")}; if it is somebody else's, write another clusterRole.name, or clusterRole.arn for a role that is only used`,
  ],
  [
    printed(
      `creating IAM Instance Profile (P): ${iam("CreateInstanceProfile", "EntityAlreadyExists: Instance Profile P already exists.")}`,
      "aws_iam_instance_profile.node-class_gpu_instance-profile",
    ),
    `nodeClasses.gpu: the instance profile P ${UNKNOWN}`,
    `${OURS("nodeClasses.gpu.instanceProfile: { adopt: true }")}; if it is somebody else's, write another nodeClasses.gpu.instanceProfile.name`,
  ],
  [
    printed(
      `creating IAM Policy (V): ${iam("CreatePolicy", "EntityAlreadyExists: A policy called V already exists. Duplicate names are not allowed.")}`,
      "aws_iam_policy.identity-policy_viewer",
    ),
    `identityPolicies.viewer: the policy V ${UNKNOWN}`,
    `${OURS("identityPolicies.viewer.adopt: true")}; if it is somebody else's, write another identityPolicies.viewer.name`,
  ],
  [
    printed(
      `creating IAM OIDC Provider: ${iam("CreateOpenIDConnectProvider", "EntityAlreadyExists: Provider with url https://oidc.eks.eu-west-1.amazonaws.com/id/0A already exists.")}`,
      "aws_iam_openid_connect_provider.oidc-provider",
    ),
    `cluster: IAM's OIDC provider of https://oidc.eks.eu-west-1.amazonaws.com/id/0A ${UNKNOWN}`,
    `${OURS("cluster.oidcProvider: adopt")}; if others use it too, write cluster.oidcProvider: existing, and Terraform leaves it alone`,
  ],
  [
    printed(cluster("CreateCluster", "ResourceInUseException", "Cluster already exists with name: demo"), CLUSTER),
    `cluster.create: the cluster demo ${UNKNOWN}`,
    `${OURS("cluster.create.adopt: true")}; if something else manages it, leave cluster.create out`,
  ],
  [
    printed(pods("ResourceInUseException", "Association already exists: a-e93vzvpp1nxokuw8x"), PODS),
    `workloads.api: a Pod Identity association of apps/api.v1 ${UNKNOWN}`,
    `${OURS('workloads.api.adopt: { "apps/api.v1": a-e93vzvpp1nxokuw8x }')}; if it belongs to an add-on, leave the service account out`,
  ],
  [
    printed(pods("ResourceInUseException", "Association already exists"), PODS),
    `workloads.api: a Pod Identity association of apps/api.v1 ${UNKNOWN}`,
    `find its id: aws eks list-pod-identity-associations --cluster-name demo --namespace apps --service-account api.v1; ${OURS('workloads.api.adopt: { "apps/api.v1": <id> }')}; if it belongs to an add-on, leave the service account out`,
  ],
  [
    printed(
      `associating EKS Identity Provider Config (demo:corp): ${eks("AssociateIdentityProviderConfig", "ResourceInUseException", "Identity provider config is already associated with the cluster")}`,
      "aws_eks_identity_provider_config.identity-provider_corp",
    ),
    `identityProviders.corp: an identity provider with this name or issuer ${UNKNOWN}`,
    `${OURS("identityProviders.corp.adopt: true")}; if it is somebody else's, leave the item out`,
  ],
  [
    printed(
      "creating SQS Queue (demo-api): operation error SQS: CreateQueue, https response error StatusCode: 400, RequestID: 0a, QueueNameExists: A queue already exists with the same name and a different value for attribute VisibilityTimeout",
      "aws_sqs_queue.workload_api_queue",
    ),
    "workloads.api: a queue with this name exists already, with other settings",
    "delete it, if nothing uses it, wait a minute and apply again",
  ],
  [
    IMPORT("aws_eks_access_entry.node-class_gpu_entry"),
    "nodeClasses.gpu: nodeClasses.gpu is adopted, and AWS does not have aws_eks_access_entry.node-class_gpu_entry",
    "take adopt out of it; what then exists already is adopted alone: nodeClasses.gpu.role.adopt: true, nodeClasses.gpu.instanceProfile: { adopt: true }",
  ],
  [
    IMPORT("aws_iam_role.node-role_spot"),
    "nodeRoles.spot: nodeRoles.spot is adopted, and AWS does not have aws_iam_role.node-role_spot",
    "take adopt out of it; what then exists already is adopted alone: nodeRoles.spot.adopt: role, nodeRoles.spot.instanceProfile: { adopt: true }",
  ],
  [
    IMPORT(PODS),
    "workloads.api: workloads.api.adopt names an association that the cluster demo does not have",
    "take the service account out of workloads.api.adopt, and Terraform makes the association",
  ],
  [
    IMPORT(ENTRY),
    `access.team: access.team is adopted, and AWS does not have ${ENTRY}`,
    "take access.team.adopt: true out, and Terraform makes what does not exist",
  ],
  [
    printed(
      "Configuration for import target does not exist",
      undefined,
      "  on cdk.tf.json line 14, in import:\n  14:  to = aws_iam_role.R\n\nThe configuration for the given import target aws_iam_role.R does not exist.",
    ),
    "aws_iam_role.R: an import block names aws_iam_role.R, which the stack does not have",
    "run synth again, and remove import blocks of your own",
  ],
  // entries and their policies
  [
    printed(entry("InvalidParameterException", "The specified principalArn is invalid: invalid principal."), ENTRY),
    `access.team: EKS found no ${ROLE}, and Terraform asked for two minutes: it is mistyped or deleted, or its ARN lacks the path`,
    "write the ARN as IAM has it, for a role as aws iam get-role --role-name team --query Role.Arn says, and apply again",
  ],
  [
    printed(
      association(
        "ResourceNotFoundException",
        "The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.",
      ),
      GRANT,
    ),
    `access.team: the cluster has no access entry of ${ROLE}: somebody deleted it, or EKS has not made it yet`,
    "apply again; for an item with entry, make sure that its maker is there first",
  ],
  [
    printed(entry("InvalidParameterException", "The principalArn parameter format is not valid"), ENTRY),
    `access.team: ${ROLE} is no ARN of an IAM role or user`,
    "write arn:aws:iam::<account>:role/<path and name> as access.team.principal",
  ],
  [
    printed(
      entry(
        "InvalidRequestException",
        "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
      ),
      ENTRY,
    ),
    "access.team: the cluster demo is in authentication mode CONFIG_MAP, which takes no access entries",
    MODE,
  ],
  [
    'Error: Resource precondition failed\n\n  on cdk.tf.json line 54, in resource.aws_eks_access_entry.access_team.lifecycle.precondition[0]:\n  54:               "condition": "${can(regex(\\"^API\\", data.aws_eks_cluster.existing-cluster.access_config[0].authentication_mode))}",\n    ├────────────────\n    │ data.aws_eks_cluster.existing-cluster.access_config[0].authentication_mode is "CONFIG_MAP"\n\nThe cluster demo is in authentication mode CONFIG_MAP, which takes no access\nentries. Change it first (there is no way back): aws eks\nupdate-cluster-config --access-config authenticationMode=API_AND_CONFIG_MAP\n--name demo',
    "access.team: the cluster demo is in authentication mode CONFIG_MAP, which takes no access entries",
    MODE,
  ],
  [
    printed(
      `updating EKS Cluster (demo) access configuration: ${eks("UpdateClusterConfig", "InvalidParameterException", "Unsupported authentication mode update from CONFIG_MAP to API")}`,
      CLUSTER,
    ),
    "cluster.create.authenticationMode: EKS does not go from CONFIG_MAP to API in one step",
    "write cluster.create.authenticationMode: API_AND_CONFIG_MAP, apply, and then write API",
  ],
  [
    printed(
      `updating EKS Cluster (demo) access configuration: ${eks("UpdateClusterConfig", "InvalidParameterException", "Unsupported authentication mode update from API to API_AND_CONFIG_MAP")}`,
      CLUSTER,
    ),
    "cluster.create.authenticationMode: EKS does not go back from API to API_AND_CONFIG_MAP",
    "write cluster.create.authenticationMode: API",
  ],
  [
    printed(
      entry(
        "InvalidParameterException",
        "The kubernetes group name system:masters is invalid, it cannot start with system:",
      ),
      ENTRY,
    ),
    "access.team: EKS takes no group that begins with system:, here system:masters",
    "take system:masters out of access.team.groups; what system:masters gives, the policy AmazonEKSClusterAdminPolicy gives",
  ],
  [
    printed(
      `updating EKS Access Entry (demo:${ROLE}): ${eks("UpdateAccessEntry", "InvalidParameterException", "The username must not begin with system:")}`,
      NODE_ENTRY,
    ),
    "nodeRoles.spot: EKS changes nothing but the tags of an entry of nodes, and the provider sends its user name with each change",
    `let Terraform make the entry again, while no node joins: terraform apply -replace=${NODE_ENTRY}`,
  ],
  [
    printed(entry("InvalidParameterException", "The username must not begin with system:"), ENTRY),
    "access.team: EKS takes no user name that begins with system:",
    "write another access.team.username, or leave it out, which AWS recommends",
  ],
  [
    printed(entry("InvalidParameterException", "The username must contain a colon before {{SessionName}}"), ENTRY),
    "access.team: a user name with {{SessionName}} needs a colon before it",
    "write access.team.username as <name>:{{SessionName}}, or leave it out, which AWS recommends",
  ],
  [
    printed(
      entry(
        "InvalidParameterException",
        'The specified kubernetesGroups is invalid: setting kubernetesGroups is not allowed when the type is "EC2_LINUX"',
      ),
      ENTRY,
    ),
    "access.team: an entry of type EC2_LINUX has no groups and no user name",
    "leave groups and username out of access.team",
  ],
  [
    printed(
      entry(
        "InvalidParameterException",
        'The specified username is invalid: setting username is not allowed when the type is "EC2_LINUX"',
      ),
      ENTRY,
    ),
    "access.team: an entry of type EC2_LINUX has no groups and no user name",
    "leave groups and username out of access.team",
  ],
  [
    printed(
      entry(
        "InvalidParameterException",
        "AccessEntry principalArn must be IAM role when using types [EC2_LINUX, EC2_WINDOWS, FARGATE_LINUX, HYBRID_LINUX, EC2]",
      ),
      ENTRY,
    ),
    `access.team: an entry of nodes is of a role, and ${ROLE} is none`,
    "write the ARN of the nodes' role",
  ],
  [
    printed(
      entry(
        "InvalidParameterException",
        "AccessEntry principalArn must be from the same account as the cluster when using types [EC2_LINUX, EC2_WINDOWS, FARGATE_LINUX, HYBRID_LINUX, EC2]",
      ),
      ENTRY,
    ),
    `access.team: an entry of nodes is of a role in the cluster's account, and ${ROLE} is in another`,
    "write the ARN of a role in the cluster's account",
  ],
  [
    printed(
      entry(
        "InvalidParameterException",
        "The caller is not allowed to modify access entries with a principalArn value of a Service Linked Role",
      ),
      ENTRY,
    ),
    `access.team: ${ROLE} is a service-linked role, and only its service makes its entry`,
    "leave access.team out; entry gives policies to an entry that a service made",
  ],
  [
    printed(
      association(
        "InvalidRequestException",
        'This operation can only be performed on Access Entries with a type of "STANDARD"',
      ),
      GRANT,
    ),
    "access.team: only entries of type STANDARD take access policies, and those of type EC2 that of Auto Mode",
    "leave policies out of access.team",
  ],
  [
    printed(
      association(
        "ResourceNotFoundException",
        "The specified policyArn could not be found. You can view your available access policies with 'list-access-policies'",
      ),
      GRANT,
    ),
    "access.team: EKS has no access policy AmazonEKSNopePolicy, in this region at least",
    "correct its name in access.team.policies; aws eks list-access-policies shows all",
  ],
  [
    printed(association("InvalidParameterException", "The policyArn parameter format is not valid"), GRANT),
    "access.team: EKS has no such access policy",
    "correct its name in access.team.policies; aws eks list-access-policies shows all; an IAM policy is none",
  ],
  [
    printed(
      `reading EKS Access Policy Association (demo#${ROLE}#arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy): empty result`,
      "aws_eks_access_policy_association.access_team_AmazonEKSViewPolicy",
    ),
    `access.team: the access policy AmazonEKSViewPolicy was given, and then taken away again: another item of this file had it for ${ROLE}, or somebody else took it`,
    "apply again",
  ],
  [
    printed(
      association("InvalidParameterException", "At least 1 namespace must be provided if the type is set as namespace"),
      GRANT,
    ),
    "access.team: a policy for namespaces names none",
    "write its namespaces in access.team.policies, or leave namespaces out for the whole cluster",
  ],
  [
    printed(
      association(
        "InvalidParameterException",
        "accessScope should not include namespaces if the type is not set as namespace",
      ),
      GRANT,
    ),
    "access.team: a policy for the whole cluster names namespaces",
    "leave namespaces out of access.team.policies, or write which ones",
  ],
  // pods
  [
    printed(pods("api error AccessDeniedException", "Cross-account pass role is not allowed."), PODS),
    "workloads.api: the role is in another account than the cluster, and EKS does not take it",
    "name a role of the cluster's account; a workload reaches a role of another account by targetRole",
  ],
  [
    printed(pods("InvalidParameterException", "Role provided in the request does not exist."), PODS),
    "workloads.api: EKS found no such role, and Terraform asked for two minutes",
    "correct workloads.api.role.arn; if the role is made here, apply again",
  ],
  [
    printed(
      pods(
        "InvalidParameterException",
        "Trust policy of the role provided is invalid. Follow the official documentation to resolve the issue.",
      ),
      PODS,
      "operation error EKS: CreatePodIdentityAssociation, https response error\nStatusCode: 400, RequestID: 0a1b, InvalidParameterException: Trust policy of\nthe role provided is invalid.",
    ),
    "workloads.api: the role does not trust pods.eks.amazonaws.com with sts:AssumeRole and sts:TagSession",
    "let its owner change its trust, or leave workloads.api.role.arn out for a role that is made here",
  ],
  [
    printed(
      pods("InvalidParameterException", "When policy is specified, disableSessionTags must be set to true"),
      PODS,
    ),
    "workloads.api: a session policy goes only with session tags turned off",
    "write workloads.api.sessionTags: false beside sessionPolicy",
  ],
  [
    printed(
      pods(
        "InvalidParameterException",
        'The parameter namespace contains invalid characters. It should conform to the regular expression "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"',
      ),
      PODS,
    ),
    "workloads.api: EKS takes no such namespace",
    "correct workloads.api.serviceAccount: lower-case letters, digits and hyphens",
  ],
  [
    printed(
      `creating EKS Fargate Profile (demo:x): ${eks("CreateFargateProfile", "InvalidParameterException", "Misconfigured PodExecutionRole Trust Policy; Please add the eks-fargate-pods.amazonaws.com Service Principal")}`,
      "aws_eks_fargate_profile.x",
    ),
    "aws_eks_fargate_profile.x: the role of the Fargate profile does not trust eks-fargate-pods.amazonaws.com",
    "use a role of nodeRoles with kind: fargate, and apply its stack first",
  ],
  // the cluster
  [
    printed(entry("ResourceNotFoundException", "No cluster found for name: nope."), ENTRY),
    "name: the account has no cluster nope in this region",
    "correct name, account or region; for a cluster that is made here, write cluster.create",
  ],
  [
    printed("reading EKS Cluster (nope): couldn't find resource", "data.aws_eks_cluster.existing-cluster"),
    "name: the account has no cluster nope in this region",
    "correct name, account or region; for a cluster that is made here, write cluster.create",
  ],
  [
    printed(
      `deleting EKS Cluster (demo): ${eks("DeleteCluster", "InvalidRequestException", "Cluster cannot be deleted because deletionProtection is enabled.")}`,
      CLUSTER,
    ),
    "cluster.create.deletionProtection: the cluster is protected from deletion",
    "keep it; if it is to go, write cluster.create.deletionProtection: false, apply, and then delete it",
  ],
  [
    printed(
      "Instance cannot be destroyed",
      undefined,
      '  on cdk.tf.json line 14:\n  14: resource "aws_eks_cluster" "cluster" {\n\nResource aws_eks_cluster.cluster has lifecycle.prevent_destroy set, but the\nplan calls for this resource to be destroyed. To avoid this error and\ncontinue with the plan, either disable lifecycle.prevent_destroy or reduce\nthe scope of the plan using the -target option.',
    ),
    "cluster.create.deletionProtection: the plan destroys the cluster or replaces it, and it is protected from that",
    "take back the edit that does it, terraform plan names the setting; if the cluster is to go, write cluster.create.deletionProtection: false, apply, and then delete it",
  ],
  [
    printed(
      "Instance cannot be destroyed",
      undefined,
      "Resource aws_iam_role.workload_api has lifecycle.prevent_destroy set, but the\nplan calls for this resource to be destroyed.",
    ),
    "workloads.api: the plan destroys aws_iam_role.workload_api, and it is protected from that",
    "take back the edit that does it",
  ],
  [
    printed(
      `deleting EKS Cluster (demo): ${eks("DeleteCluster", "ResourceInUseException", "Cluster has nodegroups attached")}`,
      CLUSTER,
    ),
    "cluster.create: the cluster still has node groups or Fargate profiles, which this stack does not manage",
    "delete them first, with what made them",
  ],
  [
    printed(
      `associating EKS Identity Provider Config (demo:corp): ${eks("AssociateIdentityProviderConfig", "ResourceInUseException", "Cannot AssociateIdentityProviderConfig because cluster demo currently has update 0a1b in progress")}`,
      "aws_eks_identity_provider_config.identity-provider_corp",
    ),
    "identityProviders.corp: EKS does one update of a cluster at a time, and another one runs",
    "wait until aws eks describe-cluster --name demo says ACTIVE, and apply again",
  ],
  [
    printed(
      cluster(
        "CreateCluster",
        "InvalidParameterException",
        "The role with name demo-cluster could not be assumed because it does not exist or the trusted entity is not correct",
      ),
      CLUSTER,
    ),
    "clusterRole: EKS cannot assume the cluster's role: it does not exist, or does not trust eks.amazonaws.com",
    "if the role is made here, apply again; otherwise let its owner change its trust",
  ],
  [
    printed(
      cluster(
        "CreateCluster",
        "InvalidParameterException",
        "When Compute Config nodeRoleArn is not null or empty, nodePool value(s) must be provided.",
      ),
      CLUSTER,
    ),
    "cluster.create.autoMode: EKS takes a role of the built-in node pools together with such pools only, and Auto Mode as a whole",
    "write nodePools and nodeRole of cluster.create.autoMode both, or neither",
  ],
  [
    printed(
      cluster(
        "CreateCluster",
        "InvalidParameterException",
        "When EKS Auto Mode is enabled, you must use an EKS access config authentication mode of API_AND_CONFIG_MAP or API",
      ),
      CLUSTER,
    ),
    "cluster.create.authenticationMode: Auto Mode needs access entries",
    "write cluster.create.authenticationMode: API",
  ],
  // roles and policies
  [
    printed(
      `deleting IAM Role (N): ${iam("DeleteRole", "DeleteConflict: Cannot delete entity, must remove roles from instance profile first.")}`,
      "aws_iam_role.node-class_gpu",
    ),
    "nodeClasses.gpu: the role is in an instance profile that is not of this stack, such as one that EKS made for a NodeClass",
    "delete the NodePools and the NodeClass in the cluster first, and apply again when their nodes are gone",
  ],
  [
    printed(
      `deleting IAM Role (N): ${iam("DeleteRole", "DeleteConflict: Cannot delete entity, must detach all policies first.")}`,
      "aws_iam_role.workload_api",
    ),
    "workloads.api: something that is not of this stack holds on to it: Cannot delete entity, must detach all policies first",
    "take that away, with what made it, and apply again",
  ],
  [
    printed(
      `attaching IAM Policy (x) to IAM Role (N): ${iam("AttachRolePolicy", "LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10")}`,
      "aws_iam_role_policy_attachment.workload_api_customer-policy_x",
    ),
    "workloads.api: a role of this account has room for 10 policies",
    "join some of workloads.api into one, or ask for more under Service Quotas",
  ],
  [
    printed(
      `adding IAM Role (N) to IAM Instance Profile (p): ${iam("AddRoleToInstanceProfile", "LimitExceeded: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1")}`,
      "aws_iam_instance_profile.node-class_gpu_instance-profile",
    ),
    "nodeClasses.gpu: the instance profile has a role, and has room for one: this one, if the answer to an earlier call was lost",
    "apply again; if it fails then, take the other role out of the instance profile first",
  ],
  [
    printed(
      `creating IAM Role (N): ${iam("CreateRole", "LimitExceeded: Cannot exceed quota for RolesPerAccount: 1000")}`,
      "aws_iam_role.workload_api",
    ),
    "workloads.api: the account has the quota RolesPerAccount of 1000, and it is used up",
    "delete what nothing uses, or ask for more under Service Quotas, and apply again",
  ],
  [
    printed(
      `putting IAM Role (N) Policy (p): ${iam("PutRolePolicy", "LimitExceeded: Maximum policy size of 10240 bytes exceeded for role N")}`,
      "aws_iam_role_policy.workload_api_inline_p",
    ),
    "workloads.api: the inline policies of the role have more than 10240 characters",
    "move some of workloads.api into a managed policy, and name it in additionalPolicies",
  ],
  [
    printed(entry("ResourceLimitExceededException", "You have reached the limit of access entries."), ENTRY),
    "access.team: a quota of the account is used up: You have reached the limit of access entries",
    "delete what nothing uses, or ask for more under Service Quotas, and apply again",
  ],
  [
    printed(
      `attaching IAM Policy (x) to IAM Role (N): ${iam("AttachRolePolicy", "NoSuchEntity: Policy arn:aws:iam::111122223333:policy/x does not exist or is not attachable.")}`,
      "aws_iam_role_policy_attachment.node-role_spot_customer-policy_x",
    ),
    "nodeRoles.spot: IAM has no policy arn:aws:iam::111122223333:policy/x",
    "correct it in nodeRoles.spot, with its path; aws iam get-policy --policy-arn arn:aws:iam::111122223333:policy/x shows whether it is there",
  ],
  [
    printed(
      `creating IAM Role (N): ${iam("CreateRole", 'MalformedPolicyDocument: Invalid principal in policy: "SERVICE":"eks.amazonaws.com.cn"')}`,
      "aws_iam_role.cluster-role",
    ),
    'clusterRole: a trust names a principal that IAM does not know: "SERVICE":"eks.amazonaws.com.cn"',
    "correct it, or make it first; a service has another name in another partition",
  ],
  [
    printed(
      `creating IAM Policy (V): ${iam("CreatePolicy", 'MalformedPolicyDocument: Partition "aws" is not valid for resource "arn:aws:s3:::b".')}`,
      "aws_iam_policy.identity-policy_viewer",
    ),
    "partition: an ARN is of partition aws, and the account of another",
    "correct region or partition of the file, and the ARNs in it",
  ],
  [
    printed(
      `creating IAM Policy (V): ${iam("CreatePolicy", "MalformedPolicyDocument: Syntax errors in policy.")}`,
      "aws_iam_policy.identity-policy_viewer",
    ),
    "identityPolicies.viewer: IAM does not take the policy document: Syntax errors in policy",
    "correct the document in identityPolicies.viewer",
  ],
  [
    printed(
      `detaching IAM Policy (x) from IAM Role (N): ${iam("DetachRolePolicy", "NoSuchEntity: The role with name N cannot be found.")}`,
      "aws_iam_role_policy_attachment.workload_api_policy_x",
    ),
    "workloads.api: IAM has no role N: somebody deleted it, or its name is mistyped",
    "if it is made here, apply again, and Terraform makes it anew; otherwise correct workloads.api.role.arn",
  ],
  [
    printed(
      `updating IAM Policy (V): ${iam("CreatePolicyVersion", "NoSuchEntity: Policy V cannot be found.")}`,
      "aws_iam_policy.identity-policy_viewer",
    ),
    "identityPolicies.viewer: IAM does not have it: Policy V cannot be found",
    "apply again: Terraform then sees what is there; if it stays, correct the name in identityPolicies.viewer",
  ],
  [
    printed(
      `updating EKS Pod Identity Association (demo): ${eks("UpdatePodIdentityAssociation", "ResourceNotFoundException", "No association found for id: a-0a")}`,
      PODS,
    ),
    "workloads.api: AWS does not have it: No association found for id: a-0a",
    "apply again: Terraform then sees what is there; if it stays, correct the name in workloads.api",
  ],
  // credentials and the network
  [
    printed(
      "Cannot assume IAM Role",
      undefined,
      '  with provider["registry.terraform.io/hashicorp/aws"],\n  on cdk.tf.json line 9, in provider.aws[0]:\n   9:     }\n\nIAM Role (arn:aws:iam::111122223333:role/deploy) cannot be assumed.\n\nError: operation error STS: AssumeRole, https response error StatusCode: 403',
    ),
    "terraform.assumeRole: Terraform cannot assume the role of terraform.assumeRole",
    "correct its ARN, or let its owner add the credentials of today to its trust",
  ],
  [
    printed(
      `creating EKS Access Entry (demo:${ROLE}): ${eks("CreateAccessEntry", "api error AccessDeniedException", "User: arn:aws:sts::111122223333:assumed-role/deployer/ci is not authorized to perform: eks:CreateAccessEntry on resource: arn:aws:eks:eu-west-1:111122223333:cluster/demo because no identity-based policy allows the eks:CreateAccessEntry action")}`,
      ENTRY,
    ),
    "access.team: arn:aws:sts::111122223333:assumed-role/deployer/ci may not do eks:CreateAccessEntry because no identity-based policy allows the eks:CreateAccessEntry action",
    "allow it to the role that Terraform runs with, as identityPolicies of kind create-cluster, create-auto-cluster or manage-access-entries do, and apply again",
  ],
  [
    printed(
      `creating IAM Role (N): ${iam("CreateRole", "api error AccessDenied: User: arn:aws:sts::111122223333:assumed-role/deployer/ci is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::111122223333:role/N with an explicit deny in a service control policy")}`,
      "aws_iam_role.workload_api",
    ),
    "workloads.api: arn:aws:sts::111122223333:assumed-role/deployer/ci may not do iam:CreateRole with an explicit deny in a service control policy",
    "allow it to the role that Terraform runs with, and apply again",
  ],
  [
    printed(
      'Error loading state: Unable to access object "demo" in S3 bucket "state": operation error S3: HeadObject, https response error StatusCode: 403, RequestID: 0A, HostID: 0B, api error Forbidden: Forbidden',
    ),
    "AWS does not allow HeadObject of S3 to the role that Terraform runs with",
    "allow it to that role, and apply again",
  ],
  [
    printed(
      "Retrieving AWS account details: validating provider credentials: retrieving caller identity from STS: operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: 0a1b, api error ExpiredToken: The security token included in the request is expired",
    ),
    "the credentials of Terraform have expired",
    "get new ones, such as by aws sso login, and apply again; a long apply needs a longer session",
  ],
  [
    printed("No valid credential sources found"),
    "Terraform has no credentials that AWS takes",
    "set AWS_PROFILE, or what else the provider reads; aws sts get-caller-identity shows who you are",
  ],
  [
    printed("AWS account ID not allowed: 444455556666"),
    "account: the credentials are of account 444455556666, and the file is about another",
    "use credentials of the file's account, or correct account",
  ],
  [
    printed(
      "creating IAM Role (N): operation error IAM: CreateRole, exceeded maximum number of attempts, 25, https response error StatusCode: 400, RequestID: 0a1b, api error Throttling: Rate exceeded",
      "aws_iam_role.workload_api",
    ),
    "workloads.api: AWS had too many requests, and Terraform gave up asking",
    "apply again, with fewer requests at a time if need be: terraform apply -parallelism=2",
  ],
  [
    printed(
      'Retrieving AWS account details: validating provider credentials: retrieving caller identity from STS: operation error STS: GetCallerIdentity, exceeded maximum number of attempts, 1, https response error StatusCode: 0, RequestID: , request send failed, Post "https://sts.eu-west-1.amazonaws.com/": dial tcp: connect: connection refused',
    ),
    "AWS did not answer, or not as it should",
    AGAIN,
  ],
  // Terraform itself
  [
    printed("Failed to save state", undefined, "Error saving state: failed to upload state: operation error S3"),
    "terraform.backend: what the apply did is not in the state",
    "mend the backend, and run terraform state push errored.tfstate in the folder of the stack, before anything else",
  ],
  [
    printed(
      "Error acquiring the state lock",
      undefined,
      "Error message: resource temporarily unavailable\nLock Info:\n  ID:        efb0bf5e-e5f7-0eff-5138-ac9c230dbdb9\n  Path:      terraform.tfstate\n  Operation: OperationTypePlan\n  Who:       root@vm\n",
    ),
    "terraform.backend: another Terraform has the lock of the state, or was killed with it",
    "wait for it; if it is dead for sure, run terraform force-unlock efb0bf5e-e5f7-0eff-5138-ac9c230dbdb9 in the folder of the stack",
  ],
  [
    printed("Error acquiring the state lock", undefined, "Error message: operation error S3: PutObject, NoAccess"),
    "terraform.backend: Terraform does not get the lock of the state",
    "wait for another Terraform that may have it; otherwise correct terraform.backend, or what it may do there",
  ],
  [
    printed(
      'Backend initialization required: please run "terraform init"',
      undefined,
      'Reason: Backend configuration block has changed\n\nThe "backend" is the interface that Terraform uses to store state,\nperform operations, etc.',
    ),
    "terraform.backend: Terraform does not use the backend of the file yet",
    "run terraform init -migrate-state in the folder of the stack, which takes the state along; -reconfigure leaves it behind, and the next apply makes everything again",
  ],
  [
    printed(
      "Backend configuration changed",
      undefined,
      "A change in the backend configuration has been detected, which may require\nmigrating existing state.",
    ),
    "terraform.backend: Terraform does not use the backend of the file yet",
    "run terraform init -migrate-state in the folder of the stack, which takes the state along; -reconfigure leaves it behind, and the next apply makes everything again",
  ],
  [
    printed('Failed to get existing workspaces: S3 bucket "state" does not exist.'),
    "terraform.backend: there is no bucket for the state",
    "make the bucket, or correct terraform.backend.bucket",
  ],
  [
    printed(
      "Saved plan is stale",
      undefined,
      "The given plan file can no longer be applied because the state was changed by\nanother operation after the plan was created.",
    ),
    "something else has changed the state after this plan",
    "plan again, review it, and apply that plan",
  ],
  [
    printed(
      "Moved object still exists",
      undefined,
      "  on cdk.tf.json line 21:\n  21: moved {\n\nThis statement declares a move from aws_iam_role.workload_api, but that resource is\nstill declared at cdk.tf.json:17,1.",
    ),
    "workloads.api: a resource would move to where another one is, or two to the same place",
    "write was on one item alone, and leave it out where the key is still another item's",
  ],
  [
    printed(
      "Unsupported Terraform Core version",
      undefined,
      '  on cdk.tf.json line 5, in terraform:\n   5:     "required_version": ">= 1.10.0"\n\nThis configuration does not support Terraform version 1.5.7. To proceed,\neither choose another supported Terraform version or update this version\nconstraint.',
    ),
    "Terraform 1.5.7 is too old for what the file uses",
    "use the release that required_version in cdk.tf.json of the stack names",
  ],
  [
    printed(
      "Failed to query available provider packages",
      undefined,
      "Could not retrieve the list of available versions for provider hashicorp/aws:\nlocked provider registry.terraform.io/hashicorp/aws 5.100.0 does not match\nconfigured version constraint >= 6.1.0; must use terraform init -upgrade to\nallow selection of new versions",
    ),
    "the lock file of the stack holds a provider that does not fit any more",
    "run terraform init -upgrade in the folder of the stack",
  ],
  [
    printed(
      "Failed to query available provider packages",
      undefined,
      "Could not retrieve the list of available versions for provider hashicorp/aws:\nno available releases match the given constraints >= 6.1.0\n\nTo see which modules are currently depending on hashicorp/aws and what\nversions are specified, run the following command:\n    terraform providers",
    ),
    "the network or mirror of providers has no release >= 6.1.0 of the AWS provider",
    "put one there; docs/guides/pipeline.md of cdktf-eks-access says which feature needs which release",
  ],
  [
    printed(
      "Extraneous JSON object property",
      undefined,
      '  on cdk.tf.json line 30, in resource.aws_eks_cluster.cluster:\n  30:         "deletion_protection": true,\n\nNo argument or block type is named "deletion_protection".',
    ),
    "cluster.create: the AWS provider in use does not know the argument deletion_protection",
    "run terraform init -upgrade in the folder of the stack",
  ],
  [
    printed(
      "Resource precondition failed",
      undefined,
      "  on cdk.tf.json line 54, in resource.aws_eks_access_entry.node-role_spot_entry.lifecycle.precondition[0]:\n  54:   x\n\nThe role of nodes must be an IAM role of account 111122223333 in partition\naws, given by its ARN.",
    ),
    "nodeRoles.spot: The role of nodes must be an IAM role of account 111122223333 in partition aws, given by its ARN",
    "correct the value, and plan again",
  ],
  [printed("execution halted"), "the apply was cut off", AGAIN],
];

/** Each pair of lines once, as the command prints them. */
const said = (text: string) => {
  const lines = errorsOf(text).map((error) => {
    const { path, address, reason, wayOut } = explainError(error, CONFIG, "demo");
    const where = path ? showPath(path) : address;
    return [`${where === undefined ? "" : `${where}: `}${reason}`, wayOut];
  });
  return [...new Map(lines.map((pair) => [JSON.stringify(pair), pair])).values()];
};

describe("an error of Terraform is explained", () => {
  test.each(TEXTS.map(([text, ...lines]) => ({ text, lines, what: lines[0].slice(0, 100) })))(
    "$what",
    ({ text, lines }) => {
      expect(said(text)).toEqual([lines]);
    },
  );

  test("the same text without a resource names no item", () => {
    expect(
      said("Error: Role with name N already exists, EntityAlreadyExists: Role with name N already exists."),
    ).toEqual([[`the role N ${UNKNOWN}`, expect.stringContaining("write <item>.adopt: true")]]);
  });

  test("a text that no row has stays as it is", () => {
    const [error] = errorsOf(printed("Something else went wrong", ENTRY));
    expect(error && explainError(error, CONFIG)).toEqual({
      summary: "Something else went wrong",
      address: ENTRY,
      path: ["access", "team"],
    });
  });
});

describe("the table of failures", () => {
  test("each row is what some text above comes to", () => {
    const used = new Set(TEXTS.flatMap(([text]) => errorsOf(text).map((error) => failureOf(error, CONFIG))));
    expect(FAILURES.filter((row) => !used.has(row)).map(({ pattern }) => pattern.source)).toEqual([]);
  });

  test.each(FAILURES.map((row) => ({ ...row, name: row.pattern.source })))("$name: fills its placeholders", (row) => {
    const groups = [...row.pattern.source.matchAll(/\(\?<(\w+)>/g)].map(([, group]) => group);
    const used = [...`${row.reason} ${row.wayOut}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(used.filter((name) => ![...PLACEHOLDERS, ...groups].some((known) => known === name))).toEqual([]);
    expect(groups.filter((group) => PLACEHOLDERS.some((name) => name === group))).toEqual([]);
    expect(row.source).toMatch(/^https:\/\//);
    expect(row.pattern.flags).not.toMatch(/[gy]/);
  });
});

test("an item with an end, which has an index in the state, is told as the same item", () => {
  const explained = (address: string) => {
    const [error] = errorsOf(printed(entry("ResourceInUseException", "The entry is already in use."), address));
    const { path, reason, wayOut } = (error && explainError(error, CONFIG)) ?? {};
    return { path, reason: reason?.replace(address, "<address>"), wayOut: wayOut?.replace(address, "<address>") };
  };
  expect(explained(`${ENTRY}[0]`)).toEqual(explained(ENTRY));
  expect(explained(`${ENTRY}[0]`).path).toEqual(["access", "team"]);
});
