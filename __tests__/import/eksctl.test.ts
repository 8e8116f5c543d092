import { WELL_KNOWN_POLICIES } from "../../lib/aws/workloads/eksctl";
import { answers, eksctlLines } from "./support";

const IAM = "arn:aws:iam::111122223333";
const POLICY = "arn:aws:eks::aws:cluster-access-policy";
/** An item of accessConfig.accessEntries. */
const entry = (text: string) => `accessConfig:\n  authenticationMode: API\n  accessEntries:\n    - ${text}\n`;
/** An item of iam.podIdentityAssociations. */
const pods = (text: string) =>
  `iam:\n  podIdentityAssociations:\n    - { namespace: apps, serviceAccountName: backend, ${text} }\n`;
/** An item of iam.serviceAccounts. */
const irsa = (text: string) =>
  `iam:\n  serviceAccounts:\n    - { metadata: { name: backend, namespace: apps }, ${text} }\n`;
/** What `aws eks list-pod-identity-associations` answers. */
const association = (more = {}) =>
  answers({
    associations: [{ namespace: "apps", serviceAccount: "backend", associationId: "a-0a1b2c3d4e5f6a7b8", ...more }],
  });
/** What `aws eks describe-cluster` answers. */
const issuer = () =>
  answers({
    cluster: {
      name: "demo",
      identity: { oidc: { issuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" } },
    },
  });
const ROLE = "roleARN: arn:aws:iam::111122223333:role/backend";
const DOCUMENT =
  '{ Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::files/${aws:username}/*" }] }';

/** A part of a ClusterConfig, what AWS answered, and what stands in the file. */
const ROWS: readonly (readonly [string, string, ReturnType<typeof answers>, readonly string[]])[] = [
  [
    "an entry",
    entry(`{ principalARN: ${IAM}:user/ann, type: STANDARD, kubernetesGroups: [team], kubernetesUsername: ann }`),
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "access:",
      "  # accessConfig.accessEntries[0], line 6",
      "  ann:",
      "    principal: arn:aws:iam::111122223333:user/ann",
      "    groups: [team]",
      "    username: ann",
      "    adopt: true",
    ],
  ],
  [
    "an entry with policies",
    entry(
      `{ principalARN: ${IAM}:role/ops, accessPolicies: [{ policyARN: ${POLICY}/AmazonEKSViewPolicy, accessScope: { type: namespace, namespaces: [a, b-*] } }, { policyARN: ${POLICY}/AmazonEKSClusterAdminPolicy, accessScope: { type: cluster } }] }`,
    ),
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "access:",
      "  # accessConfig.accessEntries[0], line 6",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    policies: [{ policy: AmazonEKSViewPolicy, namespaces: [a, b-*] }, AmazonEKSClusterAdminPolicy]",
      "    adopt: with-policies",
    ],
  ],
  [
    "EC2_LINUX",
    entry(`{ principalARN: ${IAM}:role/nodes, type: EC2_LINUX }`),
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "nodeRoles:",
      "  # accessConfig.accessEntries[0], line 6",
      "  nodes: { kind: self-managed, arn: arn:aws:iam::111122223333:role/nodes, adopt: true }",
    ],
  ],
  [
    "EC2_WINDOWS",
    entry(`{ principalARN: ${IAM}:role/nodes, type: EC2_WINDOWS }`),
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "nodeRoles:",
      "  # accessConfig.accessEntries[0], line 6",
      "  nodes: { kind: windows, arn: arn:aws:iam::111122223333:role/nodes, adopt: true }",
    ],
  ],
  [
    "HYBRID_LINUX",
    entry(`{ principalARN: ${IAM}:role/nodes, type: HYBRID_LINUX }`),
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "nodeRoles:",
      "  # accessConfig.accessEntries[0], line 6",
      "  nodes: { kind: hybrid-ssm, arn: arn:aws:iam::111122223333:role/nodes, adopt: true }",
    ],
  ],
  [
    "FARGATE_LINUX",
    entry(`{ principalARN: ${IAM}:role/nodes, type: FARGATE_LINUX }`),
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "# left out: accessConfig.accessEntries[0], line 6: EKS makes the entries of Fargate profiles",
    ],
  ],
  [
    "EC2",
    entry(`{ principalARN: ${IAM}:role/nodes, type: EC2 }`),
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "# DECIDE: accessConfig.accessEntries[0], line 6: nodes of EKS Auto Mode: write the NodeClass that has this role, as nodeClasses.<name> with role: { arn: … } and adopt: with-policies, or the role of the built-in node pools",
      "#   nodeRoles: { nodes: { kind: auto, arn: arn:aws:iam::111122223333:role/nodes, adopt: with-policies } }",
    ],
  ],
  [
    "an unknown type",
    entry(`{ principalARN: ${IAM}:role/nodes, type: MOON }`),
    answers(),
    [
      "cluster: { authenticationMode: API }",
      '# DECIDE: accessConfig.accessEntries[0], line 6: an entry of the type "MOON", which is not known here',
    ],
  ],
  [
    "an entry that is none",
    entry(`text`),
    answers(),
    [
      "cluster: { authenticationMode: API }",
      '# DECIDE: accessConfig.accessEntries[0], line 6: refused here: the ARN of an IAM role or user, got ""; write arn:aws:iam::<account>:role/<path><name> [principal-arn]',
      '#   access: { access: { principal: "", adopt: true } }',
    ],
  ],
  [
    "API_AND_CONFIG_MAP",
    `accessConfig: { authenticationMode: API_AND_CONFIG_MAP, accessEntries: [{ principalARN: "${IAM}:role/ops", kubernetesGroups: [a] }] }`,
    answers(),
    [
      "cluster: { authenticationMode: API_AND_CONFIG_MAP }",
      "access:",
      "  # accessConfig.accessEntries[0], line 3",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    groups: [a]",
      "    adopt: true",
    ],
  ],
  [
    "CONFIG_MAP",
    `accessConfig: { authenticationMode: CONFIG_MAP, accessEntries: [{ principalARN: "${IAM}:role/ops", kubernetesGroups: [a] }] }`,
    answers(),
    [
      "cluster: { authenticationMode: API_AND_CONFIG_MAP }",
      "access:",
      "  # accessConfig.accessEntries[0], line 3",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    groups: [a]",
      "# DECIDE: accessConfig.authenticationMode, line 3: CONFIG_MAP takes no entries: change the mode to API_AND_CONFIG_MAP first, which cannot be undone: aws eks update-cluster-config --name <cluster> --access-config authenticationMode=API_AND_CONFIG_MAP",
    ],
  ],
  [
    "identity mappings",
    `iamIdentityMappings:\n  - { arn: "${IAM}:role/ops", groups: [system:masters], username: ops, noDuplicateARNs: true }\n  - { serviceName: emr-containers, namespace: emr }\n  - { arn: "${IAM}:user/ann", groups: [team] }\n  - { account: 012345678901 }\n  - { serviceName: moon }\n`,
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "access:",
      "  # iamIdentityMappings[0], line 4",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    policies: [AmazonEKSClusterAdminPolicy]   # was the group system:masters",
      "    username: ops",
      "  # iamIdentityMappings[2], line 6",
      "  ann:",
      "    principal: arn:aws:iam::111122223333:user/ann",
      "    groups: [team]",
      "# DECIDE: iamIdentityMappings[1], line 5: Amazon EMR on EKS makes its entries with new virtual clusters, and those that exist cannot move: make new ones, or stay at API_AND_CONFIG_MAP",
      '# DECIDE: iamIdentityMappings[3], line 7: "012345678901": every user and role of that account may log in, without groups; no entry can say so: find out who does, and write an entry for each',
      '# DECIDE: iamIdentityMappings[4], line 8: the service "moon", which is not known here: see how it reaches a cluster with access entries',
    ],
  ],
  [
    "an association",
    pods(ROLE),
    association(),
    [
      "cluster: { authenticationMode: API }",
      "workloads:",
      "  # iam.podIdentityAssociations[0], line 5",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    role: { arn: arn:aws:iam::111122223333:role/backend }",
      "    adopt: { apps/backend: a-0a1b2c3d4e5f6a7b8 }",
    ],
  ],
  [
    "an association, not asked",
    pods(ROLE),
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "workloads:",
      "  # DECIDE: iam.podIdentityAssociations[0], line 5: EKS has an association of apps/backend, which another cannot replace: write adopt: { apps/backend: <its id> }, which aws eks list-pod-identity-associations shows; given with --iam, its answer decides it",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    role: { arn: arn:aws:iam::111122223333:role/backend }",
    ],
  ],
  [
    "an association that is not there",
    pods(ROLE),
    answers({ associations: [] }),
    [
      "cluster: { authenticationMode: API }",
      "workloads:",
      "  # iam.podIdentityAssociations[0], line 5",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    role: { arn: arn:aws:iam::111122223333:role/backend }",
    ],
  ],
  [
    "an association of an add-on",
    pods(ROLE),
    association({ ownerArn: "arn:aws:eks:eu-west-1:111122223333:addon/demo/x/1" }),
    [
      "cluster: { authenticationMode: API }",
      "# left out: iam.podIdentityAssociations[0], line 5: the association of apps/backend belongs to arn:aws:eks:eu-west-1:111122223333:addon/demo/x/1, which makes it and takes it away",
    ],
  ],
  [
    "the role of an association from AWS",
    pods("permissionPolicyARNs: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]"),
    association({ roleArn: "arn:aws:iam::111122223333:role/eksctl-demo-Role1" }),
    [
      "cluster: { authenticationMode: API }",
      "workloads:",
      "  # iam.podIdentityAssociations[0], line 5",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    role: { arn: arn:aws:iam::111122223333:role/eksctl-demo-Role1 }",
      "    adopt: { apps/backend: a-0a1b2c3d4e5f6a7b8 }",
    ],
  ],
  [
    "roleName",
    pods("roleName: backend"),
    association(),
    [
      "cluster: { authenticationMode: API }",
      "workloads:",
      "  # iam.podIdentityAssociations[0], line 5",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    role: { arn: arn:aws:iam::111122223333:role/backend }",
      "    adopt: { apps/backend: a-0a1b2c3d4e5f6a7b8 }",
    ],
  ],
  [
    "permissionPolicyARNs",
    pods(`permissionPolicyARNs: [${IAM}:policy/backend]`),
    association(),
    [
      "cluster: { authenticationMode: API }",
      "workloads:",
      "  # DECIDE: iam.podIdentityAssociations[0], line 5: eksctl has made the role in its stack, and the file does not name it: this item makes another; to keep that one, write role: { arn: <its ARN> } in place of policies",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    policies: [arn:aws:iam::111122223333:policy/backend]",
      "    adopt: { apps/backend: a-0a1b2c3d4e5f6a7b8 }",
    ],
  ],
  [
    "permissionPolicy",
    pods(`permissionPolicy: ${DOCUMENT}, permissionsBoundaryARN: ${IAM}:policy/boundary`),
    association(),
    [
      "cluster: { authenticationMode: API }",
      "workloads:",
      "  # DECIDE: iam.podIdentityAssociations[0], line 5: eksctl has made the role in its stack, and the file does not name it: this item makes another; to keep that one, write role: { arn: <its ARN> } in place of policies",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    role:",
      "      inlinePolicies:",
      "        eksctl:",
      "          Version: 2012-10-17",
      '          Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::files/${aws:username}/*" }]',
      "      permissionsBoundary: arn:aws:iam::111122223333:policy/boundary",
      "    adopt: { apps/backend: a-0a1b2c3d4e5f6a7b8 }",
    ],
  ],
  [
    "targetRoleARN, disableSessionTags and policy",
    pods(
      `${ROLE}, targetRoleARN: arn:aws:iam::444455556666:role/b, disableSessionTags: true, policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'`,
    ),
    association(),
    [
      "cluster: { authenticationMode: API }",
      "workloads:",
      "  # iam.podIdentityAssociations[0], line 5",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    role: { arn: arn:aws:iam::111122223333:role/backend }",
      "    targetRole: arn:aws:iam::444455556666:role/b",
      "    sessionTags: false",
      '    sessionPolicy: { Version: 2012-10-17, Statement: [{ Effect: Allow, Action: s3:*, Resource: "*" }] }',
      "    adopt: { apps/backend: a-0a1b2c3d4e5f6a7b8 }",
    ],
  ],
  [
    "a policy that is no JSON",
    pods(`${ROLE}, policy: "{"`),
    association(),
    [
      "cluster: { authenticationMode: API }",
      "workloads:",
      '  # DECIDE: iam.podIdentityAssociations[0], line 5: the policy of the association is no JSON, "{": write it as sessionPolicy',
      "  backend:",
      "    serviceAccount: apps/backend",
      "    role: { arn: arn:aws:iam::111122223333:role/backend }",
      "    adopt: { apps/backend: a-0a1b2c3d4e5f6a7b8 }",
    ],
  ],
  [
    "createServiceAccount",
    pods(`${ROLE}, createServiceAccount: true`),
    association(),
    [
      "cluster: { authenticationMode: API }",
      "workloads:",
      "  # iam.podIdentityAssociations[0], line 5. eksctl has made the service account too, and it stays",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    role: { arn: arn:aws:iam::111122223333:role/backend }",
      "    adopt: { apps/backend: a-0a1b2c3d4e5f6a7b8 }",
    ],
  ],
  [
    "attachRoleARN",
    irsa("attachRoleARN: arn:aws:iam::111122223333:role/backend"),
    issuer(),
    [
      "cluster:",
      "  authenticationMode: API",
      "  oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
      "  oidcProvider: existing",
      "workloads:",
      "  # iam.serviceAccounts[0], line 5",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    via: irsa",
      "    role: { arn: arn:aws:iam::111122223333:role/backend }",
    ],
  ],
  [
    "attachRoleARN, not asked",
    irsa("attachRoleARN: arn:aws:iam::111122223333:role/backend"),
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "# DECIDE: iam.serviceAccounts[0], line 5: its role trusts the issuer of the cluster, which the file does not name: give --iam with the answer of aws eks describe-cluster",
      "#   workloads: { backend: { serviceAccount: apps/backend, via: irsa, role: { arn: arn:aws:iam::111122223333:role/backend } } }",
    ],
  ],
  [
    "attachPolicyARNs",
    irsa("attachPolicyARNs: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]"),
    issuer(),
    [
      "cluster:",
      "  authenticationMode: API",
      "  oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
      "  oidcProvider: existing",
      "workloads:",
      "  # DECIDE: iam.serviceAccounts[0], line 5: eksctl has made the role in its stack, and the file does not name it: this item makes another; to keep that one, write role: { arn: <its ARN> } in place of policies",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    via: irsa",
      "    policies: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]",
    ],
  ],
  [
    "attachPolicy",
    irsa(`attachPolicy: ${DOCUMENT}, permissionsBoundary: ${IAM}:policy/boundary`),
    issuer(),
    [
      "cluster:",
      "  authenticationMode: API",
      "  oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
      "  oidcProvider: existing",
      "workloads:",
      "  # DECIDE: iam.serviceAccounts[0], line 5: eksctl has made the role in its stack, and the file does not name it: this item makes another; to keep that one, write role: { arn: <its ARN> } in place of policies",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    via: irsa",
      "    role:",
      "      inlinePolicies:",
      "        eksctl:",
      "          Version: 2012-10-17",
      '          Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::files/${aws:username}/*" }]',
      "      permissionsBoundary: arn:aws:iam::111122223333:policy/boundary",
    ],
  ],
  [
    "status.roleARN",
    irsa("status: { roleARN: arn:aws:iam::111122223333:role/backend }"),
    issuer(),
    [
      "cluster:",
      "  authenticationMode: API",
      "  oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
      "  oidcProvider: existing",
      "workloads:",
      "  # iam.serviceAccounts[0], line 5",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    via: irsa",
      "    role: { arn: arn:aws:iam::111122223333:role/backend }",
    ],
  ],
  [
    "roleOnly",
    irsa("roleName: backend, roleOnly: true"),
    issuer(),
    [
      "cluster:",
      "  authenticationMode: API",
      "  oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
      "  oidcProvider: existing",
      "workloads:",
      "  # iam.serviceAccounts[0], line 5. eksctl has made the role alone, and not the service account",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    via: irsa",
      "    role: { arn: arn:aws:iam::111122223333:role/backend }",
    ],
  ],
  [
    "subjectPattern",
    irsa('attachRoleARN: arn:aws:iam::111122223333:role/backend, subjectPattern: "back-*"'),
    issuer(),
    [
      "cluster:",
      "  authenticationMode: API",
      "  oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
      "  oidcProvider: existing",
      "workloads:",
      "  # iam.serviceAccounts[0], line 5",
      "  backend:",
      "    serviceAccount: apps/back-*",
      "    via: irsa",
      "    role: { arn: arn:aws:iam::111122223333:role/backend }",
    ],
  ],
  [
    "labels",
    "iam:\n  serviceAccounts:\n    - { metadata: { name: backend, labels: { a: b } }, attachRoleARN: arn:aws:iam::111122223333:role/backend }\n",
    issuer(),
    [
      "cluster:",
      "  authenticationMode: API",
      "  oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
      "  oidcProvider: existing",
      "workloads:",
      "  # iam.serviceAccounts[0], line 5",
      "  backend:",
      "    serviceAccount: default/backend",
      "    via: irsa",
      "    role: { arn: arn:aws:iam::111122223333:role/backend }",
      "    metadata: { labels: { a: b } }",
    ],
  ],
  [
    "autoScaler",
    pods("wellKnownPolicies: { autoScaler: true }"),
    association(),
    [
      "cluster: { authenticationMode: API }",
      "workloads:",
      "  # DECIDE: iam.podIdentityAssociations[0], line 5: eksctl has made the role in its stack, and the file does not name it: this item makes another; to keep that one, write role: { arn: <its ARN> } in place of policies. The policy autoScaler of eksctl holds for all resources of the account, that of the controller cluster-autoscaler for those of this cluster",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    controller: cluster-autoscaler",
      "    adopt: { apps/backend: a-0a1b2c3d4e5f6a7b8 }",
    ],
  ],
  [
    "awsLoadBalancerController",
    pods("wellKnownPolicies: { awsLoadBalancerController: true }"),
    association(),
    [
      "cluster: { authenticationMode: API }",
      "workloads:",
      "  # DECIDE: iam.podIdentityAssociations[0], line 5: eksctl has made the role in its stack, and the file does not name it: this item makes another; to keep that one, write role: { arn: <its ARN> } in place of policies. The policy awsLoadBalancerController of eksctl holds for all resources of the account, that of the controller aws-load-balancer-controller for those of this cluster",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    controller: aws-load-balancer-controller",
      "    adopt: { apps/backend: a-0a1b2c3d4e5f6a7b8 }",
    ],
  ],
  [
    "externalDNS",
    pods("wellKnownPolicies: { externalDNS: true }"),
    association(),
    [
      "cluster: { authenticationMode: API }",
      "# DECIDE: iam.podIdentityAssociations[0], line 5: eksctl has made the role in its stack, and the file does not name it: this item makes another; to keep that one, write role: { arn: <its ARN> } in place of policies. The policy externalDNS of eksctl holds for all resources of the account, that of the controller external-dns for its inputs: fill them in",
      "#   workloads: { backend: { serviceAccount: apps/backend, controller: external-dns, inputs: { hostedZoneArns: [<hostedZoneArns>] }, adopt: { apps/backend: a-0a1b2c3d4e5f6a7b8 } } }",
    ],
  ],
  [
    "certManager",
    pods("wellKnownPolicies: { certManager: true }"),
    association(),
    [
      "cluster: { authenticationMode: API }",
      "# DECIDE: iam.podIdentityAssociations[0], line 5: eksctl has made the role in its stack, and the file does not name it: this item makes another; to keep that one, write role: { arn: <its ARN> } in place of policies. The policy certManager of eksctl holds for all resources of the account, that of the controller cert-manager for its inputs: fill them in",
      "#   workloads: { backend: { serviceAccount: apps/backend, controller: cert-manager, inputs: { hostedZoneArns: [<hostedZoneArns>] }, adopt: { apps/backend: a-0a1b2c3d4e5f6a7b8 } } }",
    ],
  ],
  [
    "ebsCSIController",
    pods("wellKnownPolicies: { ebsCSIController: true }"),
    association(),
    [
      "cluster: { authenticationMode: API }",
      "workloads:",
      "  # DECIDE: iam.podIdentityAssociations[0], line 5: eksctl has made the role in its stack, and the file does not name it: this item makes another; to keep that one, write role: { arn: <its ARN> } in place of policies",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    addon: aws-ebs-csi-driver",
      "    variant: any-tags",
      "    adopt: { apps/backend: a-0a1b2c3d4e5f6a7b8 }",
    ],
  ],
  [
    "efsCSIController",
    pods("wellKnownPolicies: { efsCSIController: true }"),
    association(),
    [
      "cluster: { authenticationMode: API }",
      "workloads:",
      "  # DECIDE: iam.podIdentityAssociations[0], line 5: eksctl has made the role in its stack, and the file does not name it: this item makes another; to keep that one, write role: { arn: <its ARN> } in place of policies",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    addon: aws-efs-csi-driver",
      "    adopt: { apps/backend: a-0a1b2c3d4e5f6a7b8 }",
    ],
  ],
  [
    "imageBuilder",
    pods("wellKnownPolicies: { imageBuilder: true }"),
    association(),
    [
      "cluster: { authenticationMode: API }",
      "workloads:",
      "  # DECIDE: iam.podIdentityAssociations[0], line 5: eksctl has made the role in its stack, and the file does not name it: this item makes another; to keep that one, write role: { arn: <its ARN> } in place of policies",
      "  backend:",
      "    serviceAccount: apps/backend",
      "    policies: [AmazonEC2ContainerRegistryPowerUser]",
      "    adopt: { apps/backend: a-0a1b2c3d4e5f6a7b8 }",
    ],
  ],
  [
    "two controllers",
    pods("wellKnownPolicies: { autoScaler: true, externalDNS: true, imageBuilder: false }"),
    association(),
    [
      "cluster: { authenticationMode: API }",
      '# DECIDE: iam.podIdentityAssociations[0], line 5: eksctl has made the role in its stack, and the file does not name it: this item makes another; to keep that one, write role: { arn: <its ARN> } in place of policies. The policies "autoScaler" and "externalDNS" of eksctl beside others in one role: write a role for each, or role.policyTemplates',
      "#   workloads: { backend: { serviceAccount: apps/backend, adopt: { apps/backend: a-0a1b2c3d4e5f6a7b8 } } }",
    ],
  ],
  [
    "an add-on without a role",
    "addons: [{ name: coredns }]",
    answers(),
    [
      "cluster: { authenticationMode: API }",
      '# left out: addons[0], line 3: the file gives the add-on "coredns" no role',
    ],
  ],
  [
    "an add-on with a role",
    `addons: [{ name: vpc-cni, serviceAccountRoleARN: "${IAM}:role/cni" }]`,
    issuer(),
    [
      "cluster:",
      "  authenticationMode: API",
      "  oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
      "  oidcProvider: existing",
      "workloads:",
      "  # addons[0], line 3",
      "  vpc-cni:",
      "    addon: vpc-cni",
      "    via: irsa",
      "    role: { arn: arn:aws:iam::111122223333:role/cni }",
    ],
  ],
  [
    "an add-on whose role eksctl makes",
    `addons: [{ name: aws-ebs-csi-driver, wellKnownPolicies: { ebsCSIController: true } }]`,
    issuer(),
    [
      "cluster:",
      "  authenticationMode: API",
      "  oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
      "  oidcProvider: existing",
      "workloads:",
      "  # DECIDE: addons[0], line 3: eksctl has made the role in its stack, and the file does not name it: this item makes another; to keep that one, write role: { arn: <its ARN> } in place of policies",
      "  aws-ebs-csi-driver:",
      "    addon: aws-ebs-csi-driver",
      "    via: irsa",
    ],
  ],
  [
    "an add-on with associations",
    `addons: [{ name: vpc-cni, podIdentityAssociations: [{ roleARN: "${IAM}:role/cni" }] }, { name: vpc-cni, useDefaultPodIdentityAssociations: true }]`,
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "# left out: addons[0], line 3: the add-on owns its associations, makes them and takes them away; their roles stay as they are",
      "# left out: addons[1], line 3: the add-on owns its associations, makes them and takes them away; their roles stay as they are",
    ],
  ],
  [
    "an unknown add-on",
    `addons: [{ name: moon, serviceAccountRoleARN: "${IAM}:role/cni" }]`,
    issuer(),
    [
      "cluster:",
      "  authenticationMode: API",
      "  oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
      "  oidcProvider: existing",
      '# DECIDE: addons[0], line 3: refused here: no add-on "moon" is known here; write serviceAccount and policies instead [unknown-addon]',
      "#   workloads: { moon: { addon: moon, via: irsa, role: { arn: arn:aws:iam::111122223333:role/cni } } }",
    ],
  ],
  [
    "Auto Mode",
    `autoModeConfig: { enabled: true, nodeRoleARN: "${IAM}:role/auto" }`,
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "nodeRoles:",
      "  # autoModeConfig, line 3. The role of the built-in node pools",
      "  default: { kind: auto, arn: arn:aws:iam::111122223333:role/auto, adopt: with-policies }",
    ],
  ],
  [
    "Auto Mode, role by eksctl",
    `autoModeConfig: { enabled: true }`,
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "# DECIDE: autoModeConfig, line 3: eksctl has made the role of the built-in node pools in its stack: aws cloudformation describe-stack-resources --stack-name eksctl-demo-cluster shows its name",
      "#   nodeRoles: { default: { kind: auto, arn: <ARN of the role>, adopt: with-policies } }",
    ],
  ],
  [
    "Auto Mode without pools",
    `autoModeConfig: { enabled: true, nodePools: [] }`,
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "# left out: autoModeConfig, line 3: without built-in node pools, which are what the node role is for",
    ],
  ],
  ["no Auto Mode", `autoModeConfig: { enabled: false }`, answers(), ["cluster: { authenticationMode: API }"]],
  [
    "hybrid nodes",
    `remoteNetworkConfig: { iam: { provider: IRA, roleARN: "${IAM}:role/hybrid" } }`,
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "# DECIDE: remoteNetworkConfig, line 3: refused here: kind hybrid-roles-anywhere needs trustAnchorArn; write arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/<id> [trust-anchor]",
      "#   nodeRoles: { hybrid: { kind: hybrid-roles-anywhere, arn: arn:aws:iam::111122223333:role/hybrid, adopt: true } }",
    ],
  ],
  [
    "hybrid nodes, role by eksctl",
    `remoteNetworkConfig: { iam: { provider: SSM } }`,
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "# DECIDE: remoteNetworkConfig, line 3: eksctl has made the role of hybrid nodes in its stack: aws cloudformation describe-stack-resources --stack-name eksctl-demo-cluster shows its name",
      "#   nodeRoles: { hybrid: { kind: hybrid-ssm, arn: <ARN of the role>, adopt: true } }",
    ],
  ],
  [
    "self-managed nodes",
    `nodeGroups: [{ name: spot, iam: { instanceRoleARN: "${IAM}:role/spot" } }, { name: win, amiFamily: WindowsServer2022CoreContainer, iam: { instanceRoleARN: "${IAM}:role/win" } }]`,
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "nodeRoles:",
      "  # nodeGroups[0], line 3",
      "  spot: { kind: self-managed, arn: arn:aws:iam::111122223333:role/spot, adopt: true }",
      "  # nodeGroups[1], line 3",
      "  win: { kind: windows, arn: arn:aws:iam::111122223333:role/win, adopt: true }",
    ],
  ],
  [
    "self-managed nodes, role by eksctl",
    `nodeGroups: [{ name: spot }]`,
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "# DECIDE: nodeGroups[0], line 3: eksctl has made the role of these nodes, and its entry, in a stack: aws cloudformation describe-stack-resources --stack-name eksctl-demo-nodegroup-spot shows its name",
      "#   nodeRoles: { spot: { kind: self-managed, arn: <ARN of the role>, adopt: true } }",
    ],
  ],
  [
    "what EKS makes",
    `managedNodeGroups: [{ name: mng }]\nfargateProfiles: [{ name: fp }]\n`,
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "# left out: managedNodeGroups[0], line 3: EKS makes the entries of managed node groups",
      "# left out: fargateProfiles[0], line 4: EKS makes the entries of Fargate profiles",
    ],
  ],
  [
    "capabilities",
    `capabilities: [{ name: ack, type: ACK }, { name: kro, type: KRO, roleArn: "${IAM}:role/kro", accessPolicies: [{ policyARN: "${POLICY}/AmazonEKSEditPolicy", accessScope: { type: namespace, namespaces: [apps] } }] }, { name: argo, type: ARGOCD, accessPolicies: [{ policyARN: "${POLICY}/AmazonEKSViewPolicy", accessScope: { type: cluster } }] }]`,
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "access:",
      "  # capabilities[1], line 3",
      "  kro:",
      "    principal: arn:aws:iam::111122223333:role/kro",
      "    entry: by-eks",
      "    policies: [{ policy: AmazonEKSEditPolicy, namespaces: [apps] }]",
      "    adopt: true",
      "# left out: capabilities[0], line 3: EKS makes the entries of capabilities",
      "# DECIDE: capabilities[2], line 3: eksctl has made the role of the capability in its stack: aws eks describe-capability shows its ARN",
      "#   access: { argo: { principal: <ARN of the role>, entry: by-eks, policies: [AmazonEKSViewPolicy], adopt: true } }",
    ],
  ],
  [
    "identity providers",
    `identityProviders: [{ name: okta, type: oidc, issuerURL: "https://example.okta.com", clientID: kubernetes, groupsClaim: groups, requiredClaims: { a: b } }, { name: "Okta 2", type: oidc, issuerURL: "https://example.okta.com", clientID: kubernetes }]`,
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "identityProviders:",
      "  # identityProviders[0], line 3",
      "  okta:",
      "    issuerUrl: https://example.okta.com",
      "    clientId: kubernetes",
      "    groupsClaim: groups",
      "    requiredClaims: { a: b }",
      "    adopt: true",
      '# DECIDE: identityProviders[1], line 3: the key of a provider is its name in EKS, and "Okta 2" is no key: the provider can stay where it is, without an item',
    ],
  ],
  [
    "other roles",
    `iam: { serviceRoleARN: "${IAM}:role/cluster", fargatePodExecutionRoleARN: "${IAM}:role/fargate" }\nkarpenter: { version: 1.0.0 }\n`,
    answers(),
    [
      "cluster: { authenticationMode: API }",
      "# left out: iam.serviceRoleARN, line 3: a role that the cluster has; it needs no entry of ours, and stays as it is",
      "# left out: iam.fargatePodExecutionRoleARN, line 3: a role that the cluster has; it needs no entry of ours, and stays as it is",
      "# DECIDE: karpenter, line 4: eksctl has made the roles of Karpenter and of its nodes in stacks: write an item of nodeRoles for that of the nodes, and a workload with controller: karpenter for that of Karpenter",
    ],
  ],
  ["nothing about access", "vpc: { cidr: 10.0.0.0/16 }", answers(), ["cluster: { authenticationMode: API }"]],
];

