/**
 * What AWS, the AWS provider and Terraform print when a plan or an apply fails, with the reason in plain words and the
 * way out. The first row that fits an error holds.
 *
 * `{name}` in a sentence stands for a named group of the pattern, or for one of `PLACEHOLDERS`.
 */
export interface Failure {
  /** Found in what Terraform prints of one error, in one line. */
  readonly pattern: RegExp;
  /** The types of resources that it can be of. Left out: any, or no resource at all. */
  readonly types?: readonly string[];
  /** The sections of the configuration whose items it can be of. Left out: any. */
  readonly sections?: readonly string[];
  readonly reason: string;
  readonly wayOut: string;
  /** Where it is decided in the configuration, if that is not the item of the resource. */
  readonly path?: readonly string[];
  readonly source: string;
}

/** What a sentence may name besides groups of its own pattern. */
export const PLACEHOLDERS = [
  /** The resource: `aws_iam_role.node-class_gpu`. */
  "address",
  /** What to write so that Terraform takes over what exists: `access.team.adopt: true`. */
  "adopt",
  /** Where the ARN of a role that is only used stands: `nodeClasses.gpu.role.arn`. */
  "arn",
  "cluster",
  /** The item behind the resource: `nodeClasses.gpu`. */
  "item",
  /** Kinds of `identityPolicies` that allow the refused action. */
  "kinds",
  "namespace",
  /** The first ARN of an IAM principal in the text. */
  "principal",
  "principalName",
  /** Where the name of a role that is made stands: `nodeClasses.gpu.role.name`. */
  "roleName",
  "serviceAccount",
] as const;

const CLUSTER = ["aws_eks_cluster"];
const NODES = ["nodeClasses", "nodeRoles"];

const GUIDE = "https://docs.aws.amazon.com/eks/latest/userguide";
const IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
const TERRAFORM = "https://developer.hashicorp.com/terraform";
const PROVIDER = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs";

const UNKNOWN = "exists already, and the state of this stack does not know it";
const OURS =
  "if another item of this file had it, apply again; if an earlier apply of this stack made it, or it is to be managed here, write {adopt}, apply, and take it out again";

