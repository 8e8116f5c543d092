import { jsonAnswer } from "../../lib/commands/answer";
import { diffOf } from "../../lib/diff/diff";
import { KINDS } from "../../lib/diff/fact";
import { diffAnswerOf } from "../../lib/report/diff";
import { objections } from "../support/answers";
import { changed, HEAD, places, plansOf } from "./support";

interface Row {
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** From before to after, and back. */
  readonly gained: readonly string[];
  readonly back: readonly string[];
}

const ISSUER =
  'cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789" }\n';
const SPEC =
  "{ subnetSelectorTerms: [{ id: subnet-0a1b2c3d4e5f60001 }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d4e5f60001 }] }";
const CREATE =
  "clusterRole: {}\ncluster: { create: { subnetIds: [subnet-0a1b2c3d4e5f60001, subnet-0a1b2c3d4e5f60002], ";
const VERSION = 'Version: "2012-10-17"';
const GET = '{ Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" }';
const PUT = '{ Effect: Allow, Action: "s3:PutObject", Resource: "arn:aws:s3:::b/*" }';
const DENY = '{ Effect: Deny, Action: "s3:*", Resource: "arn:aws:s3:::b/x/*" }';

const END = "until: 2027-03-31, reason: ACME-1";
const LATER = "until: 2027-06-30, reason: ACME-1";

/** An item of access with an end, or with none. */
const a = (end: string, policies = "[AmazonEKSSecretReaderPolicy]") =>
  `access: { a: { principal: "@role/a", policies: ${policies}${end === "" ? "" : `, ${end}`} } }`;

const ENDS: readonly Row[] = [
  {
    what: "an end, and none",
    before: a(END),
    after: a(""),
    gained: ["! ~ @role/a: the entry is STANDARD, until 2027-03-31 -> STANDARD | it does not end any more"],
    back: ["~ @role/a: the entry is STANDARD -> STANDARD, until 2027-03-31"],
  },
  {
    what: "a later end",
    before: a(END),
    after: a(LATER),
    gained: ["! ~ @role/a: the entry is STANDARD, until 2027-03-31 -> STANDARD, until 2027-06-30 | it ends later"],
    back: ["~ @role/a: the entry is STANDARD, until 2027-06-30 -> STANDARD, until 2027-03-31"],
  },
  {
    what: "another reason",
    before: a(END),
    after: a(END.replace("ACME-1", "ACME-2")),
    gained: [],
    back: [],
  },
  {
    what: "a later end of one policy",
    before: a("", `[{ policy: AmazonEKSSecretReaderPolicy, namespaces: [x], ${END} }]`),
    after: a("", `[{ policy: AmazonEKSSecretReaderPolicy, namespaces: [x], ${LATER} }]`),
    gained: [
      "! ~ @role/a: AmazonEKSSecretReaderPolicy, in x, until 2027-03-31 -> in x, until 2027-06-30 | it ends later",
    ],
    back: ["~ @role/a: AmazonEKSSecretReaderPolicy, in x, until 2027-06-30 -> in x, until 2027-03-31"],
  },
  {
    what: "an end that moves from the item to its policy",
    before: a(END),
    after: a("", `[{ policy: AmazonEKSSecretReaderPolicy, ${END} }]`),
    gained: [
      "! ~ @role/a: the entry is STANDARD, until 2027-03-31 -> STANDARD | it does not end any more",
      "~ @role/a: AmazonEKSSecretReaderPolicy, in the whole cluster -> in the whole cluster, until 2027-03-31",
    ],
    back: [
      "~ @role/a: the entry is STANDARD -> STANDARD, until 2027-03-31",
      "~ @role/a: AmazonEKSSecretReaderPolicy, in the whole cluster, until 2027-03-31 -> in the whole cluster",
    ],
  },
  {
    what: "another policy that gives for ever what one gives until its end",
    before: a("", `[{ policy: AmazonEKSClusterAdminPolicy, ${END} }]`),
    after: a("", `[{ policy: AmazonEKSClusterAdminPolicy, ${END} }, AmazonEKSSecretReaderPolicy]`),
    gained: [
      "! + @role/a gains AmazonEKSSecretReaderPolicy, in the whole cluster | it can now read Secrets in the whole cluster",
    ],
    back: [
      "- @role/a loses AmazonEKSSecretReaderPolicy, in the whole cluster | it can no longer read Secrets in the whole cluster",
    ],
  },
  {
    what: "access that has an end from the beginning",
    before: "access: {}",
    after: a(END),
    gained: [
      "+ @role/a gets an access entry | it is there until 2027-03-31",
      "! + @role/a gains AmazonEKSSecretReaderPolicy, in the whole cluster | it can now read Secrets in the whole cluster",
    ],
    back: ["- @role/a loses its access entry, and with it AmazonEKSSecretReaderPolicy"],
  },
  {
    what: "a later end of policies of an entry that others make",
    before: a(`entry: elsewhere, ${END}`),
    after: a(`entry: elsewhere, ${LATER}`),
    gained: [
      "! ~ @role/a: AmazonEKSSecretReaderPolicy, in the whole cluster, until 2027-03-31 -> in the whole cluster, until 2027-06-30 | it ends later",
    ],
    back: [
      "~ @role/a: AmazonEKSSecretReaderPolicy, in the whole cluster, until 2027-06-30 -> in the whole cluster, until 2027-03-31",
    ],
  },
  {
    what: "a later end of pods, and none",
    before: `workloads: { w: { serviceAccount: a/w, ${END} }, v: { serviceAccount: a/v, ${END} } }`,
    after: `workloads: { w: { serviceAccount: a/w }, v: { serviceAccount: a/v, ${LATER} } }`,
    gained: [
      "! ~ pods of a/v, with the role @role/demo-v-pod: until 2027-03-31 -> 2027-06-30 | it ends later",
      "! ~ pods of a/w, with the role @role/demo-w-pod: until 2027-03-31 -> none | it does not end any more",
    ],
    back: [
      "~ pods of a/v, with the role @role/demo-v-pod: until 2027-06-30 -> 2027-03-31",
      "~ pods of a/w, with the role @role/demo-w-pod: until none -> 2027-03-31",
    ],
  },
];

