import { QUEUE_KEY, QUEUE_NAME } from "../../aws/workloads/controllers/interruptions";
import {
  ASSOCIATION_ID,
  MAX_ASSOCIATIONS,
  OIDC_ISSUER,
  POD_NAMESPACE,
  SERVICE_ACCOUNT,
  SERVICE_ACCOUNTS,
} from "../../aws/workloads/service-accounts";
import { listRule, rules, textRule } from "../rule";

const ADDONS = "https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html";
const ASSOCIATION = "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html";
const SESSION_TAGS = "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html";
const GUIDE = "docs/guides/workloads.md";

const ISSUER = `
cluster:
  oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE`;

const AUTO_MODE = `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-1b2c3d4e]
    autoMode: { nodePools: [] }
access:
  platform-admins:
    principal: arn:aws:iam::111122223333:role/platform-admins
    policies: [AmazonEKSClusterAdminPolicy]`;

/**
 * Returns workloads with this number of associations. Without session tags a trust policy does not list the service
 * accounts, so one role can serve thousands.
 */
const associations = (count: number): string => `
workloads:
  backend:
    sessionTags: false
    serviceAccount:
${Array.from({ length: count }, (_, index) => `      - apps/backend-${index + 1}\n`).join("")}`;

/** Returns a workload of Karpenter. */
const karpenter = (queue: string, key = "karpenter", inputs = ""): string => `
  ${key}:
    controller: karpenter
    serviceAccount: ${key}/karpenter
    inputs: { nodeRoleArns: "arn:aws:iam::111122223333:role/nodes"${inputs} }
    interruptionQueue: ${queue}
`;