/** What AWS does not make twice: after a lost answer or a kill, each apply fails until it is adopted. */
const EXISTS: readonly Failure[] = [
  {
    pattern: /access entry resource is already in use on this cluster/,
    sections: NODES,
    reason: `an access entry of {principal} ${UNKNOWN}`,
    wayOut: `${OURS}; if EKS made it, for a managed node group, a Fargate profile or the built-in node pools, a node role gets the kind managed or fargate, and a NodeClass {adopt}`,
    source: `${GUIDE}/access-entries.html`,
  },
  {
    pattern: /access entry resource is already in use on this cluster/,
    reason: `an access entry of {principal} ${UNKNOWN}`,
    wayOut: `${OURS}; if EKS made it, for the creator of the cluster, a managed node group, a Fargate profile or the built-in node pools, leave the item out, or adopt it without type`,
    source: `${GUIDE}/access-entries.html`,
  },
  {
    pattern: /EntityAlreadyExists: Role with name (?<role>[\w+=,.@-]+) already exists/,
    sections: NODES,
    reason: `the role {role} ${UNKNOWN}`,
    wayOut: `${OURS} ({item}.adopt: true, if its instance profile and its access entry exist too); if it is somebody else's, write another {roleName}, or {arn} for a role that is only used`,
    source: `${IAM}/troubleshoot_general.html`,
  },
  {
    pattern: /EntityAlreadyExists: Role with name (?<role>[\w+=,.@-]+) already exists/,
    reason: `the role {role} ${UNKNOWN}`,
    wayOut: `${OURS}; if it is somebody else's, write another {roleName}, or {arn} for a role that is only used`,
    source: `${IAM}/troubleshoot_general.html`,
  },
  {
    pattern: /EntityAlreadyExists: Instance Profile (?<profile>[\w+=,.@-]+) already exists/,
    reason: `the instance profile {profile} ${UNKNOWN}`,
    wayOut: `${OURS}; if it is somebody else's, write another {item}.instanceProfile.name`,
    source: `${IAM}/id_roles_use_switch-role-ec2_instance-profiles.html`,
  },
  {
    pattern: /EntityAlreadyExists: A policy called (?<policy>[\w+=,.@-]+) already exists/,
    reason: `the policy {policy} ${UNKNOWN}`,
    wayOut: `${OURS}; if it is somebody else's, write another {item}.name`,
    source: `${IAM}/access_policies_managed-vs-inline.html`,
  },
  {
    pattern: /EntityAlreadyExists: Provider with url (?<url>\S+) already exists/,
    reason: `IAM's OIDC provider of {url} ${UNKNOWN}`,
    wayOut: `${OURS}; if others use it too, write cluster.oidcProvider: existing, and Terraform leaves it alone`,
    source: `${GUIDE}/enable-iam-roles-for-service-accounts.html`,
  },
  {
    pattern: /Cluster already exists with name: (?<name>[\w-]+)/,
    types: CLUSTER,
    reason: `the cluster {name} ${UNKNOWN}`,
    wayOut: `${OURS}; if something else manages it, leave cluster.create out`,
    source: `${GUIDE}/create-cluster.html`,
  },
  {
    pattern: /Association already exists: (?<association>a-[a-z0-9]+)/,
    types: ["aws_eks_pod_identity_association"],
    reason: `a Pod Identity association of {namespace}/{serviceAccount} ${UNKNOWN}`,
    wayOut:
      'if another item of this file had it, apply again; if an earlier apply of this stack made it, or it is to be managed here, write {item}.adopt: { "{namespace}/{serviceAccount}": {association} }, apply, and take it out again; if it belongs to an add-on, leave the service account out',
    source: `${GUIDE}/pod-id-association.html`,
  },
  {
    pattern: /Association already exists/,
    types: ["aws_eks_pod_identity_association"],
    reason: `a Pod Identity association of {namespace}/{serviceAccount} ${UNKNOWN}`,
    wayOut:
      'find its id: aws eks list-pod-identity-associations --cluster-name {cluster} --namespace {namespace} --service-account {serviceAccount}; if another item of this file had it, apply again; if an earlier apply of this stack made it, or it is to be managed here, write {item}.adopt: { "{namespace}/{serviceAccount}": <id> }, apply, and take it out again; if it belongs to an add-on, leave the service account out',
    source: `${GUIDE}/pod-id-association.html`,
  },
  {
    pattern: /AssociateIdentityProviderConfig.*ResourceInUseException(?!.*in progress)/,
    reason: `an identity provider with this name or issuer ${UNKNOWN}`,
    wayOut: `${OURS}; if it is somebody else's, leave the item out`,
    source: `${GUIDE}/authenticate-oidc-identity-provider.html`,
  },
  {
    pattern: /QueueNameExists|QueueAlreadyExists|queue already exists with the same name/i,
    types: ["aws_sqs_queue"],
    reason: "a queue with this name exists already, with other settings",
    wayOut: "delete it, if nothing uses it, wait a minute and apply again",
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
  },
  {
    pattern: /Cannot import non-existent remote object/,
    sections: ["nodeClasses"],
    reason: "{item} is adopted, and AWS does not have {address}",
    wayOut:
      "take adopt out of it; what then exists already is adopted alone: {item}.role.adopt: true, {item}.instanceProfile: { adopt: true }",
    source: `${TERRAFORM}/language/import`,
  },
  {
    pattern: /Cannot import non-existent remote object/,
    sections: ["nodeRoles"],
    reason: "{item} is adopted, and AWS does not have {address}",
    wayOut:
      "take adopt out of it; what then exists already is adopted alone: {item}.adopt: role, {item}.instanceProfile: { adopt: true }",
    source: `${TERRAFORM}/language/import`,
  },
  {
    pattern: /Cannot import non-existent remote object/,
    types: ["aws_eks_pod_identity_association"],
    reason: "{item}.adopt names an association that the cluster {cluster} does not have",
    wayOut: "take the service account out of {item}.adopt, and Terraform makes the association",
    source: `${TERRAFORM}/language/import`,
  },
  {
    pattern: /Cannot import non-existent remote object/,
    reason: "{item} is adopted, and AWS does not have {address}",
    wayOut: "take {adopt} out, and Terraform makes what does not exist",
    source: `${TERRAFORM}/language/import`,
  },
  {
    pattern: /Configuration for import target does not exist/,
    reason: "an import block names {address}, which the stack does not have",
    wayOut: "run synth again, and remove import blocks of your own",
    source: `${TERRAFORM}/language/import`,
  },
];

