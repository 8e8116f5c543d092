import { decides, head, type Row } from "../../support/decide";

const ROLE = "arn:aws:iam::111122223333:role";
const ISSUER = "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE";
const workloads = (items: object, top: object = {}) => head({ workloads: items, ...top });
const one = (item: object, top: object = {}) => workloads({ a: item }, top);
const irsa = (item: object) => one({ via: "irsa", ...item }, { cluster: { oidcIssuer: ISSUER } });
const AUTO = {
  cluster: { create: { subnetIds: ["subnet-1", "subnet-2"], autoMode: { nodePools: [] } } },
  accept: { "no-admin": "a test" },
};

describe("service accounts", () => {
  decides([
    ["R701", "namespace/name is allowed", one({ serviceAccount: "apps/backend" })],
    [
      "R701",
      "a name alone is refused",
      one({ serviceAccount: "backend" }),
      'workloads.a.serviceAccount: a service account is namespace/name, got "backend"; write it like "apps/backend"',
    ],
    [
      "R701",
      "three parts are refused",
      one({ serviceAccount: ["apps/backend", "a/b/c"] }),
      'workloads.a.serviceAccount[1]: a service account is namespace/name, got "a/b/c"; write it like "apps/backend"',
    ],
    [
      "R702",
      "a namespace in upper case is refused",
      one({ serviceAccount: "Apps/backend" }),
      'workloads.a.serviceAccount: a namespace is lower-case letters, digits and -, and begins and ends with a letter or digit, got "Apps"; write "apps"',
    ],
    ["R703", "dots between the parts of a name are allowed", one({ serviceAccount: "apps/back.end" })],
    [
      "R703",
      "an underscore in a name is refused",
      one({ serviceAccount: "apps/back_end" }),
      'workloads.a.serviceAccount: a service account is lower-case letters, digits, - and dots between them, and begins and ends with a letter or digit, got "back_end"; write "back-end"',
    ],
    [
      "R704",
      "wildcards are refused by Pod Identity",
      one({ serviceAccount: "apps/*" }),
      'workloads.a.serviceAccount: Pod Identity takes no wildcards, got "apps/*"; name each service account, or write via: irsa',
    ],
    ["R705", "wildcards are allowed by IRSA", irsa({ serviceAccount: "apps/*" })],
    ["R711", "one role may serve several service accounts", one({ serviceAccount: ["apps/a", "apps/b"] })],
    [
      "R711",
      "two roles for one service account are refused",
      workloads({ a: { serviceAccount: "apps/x" }, b: { serviceAccount: "apps/x" } }),
      "workloads.b: workloads.a gives apps/x a role already, and Pod Identity knows one role for a service account; write one workload with all policies",
    ],
    [
      "R711",
      "one service account twice in one workload is refused",
      one({ serviceAccount: ["apps/x", "apps/x"] }),
      "workloads.a: apps/x stands here twice; name it once",
    ],
    [
      "R712",
      "an add-on's service account counts too",
      workloads({ a: { addon: "aws-ebs-csi-driver" }, b: { serviceAccount: "kube-system/ebs-csi-controller-sa" } }),
      "workloads.b: workloads.a gives kube-system/ebs-csi-controller-sa a role already, and Pod Identity knows one role for a service account; write one workload with all policies",
    ],
    [
      "R713",
      "one service account by both ways in two workloads is a warning",
      workloads(
        { a: { serviceAccount: "apps/x" }, b: { serviceAccount: "apps/x", via: "irsa" } },
        { cluster: { oidcIssuer: ISSUER } },
      ),
      "warning workloads.a: workloads.b gives apps/x a role by IRSA, whose annotation wins until it is removed; keep one of the two, or write via: both in one workload",
    ],
    [
      "R713",
      "a move in one workload does not hide that another gives it a role by IRSA",
      workloads(
        { a: { serviceAccount: "apps/x", via: "both" }, b: { serviceAccount: "apps/x", via: "irsa" } },
        { cluster: { oidcIssuer: ISSUER } },
      ),
      "workloads.b: workloads.a gives apps/x a role by IRSA already, and a service account has one annotation; write one workload with all policies",
      "warning workloads.a: workloads.b gives apps/x a role by IRSA, whose annotation wins until it is removed; keep one of the two, or write via: both in one workload",
    ],
    [
      "R713",
      "by both ways in one workload is a move, and allowed",
      one({ serviceAccount: "apps/x", via: "both" }, { cluster: { oidcIssuer: ISSUER } }),
    ],
    [
      "R723",
      "neither service account nor add-on is refused",
      one({ policies: ["AmazonS3ReadOnlyAccess"] }),
      "workloads.a: a workload has a service account, an add-on or a controller; write serviceAccount: namespace/name, or addon: <name>",
    ],
    [
      "R721",
      "where pods run is not asked: a file with Fargate and Windows nodes may have Pod Identity",
      one({ serviceAccount: "apps/x" }, { nodeRoles: { f: { kind: "fargate" }, w: { kind: "windows" } } }),
    ],
    ["R724", "a workload without policies is allowed", one({ serviceAccount: "apps/x" })],
    ["R703", "tokens pass", one({ serviceAccount: "${var.namespace}/${var.name}" })],
  ]);

  const shared = (count: number) =>
    workloads({ a: { serviceAccount: Array.from({ length: count }, (_, n) => `apps/${"s".repeat(40)}${n}`) } });
  decides([
    [
      "R711",
      "many service accounts make a trust that needs a raised quota",
      shared(50),
      "warning workloads.a: a trust of 2628 characters needs a raised quota: AWS's default is 2048, adjustable to 4096; or let fewer service accounts share the role",
    ],
    [
      "R711",
      "more make one that no role can have",
      shared(100),
      "workloads.a: the trust of a role has at most 4096 characters, got 4878; let fewer service accounts share the role",
    ],
  ]);

  const many = (count: number) =>
    workloads({ a: { serviceAccount: Array.from({ length: count }, (_, n) => `apps/s${n}`), sessionTags: false } });
  decides([
    ["R714", "5000 associations are allowed", many(5000)],
    [
      "R714",
      "5001 associations are refused",
      many(5001),
      "workloads: a cluster has at most 5000 Pod Identity associations, got 5001; use via: irsa for some",
    ],
  ]);
});

