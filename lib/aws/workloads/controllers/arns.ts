import type { TextFact } from "../../fact";

const AUTH = "https://docs.aws.amazon.com/service-authorization/latest/reference";

const arn = (is: string, form: string, pattern: RegExp, page: string, advice = `write ${form}`): TextFact => ({
  rule: "policy-input",
  is: `the ARN of ${is}`,
  form,
  pattern,
  advice,
  source: `${AUTH}/${page}.html`,
});

/**
 * The ARN formats that policy templates take as inputs. Users may write wildcards after the service and the resource
 * type.
 */
export const ARNS = {
  autoScalingGroup: arn(
    "an Auto Scaling group",
    "arn:<partition>:autoscaling:<region>:<account>:autoScalingGroup:<id>:autoScalingGroupName/<name>",
    /^arn:[^:]+:autoscaling:[^:]+:[^:]+:autoScalingGroup:[^:\s]+:autoScalingGroupName\/\S+$/,
    "list_amazonec2autoscaling",
    "write arn:<partition>:autoscaling:<region>:<account>:autoScalingGroup:<id>:autoScalingGroupName/<name>, where <id> may be *",
  ),
  bucket: arn(
    "a bucket",
    "arn:<partition>:s3:::<bucket>",
    /^arn:[^:]+:s3:::[^/\s]+$/,
    "list_amazons3",
    "write arn:<partition>:s3:::<bucket>, without objects behind it",
  ),
  accessPoint: arn(
    "an access point",
    "arn:<partition>:s3:<region>:<account>:accesspoint/<name>",
    /^arn:[^:]+:s3:[^:]+:[^:]+:accesspoint\/[^/\s]+$/,
    "list_amazons3",
  ),
  deliveryStream: arn(
    "a Firehose stream",
    "arn:<partition>:firehose:<region>:<account>:deliverystream/<name>",
    /^arn:[^:]+:firehose:[^:]+:[^:]+:deliverystream\/[^/\s]+$/,
    "list_amazondatafirehose",
  ),
  directoryBucket: arn(
    "a directory bucket",
    "arn:<partition>:s3express:<region>:<account>:bucket/<bucket>--<zone>--x-s3",
    /^arn:[^:]+:s3express:[^:]+:[^:]+:bucket\/[^/\s]+$/,
    "list_amazons3express",
  ),
  prefix: arn(
    "a prefix in a bucket",
    "arn:<partition>:s3:::<bucket>/<prefix>",
    /^arn:[^:]+:s3:::[^/\s*?]+\/[^*?\n]*[^\s*?/]\/?$/,
    "list_amazons3",
    "write arn:<partition>:s3:::<bucket>/<prefix> without * and ?: everything below it is meant",
  ),
  hostedZone: arn(
    "a hosted zone",
    "arn:<partition>:route53:::hostedzone/<id>",
    /^arn:[^:]+:route53:::hostedzone\/[^/\s]+$/,
    "list_amazonroute53",
  ),
  key: arn(
    "a KMS key",
    "arn:<partition>:kms:<region>:<account>:key/<id>",
    /^arn:[^:]+:kms:[^:]+:[^:]+:key\/[^/\s]+$/,
    "list_awskeymanagementservice",
    "write arn:<partition>:kms:<region>:<account>:key/<id>: IAM does not take an alias for its key",
  ),
  parameter: arn(
    "a parameter",
    "arn:<partition>:ssm:<region>:<account>:parameter/<name>",
    /^arn:[^:]+:ssm:[^:]+:[^:]+:parameter\/\S+$/,
    "list_awssystemsmanager",
  ),
  queue: arn(
    "a queue",
    "arn:<partition>:sqs:<region>:<account>:<name>",
    /^arn:[^:]+:sqs:[^:]+:[^:]+:[^:/\s]+$/,
    "list_amazonsqs",
  ),
  role: arn(
    "a role",
    "arn:<partition>:iam::<account>:role/<path><name>",
    /^arn:[^:]+:iam::[^:]+:role\/\S+$/,
    "list_awsidentityandaccessmanagementiam",
  ),
  secret: arn(
    "a secret",
    "arn:<partition>:secretsmanager:<region>:<account>:secret:<name>-<six characters>",
    /^arn:[^:]+:secretsmanager:[^:]+:[^:]+:secret:\S+$/,
    "list_awssecretsmanager",
    "write it with the six characters that Secrets Manager puts at its end, or -?????? in their place",
  ),
  securityGroup: arn(
    "a security group",
    "arn:<partition>:ec2:<region>:<account>:security-group/<id>",
    /^arn:[^:]+:ec2:[^:]+:[^:]+:security-group\/[^/\s]+$/,
    "list_amazonec2",
  ),
  targetGroup: arn(
    "a target group",
    "arn:<partition>:elasticloadbalancing:<region>:<account>:targetgroup/<name>/<id>",
    /^arn:[^:]+:elasticloadbalancing:[^:]+:[^:]+:targetgroup\/\S+$/,
    "list_awselasticloadbalancingv2",
  ),
  workspace: arn(
    "a workspace of Amazon Managed Service for Prometheus",
    "arn:<partition>:aps:<region>:<account>:workspace/<id>",
    /^arn:[^:]+:aps:[^:]+:[^:]+:workspace\/[^/\s]+$/,
    "list_amazonmanagedserviceforprometheus",
  ),
} as const satisfies Record<string, TextFact>;