const ENTRIES: readonly Failure[] = [
  {
    pattern: /specified principalArn is invalid: invalid principal/,
    reason:
      "EKS found no {principal}, and Terraform asked for two minutes: it is mistyped or deleted, or its ARN lacks the path",
    wayOut:
      "write the ARN as IAM has it, for a role as aws iam get-role --role-name {principalName} --query Role.Arn says, and apply again",
    source: `${GUIDE}/creating-access-entries.html`,
  },
  {
    pattern: /specified principalArn could not be found/,
    reason: "the cluster has no access entry of {principal}: somebody deleted it, or EKS has not made it yet",
    wayOut: "apply again; for an item with entry, make sure that its maker is there first",
    source: `${GUIDE}/access-policies.html`,
  },
  {
    pattern: /principalArn parameter format is not valid/,
    reason: "{principal} is no ARN of an IAM role or user",
    wayOut: "write arn:aws:iam::<account>:role/<path and name> as {item}.principal",
    source: `${GUIDE}/creating-access-entries.html`,
  },
  {
    pattern: /authentication mode must be set to one of \[API, API_AND_CONFIG_MAP\]/,
    reason: "the cluster {cluster} is in authentication mode CONFIG_MAP, which takes no access entries",
    wayOut:
      "change it first, there is no way back: aws eks update-cluster-config --name {cluster} --access-config authenticationMode=API_AND_CONFIG_MAP",
    source: `${GUIDE}/setting-up-access-entries.html`,
  },
  {
    pattern: /is in authentication mode (?<mode>\w+), which takes no access entries/,
    reason: "the cluster {cluster} is in authentication mode {mode}, which takes no access entries",
    wayOut:
      "change it first, there is no way back: aws eks update-cluster-config --name {cluster} --access-config authenticationMode=API_AND_CONFIG_MAP",
    source: `${GUIDE}/setting-up-access-entries.html`,
  },
  {
    pattern: /Unsupported authentication mode update from CONFIG_MAP to API(?!_)/,
    path: ["cluster", "create", "authenticationMode"],
    reason: "EKS does not go from CONFIG_MAP to API in one step",
    wayOut: "write cluster.create.authenticationMode: API_AND_CONFIG_MAP, apply, and then write API",
    source: `${GUIDE}/setting-up-access-entries.html`,
  },
  {
    pattern: /Unsupported authentication mode update from (?<from>\w+) to (?<to>\w+)/,
    path: ["cluster", "create", "authenticationMode"],
    reason: "EKS does not go back from {from} to {to}",
    wayOut: "write cluster.create.authenticationMode: {from}",
    source: `${GUIDE}/setting-up-access-entries.html`,
  },
  {
    pattern: /kubernetes group name (?<group>\S+) is invalid, it cannot start with (?<prefix>[a-z]+:)/,
    reason: "EKS takes no group that begins with {prefix}, here {group}",
    wayOut:
      "take {group} out of {item}.groups; what system:masters gives, the policy AmazonEKSClusterAdminPolicy gives",
    source: `${GUIDE}/creating-access-entries.html`,
  },
  {
    pattern: /username must not begin with (?<prefix>[a-z]+:)/,
    sections: NODES,
    reason:
      "EKS changes nothing but the tags of an entry of nodes, and the provider sends its user name with each change",
    wayOut: "let Terraform make the entry again, while no node joins: terraform apply -replace={address}",
    source: `${PROVIDER}/resources/eks_access_entry`,
  },
  {
    pattern: /username must not begin with (?<prefix>[a-z]+:)/,
    reason: "EKS takes no user name that begins with {prefix}",
    wayOut: "write another {item}.username, or leave it out, which AWS recommends",
    source: `${GUIDE}/creating-access-entries.html`,
  },
  {
    pattern: /username must contain a colon before (?<variable>\{\{\w+\}\})/,
    reason: "a user name with {variable} needs a colon before it",
    wayOut: "write {item}.username as <name>:{variable}, or leave it out, which AWS recommends",
    source: `${GUIDE}/creating-access-entries.html`,
  },
  {
    pattern: /setting (?<field>kubernetesGroups|username) is not allowed when the type is "(?<type>\w+)"/,
    reason: "an entry of type {type} has no groups and no user name",
    wayOut: "leave groups and username out of {item}",
    source: `${GUIDE}/creating-access-entries.html`,
  },
  {
    pattern: /principalArn must be IAM role when using types/,
    reason: "an entry of nodes is of a role, and {principal} is none",
    wayOut: "write the ARN of the nodes' role",
    source: `${GUIDE}/creating-access-entries.html`,
  },
  {
    pattern: /principalArn must be from the same account as the cluster/,
    reason: "an entry of nodes is of a role in the cluster's account, and {principal} is in another",
    wayOut: "write the ARN of a role in the cluster's account",
    source: `${GUIDE}/creating-access-entries.html`,
  },
  {
    pattern: /not allowed to modify access entries with a principalArn value of a Service Linked Role/,
    reason: "{principal} is a service-linked role, and only its service makes its entry",
    wayOut: "leave {item} out; entry gives policies to an entry that a service made",
    source: `${GUIDE}/creating-access-entries.html`,
  },
  {
    pattern: /only be performed on Access Entries with a type of "?STANDARD/,
    reason: "only entries of type STANDARD take access policies, and those of type EC2 that of Auto Mode",
    wayOut: "leave policies out of {item}",
    source: `${GUIDE}/access-policies.html`,
  },
  {
    pattern:
      /Access Policy Association \(\S+cluster-access-policy\/(?<policy>\w+)\).*specified policyArn could not be found/,
    reason: "EKS has no access policy {policy}, in this region at least",
    wayOut: "correct its name in {item}.policies; aws eks list-access-policies shows all",
    source: `${GUIDE}/access-policy-permissions.html`,
  },
  {
    pattern: /specified policyArn could not be found|policyArn parameter format is not valid/,
    reason: "EKS has no such access policy",
    wayOut: "correct its name in {item}.policies; aws eks list-access-policies shows all; an IAM policy is none",
    source: `${GUIDE}/access-policy-permissions.html`,
  },
  {
    pattern: /reading EKS Access Policy Association \(\S+cluster-access-policy\/(?<policy>\w+)\): empty result/,
    reason:
      "the access policy {policy} was given, and then taken away again: another item of this file had it for {principal}, or somebody else took it",
    wayOut: "apply again",
    source: `${GUIDE}/access-policies.html`,
  },
  {
    pattern: /At least 1 namespace must be provided/,
    reason: "a policy for namespaces names none",
    wayOut: "write its namespaces in {item}.policies, or leave namespaces out for the whole cluster",
    source: `${GUIDE}/access-policies.html`,
  },
  {
    pattern: /accessScope should not include namespaces/,
    reason: "a policy for the whole cluster names namespaces",
    wayOut: "leave namespaces out of {item}.policies, or write which ones",
    source: `${GUIDE}/access-policies.html`,
  },
];

