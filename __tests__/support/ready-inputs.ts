import type { GivenInputs } from "../../lib/aws/workloads/controllers/template";
import { POLICY_TEMPLATES, type PolicyTemplateName } from "../../lib/aws/workloads/policy-templates";

/** Every policy template, those that only stand beside a managed policy too. */
export const TEMPLATE_NAMES = Object.keys(POLICY_TEMPLATES) as readonly PolicyTemplateName[];

const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:111122223333:${rest}`;

export const KEY = arn("kms", "key/0a1b2c3d-0000-1111-2222-333344445555");

/** What each template is proved with. Two of a kind where there may be many: the first is the one that is asked for. */
export const GIVEN = {
  "amazon-managed-prometheus": { workspaceArns: [arn("aps", "workspace/ws-0a1b"), arn("aps", "workspace/ws-2c3d")] },
  "aws-fsx-openzfs-csi-driver": {},
  "aws-gateway-api-controller": {
    logBucketArns: ["arn:aws:s3:::access-logs"],
    logStreamArns: [arn("firehose", "deliverystream/access-logs")],
  },
  "aws-load-balancer-controller": {
    securityGroupArns: [arn("ec2", "security-group/sg-given")],
    targetGroupArns: [arn("elasticloadbalancing", "targetgroup/given/0a1b")],
  },
  "aws-load-balancer-controller-target-groups": {
    targetGroupArns: [
      arn("elasticloadbalancing", "targetgroup/given/0a1b"),
      arn("elasticloadbalancing", "targetgroup/second/2c3d"),
    ],
    securityGroupArns: [arn("ec2", "security-group/sg-given")],
  },
  "aws-node-termination-handler": { queueArn: arn("sqs", "prod-terminations") },
  "cert-manager": { hostedZoneArns: ["arn:aws:route53:::hostedzone/Z0A1B", "arn:aws:route53:::hostedzone/Z2C3D"] },
  "cluster-autoscaler": {},
  "ebs-csi-kms": { kmsKeyArns: [KEY] },
  "external-dns": { hostedZoneArns: ["arn:aws:route53:::hostedzone/Z0A1B", "arn:aws:route53:::hostedzone/Z2C3D"] },
  "external-secrets": {
    secretArns: [arn("secretsmanager", "secret:team/db-a1B2c3")],
    parameterArns: [arn("ssm", "parameter/team/*")],
    pushSecretArns: [arn("secretsmanager", "secret:pushed/*")],
    pushParameterArns: [arn("ssm", "parameter/pushed/*")],
    kmsKeyArns: [KEY],
  },
  karpenter: {
    nodeRoleArns: ["arn:aws:iam::111122223333:role/prod-nodes"],
    queueArn: arn("sqs", "prod-interruptions"),
    queueKeyArn: KEY,
  },
  "mountpoint-s3-csi": {
    bucketArns: ["arn:aws:s3:::models"],
    prefixArns: ["arn:aws:s3:::shared/team-a", "arn:aws:s3:::shared/team-b/models/"],
    kmsKeyArns: [KEY],
  },
  "s3-files-csi-node": { bucketArns: ["arn:aws:s3:::models"], kmsKeyArns: [KEY] },
  "secrets-store-csi": {
    secretArns: [arn("secretsmanager", "secret:team/db-a1B2c3")],
    parameterArns: [arn("ssm", "parameter/team/value")],
    kmsKeyArns: [KEY],
  },
  velero: {
    bucketArns: ["arn:aws:s3:::backups"],
    prefixArns: ["arn:aws:s3:::shared/team-a", "arn:aws:s3:::shared/team-b/models/"],
    kmsKeyArns: [KEY],
  },
} as const satisfies Record<PolicyTemplateName, GivenInputs>;