const ROWS: readonly Row[] = [
  ...ENDS,
  {
    what: "an access policy that the others do not cover",
    before: 'access: { a: { principal: "@role/a", policies: [AmazonEKSViewPolicy] } }',
    after: 'access: { a: { principal: "@role/a", policies: [AmazonEKSViewPolicy, AmazonEKSSecretReaderPolicy] } }',
    gained: [
      "! + @role/a gains AmazonEKSSecretReaderPolicy, in the whole cluster | it can now read Secrets in the whole cluster",
    ],
    back: [
      "- @role/a loses AmazonEKSSecretReaderPolicy, in the whole cluster | it can no longer read Secrets in the whole cluster",
    ],
  },
  {
    what: "a policy in place of a smaller one",
    before: 'access: { a: { principal: "@role/a", policies: [AmazonEKSViewPolicy] } }',
    after: 'access: { a: { principal: "@role/a", policies: [AmazonEKSClusterAdminPolicy] } }',
    gained: [
      "! + @role/a gains AmazonEKSClusterAdminPolicy, in the whole cluster | it can now do everything in the whole cluster",
      "- @role/a loses AmazonEKSViewPolicy, in the whole cluster | its other policies still allow that",
    ],
    back: [
      "- @role/a loses AmazonEKSClusterAdminPolicy, in the whole cluster | it can no longer do everything in the whole cluster",
      "+ @role/a gains AmazonEKSViewPolicy, in the whole cluster | its earlier policies allow that already",
    ],
  },
  {
    what: "a policy that one which stays covers",
    before: 'access: { a: { principal: "@role/a", policies: [AmazonEKSClusterAdminPolicy] } }',
    after: 'access: { a: { principal: "@role/a", policies: [AmazonEKSClusterAdminPolicy, AmazonEKSViewPolicy] } }',
    gained: ["+ @role/a gains AmazonEKSViewPolicy, in the whole cluster | its earlier policies allow that already"],
    back: ["- @role/a loses AmazonEKSViewPolicy, in the whole cluster | its other policies still allow that"],
  },
  {
    what: "a namespace more",
    before:
      'access: { a: { principal: "@role/a", policies: [{ policy: AmazonEKSSecretReaderPolicy, namespaces: [a] }] } }',
    after:
      'access: { a: { principal: "@role/a", policies: [{ policy: AmazonEKSSecretReaderPolicy, namespaces: [a, b] }] } }',
    gained: ["! ~ @role/a: AmazonEKSSecretReaderPolicy, in a -> in a and b | it can now also read Secrets in b"],
    back: ["~ @role/a: AmazonEKSSecretReaderPolicy, in a and b -> in a | it can no longer read Secrets in b"],
  },
  {
    what: "a namespace that a pattern covers",
    before:
      'access: { a: { principal: "@role/a", policies: [{ policy: AmazonEKSSecretReaderPolicy, namespaces: [team-a-*] }] } }',
    after:
      'access: { a: { principal: "@role/a", policies: [{ policy: AmazonEKSSecretReaderPolicy, namespaces: [team-a-*, team-a-dev] }] } }',
    gained: ["~ @role/a: AmazonEKSSecretReaderPolicy, in team-a-* -> in team-a-* and team-a-dev"],
    back: ["~ @role/a: AmazonEKSSecretReaderPolicy, in team-a-* and team-a-dev -> in team-a-*"],
  },
  {
    what: "all namespaces in place of the whole cluster",
    before: 'access: { a: { principal: "@role/a", policies: [AmazonEKSSecretReaderPolicy] } }',
    after:
      'access: { a: { principal: "@role/a", policies: [{ policy: AmazonEKSSecretReaderPolicy, namespaces: ["*"] }] } }',
    gained: [
      "~ @role/a: AmazonEKSSecretReaderPolicy, in the whole cluster -> in * | it can no longer read Secrets in the whole cluster",
    ],
    back: [
      "! ~ @role/a: AmazonEKSSecretReaderPolicy, in * -> in the whole cluster | it can now also read Secrets in the whole cluster",
    ],
  },
  {
    what: "a policy without published rules",
    before: 'access: { a: { principal: "@role/a", policies: [AmazonEKSViewPolicy] } }',
    after: 'access: { a: { principal: "@role/a", policies: [AmazonEKSViewPolicy, AWSBatchClusterPolicy] } }',
    gained: [
      "! + @role/a gains AWSBatchClusterPolicy, in the whole cluster | AWS publishes no rules of AWSBatchClusterPolicy, so it counts as more than before",
    ],
    back: ["- @role/a loses AWSBatchClusterPolicy, in the whole cluster"],
  },
  {
    what: "a policy that acts as service accounts, in the whole cluster",
    before: 'access: { a: { principal: "@role/a", policies: [{ policy: AmazonEKSEditPolicy, namespaces: [a] }] } }',
    after: 'access: { a: { principal: "@role/a", policies: [AmazonEKSEditPolicy] } }',
    gained: [
      "! ~ @role/a: AmazonEKSEditPolicy, in a -> in the whole cluster | it can now also act as any service account, read Secrets, change Secrets, run commands in pods and more in the whole cluster | in the whole cluster that is the same as cluster admin: it can act as the service accounts of kube-system too",
    ],
    back: [
      "~ @role/a: AmazonEKSEditPolicy, in the whole cluster -> in a | it can no longer act as any service account, read Secrets, change Secrets, run commands in pods and more in the whole cluster",
    ],
  },
  {
    what: "a caveat of a policy",
    before: 'access: { a: { principal: "@role/a", policies: [{ policy: AmazonEKSEditPolicy, namespaces: [a] }] } }',
    after: 'access: { a: { principal: "@role/a", policies: [{ policy: AmazonEKSAdminPolicy, namespaces: [a] }] } }',
    gained: [
      "! + @role/a gains AmazonEKSAdminPolicy, in a | it can now create, delete, deletecollection, get, list, patch, update and watch rolebindings.rbac.authorization.k8s.io and roles.rbac.authorization.k8s.io in a, and 1 more | AmazonEKSAdminPolicy: it makes no RoleBindings, because it may neither bind nor escalate",
      "- @role/a loses AmazonEKSEditPolicy, in a | its other policies still allow that",
    ],
    back: [
      "- @role/a loses AmazonEKSAdminPolicy, in a | it can no longer create, delete, deletecollection, get, list, patch, update and watch rolebindings.rbac.authorization.k8s.io and roles.rbac.authorization.k8s.io in a, and 1 more",
      "+ @role/a gains AmazonEKSEditPolicy, in a | its earlier policies allow that already",
    ],
  },
  {
    what: "a group",
    before: 'access: { a: { principal: "@role/a", groups: [x] } }',
    after: 'access: { a: { principal: "@role/a", groups: [x, y] } }',
    gained: ["! + @role/a joins the group y | what the group may do stands in the bindings of the cluster"],
    back: ["- @role/a leaves the group y"],
  },
  {
    what: "a principal of another account",
    before: "access: { }",
    after: 'access: { a: { principal: "arn:aws:iam::444455556666:role/a", groups: [x] } }',
    gained: [
      "! + arn:aws:iam::444455556666:role/a gets an access entry | it is of another account, 444455556666",
      "! + arn:aws:iam::444455556666:role/a joins the group x | what the group may do stands in the bindings of the cluster",
    ],
    back: ["- arn:aws:iam::444455556666:role/a loses its access entry, and with it the group x"],
  },
  {
    what: "a user where a role was",
    before: 'access: { a: { principal: "@role/a", groups: [x] } }',
    after: 'access: { a: { principal: "@user/a", groups: [x] } }',
    gained: [
      "- @role/a loses its access entry, and with it the group x",
      "! + @user/a gets an access entry | it is an IAM user, whose access keys never expire",
      "! + @user/a joins the group x | what the group may do stands in the bindings of the cluster",
    ],
    back: [
      "! + @role/a joins the group x | what the group may do stands in the bindings of the cluster",
      "- @user/a loses its access entry, and with it the group x",
    ],
  },
  {
    what: "an entry alone",
    before: "access: { }",
    after: 'access: { a: { principal: "@role/a" } }',
    gained: [
      "! + @role/a gets an access entry | it may log in; what its user name may do stands in the bindings of the cluster",
    ],
    back: ["- @role/a loses its access entry"],
  },
  {
    what: "another user name",
    before: 'access: { a: { principal: "@role/a", groups: [x] } }',
    after: 'access: { a: { principal: "@role/a", groups: [x], username: ops } }',
    gained: [
      "! ~ @role/a: the entry is STANDARD -> STANDARD, user name ops | what the user name may do stands in the bindings of the cluster",
    ],
    back: [
      "! ~ @role/a: the entry is STANDARD, user name ops -> STANDARD | what the user name may do stands in the bindings of the cluster",
    ],
  },
  {
    what: "an entry of nodes",
    before: "access: { }",
    after: 'access: { a: { principal: "@role/a", type: EC2_LINUX } }',
    gained: ["+ @role/a gets an access entry of type EC2_LINUX: nodes with it may join the cluster"],
    back: ["- @role/a loses its access entry"],
  },
  {
    what: "the type of an entry",
    before: 'access: { a: { principal: "@role/a" } }',
    after: 'access: { a: { principal: "@role/a", type: EC2_LINUX } }',
    gained: [
      "! ~ @role/a: the entry is STANDARD -> EC2_LINUX | a type has groups of its own, and EC2_LINUX is another than before",
    ],
    back: [
      "! ~ @role/a: the entry is EC2_LINUX -> STANDARD | a type has groups of its own, and STANDARD is another than before",
    ],
  },
  {
    what: "a NodeClass",
    before: "",
    after: `nodeClasses: { gpu: { spec: ${SPEC} } }`,
    gained: [
      "+ @role/demo-gpu-node gets an access entry of type EC2: nodes with it may join the cluster, with AmazonEKSAutoNodePolicy",
      "+ the role demo-gpu-node (nodes of gpu) is made, with AmazonEC2ContainerRegistryPullOnly and AmazonEKSWorkerNodeMinimalPolicy | it trusts ec2.amazonaws.com",
    ],
    back: [
      "- @role/demo-gpu-node loses its access entry, and with it AmazonEKSAutoNodePolicy",
      "- the role demo-gpu-node (nodes of gpu) is gone, and with it AmazonEC2ContainerRegistryPullOnly and AmazonEKSWorkerNodeMinimalPolicy",
    ],
  },
  {
    what: "a NodeClass whose role gets more than nodes need",
    before: "",
    after: `nodeClasses: { gpu: { role: { additionalPolicies: [AmazonS3ReadOnlyAccess] }, spec: ${SPEC} } }`,
    gained: [
      "+ @role/demo-gpu-node gets an access entry of type EC2: nodes with it may join the cluster, with AmazonEKSAutoNodePolicy",
      "+ the role demo-gpu-node (nodes of gpu) is made, with AmazonEC2ContainerRegistryPullOnly and AmazonEKSWorkerNodeMinimalPolicy | it trusts ec2.amazonaws.com",
      "! + the role demo-gpu-node (nodes of gpu) gains arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    ],
    back: [
      "- @role/demo-gpu-node loses its access entry, and with it AmazonEKSAutoNodePolicy",
      "- the role demo-gpu-node (nodes of gpu) is gone, and with it AmazonEC2ContainerRegistryPullOnly, AmazonEKSWorkerNodeMinimalPolicy and AmazonS3ReadOnlyAccess",
    ],
  },
  {
    what: "a policy of a role that is there",
    before: "nodeRoles: { w: { kind: managed } }",
    after: "nodeRoles: { w: { kind: managed, cni: node } }",
    gained: ["! + the role demo-w-node (nodes of w) gains arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"],
    back: ["- the role demo-w-node (nodes of w) loses arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"],
  },
  {
    what: "a managed policy of pods",
    before: 'workloads: { w: { serviceAccount: a/w, policies: ["@policy/one"] } }',
    after: 'workloads: { w: { serviceAccount: a/w, policies: ["@policy/one", "@policy/two"] } }',
    gained: ["! + the role demo-w-pod (pods of a/w) gains @policy/two"],
    back: ["- the role demo-w-pod (pods of a/w) loses @policy/two"],
  },
  {
    what: "an inline policy with a statement more",
    before: `workloads: { w: { serviceAccount: a/w, role: { inlinePolicies: { p: { ${VERSION}, Statement: [${GET}] } } } } }`,
    after: `workloads: { w: { serviceAccount: a/w, role: { inlinePolicies: { p: { ${VERSION}, Statement: [${GET}, ${PUT}] } } } } }`,
    gained: ["! ~ the role demo-w-pod (pods of a/w): the inline policy p changes | new actions: s3:PutObject"],
    back: [
      "~ the role demo-w-pod (pods of a/w): the inline policy p changes | it allows nothing that was not allowed before",
    ],
  },
  {
    what: "an inline policy with fewer exceptions",
    before: `workloads: { w: { serviceAccount: a/w, role: { inlinePolicies: { p: { ${VERSION}, Statement: [{ Effect: Allow, NotAction: ["iam:*", "sts:*"], NotResource: ["arn:aws:s3:::q/*", "arn:aws:s3:::r/*"] }] } } } } }`,
    after: `workloads: { w: { serviceAccount: a/w, role: { inlinePolicies: { p: { ${VERSION}, Statement: [{ Effect: Allow, NotAction: ["iam:Pass*"], NotResource: ["arn:aws:s3:::r/*"] }] } } } } }`,
    gained: [
      "! ~ the role demo-w-pod (pods of a/w): the inline policy p changes | no longer excepted from the actions: iam:* and sts:* | no longer excepted from the resources: arn:aws:s3:::q/*",
    ],
    back: [
      "~ the role demo-w-pod (pods of a/w): the inline policy p changes | it allows nothing that was not allowed before",
    ],
  },
  {
    what: "an inline policy with a pattern for more",
    before: `workloads: { w: { serviceAccount: a/w, role: { inlinePolicies: { p: { ${VERSION}, Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::q/a*" }] } } } } }`,
    after: `workloads: { w: { serviceAccount: a/w, role: { inlinePolicies: { p: { ${VERSION}, Statement: [{ Effect: Allow, Action: "s3:Get*", Resource: "arn:aws:s3:::q/*" }] } } } } }`,
    gained: [
      "! ~ the role demo-w-pod (pods of a/w): the inline policy p changes | new actions: s3:Get* | new resources: arn:aws:s3:::q/*",
    ],
    back: [
      "~ the role demo-w-pod (pods of a/w): the inline policy p changes | it allows nothing that was not allowed before",
    ],
  },
  {
    what: "an inline policy with another name",
    before: `workloads: { w: { serviceAccount: a/w, role: { inlinePolicies: { p: { ${VERSION}, Statement: [${GET}] } } } } }`,
    after: `workloads: { w: { serviceAccount: a/w, role: { inlinePolicies: { q: { ${VERSION}, Statement: [${GET}] } } } } }`,
    gained: [
      "- the role demo-w-pod (pods of a/w) loses the inline policy p | its other inline policies still allow that",
      "+ the role demo-w-pod (pods of a/w) gains the inline policy q | its earlier inline policies allow that already",
    ],
    back: [
      "+ the role demo-w-pod (pods of a/w) gains the inline policy p | its earlier inline policies allow that already",
      "- the role demo-w-pod (pods of a/w) loses the inline policy q | its other inline policies still allow that",
    ],
  },
  {
    what: "a statement that denies is gone",
    before: `workloads: { w: { serviceAccount: a/w, role: { inlinePolicies: { p: { ${VERSION}, Statement: [${GET}, ${DENY}] } } } } }`,
    after: `workloads: { w: { serviceAccount: a/w, role: { inlinePolicies: { p: { ${VERSION}, Statement: [${GET}] } } } } }`,
    gained: ["! ~ the role demo-w-pod (pods of a/w): the inline policy p changes | no longer denied: s3:*"],
    back: [
      "~ the role demo-w-pod (pods of a/w): the inline policy p changes | it allows nothing that was not allowed before",
    ],
  },
  {
    what: "the boundary",
    before:
      'iam: { permissionsBoundary: "@policy/b" }\nworkloads: { w: { serviceAccount: a/w, policies: ["@policy/one"] } }',
    after: 'workloads: { w: { serviceAccount: a/w, policies: ["@policy/one"] } }',
    gained: ["! ~ the role demo-w-pod (pods of a/w): permissions boundary @policy/b -> none"],
    back: ["~ the role demo-w-pod (pods of a/w): permissions boundary none -> @policy/b"],
  },
  {
    what: "another boundary",
    before:
      'iam: { permissionsBoundary: "@policy/b" }\nworkloads: { w: { serviceAccount: a/w, policies: ["@policy/one"] } }',
    after:
      'iam: { permissionsBoundary: "@policy/c" }\nworkloads: { w: { serviceAccount: a/w, policies: ["@policy/one"] } }',
    gained: [
      "! ~ the role demo-w-pod (pods of a/w): permissions boundary @policy/b -> @policy/c | another permissions boundary may allow more",
    ],
    back: [
      "! ~ the role demo-w-pod (pods of a/w): permissions boundary @policy/c -> @policy/b | another permissions boundary may allow more",
    ],
  },
  {
    what: "policies of others that stay",
    before: 'iam: { exclusive: true }\nworkloads: { w: { serviceAccount: a/w, policies: ["@policy/one"] } }',
    after: 'iam: { exclusive: false }\nworkloads: { w: { serviceAccount: a/w, policies: ["@policy/one"] } }',
    gained: [
      "! ~ the role demo-w-pod (pods of a/w): exclusive true -> false | policies that others attach to it are no longer detached",
    ],
    back: ["~ the role demo-w-pod (pods of a/w): exclusive false -> true"],
  },
  {
    what: "a service account more in a trust",
    before: 'workloads: { w: { serviceAccount: a/w, policies: ["@policy/one"] } }',
    after: 'workloads: { w: { serviceAccount: [a/w, a/x], policies: ["@policy/one"] } }',
    gained: [
      "! ~ the role demo-w-pod (pods of a/w and a/x): the conditions of its trust change | new in its trust: aws:RequestTag/kubernetes-service-account x",
      "! + pods of a/x get the role @role/demo-w-pod, by Pod Identity",
    ],
    back: [
      "~ the role demo-w-pod (pods of a/w): the conditions of its trust change",
      "- pods of a/x lose the role @role/demo-w-pod",
    ],
  },
  {
    what: "all service accounts of a namespace in a trust",
    before: `${ISSUER}workloads: { w: { via: irsa, serviceAccount: a/w, policies: ["@policy/one"] } }`,
    after: `${ISSUER}workloads: { w: { via: irsa, serviceAccount: "a/*", policies: ["@policy/one"] } }`,
    gained: [
      "! ~ the role demo-w-pod (pods of a/*): the conditions of its trust change | new in its trust: oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789:sub system:serviceaccount:a:*",
      "! + pods of a/* get the role @role/demo-w-pod, by IRSA",
      "- pods of a/w lose the role @role/demo-w-pod",
    ],
    back: [
      "! ~ the role demo-w-pod (pods of a/w): the conditions of its trust change | new in its trust: oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789:sub system:serviceaccount:a:w",
      "- pods of a/* lose the role @role/demo-w-pod",
      "! + pods of a/w get the role @role/demo-w-pod, by IRSA",
    ],
  },
  {
    what: "another way to the same role",
    before: `${ISSUER}workloads: { w: { via: irsa, serviceAccount: a/w, policies: ["@policy/one"] } }`,
    after: `${ISSUER}workloads: { w: { serviceAccount: a/w, policies: ["@policy/one"] } }`,
    gained: [
      "! ~ the role demo-w-pod (pods of a/w): trust of @oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789 -> pods.eks.amazonaws.com | new in its trust: pods.eks.amazonaws.com, aws:SourceAccount 111122223333, aws:RequestTag/kubernetes-namespace a, aws:RequestTag/kubernetes-service-account w and aws:SourceArn arn:aws:eks:eu-west-1:111122223333:cluster/demo",
      "~ pods of a/w, with the role @role/demo-w-pod: by IRSA -> Pod Identity",
    ],
    back: [
      "! ~ the role demo-w-pod (pods of a/w): trust of pods.eks.amazonaws.com -> @oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789 | new in its trust: @oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789, oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789:aud sts.amazonaws.com and oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789:sub system:serviceaccount:a:w",
      "~ pods of a/w, with the role @role/demo-w-pod: by Pod Identity -> IRSA",
    ],
  },
  {
    what: "a longer session",
    before: 'workloads: { w: { serviceAccount: a/w, policies: ["@policy/one"] } }',
    after: 'workloads: { w: { serviceAccount: a/w, policies: ["@policy/one"], role: { maxSessionSeconds: 7200 } } }',
    gained: ["! ~ the role demo-w-pod (pods of a/w): sessions of 3600 seconds -> 7200 seconds"],
    back: ["~ the role demo-w-pod (pods of a/w): sessions of 7200 seconds -> 3600 seconds"],
  },
  {
    what: "no session tags",
    before: 'workloads: { w: { serviceAccount: a/w, policies: ["@policy/one"] } }',
    after: 'workloads: { w: { serviceAccount: a/w, policies: ["@policy/one"], sessionTags: false } }',
    gained: [
      "! ~ the role demo-w-pod (pods of a/w): the conditions of its trust change | its trust has fewer or other conditions",
      "! ~ pods of a/w, with the role @role/demo-w-pod: session tags on -> off | without session tags, conditions on the pod no longer hold or no longer narrow",
    ],
    back: [
      "~ the role demo-w-pod (pods of a/w): the conditions of its trust change",
      "~ pods of a/w, with the role @role/demo-w-pod: session tags off -> on",
    ],
  },
  {
    what: "a target role",
    before: 'workloads: { w: { serviceAccount: a/w, role: { arn: "@role/w" } } }',
    after:
      'workloads: { w: { serviceAccount: a/w, role: { arn: "@role/w" }, targetRole: "arn:aws:iam::444455556666:role/t" } }',
    gained: [
      "! ~ pods of a/w, with the role @role/w: target role none -> arn:aws:iam::444455556666:role/t | they get what the role arn:aws:iam::444455556666:role/t may do",
    ],
    back: ["~ pods of a/w, with the role @role/w: target role arn:aws:iam::444455556666:role/t -> none"],
  },
  {
    what: "a session policy that narrows",
    before: 'workloads: { w: { serviceAccount: a/w, role: { arn: "@role/w" }, sessionTags: false } }',
    after: `workloads: { w: { serviceAccount: a/w, role: { arn: "@role/w" }, sessionTags: false, sessionPolicy: { ${VERSION}, Statement: [${GET}] } } }`,
    gained: ["~ pods of a/w, with the role @role/w: session policy none -> set"],
    back: ["! ~ pods of a/w, with the role @role/w: session policy set -> none | the session policy narrows them less"],
  },
  {
    what: "another role for pods",
    before: 'workloads: { w: { serviceAccount: a/w, role: { arn: "@role/w" } } }',
    after: 'workloads: { w: { serviceAccount: a/w, role: { arn: "@role/x" } } }',
    gained: ["- pods of a/w lose the role @role/w", "! + pods of a/w get the role @role/x, by Pod Identity"],
    back: ["! + pods of a/w get the role @role/w, by Pod Identity", "- pods of a/w lose the role @role/x"],
  },
  {
    what: "an identity provider",
    before: "",
    after: 'identityProviders: { okta: { issuerUrl: "https://acme.okta.com", clientId: kubernetes } }',
    gained: [
      "! + whoever https://acme.okta.com gives a token for kubernetes may log in | what its users and groups may do stands in the bindings of the cluster",
    ],
    back: ["- whoever https://acme.okta.com gives a token for kubernetes may no longer log in"],
  },
  {
    what: "a claim that a token must have",
    before: 'identityProviders: { okta: { issuerUrl: "https://acme.okta.com", clientId: kubernetes } }',
    after:
      'identityProviders: { okta: { issuerUrl: "https://acme.okta.com", clientId: kubernetes, requiredClaims: { tenant: acme } } }',
    gained: ["~ whoever https://acme.okta.com gives a token for kubernetes: no claim required -> tenant: acme"],
    back: [
      "! ~ whoever https://acme.okta.com gives a token for kubernetes: tenant: acme -> no claim required | no longer required: tenant: acme",
    ],
  },
  {
    what: "groups of another claim",
    before: 'identityProviders: { okta: { issuerUrl: "https://acme.okta.com", clientId: kubernetes } }',
    after:
      'identityProviders: { okta: { issuerUrl: "https://acme.okta.com", clientId: kubernetes, groupsClaim: teams } }',
    gained: [
      "! ~ whoever https://acme.okta.com gives a token for kubernetes: no claim required -> groupsClaim teams | a token stands for another user or other groups | what its users and groups may do stands in the bindings of the cluster",
    ],
    back: [
      "! ~ whoever https://acme.okta.com gives a token for kubernetes: groupsClaim teams -> no claim required | a token stands for another user or other groups | what its users and groups may do stands in the bindings of the cluster",
    ],
  },
  {
    what: "a warning that is accepted",
    before: 'access: { a: { principal: "@role/a", policies: [{ policy: AmazonEKSEditPolicy, namespaces: [a] }] } }\n',
    after:
      'access: { a: { principal: "@role/a", policies: [{ policy: AmazonEKSEditPolicy, namespaces: [a] }] } }\naccept: { secrets-visible: it deploys them }',
    gained: ["! + the file accepts the warning secrets-visible, wherever it is | nobody is warned of it any more"],
    back: ["- the file no longer accepts the warning secrets-visible"],
  },
  {
    what: "a warning that is accepted for more items",
    before:
      'access: { a: { principal: "@role/a", policies: [{ policy: AmazonEKSEditPolicy, namespaces: [a] }] }, b: { principal: "@role/b", policies: [{ policy: AmazonEKSEditPolicy, namespaces: [b] }] } }\naccept: { secrets-visible: { on: [a], because: it deploys them } }',
    after:
      'access: { a: { principal: "@role/a", policies: [{ policy: AmazonEKSEditPolicy, namespaces: [a] }] }, b: { principal: "@role/b", policies: [{ policy: AmazonEKSEditPolicy, namespaces: [b] }] } }\naccept: { secrets-visible: { on: [a, b], because: they deploy } }',
    gained: [
      "! ~ the file accepts the warning secrets-visible, access.a -> access.a, access.b | nobody is warned of it any more",
    ],
    back: ["~ the file accepts the warning secrets-visible, access.a, access.b -> access.a"],
  },
  {
    what: "a warning that is accepted for longer",
    before:
      'access: { a: { principal: "@role/a", policies: [{ policy: AmazonEKSEditPolicy, namespaces: [a] }] } }\naccept: { secrets-visible: { because: it deploys, until: 2027-03-31 } }',
    after:
      'access: { a: { principal: "@role/a", policies: [{ policy: AmazonEKSEditPolicy, namespaces: [a] }] } }\naccept: { secrets-visible: { because: it deploys, until: 2027-04-30 } }',
    gained: [
      "! ~ the file accepts the warning secrets-visible, wherever it is, until 2027-03-31 -> wherever it is, until 2027-04-30 | it ends later",
    ],
    back: [
      "~ the file accepts the warning secrets-visible, wherever it is, until 2027-04-30 -> wherever it is, until 2027-03-31",
    ],
  },
  {
    what: "a public endpoint",
    before: `${CREATE}endpoint: { private: true, public: false } } }`,
    after: `${CREATE}endpoint: { private: true } } }`,
    gained: [
      "! ~ the cluster: endpoint from the VPC -> from the VPC and from 0.0.0.0/0 | its API can be reached on the internet from 0.0.0.0/0",
    ],
    back: ["~ the cluster: endpoint from the VPC and from 0.0.0.0/0 -> from the VPC"],
  },
  {
    what: "more addresses",
    before: `${CREATE}endpoint: { publicCidrs: [192.0.2.0/24] } } }`,
    after: `${CREATE}endpoint: { publicCidrs: [192.0.2.0/25, 198.51.100.0/24] } } }`,
    gained: [
      "! ~ the cluster: endpoint from 192.0.2.0/24 -> from 192.0.2.0/25, 198.51.100.0/24 | its API can be reached on the internet from 198.51.100.0/24",
    ],
    back: [
      "! ~ the cluster: endpoint from 192.0.2.0/25, 198.51.100.0/24 -> from 192.0.2.0/24 | its API can be reached on the internet from 192.0.2.0/24",
    ],
  },
  {
    what: "an empty list of addresses, which limits nothing",
    before: `${CREATE}endpoint: { publicCidrs: [192.0.2.0/24] } } }`,
    after: `${CREATE}endpoint: { publicCidrs: [] } } }`,
    gained: [
      "! ~ the cluster: endpoint from 192.0.2.0/24 -> from 0.0.0.0/0 | its API can be reached on the internet from 0.0.0.0/0",
    ],
    back: ["~ the cluster: endpoint from 0.0.0.0/0 -> from 192.0.2.0/24"],
  },
  {
    what: "the authentication mode",
    before: `${CREATE}authenticationMode: API } }`,
    after: `${CREATE}authenticationMode: API_AND_CONFIG_MAP } }`,
    gained: [
      "! ~ the cluster: authentication mode API -> API_AND_CONFIG_MAP | the ConfigMap aws-auth gives access too, and no file says what stands in it",
    ],
    back: ["~ the cluster: authentication mode API_AND_CONFIG_MAP -> API"],
  },
  {
    what: "a policy for people",
    before: "identityPolicies: { operators: { kind: manage-access-entries } }",
    after: "identityPolicies: { operators: { kind: mutate-resources } }",
    gained: [
      "! ~ the policy @policy/demo-operators changes | new actions: eks:AccessKubernetesApi, eks:DescribeAddonVersions, eks:DescribeCluster, eks:DescribeNodegroup, eks:ListAddons, eks:ListClusters, eks:ListFargateProfiles, eks:ListIdentityProviderConfigs, eks:ListNodegroups, eks:ListUpdates, eks:MutateViaKubernetesApi, iam:ListRoles and ssm:GetParameter | new resources: arn:aws:eks:eu-west-1:111122223333:addon/demo/*, arn:aws:eks:eu-west-1:111122223333:capability/demo/*, arn:aws:eks:eu-west-1:111122223333:nodegroup/demo/* and arn:aws:ssm:eu-west-1:111122223333:parameter/*",
    ],
    back: [
      "! ~ the policy @policy/demo-operators changes | new actions: eks:AssociateAccessPolicy, eks:CreateAccessEntry, eks:DeleteAccessEntry, eks:DescribeAccessEntry, eks:DisassociateAccessPolicy, eks:ListAccessEntries, eks:ListAccessPolicies, eks:ListAssociatedAccessPolicies, eks:TagResource, eks:UntagResource and eks:UpdateAccessEntry | new resources: arn:aws:eks:eu-west-1:111122223333:access-entry/demo/*",
    ],
  },
  {
    what: "tags and descriptions",
    before: 'workloads: { w: { serviceAccount: a/w, policies: ["@policy/one"] } }',
    after:
      'tags: { a: b }\nworkloads: { w: { serviceAccount: a/w, policies: ["@policy/one"], role: { description: d } } }',
    gained: [],
    back: [],
  },
  {
    what: "the key of an item",
    before: 'access: { a: { principal: "@role/a", groups: [x] } }',
    after: 'access: { b: { principal: "@role/a", groups: [x] } }',
    gained: [
      "note: @role/a: Terraform knows the entry by another address, destroys it and makes it again; was: <earlier key> in the item moves it instead (clusters/demo.yaml:3:11)",
    ],
    back: [
      "note: @role/a: Terraform knows the entry by another address, destroys it and makes it again; was: <earlier key> in the item moves it instead (clusters/demo.yaml:3:11)",
    ],
  },
  {
    what: "the key of an item, with was",
    before: 'access: { a: { principal: "@role/a", groups: [x] } }',
    after: 'access: { b: { principal: "@role/a", groups: [x], was: a } }',
    gained: [],
    back: [
      "note: @role/a: Terraform knows the entry by another address, destroys it and makes it again; was: <earlier key> in the item moves it instead (clusters/demo.yaml:3:11)",
    ],
  },
  {
    what: "access that is let go of, and taken back",
    before: 'access: { a: { principal: "@role/a", policies: [AmazonEKSClusterAdminPolicy] } }',
    after: 'access: { a: { principal: "@role/a", policies: [AmazonEKSClusterAdminPolicy], release: true } }',
    gained: [
      "note: @role/a: Terraform forgets what the item with release: true names, and it stays at AWS as it is (clusters/demo.yaml:3:11)",
    ],
    back: [
      "! + @role/a gains AmazonEKSClusterAdminPolicy, in the whole cluster | it can now do everything in the whole cluster",
    ],
  },
  {
    what: "new access that is let go of",
    before: "",
    after: 'access: { a: { principal: "@role/a", policies: [AmazonEKSClusterAdminPolicy], release: true } }',
    gained: [],
    back: [],
  },
  {
    what: "access with another policy while it is let go of",
    before: 'access: { a: { principal: "@role/a", policies: [AmazonEKSViewPolicy], release: true } }',
    after: 'access: { a: { principal: "@role/a", policies: [AmazonEKSClusterAdminPolicy], release: true } }',
    gained: [],
    back: [],
  },
  {
    what: "access with another policy as it is let go of",
    before: 'access: { a: { principal: "@role/a", policies: [AmazonEKSViewPolicy] } }',
    after: 'access: { a: { principal: "@role/a", policies: [AmazonEKSClusterAdminPolicy], release: true } }',
    gained: [
      "- @role/a loses AmazonEKSViewPolicy, in the whole cluster | it can no longer read logs of pods and read pods in the whole cluster",
      "note: @role/a: Terraform forgets what the item with release: true names, and it stays at AWS as it is (clusters/demo.yaml:3:11)",
    ],
    back: [
      "! + @role/a gains AmazonEKSViewPolicy, in the whole cluster | it can now read logs of pods and read pods in the whole cluster",
    ],
  },
  {
    what: "a group that leaves with the release of its entry",
    before: 'access: { a: { principal: "@role/a", groups: [x, y] } }',
    after: 'access: { a: { principal: "@role/a", groups: [x], release: true } }',
    gained: [
      "note: @role/a: Terraform forgets what the item with release: true names, and it stays at AWS as it is (clusters/demo.yaml:3:11)",
    ],
    back: [
      "! + @role/a joins the group x | what the group may do stands in the bindings of the cluster",
      "! + @role/a joins the group y | what the group may do stands in the bindings of the cluster",
    ],
  },
  {
    what: "a policy that an item with release had and loses as it is taken back",
    before:
      'access: { a: { principal: "@role/a", policies: [AmazonEKSClusterAdminPolicy, AmazonEKSViewPolicy], release: true } }',
    after: 'access: { a: { principal: "@role/a", policies: [AmazonEKSViewPolicy] } }',
    gained: [
      "! + @role/a gains AmazonEKSViewPolicy, in the whole cluster | it can now read logs of pods and read pods in the whole cluster",
    ],
    back: [
      "note: @role/a: Terraform forgets what the item with release: true names, and it stays at AWS as it is (clusters/demo.yaml:3:11)",
    ],
  },
  {
    what: "a workload that is let go of, and taken back",
    before: "workloads: { w: { serviceAccount: a/w, policies: [AmazonS3ReadOnlyAccess] } }",
    after: "workloads: { w: { serviceAccount: a/w, policies: [AmazonS3ReadOnlyAccess], release: true } }",
    gained: [
      "note: the role demo-w-pod (pods of a/w): Terraform forgets what the item with release: true names, and it stays at AWS as it is (clusters/demo.yaml:3:14)",
      "note: pods of a/w: Terraform forgets what the item with release: true names, and it stays at AWS as it is (clusters/demo.yaml:3:14)",
    ],
    back: [
      "+ the role demo-w-pod (pods of a/w) is made | it trusts pods.eks.amazonaws.com",
      "! + the role demo-w-pod (pods of a/w) gains arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
      "! + pods of a/w get the role @role/demo-w-pod, by Pod Identity",
    ],
  },
  {
    what: "a new workload that is let go of",
    before: "",
    after: "workloads: { w: { serviceAccount: a/w, policies: [AmazonS3ReadOnlyAccess], release: true } }",
    gained: [],
    back: [],
  },
  {
    what: "a workload with another policy while it is let go of",
    before: "workloads: { w: { serviceAccount: a/w, policies: [AmazonS3ReadOnlyAccess], release: true } }",
    after: "workloads: { w: { serviceAccount: a/w, policies: [AdministratorAccess], release: true } }",
    gained: [],
    back: [],
  },
  {
    what: "a workload with another policy as it is let go of",
    before: "workloads: { w: { serviceAccount: a/w, policies: [AmazonS3ReadOnlyAccess] } }",
    after: "workloads: { w: { serviceAccount: a/w, policies: [AdministratorAccess], release: true } }",
    gained: [
      "- the role demo-w-pod (pods of a/w) loses arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
      "note: the role demo-w-pod (pods of a/w): Terraform forgets what the item with release: true names, and it stays at AWS as it is (clusters/demo.yaml:3:14)",
      "note: pods of a/w: Terraform forgets what the item with release: true names, and it stays at AWS as it is (clusters/demo.yaml:3:14)",
    ],
    back: [
      "+ the role demo-w-pod (pods of a/w) is made | it trusts pods.eks.amazonaws.com",
      "! + the role demo-w-pod (pods of a/w) gains arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
      "! + pods of a/w get the role @role/demo-w-pod, by Pod Identity",
    ],
  },
  {
    what: "a whole file that is let go of",
    before: 'access: { a: { principal: "@role/a", policies: [AmazonEKSViewPolicy] } }',
    after: 'release: true\naccess: { a: { principal: "@role/a", policies: [AmazonEKSViewPolicy] } }',
    gained: [
      "note: @role/a: Terraform forgets what the item with release: true names, and it stays at AWS as it is (clusters/demo.yaml:4:11)",
    ],
    back: [
      "! + @role/a gains AmazonEKSViewPolicy, in the whole cluster | it can now read logs of pods and read pods in the whole cluster",
    ],
  },
  {
    what: "access with another policy since it was let go of, as it is taken back",
    before: 'access: { a: { principal: "@role/a", policies: [AmazonEKSViewPolicy], release: true } }',
    after: 'access: { a: { principal: "@role/a", policies: [AmazonEKSClusterAdminPolicy] } }',
    gained: [
      "! + @role/a gains AmazonEKSClusterAdminPolicy, in the whole cluster | it can now do everything in the whole cluster",
    ],
    back: [
      "- @role/a loses AmazonEKSClusterAdminPolicy, in the whole cluster | it can no longer do everything in the whole cluster",
      "note: @role/a: Terraform forgets what the item with release: true names, and it stays at AWS as it is (clusters/demo.yaml:3:11)",
    ],
  },
];

test.each(ROWS)("$what", ({ before, after, gained, back }) => {
  expect(changed(before, after)).toEqual(gained);
  expect(changed(after, before)).toEqual(back);
});

test("every kind of change is in a row, added or changed, and as an escalation", () => {
  const changes = ROWS.flatMap(({ before, after }) =>
    diffOf(plansOf(before), plansOf(after)).flatMap((cluster) => cluster.changes),
  );
  const kinds = new Set(changes.map(({ what }) => what));
  expect(KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
  const escalations = new Set(changes.flatMap(({ what, escalation }) => (escalation ? [what] : [])));
  expect(KINDS.filter((kind) => !escalations.has(kind))).toEqual([]);
});

test("all of them are what the schema of the answer says", () => {
  const none = { source: "clusters", revision: null, commit: null, mergeBase: false };
  for (const { before, after } of ROWS) {
    const clusters = diffOf(plansOf(before), plansOf(after));
    const answer = jsonAnswer("diff", diffAnswerOf({ from: none, to: none, refused: [], clusters }));
    expect(objections("diff", JSON.parse(answer))).toEqual([]);
  }
});

describe("clusters are told by name, account and region", () => {
  const TEAM = 'access: { a: { principal: "@role/a", groups: [x] } }\n';

  test("so that a file with another name changes nothing", () => {
    expect(
      changed({ "clusters/a.yaml": `name: demo\n${HEAD}${TEAM}` }, { "clusters/b.yaml": `name: demo\n${HEAD}${TEAM}` }),
    ).toEqual([]);
  });

  test("and an item that moves into an access set changes nothing", () => {
    const set = { "clusters/demo.yaml": `${HEAD}use: [on-call]\n`, "accessSets/on-call.yaml": TEAM };
    expect(changed(TEAM, set)).toEqual([]);
    expect(places("", set)).toEqual(["accessSets/on-call.yaml:1:72"]);
  });

  test("and a role of another file that is named by its key in place of its ARN changes nothing", () => {
    const hub = `${HEAD}otherRoles: { a: { kind: capability, name: a } }\n`;
    const by = (principal: string) => ({
      "clusters/hub.yaml": hub,
      "clusters/demo.yaml": `${HEAD}access: { a: { principal: ${principal}, groups: [x] } }\n`,
    });
    expect(changed(by('"@role/a"'), by("{ of: hub, role: a }"))).toEqual([]);
  });

  test("and a file about another region loses everything there, and gains it here", () => {
    const there = { "clusters/demo.yaml": HEAD.replace("eu-west-1", "eu-west-2") + TEAM };
    expect(diffOf(plansOf(TEAM), plansOf(there)).map(({ region, is }) => [region, is])).toEqual([
      ["eu-west-1", "gone"],
      ["eu-west-2", "new"],
    ]);
    expect(changed(TEAM, there)).toEqual([
      "- @role/a loses its access entry, and with it the group x",
      "! + @role/a joins the group x | what the group may do stands in the bindings of the cluster",
    ]);
  });

  test("and an item that one file lets go of and another one manages is managed", () => {
    const named = `name: demo\n${HEAD}`;
    const released = named + TEAM.replace("[x]", "[x], release: true");
    const together = (one: string, two: string) => ({ "clusters/one.yaml": one, "clusters/two.yaml": two });
    for (const both of [together(released, named + TEAM), together(named + TEAM, released)]) {
      expect(changed({ "clusters/one.yaml": named }, both)).toEqual([
        "! + @role/a joins the group x | what the group may do stands in the bindings of the cluster",
      ]);
    }
  });

  test("and several files about one cluster are one", () => {
    const other = 'access: { b: { principal: "@role/b", groups: [x] } }\n';
    const named = `name: demo\n${HEAD}`;
    const two = { "clusters/one.yaml": named + TEAM, "clusters/two.yaml": named + other };
    expect(
      changed(
        two,
        `access: { a: { principal: "@role/a", groups: [x] }, b: { principal: "@role/b", groups: [x] } }`,
      ).filter((line) => !line.startsWith("note")),
    ).toEqual([]);
  });
});

test("the order in documents, a list of one and the names of statements change nothing", () => {
  const policy = (statements: string) =>
    `workloads: { w: { serviceAccount: a/w, role: { inlinePolicies: { p: { ${VERSION}, Statement: ${statements} } } } } }`;
  const one =
    '{ Effect: Allow, Action: ["a:One", "a:Two"], Resource: "*", Condition: { StringEquals: { k: [v, w] } } }';
  const other =
    '{ Sid: x, Condition: { StringEquals: { k: [w, v] } }, Resource: ["*"], Action: ["a:Two", "a:One"], Effect: Allow }';
  expect(changed(policy(`[${one}, ${DENY}]`), policy(`[${DENY}, ${other}]`))).toEqual([]);
  expect(changed(policy(`[${one}]`), policy(one))).toEqual([]);
});

test("a role that is gone takes what it was denied with it", () => {
  const workload = `workloads: { w: { serviceAccount: a/w, role: { inlinePolicies: { p: { ${VERSION}, Statement: [${GET}, ${DENY}] } } } } }`;
  expect(changed(workload, "")).toEqual([
    "- the role demo-w-pod (pods of a/w) is gone, and with it the inline policy p",
    "- pods of a/w lose the role @role/demo-w-pod",
  ]);
  expect(changed("", workload)).toEqual([
    "+ the role demo-w-pod (pods of a/w) is made | it trusts pods.eks.amazonaws.com",
    "! + the role demo-w-pod (pods of a/w) gains the inline policy p | new actions: s3:GetObject | new resources: arn:aws:s3:::b/*",
    "! + pods of a/w get the role @role/demo-w-pod, by Pod Identity",
  ]);
});

test("the order of items, comments, anchors and YAML's forms change nothing", () => {
  const one = 'access:\n  a: &a { principal: "@role/a", groups: [x, y] }\n  b: { principal: "@role/b", groups: [x] }\n';
  const other =
    'access: # all\n  b:\n    groups: [x]\n    principal: "@role/b"\n  a:\n    groups: [y, x]\n    principal: "@role/a"\n';
  expect(changed(one, other)).toEqual([]);
});