const PODS: readonly Failure[] = [
  {
    pattern: /Cross-account pass role is not allowed/,
    reason: "the role is in another account than the cluster, and EKS does not take it",
    wayOut: "name a role of the cluster's account; a workload reaches a role of another account by targetRole",
    source: `${GUIDE}/pod-id-assign-target-role.html`,
  },
  {
    pattern: /Role provided in the request does not exist/,
    reason: "EKS found no such role, and Terraform asked for two minutes",
    wayOut: "correct {arn}; if the role is made here, apply again",
    source: `${GUIDE}/pod-id-association.html`,
  },
  {
    pattern: /Trust policy of the role provided is invalid/,
    reason: "the role does not trust pods.eks.amazonaws.com with sts:AssumeRole and sts:TagSession",
    wayOut: "let its owner change its trust, or leave {arn} out for a role that is made here",
    source: `${GUIDE}/pod-id-role.html`,
  },
  {
    pattern: /When policy is specified, disableSessionTags must be set to true/,
    reason: "a session policy goes only with session tags turned off",
    wayOut: "write {item}.sessionTags: false beside sessionPolicy",
    source: `${GUIDE}/pod-id-association.html`,
  },
  {
    pattern: /parameter (?<field>namespace|serviceAccount) contains invalid characters/,
    reason: "EKS takes no such {field}",
    wayOut: "correct {item}.serviceAccount: lower-case letters, digits and hyphens",
    source: `${GUIDE}/pod-id-association.html`,
  },
  {
    pattern: /Misconfigured PodExecutionRole Trust Policy/,
    reason: "the role of the Fargate profile does not trust eks-fargate-pods.amazonaws.com",
    wayOut: "use a role of nodeRoles with kind: fargate, and apply its stack first",
    source: `${GUIDE}/pod-execution-role.html`,
  },
];

