import { allow, document, type PolicyDocument, type Statement } from "../../iam/policy-document";
import type { TrustScope } from "../../iam/trust";
import { ARNS } from "./arns";
import { allowOn, controller, optional, some } from "./template";

/** The controller sets this tag on what it creates, as `<account>/<cluster>/<VPC>`. */
const OWNER = "application-networking.k8s.aws/ManagedBy";

const lattice = (...actions: string[]) => actions.map((action) => `vpc-lattice:${action}`);

/** Listeners and their rules lie below their service. */
const TYPES = [
  "service",
  "targetgroup",
  "servicenetwork",
  "servicenetworkserviceassociation",
  "servicenetworkvpcassociation",
  "accesslogsubscription",
] as const;

const UNSCOPED = [
  "acm:ListCertificates",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeTags",
  "ec2:DescribeVpcs",
  "tag:GetResources",
  // these also need the action of the service on the resource
  "tag:TagResources",
  "tag:UntagResources",
  ...lattice(
    "ListAccessLogSubscriptions",
    "ListListeners",
    "ListRules",
    "ListServiceNetworkServiceAssociations",
    "ListServiceNetworkVpcAssociations",
    "ListServiceNetworks",
    "ListServices",
    "ListTagsForResource",
    "ListTargetGroups",
  ),
];

/** Access logs: IAM cannot restrict these to a log group, bucket or stream. */
const LOG_DELIVERY = [
  "CreateLogDelivery",
  "DeleteLogDelivery",
  "DescribeLogGroups",
  "DescribeResourcePolicies",
  "GetLogDelivery",
  "ListLogDeliveries",
  "PutResourcePolicy",
  "UpdateLogDelivery",
].map((action) => `logs:${action}`);

interface Given {
  readonly logBucketArns: readonly string[];
  readonly logStreamArns: readonly string[];
}

/** Permissions for what VPC Lattice itself owns. */
const networking = ({ partition, region, account, cluster }: TrustScope): Statement[] => {
  const all = (type: string, owner = account) => `arn:${partition}:vpc-lattice:${region}:${owner}:${type}/*`;
  const everything = TYPES.map((type) => all(type));
  const asked = { [`aws:RequestTag/${OWNER}`]: `${account}/${cluster}/*` };
  const owned = { [`aws:ResourceTag/${OWNER}`]: `${account}/${cluster}/*` };
  return [
    allow(
      lattice(
        "GetAccessLogSubscription",
        "GetListener",
        "GetRule",
        "GetServiceNetworkVpcAssociation",
        "GetTargetGroup",
        "ListTargets",
      ),
      [all("service"), all("targetgroup"), all("servicenetworkvpcassociation"), all("accesslogsubscription")],
    ),
    allow(
      lattice(
        "CreateAccessLogSubscription",
        "CreateListener",
        "CreateRule",
        "CreateService",
        "CreateServiceNetwork",
        "CreateServiceNetworkServiceAssociation",
        "CreateServiceNetworkVpcAssociation",
        "CreateTargetGroup",
      ),
      everything,
      { StringLike: asked },
    ),
    // a service network can be shared by another account
    allow(
      lattice("CreateServiceNetworkServiceAssociation", "CreateServiceNetworkVpcAssociation"),
      all("servicenetwork", "*"),
      { StringLike: asked },
    ),
    allow(
      lattice(
        "DeleteAccessLogSubscription",
        "DeleteListener",
        "DeleteRule",
        "DeleteService",
        "DeleteServiceNetwork",
        "DeleteServiceNetworkServiceAssociation",
        "DeleteServiceNetworkVpcAssociation",
        "DeleteTargetGroup",
        "UpdateAccessLogSubscription",
        "UpdateListener",
        "UpdateRule",
        "UpdateService",
        "UpdateServiceNetworkVpcAssociation",
        "UpdateTargetGroup",
      ),
      everything,
      { StringLike: owned },
    ),
    // an IAMAuthPolicy can be about a service network that was made elsewhere
    allow(lattice("UpdateServiceNetwork"), all("servicenetwork")),
    // AWS's list has no condition keys for these actions
    allow(lattice("DeleteAuthPolicy", "PutAuthPolicy"), [all("service"), all("servicenetwork")]),
    allow(lattice("DeregisterTargets", "RegisterTargets"), all("targetgroup")),
    // the controller adopts what has no owner; never what another cluster owns
    allow(lattice("TagResource"), everything, { StringLike: asked, StringLikeIfExists: owned }),
    allow(lattice("TagResource"), everything, { StringLike: owned, StringLikeIfExists: asked }),
    allow(lattice("UntagResource"), everything, {
      StringLikeIfExists: owned,
      "ForAllValues:StringNotEquals": { "aws:TagKeys": OWNER },
    }),
  ];
};

const gatewayPolicy = (scope: TrustScope, { logBucketArns, logStreamArns }: Given): PolicyDocument => {
  const { partition, account } = scope;
  return document(
    allow(UNSCOPED, "*"),
    ...networking(scope),
    ...["vpc-lattice.amazonaws.com", "delivery.logs.amazonaws.com"].map((linked) =>
      allow("iam:CreateServiceLinkedRole", `arn:${partition}:iam::${account}:role/aws-service-role/${linked}/*`, {
        StringEquals: { "iam:AWSServiceName": linked },
      }),
    ),
    allow(LOG_DELIVERY, "*"),
    ...allowOn(["s3:GetBucketPolicy", "s3:PutBucketPolicy"], logBucketArns),
    ...allowOn("firehose:TagDeliveryStream", logStreamArns, {
      "ForAllValues:StringEquals": { "aws:TagKeys": "LogDeliveryEnabled" },
    }),
  );
};

/**
 * Manages services, target groups and networks of Amazon VPC Lattice that have the controller's tag with this cluster,
 * or none. It does not take services over from other clusters. Access logs go to CloudWatch Logs, or to the given
 * buckets and Firehose streams.
 */
export const gatewayApiController = controller({
  inputs: {
    logBucketArns: optional(some(ARNS.bucket)),
    logStreamArns: optional(some(ARNS.deliveryStream)),
  },
  serviceAccount: "aws-application-networking-system/gateway-api-controller",
  policy: gatewayPolicy,
  source: "https://www.gateway-api-controller.eks.aws.dev/latest/guides/deploy/",
});
