import { allow, document, type PolicyDocument, type Statement } from "../../iam/policy-document";
import type { TrustScope } from "../../iam/trust";
import { ARNS } from "./arns";
import { ABSENT, allowOn, controller, optional, PRESENT, some } from "./template";

const SERVICE_ACCOUNT = "kube-system/aws-load-balancer-controller";
const SOURCE = "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/";

/** The controller sets this tag, with the cluster's name, on everything it creates. */
const TAG = "elbv2.k8s.aws/cluster";

/**
 * Read actions that IAM cannot restrict to resources. The last two are write actions, and cannot be restricted either.
 */
const UNSCOPED = [
  "acm:ListCertificates",
  "ec2:DescribeAccountAttributes",
  "ec2:DescribeAddresses",
  "ec2:DescribeAvailabilityZones",
  "ec2:DescribeCoipPools",
  "ec2:DescribeInstances",
  "ec2:DescribeInternetGateways",
  "ec2:DescribeIpamPools",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeRouteTables",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeTags",
  "ec2:DescribeVpcPeeringConnections",
  "ec2:DescribeVpcs",
  "elasticloadbalancing:DescribeCapacityReservation",
  "elasticloadbalancing:DescribeListenerAttributes",
  "elasticloadbalancing:DescribeListenerCertificates",
  "elasticloadbalancing:DescribeListeners",
  "elasticloadbalancing:DescribeLoadBalancerAttributes",
  "elasticloadbalancing:DescribeLoadBalancers",
  "elasticloadbalancing:DescribeRules",
  "elasticloadbalancing:DescribeSSLPolicies",
  "elasticloadbalancing:DescribeTags",
  "elasticloadbalancing:DescribeTargetGroupAttributes",
  "elasticloadbalancing:DescribeTargetGroups",
  "elasticloadbalancing:DescribeTargetHealth",
  "elasticloadbalancing:DescribeTrustStores",
  "iam:ListServerCertificates",
  "shield:GetSubscriptionState",
  "elasticloadbalancing:SetWebAcl",
  "shield:CreateProtection",
  // finds the web ACL that an annotation names
  "wafv2:ListWebACLs",
] as const;

/** Write actions on the load balancers, target groups, listeners and rules that the controller created. */
const CHANGES = [
  "AddListenerCertificates",
  "CreateListener",
  "CreateRule",
  "DeleteListener",
  "DeleteLoadBalancer",
  "DeleteRule",
  "DeleteTargetGroup",
  "DeregisterTargets",
  "ModifyCapacityReservation",
  "ModifyIpPools",
  "ModifyListener",
  "ModifyListenerAttributes",
  "ModifyLoadBalancerAttributes",
  "ModifyRule",
  "ModifyTargetGroup",
  "ModifyTargetGroupAttributes",
  "RegisterTargets",
  "RemoveListenerCertificates",
  "SetIpAddressType",
  "SetSecurityGroups",
  "SetSubnets",
].map((action) => `elasticloadbalancing:${action}`);

const TARGETS = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"] as const;

const INGRESS = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"] as const;

interface Given {
  readonly securityGroupArns: readonly string[];
  readonly targetGroupArns: readonly string[];
}

/** Security groups of the nodes, which have the tag of the cluster, and those that are given. */
const opened = (groups: string, cluster: string, securityGroupArns: readonly string[]): Statement[] => [
  allow(INGRESS, groups, { Null: { [`aws:ResourceTag/kubernetes.io/cluster/${cluster}`]: PRESENT } }),
  ...allowOn(INGRESS, securityGroupArns),
];