const CLUSTERS: readonly Failure[] = [
  {
    pattern: /No cluster found for name: (?<name>[\w-]+)/,
    path: ["name"],
    reason: "the account has no cluster {name} in this region",
    wayOut: "correct name, account or region; for a cluster that is made here, write cluster.create",
    source: `${GUIDE}/creating-access-entries.html`,
  },
  {
    pattern: /reading EKS Cluster \((?<name>[\w-]+)\): couldn't find resource/,
    path: ["name"],
    reason: "the account has no cluster {name} in this region",
    wayOut: "correct name, account or region; for a cluster that is made here, write cluster.create",
    source: `${GUIDE}/creating-access-entries.html`,
  },
  {
    pattern: /DeleteCluster,.*deletion.?protection/i,
    types: CLUSTER,
    path: ["cluster", "create", "deletionProtection"],
    reason: "the cluster is protected from deletion",
    wayOut: "keep it; if it is to go, write cluster.create.deletionProtection: false, apply, and then delete it",
    source: `${GUIDE}/deletion-protection.html`,
  },
  {
    pattern: /Instance cannot be destroyed/,
    types: CLUSTER,
    path: ["cluster", "create", "deletionProtection"],
    reason: "the plan destroys the cluster or replaces it, and it is protected from that",
    wayOut:
      "take back the edit that does it, terraform plan names the setting; if the cluster is to go, write cluster.create.deletionProtection: false, apply, and then delete it",
    source: `${TERRAFORM}/language/meta-arguments/lifecycle`,
  },
  {
    pattern: /Instance cannot be destroyed/,
    reason: "the plan destroys {address}, and it is protected from that",
    wayOut: "take back the edit that does it",
    source: `${TERRAFORM}/language/meta-arguments/lifecycle`,
  },
  {
    pattern: /Cluster has nodegroups attached|currently has Fargate profile/,
    reason: "the cluster still has node groups or Fargate profiles, which this stack does not manage",
    wayOut: "delete them first, with what made them",
    source: `${GUIDE}/delete-cluster.html`,
  },
  {
    pattern: /update\S* in progress|currently has update/i,
    reason: "EKS does one update of a cluster at a time, and another one runs",
    wayOut: "wait until aws eks describe-cluster --name {cluster} says ACTIVE, and apply again",
    source: `${GUIDE}/update-cluster.html`,
  },
  {
    pattern: /could not be assumed because|is not assumable by EKS|Error in role params/,
    reason: "EKS cannot assume the cluster's role: it does not exist, or does not trust eks.amazonaws.com",
    wayOut: "if the role is made here, apply again; otherwise let its owner change its trust",
    path: ["clusterRole"],
    source: `${GUIDE}/cluster-iam-role.html`,
  },
  {
    pattern: /Compute Config nodeRoleArn|ensure that all required configs, including computeConfig/,
    path: ["cluster", "create", "autoMode"],
    reason: "EKS takes a role of the built-in node pools together with such pools only, and Auto Mode as a whole",
    wayOut: "write nodePools and nodeRole of cluster.create.autoMode both, or neither",
    source: `${GUIDE}/create-auto.html`,
  },
  {
    pattern: /must use an EKS access config authentication mode of API_AND_CONFIG_MAP or API/,
    path: ["cluster", "create", "authenticationMode"],
    reason: "Auto Mode needs access entries",
    wayOut: "write cluster.create.authenticationMode: API",
    source: `${GUIDE}/create-auto.html`,
  },
];