/** Rules of workloads. */
export const WORKLOAD_RULES = rules({
  "addon-service-account": {
    severity: "error",
    summary: "AWS does not publish the service account of this add-on, so it must be given.",
    wayOut: "Write serviceAccount: namespace/name beside addon, as the add-on is installed.",
    source: ADDONS,
    numbers: ["R717"],
    bad: `
workloads:
  flows:
    addon: aws-network-flow-monitoring-agent
`,
    good: `
workloads:
  flows:
    addon: aws-network-flow-monitoring-agent
    serviceAccount: monitoring/flow-agent
`,
  },
  "addon-variant": {
    severity: "error",
    summary: "The add-on has no variant of this name, or there is a variant without an add-on.",
    wayOut: "Write a variant that the message names, or leave it out.",
    source: GUIDE,
    numbers: ["R715"],
    bad: `
workloads:
  cni:
    addon: vpc-cni
    variant: ipv8
`,
    good: `
workloads:
  cni:
    addon: vpc-cni
    variant: ipv6
`,
  },
  "addon-without-role": {
    severity: "error",
    summary: "The add-on needs no IAM role.",
    wayOut:
      "Leave the item out. For aws-secrets-store-csi-driver-provider give a role to the pods that mount the secrets.",
    source: ADDONS,
    numbers: ["R716"],
    bad: `
workloads:
  secrets:
    addon: aws-secrets-store-csi-driver-provider
`,
    good: `
workloads:
  secrets:
    controller: secrets-store-csi
    serviceAccount: apps/backend
    inputs: { secretArns: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:backend-??????" }
`,
  },
  "association-count": {
    severity: "error",
    summary: `A cluster has at most ${MAX_ASSOCIATIONS} Pod Identity associations, and each service account is one.`,
    wayOut: "Use via: irsa for some of the service accounts.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html",
    numbers: ["R714"],
    bad: () => associations(MAX_ASSOCIATIONS + 1),
    good: () => associations(MAX_ASSOCIATIONS),
  },
  "built-in-addon": {
    severity: "warning",
    summary:
      "The add-on or controller is built into EKS Auto Mode, which this file switches on. Nodes of Auto Mode do not need it.",
    wayOut: "Leave the item out, or accept the warning if the cluster has other nodes too.",
    source: ADDONS,
    numbers: ["R719"],
    bad: `${AUTO_MODE}
workloads:
  cni:
    addon: vpc-cni
  backend:
    serviceAccount: apps/backend
`,
    good: `${AUTO_MODE}
workloads:
  backend:
    serviceAccount: apps/backend
`,
  },
  "controller-service-account": {
    severity: "error",
    summary:
      "The installation of this controller decides which service account its pods have, and none is given. The role would trust nobody, which IAM refuses.",
    wayOut: "Write `serviceAccount` as it is installed.",
    source: "docs/guides/workloads.md",
    numbers: ["R717"],
    bad: `
workloads:
  metrics:
    controller: amazon-managed-prometheus
    inputs: { workspaceArns: arn:aws:aps:eu-west-1:111122223333:workspace/ws-0a1b2c3d }
`,
    good: `
workloads:
  metrics:
    controller: amazon-managed-prometheus
    serviceAccount: monitoring/prometheus
    inputs: { workspaceArns: arn:aws:aps:eu-west-1:111122223333:workspace/ws-0a1b2c3d }
`,
  },
  "interruption-queue": {
    severity: "error",
    summary:
      "`interruptionQueue` makes an SQS queue and EventBridge rules for a self-run Karpenter, which has one queue. Other workloads take none.",
    wayOut: "Leave it out, or leave out the inputs that name a queue made elsewhere.",
    source: "https://karpenter.sh/docs/reference/cloudformation/",
    numbers: [],
    bad: `workloads:${karpenter("true", "karpenter", ', queueArn: "arn:aws:sqs:eu-west-1:111122223333:demo"')}`,
    good: `workloads:${karpenter("true")}`,
  },
  "issuer-missing": {
    severity: "error",
    summary:
      "A role for IRSA trusts the OIDC issuer of the cluster. The file does not create the cluster and does not state the issuer.",
    wayOut:
      "Write cluster.oidcIssuer as `aws eks describe-cluster --query cluster.identity.oidc.issuer` shows it, or use Pod Identity.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
    numbers: ["R709"],
    bad: `
workloads:
  backend:
    serviceAccount: apps/backend
    via: irsa
`,
    good: `${ISSUER}
workloads:
  backend:
    serviceAccount: apps/backend
    via: irsa
`,
  },
  "oidc-issuer": textRule(OIDC_ISSUER, {
    wayOut: "Copy it from `aws eks describe-cluster --query cluster.identity.oidc.issuer`.",
    numbers: ["R710"],
    bad: `
cluster:
  oidcIssuer: oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE
`,
    good: `
cluster:
  oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE
`,
  }),
  "pod-identity-action": {
    severity: "error",
    summary:
      "A policy of pods allows eks-auth:AssumeRoleForPodIdentity. The Pod Identity Agent needs that permission on the role of the nodes, and pods do not.",
    wayOut: "Leave the action out.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html",
    numbers: ["R722"],
    bad: `
workloads:
  backend:
    serviceAccount: apps/backend
    role:
      inlinePolicies:
        backend:
          Version: "2012-10-17"
          Statement: [{ Effect: Allow, Action: "eks-auth:AssumeRoleForPodIdentity", Resource: "*" }]
`,
    good: `
workloads:
  backend:
    serviceAccount: apps/backend
`,
  },
  "trust-conditions": {
    severity: "error",
    summary:
      "`trustConditions` has conditions by operator and key, in the words of IAM. They narrow the trust of the role, and none replaces a condition that the trust has.",
    wayOut:
      "Write an operator of IAM, and leave out what is written here: the cluster, the account and the service account.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    numbers: [],
    bad: `workloads:
  backend:
    serviceAccount: apps/backend
    trustConditions: { StringEqual: { "aws:SourceOrgID": o-0a1b2c3d4e } }
`,
    good: `workloads:
  backend:
    serviceAccount: apps/backend
    trustConditions: { StringEquals: { "aws:SourceOrgID": o-0a1b2c3d4e } }
`,
  },
  "condition-without-key": {
    severity: "warning",
    summary:
      "A condition in `trustConditions` is about a key that requests do not have, or need not have. With IRSA, requests have no keys of AWS's services, such as aws:SourceOrgID. ForAllValues, IfExists and negated operators hold where the key is missing.",
    wayOut: "Write a key that the requests have, with an operator that needs it.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html",
    numbers: [],
    bad: `workloads:
  backend:
    serviceAccount: apps/backend
    trustConditions: { StringEqualsIfExists: { "aws:SourceOrgID": o-0a1b2c3d4e } }
`,
    good: `workloads:
  backend:
    serviceAccount: apps/backend
    trustConditions: { StringEquals: { "aws:SourceOrgID": o-0a1b2c3d4e } }
`,
  },
  "association-id": textRule(ASSOCIATION_ID, {
    wayOut: "Copy the id: aws eks list-pod-identity-associations --cluster-name <cluster>.",
    numbers: [],
    bad: `workloads:
  backend:
    serviceAccount: apps/backend
    adopt: { apps/backend: "arn:aws:eks:eu-west-1:111122223333:podidentityassociation/demo/a-0a1b2c3d4e" }
`,
    good: `workloads:
  backend:
    serviceAccount: apps/backend
    adopt: { apps/backend: a-0a1b2c3d4e }
`,
  }),
  "adopted-association": {
    severity: "error",
    summary:
      "`adopt` of a workload names a service account that the workload does not have, or one association for two service accounts.",
    wayOut: "Write the service account as it stands in the workload, with the id of its own association.",
    source: ASSOCIATION,
    numbers: [],
    bad: `workloads:
  backend:
    serviceAccount: apps/backend
    adopt: { apps/backend2: a-0a1b2c3d4e }
`,
    good: `workloads:
  backend:
    serviceAccount: apps/backend
    adopt: { apps/backend: a-0a1b2c3d4e }
`,
  },
  "adopted-oidc-provider": {
    severity: "error",
    summary:
      "`cluster.oidcProvider: adopt` takes over IAM's OIDC provider of an existing cluster, which is found by the issuer, for workloads with IRSA.",
    wayOut: "Write `cluster.oidcIssuer`, or leave `oidcProvider` out if no workload uses IRSA.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html",
    numbers: [],
    bad: `
cluster: { oidcProvider: adopt, oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C" }
workloads: { backend: { serviceAccount: apps/backend } }
`,
    good: `
cluster: { oidcProvider: adopt, oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C" }
workloads: { backend: { serviceAccount: apps/backend, via: irsa } }
`,
  },
  "kept-oidc-provider": {
    severity: "error",
    summary:
      "`cluster.oidcProvider: keep` makes IAM's OIDC provider for the cluster's issuer and keeps it, so the issuer must be known.",
    wayOut: "Write `cluster.oidcIssuer`, or leave `oidcProvider` out.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html",
    numbers: [],
    bad: `
cluster: { oidcProvider: keep }
workloads: { backend: { serviceAccount: apps/backend } }
`,
    good: `
cluster: { oidcProvider: keep, oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C" }
workloads: { backend: { serviceAccount: apps/backend } }
`,
  },
  "service-account-metadata": {
    severity: "error",
    summary:
      "`metadata` of a workload is for the ServiceAccount manifests that are written for IRSA. Pod Identity needs none, and the annotation with the role is written here.",
    wayOut: "Leave it out, and write labels and annotations where the service account is made.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
    numbers: [],
    bad: `workloads:
  exporter:
    serviceAccount: apps/exporter
    metadata: { labels: { team: data } }
`,
    good: `${ISSUER}
workloads:
  exporter:
    serviceAccount: apps/exporter
    via: irsa
    metadata: { labels: { team: data } }
`,
  },
  "workload-clusters": {
    severity: "error",
    summary:
      "`clusters` of a workload names further clusters by name, or by ARN if they are in another region. Pod Identity takes only roles of the cluster's own account.",
    wayOut: "Write the name or the ARN of a cluster of this account. For another account, write `targetRole` there.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html",
    numbers: ["R727"],
    bad: `workloads:
  backend:
    serviceAccount: apps/backend
    clusters: ["arn:aws:eks:eu-west-1:444455556666:cluster/green"]
`,
    good: `workloads:
  backend:
    serviceAccount: apps/backend
    clusters: [green, "arn:aws:eks:us-east-1:111122223333:cluster/us"]
`,
  },
  "pod-identity-only": {
    severity: "error",
    summary:
      "`sessionPolicy`, `sessionTags`, `targetRole` and `clusters` are about a Pod Identity association. A workload with via: irsa has no association, so they would be lost.",
    wayOut: "Leave the setting out, or use Pod Identity.",
    source: ASSOCIATION,
    numbers: ["R722"],
    bad: `${ISSUER}
workloads:
  exporter:
    serviceAccount: apps/exporter
    via: irsa
    targetRole: arn:aws:iam::444455556666:role/exports
`,
    good: `${ISSUER}
workloads:
  exporter:
    serviceAccount: apps/exporter
    targetRole: arn:aws:iam::444455556666:role/exports
`,
  },
  "policy-input": {
    severity: "error",
    summary:
      "The policy of a controller or an add-on is limited to its inputs. An input is missing, unknown, or not an ARN of the right type in the partition of the cluster. Other workloads take no inputs.",
    wayOut: "Write the inputs that the message names, each as an ARN or a list of ARNs.",
    source: GUIDE,
    numbers: ["R715"],
    bad: `
workloads:
  dns:
    controller: external-dns
    inputs: { hostedZoneArns: Z0123456789ABCDEFGHIJ }
`,
    good: `
workloads:
  dns:
    controller: external-dns
    inputs: { hostedZoneArns: "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ" }
`,
  },
  "queue-key": textRule(QUEUE_KEY, {
    wayOut: "Write the ARN of a key in the region of the cluster: a key, not an alias.",
    numbers: [],
    bad: `workloads:${karpenter("{ kmsKeyArn: alias/queues }")}`,
    good: `workloads:${karpenter('{ kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d" }')}`,
  }),
  "queue-name": textRule(QUEUE_NAME, {
    wayOut: "Write a name of letters, digits, - and _.",
    numbers: [],
    bad: `workloads:${karpenter("{ name: demo.fifo }")}`,
    good: `workloads:${karpenter("{ name: demo-interruptions }")}`,
  }),
  "queue-name-taken": {
    severity: "error",
    summary: "Two workloads create queues with one name. Without `name`, a queue has the name of the cluster.",
    wayOut: "Give one of the queues another `name`.",
    source: QUEUE_NAME.source,
    numbers: [],
    bad: `workloads:${karpenter("true")}${karpenter("true", "second")}`,
    good: `workloads:${karpenter("true")}${karpenter("{ name: demo-second }", "second")}`,
  },
  "service-account": {
    severity: "error",
    summary: "A service account is given with its namespace, as namespace/name.",
    wayOut: "Write it like apps/backend.",
    source: GUIDE,
    numbers: ["R701"],
    bad: `
workloads:
  backend:
    serviceAccount: backend
`,
    good: `
workloads:
  backend:
    serviceAccount: apps/backend
`,
  },
  "service-account-list": listRule(
    { ...SERVICE_ACCOUNTS, is: "service accounts in the list of a workload" },
    {
      wayOut: "Name one service account or more, each as namespace/name.",
      numbers: [],
      bad: `
workloads:
  backend:
    serviceAccount: []
`,
      good: `
workloads:
  backend:
    serviceAccount: [apps/backend, apps/worker]
`,
    },
  ),
  "service-account-name": textRule(
    { ...SERVICE_ACCOUNT, is: "the name of a service account" },
    {
      wayOut: "Write the name as `kubectl get serviceaccounts` shows it.",
      numbers: ["R703"],
      bad: `
workloads:
  backend:
    serviceAccount: apps/back_end
`,
      good: `
workloads:
  backend:
    serviceAccount: apps/back-end
`,
    },
  ),
  "service-account-namespace": textRule(
    { ...POD_NAMESPACE, is: "the namespace of a service account" },
    {
      wayOut: "Write the namespace as `kubectl get namespaces` shows it.",
      numbers: ["R702"],
      bad: `
workloads:
  backend:
    serviceAccount: Apps/backend
`,
      good: `
workloads:
  backend:
    serviceAccount: apps/backend
`,
    },
  ),
  "service-account-taken": {
    severity: "error",
    summary:
      "Two workloads give roles to one service account, but Pod Identity has one role for a service account. The service account of an add-on or a controller counts too.",
    wayOut: "Write one workload with the policies of both.",
    source: ASSOCIATION,
    numbers: ["R711", "R712"],
    bad: `
workloads:
  ebs:
    addon: aws-ebs-csi-driver
  volumes:
    serviceAccount: kube-system/ebs-csi-controller-sa
    policies: [arn:aws:iam::111122223333:policy/volumes]
`,
    good: `
workloads:
  ebs:
    addon: aws-ebs-csi-driver
    policies: [arn:aws:iam::111122223333:policy/volumes]
`,
  },
  "service-account-wildcard": {
    severity: "error",
    summary: "A Pod Identity association is for one service account, so wildcards are for IRSA only.",
    wayOut: "Name each service account, in a list if they share the role, or write via: irsa.",
    source: ASSOCIATION,
    numbers: ["R704"],
    bad: `
workloads:
  backend:
    serviceAccount: apps/*
`,
    good: `
workloads:
  backend:
    serviceAccount: [apps/backend, apps/worker]
`,
  },
  "session-policy": {
    severity: "error",
    summary: "EKS takes a session policy only where session tags are switched off.",
    wayOut: "Write sessionTags: false beside it.",
    source: ASSOCIATION,
    numbers: ["R722"],
    bad: `
workloads:
  backup:
    serviceAccount: apps/backup
    sessionPolicy:
      Version: "2012-10-17"
      Statement: [{ Effect: Allow, Action: "s3:PutObject", Resource: "arn:aws:s3:::backups/*" }]
`,
    good: `
workloads:
  backup:
    serviceAccount: apps/backup
    sessionTags: false
    sessionPolicy:
      Version: "2012-10-17"
      Statement: [{ Effect: Allow, Action: "s3:PutObject", Resource: "arn:aws:s3:::backups/*" }]
`,
  },
  "session-tag-condition": {
    severity: "error",
    summary:
      "A policy compares with a session tag of EKS, but the workload has sessionTags: false. Such a condition never matches.",
    wayOut: "Leave out sessionTags: false, or the condition.",
    source: SESSION_TAGS,
    numbers: ["R722"],
    bad: `
workloads:
  backup:
    serviceAccount: apps/backup
    sessionTags: false
    role:
      inlinePolicies:
        backup:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: s3:PutObject
              Resource: arn:aws:s3:::backups/*
              Condition: { StringEquals: { aws:PrincipalTag/kubernetes-namespace: apps } }
`,
    good: `
workloads:
  backup:
    serviceAccount: apps/backup
    role:
      inlinePolicies:
        backup:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: s3:PutObject
              Resource: arn:aws:s3:::backups/*
              Condition: { StringEquals: { aws:PrincipalTag/kubernetes-namespace: apps } }
`,
  },
  "two-ways": {
    severity: "warning",
    summary:
      "Two workloads give roles to one service account, one by Pod Identity and one by IRSA. Pods use IRSA until its annotation is removed.",
    wayOut: "Keep one of the two, or write via: both in one workload during a move.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html",
    numbers: ["R713"],
    bad: `${ISSUER}
workloads:
  backend:
    serviceAccount: apps/backend
  backend-irsa:
    serviceAccount: apps/backend
    via: irsa
`,
    good: `${ISSUER}
workloads:
  backend:
    serviceAccount: apps/backend
    via: both
`,
  },
  "unknown-addon": {
    severity: "error",
    summary: "The add-on is not in the table, so its service account and its policies are not known.",
    wayOut: "Correct the name, or write serviceAccount and policies in place of addon.",
    source: GUIDE,
    numbers: ["R715"],
    bad: `
workloads:
  ebs:
    addon: ebs-csi-driver
`,
    good: `
workloads:
  ebs:
    addon: aws-ebs-csi-driver
`,
  },
  "unusual-via": {
    severity: "warning",
    summary:
      "AWS's page on the add-on does not describe this way to its role, or a policy compares with a session tag that IRSA does not bring.",
    wayOut: "Use the way that the message names.",
    source: ADDONS,
    numbers: ["R718", "R720"],
    bad: `${ISSUER}
workloads:
  ebs:
    serviceAccount: kube-system/ebs-csi-controller-sa
    via: irsa
    policies: [AmazonEBSCSIDriverEKSClusterScopedPolicy]
`,
    good: `
workloads:
  ebs:
    serviceAccount: kube-system/ebs-csi-controller-sa
    policies: [AmazonEBSCSIDriverEKSClusterScopedPolicy]
`,
  },
  "workload-of-what": {
    severity: "error",
    summary:
      "A workload says whose pods it is for by a service account, an add-on or a controller. It has none of them, or both an add-on and a controller.",
    wayOut: "Write serviceAccount, addon or controller. An add-on and a controller are two workloads.",
    source: GUIDE,
    numbers: ["R723"],
    bad: `
workloads:
  reports:
    policies: [AmazonS3ReadOnlyAccess]
`,
    good: `
workloads:
  reports:
    serviceAccount: apps/reports
    policies: [AmazonS3ReadOnlyAccess]
`,
  },
  "workload-use": {
    severity: "error",
    summary: "A workload shares a role of nodes. Its trust is for nodes, so pods cannot assume it.",
    wayOut:
      "Leave use out. For several service accounts that share a role, write serviceAccount as a list in one workload.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html",
    numbers: ["R811"],
    bad: `
nodeRoles:
  workers: { kind: managed }
workloads:
  backend:
    serviceAccount: apps/backend
    role: { use: workers }
`,
    good: `
nodeRoles:
  workers: { kind: managed }
workloads:
  backend:
    serviceAccount: apps/backend
`,
  },
  "every-namespace": {
    severity: "warning",
    summary:
      "A role may be taken by service accounts of every namespace. Whoever may start pods in any of them gets the role.",
    wayOut: "Name the namespace, and the service account if it is one.",
    source: "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
    numbers: [],
    bad: `
cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF" }
workloads:
  backend: { serviceAccount: "*/*", via: irsa }
`,
    good: `
cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF" }
workloads:
  backend: { serviceAccount: "apps/*", via: irsa }
`,
  },
  "issuers-without-irsa": {
    severity: "error",
    summary:
      "`issuers` names further clusters for IRSA, and the pods of this workload get the role by Pod Identity alone.",
    wayOut: "Write `via: irsa` or `via: both`, or leave `issuers` out.",
    source: "docs/guides/workloads.md",
    numbers: [],
    bad: `
workloads:
  backend: { serviceAccount: apps/backend, issuers: ["https://oidc.eks.eu-west-1.amazonaws.com/id/FEDCBA9876543210"] }
`,
    good: `
workloads:
  backend: { serviceAccount: apps/backend }
`,
  },
  "wide-input": {
    severity: "warning",
    summary:
      "An input that the policy of an add-on or controller is narrowed to names everything of its kind, so that nothing is narrowed.",
    wayOut: "Name the bucket, zone, secret or key that the pods need.",
    source: "docs/guides/workloads.md",
    numbers: [],
    bad: `
workloads:
  dns: { controller: external-dns, inputs: { hostedZoneArns: "arn:aws:route53:::hostedzone/*" } }
`,
    good: `
workloads:
  dns: { controller: external-dns, inputs: { hostedZoneArns: "arn:aws:route53:::hostedzone/Z0123456789" } }
`,
  },
  "irsa-twice": {
    severity: "error",
    summary:
      "Two workloads give one service account a role by IRSA. A service account names one role in its annotation, and one manifest would overwrite the other.",
    wayOut: "Write one workload with all policies.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
    numbers: ["R726"],
    bad: `
cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF" }
workloads:
  read: { serviceAccount: apps/backend, via: irsa }
  write: { serviceAccount: apps/backend, via: irsa }
`,
    good: `
cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF" }
workloads:
  read: { serviceAccount: apps/backend, via: irsa }
  write: { serviceAccount: apps/writer, via: irsa }
`,
  },
});