describe("the way to the role", () => {
  decides([
    [
      "R706",
      "another way is refused",
      one({ serviceAccount: "a/b", via: "kiam" }),
      'workloads.a.via: one of pod-identity, irsa or both, got "kiam"',
    ],
    [
      "R811",
      "a role of nodes is refused",
      one({ serviceAccount: "a/b", role: { use: "n" } }, { nodeRoles: { n: { kind: "managed" } } }),
      'workloads.a.role.use: use shares a role of nodes, which pods cannot take, got "n"; write serviceAccount as a list to share this role between service accounts',
    ],
    ["R707", "a role of the cluster's account is allowed", one({ serviceAccount: "a/b", role: { arn: `${ROLE}/x` } })],
    [
      "R707",
      "a role of another account by Pod Identity is refused",
      one({ serviceAccount: "a/b", role: { arn: "arn:aws:iam::444455556666:role/x" } }),
      'workloads.a.role.arn: a role of the cluster\'s account 111122223333, got "arn:aws:iam::444455556666:role/x"; a role of another account cannot be used here; write it as targetRole, which Pod Identity takes after a role of this account',
    ],
    [
      "R707",
      "as target role it is allowed",
      one({ serviceAccount: "a/b", targetRole: "arn:aws:iam::444455556666:role/x" }),
    ],
    [
      "R707",
      "a target role is a role",
      one({ serviceAccount: "a/b", targetRole: "arn:aws:iam::444455556666:user/x" }),
      'workloads.a.targetRole: the ARN of a role, got a user, "arn:aws:iam::444455556666:user/x"; write arn:aws:iam::111122223333:role/<path><name>',
    ],
    [
      "R708",
      "a role of another account by IRSA is allowed",
      irsa({ serviceAccount: "a/b", role: { arn: "arn:aws:iam::444455556666:role/x" } }),
    ],
    [
      "R709",
      "IRSA without the cluster's issuer is refused",
      one({ serviceAccount: "a/b", via: "irsa" }),
      "workloads.a.via: IRSA needs the cluster's issuer; write cluster.oidcIssuer: https://… as `aws eks describe-cluster` shows it",
    ],
    ["R709", "the issuer of a cluster made here is known", one({ serviceAccount: "a/b", via: "irsa" }, AUTO)],
    [
      "R710",
      "an issuer without https:// is refused",
      head({ cluster: { oidcIssuer: "oidc.eks.eu-west-1.amazonaws.com/id/X" } }),
      'cluster.oidcIssuer: an OIDC issuer is a URL that begins with https://, without wildcards, got "oidc.eks.eu-west-1.amazonaws.com/id/X"; copy it: aws eks describe-cluster --query cluster.identity.oidc.issuer',
    ],
    [
      "R722",
      "a session policy with session tags is refused",
      one({ serviceAccount: "a/b", sessionPolicy: { Statement: [] } }),
      "workloads.a.sessionPolicy: a session policy needs session tags switched off; write sessionTags: false, and name the external id in the target role's trust",
    ],
    [
      "R722",
      "a session policy without them is allowed",
      one({ serviceAccount: "a/b", sessionTags: false, sessionPolicy: { Statement: [] } }),
    ],
    [
      "R722",
      "conditions on session tags that are switched off are refused",
      one({
        serviceAccount: "a/b",
        sessionTags: false,
        role: {
          inlinePolicies: {
            own: { Statement: [{ Condition: { StringEquals: { "aws:PrincipalTag/kubernetes-namespace": "a" } } }] },
          },
        },
      }),
      "workloads.a.role.inlinePolicies.own: without session tags no condition on them ever matches, got aws:PrincipalTag/kubernetes-namespace; leave out the condition, or leave out sessionTags: false",
    ],
    [
      "R722",
      "a permission of nodes in a policy of pods is refused",
      one({
        serviceAccount: "a/b",
        role: { inlinePolicies: { own: { Statement: [{ Action: "eks-auth:AssumeRoleForPodIdentity" }] } } },
      }),
      "workloads.a.role.inlinePolicies.own: eks-auth:AssumeRoleForPodIdentity is a permission of node roles, got it in a policy of pods; leave it out: the trust of this role is written here",
    ],
    [
      "R727",
      "further clusters are named by name or ARN",
      one({ serviceAccount: "a/b", clusters: ["green", "arn:aws:eks:us-east-1:111122223333:cluster/us"] }),
    ],
    [
      "R727",
      "a cluster of another account is refused",
      one({ serviceAccount: "a/b", clusters: ["arn:aws:eks:eu-west-1:444455556666:cluster/green"] }),
      "workloads.a.clusters[0]: Pod Identity takes roles of the cluster's own account 111122223333, got \"arn:aws:eks:eu-west-1:444455556666:cluster/green\"; for pods of another account's cluster write targetRole in its file",
    ],
    [
      "R727",
      "a name that no cluster can have is refused",
      one({ serviceAccount: "a/b", clusters: ["-green"] }),
      'workloads.a.clusters[0]: a cluster name is made of letters, digits, - and _, and begins with a letter or digit, got "-green"; write the name of a cluster, or its ARN',
    ],
    [
      "R727",
      "something else than a cluster is refused",
      one({ serviceAccount: "a/b", clusters: ["arn:aws:iam::111122223333:role/green"] }),
      'workloads.a.clusters[0]: the ARN of a cluster, got "arn:aws:iam::111122223333:role/green"; write arn:aws:eks:eu-west-1:111122223333:cluster/<name>',
    ],
    [
      "service-account-metadata",
      "the role's annotation is written here",
      irsa({ serviceAccount: "a/b", metadata: { annotations: { "eks.amazonaws.com/role-arn": "x" } } }),
      'workloads.a.metadata.annotations["eks.amazonaws.com/role-arn"]: eks.amazonaws.com/role-arn is written here, with the role of the workload; leave it out',
    ],
    [
      "trust-conditions",
      "a condition that the trust has is refused",
      one({ serviceAccount: "a/b", trustConditions: { StringEquals: { "aws:SourceAccount": "444455556666" } } }),
      'workloads.a.trustConditions.StringEquals["aws:SourceAccount"]: the trust of this role has StringEquals of aws:SourceAccount already; leave it out',
    ],
    [
      "R727",
      "a token stands in an ARN, where it can be the name alone",
      one({ serviceAccount: "a/b", clusters: ["${var.other}", "arn:aws:eks:eu-west-1:111122223333:cluster/prod"] }),
      "workloads.a.clusters[0]: a token may stand for a name or an ARN; write the ARN around the name: arn:aws:eks:eu-west-1:111122223333:cluster/${…}",
    ],
    [
      "service-account-metadata",
      "nothing is written for a name with wildcards",
      irsa({ serviceAccount: "a/*", metadata: { labels: { team: "a" } } }),
      'workloads.a.metadata: no ServiceAccount is written for names with wildcards, got "a/*"; leave it out, and write labels where the service accounts are made',
    ],
    [
      "R727",
      "no wildcard stands in the ARN of a cluster",
      one({ serviceAccount: "a/b", clusters: ["arn:aws:eks:*:111122223333:cluster/prod"] }),
      'workloads.a.clusters[0]: the ARN of a cluster, got "arn:aws:eks:*:111122223333:cluster/prod"; write arn:aws:eks:eu-west-1:111122223333:cluster/<name>',
    ],
    ...["arn:aws:eks:eu-west-1:111122223333:cluster/pr*", "arn:aws:eks:e?-w*-1:111122223333:cluster/prod"].map(
      (given): Row => [
        "R727",
        `nor in ${given}`,
        one({ serviceAccount: "a/b", clusters: [given] }),
        `workloads.a.clusters[0]: the ARN of a cluster, got "${given}"; write arn:aws:eks:eu-west-1:111122223333:cluster/<name>`,
      ],
    ),
    [
      "trust-conditions",
      "a key in other case is the same key",
      one({
        serviceAccount: "a/b",
        trustConditions: { ArnEquals: { "AWS:SOURCEARN": "arn:aws:eks:eu-west-1:111122223333:cluster/*" } },
      }),
      'workloads.a.trustConditions.ArnEquals["AWS:SOURCEARN"]: the trust of this role has ArnEquals of AWS:SOURCEARN already; leave it out',
    ],
    [
      "trust-conditions",
      "a condition has a key and a value",
      one({ serviceAccount: "a/b", trustConditions: { StringEquals: {}, StringLike: { "aws:SourceOrgPaths": [] } } }),
      "workloads.a.trustConditions.StringEquals: a condition has a key, got none; write one, or leave it out",
      'workloads.a.trustConditions.StringLike["aws:SourceOrgPaths"]: a condition has a value, got none; write one, or leave it out',
    ],
    [
      "trust-conditions",
      "what stands for an unknown issuer is no text of a file",
      one({ serviceAccount: "a/b", trustConditions: { StringEquals: { "aws:SourceOrgID": "${oidc-issuer}" } } }),
      'workloads.a.trustConditions.StringEquals["aws:SourceOrgID"]: ${oidc-issuer} stands for the issuer here; write the issuer itself',
    ],
    [
      "condition-without-key",
      "a key of services with IRSA is a warning",
      irsa({ serviceAccount: "a/b", trustConditions: { StringEquals: { "aws:SourceOrgID": "o-1" } } }),
      'warning workloads.a.trustConditions.StringEquals["aws:SourceOrgID"]: with IRSA no request has aws:SourceOrgID, so no pod would get the role; leave it out, or use Pod Identity',
    ],
    [
      "condition-without-key",
      "a condition that holds without its key is a warning",
      one({ serviceAccount: "a/b", trustConditions: { "ForAllValues:StringEquals": { "aws:SourceOrgID": "o-1" } } }),
      'warning workloads.a.trustConditions["ForAllValues:StringEquals"]["aws:SourceOrgID"]: ForAllValues:StringEquals also holds for a request without aws:SourceOrgID; write an operator that needs the key, if that is not meant',
    ],
    [
      "adopted-association",
      "one association for two service accounts is refused",
      one({ serviceAccount: ["a/b", "a/c"], adopt: { "a/b": "a-1", "a/c": "a-1" } }),
      'workloads.a.adopt["a/c"]: a/b of workloads.a has this association too, and an association is for one service account; copy each id',
    ],
    [
      "trust-conditions",
      "an operator that IAM does not know is refused",
      one({ serviceAccount: "a/b", trustConditions: { StringLikes: { "aws:SourceOrgPaths": "o-1/*" } } }),
      'workloads.a.trustConditions.StringLikes: no operator of conditions is "StringLikes"; did you mean "StringLike"?',
    ],
    [
      "R722",
      "a condition on session tags that are switched off is refused",
      one({
        serviceAccount: "a/b",
        sessionTags: false,
        trustConditions: { StringEquals: { "aws:RequestTag/kubernetes-pod-name": "x" } },
      }),
      "workloads.a.trustConditions: without session tags no condition on them ever matches, got aws:RequestTag/kubernetes-pod-name; leave out the condition, or leave out sessionTags: false",
    ],
    [
      "R722",
      "further clusters are for Pod Identity",
      irsa({ serviceAccount: "a/b", clusters: ["green"] }),
      "workloads.a.clusters: clusters is for Pod Identity, got via: irsa; write issuers, with the OIDC issuer of each cluster",
    ],
    [
      "R722",
      "what only Pod Identity has is refused by IRSA",
      irsa({ serviceAccount: "a/b", sessionTags: false }),
      "workloads.a.sessionTags: sessionTags is for Pod Identity, got via: irsa; leave it out",
    ],
  ]);
});