const ROLES: readonly Failure[] = [
  {
    pattern: /DeleteConflict: .*remove roles from instance profile/,
    sections: NODES,
    reason: "the role is in an instance profile that is not of this stack, such as one that EKS made for a NodeClass",
    wayOut: "delete the NodePools and the NodeClass in the cluster first, and apply again when their nodes are gone",
    source: `${GUIDE}/create-node-class.html`,
  },
  {
    pattern: /DeleteConflict: (?<what>.*?)\.?$/,
    reason: "something that is not of this stack holds on to it: {what}",
    wayOut: "take that away, with what made it, and apply again",
    source: `${IAM}/id_roles_manage_delete.html`,
  },
  {
    pattern: /AddRoleToInstanceProfile.*LimitExceeded/,
    reason:
      "the instance profile has a role, and has room for one: this one, if the answer to an earlier call was lost",
    wayOut: "apply again; if it fails then, take the other role out of the instance profile first",
    source: `${IAM}/id_roles_use_switch-role-ec2_instance-profiles.html`,
  },
  {
    pattern: /Cannot exceed quota for PoliciesPerRole: (?<limit>\d+)/,
    reason: "a role of this account has room for {limit} policies",
    wayOut: "join some of {item} into one, or ask for more under Service Quotas",
    source: `${IAM}/reference_iam-quotas.html`,
  },
  {
    pattern: /Cannot exceed quota for (?<quota>\w+): (?<limit>\d+)/,
    reason: "the account has the quota {quota} of {limit}, and it is used up",
    wayOut: "delete what nothing uses, or ask for more under Service Quotas, and apply again",
    source: `${IAM}/reference_iam-quotas.html`,
  },
  {
    pattern: /Maximum policy size of (?<limit>\d+) bytes exceeded/,
    reason: "the inline policies of the role have more than {limit} characters",
    wayOut: "move some of {item} into a managed policy, and name it in additionalPolicies",
    source: `${IAM}/reference_iam-quotas.html`,
  },
  {
    pattern: /LimitExceeded(?:Exception)?: (?<what>.*?)\.?$/,
    reason: "a quota of the account is used up: {what}",
    wayOut: "delete what nothing uses, or ask for more under Service Quotas, and apply again",
    source: `${GUIDE}/service-quotas.html`,
  },
  {
    pattern: /Policy (?<policy>arn:\S+) (?:does not exist or is not attachable|was not found)/,
    reason: "IAM has no policy {policy}",
    wayOut: "correct it in {item}, with its path; aws iam get-policy --policy-arn {policy} shows whether it is there",
    source: `${IAM}/access_policies_managed-vs-inline.html`,
  },
  {
    pattern: /MalformedPolicyDocument: Invalid principal in policy: (?<who>.+?)\.?$/,
    reason: "a trust names a principal that IAM does not know: {who}",
    wayOut: "correct it, or make it first; a service has another name in another partition",
    source: `${IAM}/troubleshoot_policies.html`,
  },
  {
    pattern: /Partition "(?<partition>[\w-]+)" is not valid for resource/,
    path: ["partition"],
    reason: "an ARN is of partition {partition}, and the account of another",
    wayOut: "correct region or partition of the file, and the ARNs in it",
    source: `${IAM}/reference-arns.html`,
  },
  {
    pattern: /MalformedPolicyDocument: (?<what>.+?)\.?$/,
    reason: "IAM does not take the policy document: {what}",
    wayOut: "correct the document in {item}",
    source: `${IAM}/troubleshoot_policies.html`,
  },
  {
    pattern: /NoSuchEntity: The role with name (?<role>[\w+=,.@-]+) cannot be found/,
    reason: "IAM has no role {role}: somebody deleted it, or its name is mistyped",
    wayOut: "if it is made here, apply again, and Terraform makes it anew; otherwise correct {arn}",
    source: `${IAM}/troubleshoot_roles.html`,
  },
  {
    pattern: /NoSuchEntity: (?<what>.+?)\.?$/,
    reason: "IAM does not have it: {what}",
    wayOut: "apply again: Terraform then sees what is there; if it stays, correct the name in {item}",
    source: `${IAM}/troubleshoot_general.html`,
  },
  {
    pattern: /ResourceNotFoundException: (?<what>.+?)\.?$/,
    reason: "AWS does not have it: {what}",
    wayOut: "apply again: Terraform then sees what is there; if it stays, correct the name in {item}",
    source: `${GUIDE}/troubleshooting.html`,
  },
];