const loadBalancerPolicy = (
  { partition, region, account, cluster }: TrustScope,
  { securityGroupArns, targetGroupArns }: Given,
): PolicyDocument => {
  const here = (service: string, rest: string) => `arn:${partition}:${service}:${region}:${account}:${rest}`;
  const groups = here("ec2", "security-group/*");
  const balancing = ["loadbalancer/*", "targetgroup/*", "listener/*", "listener-rule/*"].map((rest) =>
    here("elasticloadbalancing", rest),
  );
  const loadBalancers = here("elasticloadbalancing", "loadbalancer/app/*");
  const linked = "elasticloadbalancing.amazonaws.com";

  const asked = { [`aws:RequestTag/${TAG}`]: cluster };
  const made = { StringEquals: { [`aws:ResourceTag/${TAG}`]: cluster } };
  /** It may change the tags of its own resources, except the tag that names their cluster. */
  const retagged = { ...made, Null: { [`aws:RequestTag/${TAG}`]: ABSENT } };
  /** A removal names keys and brings no tags. */
  const untagged = { ...made, "ForAllValues:StringNotEquals": { "aws:TagKeys": TAG } };

  const firewalls: Statement[] = [
    allow(
      [
        "waf-regional:AssociateWebACL",
        "waf-regional:GetWebACL",
        "wafv2:AssociateWebACL",
        "wafv2:GetWebACL",
        "wafv2:GetWebACLForResource",
      ],
      [here("waf-regional", "webacl/*"), here("wafv2", "regional/webacl/*")],
    ),
    allow(
      [
        "waf-regional:AssociateWebACL",
        "waf-regional:DisassociateWebACL",
        "waf-regional:GetWebACLForResource",
        "wafv2:AssociateWebACL",
        "wafv2:DisassociateWebACL",
        "wafv2:GetWebACLForResource",
      ],
      loadBalancers,
    ),
    allow(["shield:DeleteProtection", "shield:DescribeProtection"], `arn:${partition}:shield::${account}:protection/*`),
  ];

  const securityGroups: Statement[] = [
    allow("ec2:CreateSecurityGroup", groups, { StringEquals: asked }),
    // a shared subnet is in the VPC of another account
    allow(["ec2:CreateSecurityGroup", "ec2:GetSecurityGroupsForVpc"], `arn:${partition}:ec2:${region}:*:vpc/*`),
    allow("ec2:CreateTags", groups, { StringEquals: { ...asked, "ec2:CreateAction": "CreateSecurityGroup" } }),
    allow(["ec2:CreateTags", "ec2:DeleteTags"], groups, retagged),
    allow(["ec2:DeleteSecurityGroup", ...INGRESS], groups, made),
    ...opened(groups, cluster, securityGroupArns),
  ];

  return document(
    allow(UNSCOPED, "*"),
    allow("iam:CreateServiceLinkedRole", `arn:${partition}:iam::${account}:role/aws-service-role/${linked}/*`, {
      StringEquals: { "iam:AWSServiceName": linked },
    }),
    allow("acm:DescribeCertificate", here("acm", "certificate/*")),
    allow("cognito-idp:DescribeUserPoolClient", here("cognito-idp", "userpool/*")),
    allow("ec2:GetCoipPoolUsage", here("ec2", "coip-pool/*")),
    allow("iam:GetServerCertificate", `arn:${partition}:iam::${account}:server-certificate/*`),
    ...firewalls,
    ...securityGroups,
    allow(
      ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"],
      [here("elasticloadbalancing", "loadbalancer/*"), here("elasticloadbalancing", "targetgroup/*")],
      { StringEquals: asked },
    ),
    allow(CHANGES, balancing, made),
    allow("elasticloadbalancing:AddTags", balancing, {
      StringEquals: {
        ...asked,
        "elasticloadbalancing:CreateAction": [
          "CreateListener",
          "CreateLoadBalancer",
          "CreateRule",
          "CreateTargetGroup",
        ],
      },
    }),
    allow("elasticloadbalancing:AddTags", balancing, retagged),
    allow("elasticloadbalancing:RemoveTags", balancing, untagged),
    // this action has no condition keys
    allow("elasticloadbalancing:SetRulePriorities", here("elasticloadbalancing", "listener-rule/*")),
    ...allowOn(TARGETS, targetGroupArns),
  );
};

/**
 * Manages load balancers of this cluster only, identified by the controller's tag. Security groups of nodes must have
 * the cluster's tag, as the controller's documentation recommends. Other security groups, and target groups created
 * elsewhere, are inputs. Listeners have the tag unless the feature gate `ListenerRulesTagging` is off.
 */
export const awsLoadBalancerController = controller({
  inputs: {
    securityGroupArns: optional(some(ARNS.securityGroup)),
    targetGroupArns: optional(some(ARNS.targetGroup)),
  },
  serviceAccount: SERVICE_ACCOUNT,
  builtIn: true,
  policy: loadBalancerPolicy,
  source: SOURCE,
});

/**
 * For a controller that serves TargetGroupBinding resources only: it registers pods and nodes in the given target
 * groups, and opens security groups to them. It makes no load balancers, listeners or target groups. The
 * controller's page also has the actions that change a target group, which its other parts use.
 */
export const awsLoadBalancerControllerTargetGroups = controller({
  inputs: {
    targetGroupArns: some(ARNS.targetGroup),
    securityGroupArns: optional(some(ARNS.securityGroup)),
  },
  serviceAccount: SERVICE_ACCOUNT,
  builtIn: true,
  policy: ({ partition, region, account, cluster }, { targetGroupArns, securityGroupArns }) =>
    document(
      allow(
        [
          "ec2:DescribeInstances",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeVpcs",
          "elasticloadbalancing:DescribeTargetGroups",
          "elasticloadbalancing:DescribeTargetHealth",
        ],
        "*",
      ),
      ...allowOn(TARGETS, targetGroupArns),
      ...opened(`arn:${partition}:ec2:${region}:${account}:security-group/*`, cluster, securityGroupArns),
    ),
  source: SOURCE,
});