test.each([
  ["no scope", "{ policyARN: P }"],
  ["an empty scope", "{ policyARN: P, accessScope: {} }"],
  ["a scope without a type", "{ policyARN: P, accessScope: { namespaces: [x] } }"],
  ["the cluster and namespaces", "{ policyARN: P, accessScope: { type: cluster, namespaces: [x] } }"],
  ["another type", "{ policyARN: P, accessScope: { type: Cluster } }"],
])("an access policy with %s is to decide", (_, given) => {
  const policies = `accessPolicies: [${given.replace("P", `${POLICY}/AmazonEKSViewPolicy`)}]`;
  const asked = (place: string) =>
    `# DECIDE: ${place}: an access policy without a scope, or with namespaces and another type than namespace: write accessScope: { type: cluster }, or { type: namespace, namespaces: […] }, as the entry has it`;
  const mode = "cluster: { authenticationMode: API }";
  expect(eksctlLines(entry(`{ principalARN: ${IAM}:role/ops, ${policies} }`))).toEqual([
    mode,
    asked("accessConfig.accessEntries[0], line 6"),
  ]);
  expect(eksctlLines(`capabilities: [{ name: kro, type: KRO, roleArn: "${IAM}:role/kro", ${policies} }]`)).toEqual([
    mode,
    asked("capabilities[0], line 3"),
  ]);
});

test.each(ROWS)("eksctl: %s", (_, text, given, lines) => {
  expect(eksctlLines(text, given)).toEqual(lines);
});

test("every policy that eksctl knows by name has a row", () => {
  const tried = ROWS.map(([name]) => name);
  expect(Object.keys(WELL_KNOWN_POLICIES).filter((name) => !tried.includes(name))).toEqual([]);
});