const CREDENTIALS: readonly Failure[] = [
  {
    pattern: /Cannot assume IAM Role|operation error STS: AssumeRole/,
    path: ["terraform", "assumeRole"],
    reason: "Terraform cannot assume the role of terraform.assumeRole",
    wayOut: "correct its ARN, or let its owner add the credentials of today to its trust",
    source: `${PROVIDER}#assuming-an-iam-role`,
  },
  {
    pattern:
      /User: (?<caller>\S+) is not authorized to perform: (?<action>[\w-]+:\w+)(?: on resource: \S+)?(?: (?<why>because [^.]*|with an explicit deny[^.]*))?/,
    reason: "{caller} may not do {action} {why}",
    wayOut: "allow it to the role that Terraform runs with{kinds}, and apply again",
    source: `${IAM}/troubleshoot_access-denied.html`,
  },
  {
    pattern: /operation error (?<service>[\w ]+): (?<operation>\w+),.*(?:AccessDenied|UnauthorizedOperation|Forbidden)/,
    reason: "AWS does not allow {operation} of {service} to the role that Terraform runs with",
    wayOut: "allow it to that role, and apply again",
    source: `${IAM}/troubleshoot_access-denied.html`,
  },
  {
    pattern: /ExpiredToken|RequestExpired|token included in the request is expired|SSO session has expired/i,
    reason: "the credentials of Terraform have expired",
    wayOut: "get new ones, such as by aws sso login, and apply again; a long apply needs a longer session",
    source: `${IAM}/troubleshoot_roles.html`,
  },
  {
    pattern: /No valid credential sources|failed to refresh cached credentials|InvalidClientTokenId|UnrecognizedClient/,
    reason: "Terraform has no credentials that AWS takes",
    wayOut: "set AWS_PROFILE, or what else the provider reads; aws sts get-caller-identity shows who you are",
    source: `${PROVIDER}#authentication-and-configuration`,
  },
  {
    pattern: /AWS account ID not allowed: (?<given>\d{12})/,
    path: ["account"],
    reason: "the credentials are of account {given}, and the file is about another",
    wayOut: "use credentials of the file's account, or correct account",
    source: `${PROVIDER}#allowed_account_ids`,
  },
  {
    pattern: /Throttling|Rate exceeded|RequestLimitExceeded|TooManyRequests/,
    reason: "AWS had too many requests, and Terraform gave up asking",
    wayOut: "apply again, with fewer requests at a time if need be: terraform apply -parallelism=2",
    source: "https://docs.aws.amazon.com/eks/latest/APIReference/CommonErrors.html",
  },
  {
    pattern: /request send failed|connection refused|no such host|i\/o timeout|StatusCode: 50[0234]/,
    reason: "AWS did not answer, or not as it should",
    wayOut: "apply again; if something exists already then, this command says how to take it over",
    source: "https://docs.aws.amazon.com/general/latest/gr/api-retries.html",
  },
];

const STATE: readonly Failure[] = [
  {
    pattern: /Failed to (?:save|persist) state/,
    path: ["terraform", "backend"],
    reason: "what the apply did is not in the state",
    wayOut:
      "mend the backend, and run terraform state push errored.tfstate in the folder of the stack, before anything else",
    source: `${TERRAFORM}/cli/state/recover`,
  },
  {
    pattern: /Error acquiring the state lock.* ID: (?<lock>[\w-]+)/,
    path: ["terraform", "backend"],
    reason: "another Terraform has the lock of the state, or was killed with it",
    wayOut: "wait for it; if it is dead for sure, run terraform force-unlock {lock} in the folder of the stack",
    source: `${TERRAFORM}/language/state/locking`,
  },
  {
    pattern: /Error acquiring the state lock/,
    path: ["terraform", "backend"],
    reason: "Terraform does not get the lock of the state",
    wayOut: "wait for another Terraform that may have it; otherwise correct terraform.backend, or what it may do there",
    source: `${TERRAFORM}/language/state/locking`,
  },
  {
    pattern:
      /Backend configuration(?: block)? (?:has )?changed|Backend type changed|Initial configuration of .* backend/,
    path: ["terraform", "backend"],
    reason: "Terraform does not use the backend of the file yet",
    wayOut:
      "run terraform init -migrate-state in the folder of the stack, which takes the state along; -reconfigure leaves it behind, and the next apply makes everything again",
    source: `${TERRAFORM}/cli/commands/init`,
  },
  {
    pattern: /S3 bucket "(?<bucket>[\w.-]+)" does not exist|NoSuchBucket/,
    path: ["terraform", "backend"],
    reason: "there is no bucket for the state",
    wayOut: "make the bucket, or correct terraform.backend.bucket",
    source: `${TERRAFORM}/language/backend/s3`,
  },
  {
    pattern: /Saved plan is stale/,
    reason: "something else has changed the state after this plan",
    wayOut: "plan again, review it, and apply that plan",
    source: `${TERRAFORM}/cli/commands/apply`,
  },
  {
    pattern: /Moved object still exists|Ambiguous move statements|Unresolved resource instance address changes/,
    reason: "a resource would move to where another one is, or two to the same place",
    wayOut: "write was on one item alone, and leave it out where the key is still another item's",
    source: `${TERRAFORM}/language/modules/develop/refactoring`,
  },
];

const VERSIONS: readonly Failure[] = [
  {
    pattern: /Unsupported Terraform Core version.*not support Terraform version (?<given>[\w.-]+\w)/,
    reason: "Terraform {given} is too old for what the file uses",
    wayOut: "use the release that required_version in cdk.tf.json of the stack names",
    source: `${TERRAFORM}/language/terraform`,
  },
  {
    pattern: /must use terraform init -upgrade|Inconsistent dependency lock file/,
    reason: "the lock file of the stack holds a provider that does not fit any more",
    wayOut: "run terraform init -upgrade in the folder of the stack",
    source: `${TERRAFORM}/language/files/dependency-lock`,
  },
  {
    pattern: /no available releases match the given constraints (?<wanted>[^A-Z]+?)(?: To |$)/,
    reason: "the network or mirror of providers has no release {wanted} of the AWS provider",
    wayOut: "put one there; docs/guides/pipeline.md of cdktf-eks-access says which feature needs which release",
    source: `${TERRAFORM}/language/providers/requirements`,
  },
  {
    pattern: /(?:No argument or block type is|An argument) named "(?<argument>\w+)"/,
    reason: "the AWS provider in use does not know the argument {argument}",
    wayOut: "run terraform init -upgrade in the folder of the stack",
    source: `${TERRAFORM}/language/providers/requirements`,
  },
  {
    pattern: /Resource precondition failed (?<said>.+?)\.?$/,
    reason: "{said}",
    wayOut: "correct the value, and plan again",
    source: `${TERRAFORM}/language/expressions/custom-conditions`,
  },
  {
    pattern:
      /Plugin did not respond|execution halted|operation canceled|context canceled|Provider produced inconsistent/i,
    reason: "the apply was cut off",
    wayOut: "apply again; if something exists already then, this command says how to take it over",
    source: `${TERRAFORM}/cli/commands/apply`,
  },
];

export const FAILURES: readonly Failure[] = [
  ...EXISTS,
  ...ENTRIES,
  ...PODS,
  ...CLUSTERS,
  ...CREDENTIALS,
  ...STATE,
  ...VERSIONS,
  ...ROLES,
];
