import { arn, around, ask, each, type Laws } from "../around";
import { ELSEWHERE } from "../prove";
import { GIVEN, given, type Proofs, policyOf } from "./support";

const KIND = "aws-load-balancer-controller";
const TAG = "elbv2.k8s.aws/cluster";
const asked = { [`aws:RequestTag/${TAG}`]: "prod" };
const made = { [`aws:ResourceTag/${TAG}`]: "prod" };
const ofNodes = { "aws:ResourceTag/kubernetes.io/cluster/prod": "owned" };

const elb = (rest: string) => arn("elasticloadbalancing", rest);
const actions = (...names: string[]) => names.map((name) => `elasticloadbalancing:${name}`);

const BALANCER = elb("loadbalancer/app/web/0a1b");
const TARGETS = elb("targetgroup/web/0a1b");
const LISTENER = elb("listener/app/web/0a1b/2c3d");
const RULE = elb("listener-rule/app/web/0a1b/2c3d/4e5f");

const making: Laws = {
  ...each(actions("CreateLoadBalancer"), BALANCER, asked),
  ...each(actions("CreateTargetGroup"), TARGETS, asked),
};
const CREATED_BY = {
  CreateLoadBalancer: BALANCER,
  CreateTargetGroup: TARGETS,
  CreateListener: LISTENER,
  CreateRule: RULE,
};
const taggedWhenMade: Laws = Object.fromEntries(
  Object.entries(CREATED_BY).map(([action, resource]) => [
    `AddTags with ${action}`,
    ask("elasticloadbalancing:AddTags", resource, { ...asked, "elasticloadbalancing:CreateAction": action }),
  ]),
);
const taggedLater: Laws = Object.assign(
  {},
  ...Object.values(CREATED_BY).map((resource) => each(actions("AddTags"), resource, made)),
);
const untagged: Laws = Object.assign(
  {},
  ...Object.values(CREATED_BY).map((resource) =>
    each(actions("RemoveTags"), resource, { ...made, "aws:TagKeys": ["Team"] }),
  ),
);
const prioritized: Laws = each(actions("SetRulePriorities"), RULE);
const changing: Laws = {
  ...each(
    actions(
      "CreateListener",
      "DeleteLoadBalancer",
      "ModifyCapacityReservation",
      "ModifyIpPools",
      "ModifyLoadBalancerAttributes",
      "SetIpAddressType",
      "SetSecurityGroups",
      "SetSubnets",
    ),
    BALANCER,
    made,
  ),
  ...each(
    actions(
      "DeleteTargetGroup",
      "DeregisterTargets",
      "ModifyTargetGroup",
      "ModifyTargetGroupAttributes",
      "RegisterTargets",
    ),
    TARGETS,
    made,
  ),
  ...each(
    actions(
      "AddListenerCertificates",
      "CreateRule",
      "DeleteListener",
      "ModifyListener",
      "ModifyListenerAttributes",
      "RemoveListenerCertificates",
    ),
    LISTENER,
    made,
  ),
  ...each(actions("DeleteRule", "ModifyRule"), RULE, made),
};

const GROUP = arn("ec2", "security-group/sg-0a1b");
const INGRESS = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"];
const groups: Laws = {
  ...each(["ec2:CreateSecurityGroup"], GROUP, asked),
  "a group is tagged while it is made": ask("ec2:CreateTags", GROUP, {
    ...asked,
    "ec2:CreateAction": "CreateSecurityGroup",
  }),
  ...each(["ec2:CreateTags", "ec2:DeleteTags", "ec2:DeleteSecurityGroup", ...INGRESS], GROUP, made),
  ...Object.fromEntries(INGRESS.map((action) => [`${action} on the nodes' group`, ask(action, GROUP, ofNodes)])),
};
const [GIVEN_GROUP] = GIVEN[KIND].securityGroupArns;
const [GIVEN_TARGETS] = GIVEN[KIND].targetGroupArns;
const givenOnes: Laws = {
  ...each(INGRESS, GIVEN_GROUP),
  ...each(actions("DeregisterTargets", "RegisterTargets"), GIVEN_TARGETS),
};

const VPC = arn("ec2", "vpc/vpc-0a1b", ELSEWHERE);
const PROTECTION = "arn:aws:shield::111122223333:protection/0a1b";
const ACL = arn("wafv2", "regional/webacl/web/0a1b");
const OLD_ACL = arn("waf-regional", "webacl/0a1b");
const LINKED = "role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing";
const narrow: Laws = {
  ...each(["acm:DescribeCertificate"], arn("acm", "certificate/0a1b")),
  ...each(["cognito-idp:DescribeUserPoolClient"], arn("cognito-idp", "userpool/eu-west-1_0a1b")),
  ...each(["ec2:GetCoipPoolUsage"], arn("ec2", "coip-pool/ipv4pool-coip-0a1b")),
  ...each(["iam:GetServerCertificate"], "arn:aws:iam::111122223333:server-certificate/web"),
  ...each(["wafv2:AssociateWebACL", "wafv2:GetWebACL", "wafv2:GetWebACLForResource"], ACL),
  ...each(["waf-regional:AssociateWebACL", "waf-regional:GetWebACL"], OLD_ACL),
  ...each(
    [
      "waf-regional:AssociateWebACL",
      "waf-regional:DisassociateWebACL",
      "waf-regional:GetWebACLForResource",
      "wafv2:AssociateWebACL",
      "wafv2:DisassociateWebACL",
      "wafv2:GetWebACLForResource",
    ],
    BALANCER,
  ),
  ...each(["shield:DeleteProtection", "shield:DescribeProtection"], PROTECTION),
};
const linked: Laws = each(["iam:CreateServiceLinkedRole"], `arn:aws:iam::111122223333:${LINKED}`, {
  "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com",
});

const looking = each([
  "acm:ListCertificates",
  ...[
    "AccountAttributes",
    "Addresses",
    "AvailabilityZones",
    "CoipPools",
    "Instances",
    "InternetGateways",
    "IpamPools",
    "NetworkInterfaces",
    "RouteTables",
    "SecurityGroups",
    "Subnets",
    "Tags",
    "VpcPeeringConnections",
    "Vpcs",
  ].map((what) => `ec2:Describe${what}`),
  ...[
    "CapacityReservation",
    "ListenerAttributes",
    "ListenerCertificates",
    "Listeners",
    "LoadBalancerAttributes",
    "LoadBalancers",
    "Rules",
    "SSLPolicies",
    "Tags",
    "TargetGroupAttributes",
    "TargetGroups",
    "TargetHealth",
    "TrustStores",
  ].map((what) => `elasticloadbalancing:Describe${what}`),
  "elasticloadbalancing:SetWebAcl",
  "iam:ListServerCertificates",
  "shield:CreateProtection",
  "shield:GetSubscriptionState",
  "wafv2:ListWebACLs",
]);

const BINDINGS = "aws-load-balancer-controller-target-groups";
const bound: Laws = {
  ...givenOnes,
  ...each(actions("DeregisterTargets", "RegisterTargets"), GIVEN[BINDINGS].targetGroupArns[1]),
  ...each(INGRESS, GROUP, ofNodes),
};

export const loadBalancerProofs: Proofs = {
  [KIND]: {
    document: policyOf(KIND),
    allowed: {
      ...looking,
      ...making,
      ...taggedWhenMade,
      ...taggedLater,
      ...untagged,
      ...prioritized,
      ...changing,
      ...groups,
      ...givenOnes,
      ...narrow,
      ...linked,
      ...each(["ec2:CreateSecurityGroup", "ec2:GetSecurityGroupsForVpc"], VPC),
    },
    refused: {
      ...around(making),
      ...around(taggedWhenMade),
      ...around(taggedLater),
      ...around(prioritized),
      "what it has made does not lose the tag of its cluster": ask("elasticloadbalancing:RemoveTags", BALANCER, {
        ...made,
        "aws:TagKeys": ["Team", TAG],
      }),
      // a removal without keys removes nothing
      ...Object.fromEntries(Object.entries(around(untagged)).filter(([name]) => !name.endsWith("without aws:TagKeys"))),
      ...around(changing),
      ...around(groups),
      ...around(givenOnes),
      ...around(narrow),
      ...around(linked),
      "what it has made is not given to another cluster": ask("elasticloadbalancing:AddTags", BALANCER, {
        ...made,
        [`aws:RequestTag/${TAG}`]: "dev",
      }),
      "a group it has made is not given to another cluster": ask("ec2:CreateTags", GROUP, {
        ...made,
        [`aws:RequestTag/${TAG}`]: "dev",
      }),
      "an instance is not tagged": ask("ec2:CreateTags", arn("ec2", "instance/i-0a1b"), {
        ...asked,
        "ec2:CreateAction": "RunInstances",
      }),
      "a group of nobody is not opened": ask("ec2:AuthorizeSecurityGroupIngress", GROUP),
      "the nodes' group is not deleted": ask("ec2:DeleteSecurityGroup", GROUP, ofNodes),
      "a network of another region is refused": ask(
        "ec2:GetSecurityGroupsForVpc",
        arn("ec2", "vpc/vpc-0a1b", undefined, "us-east-1"),
      ),
      "a firewall of CloudFront is not looked at": ask("wafv2:GetWebACL", arn("wafv2", "global/webacl/web/0a1b")),
      "a firewall before what is no load balancer is left alone": ask(
        "wafv2:DisassociateWebACL",
        "arn:aws:apigateway:eu-west-1::/restapis/0a1b/stages/live",
      ),
      "the role of another service is not made": ask(
        "iam:CreateServiceLinkedRole",
        "arn:aws:iam::111122223333:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot",
        { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" },
      ),
      ...given(KIND, {}, givenOnes),
    },
    redundant: {
      [`waf-regional:AssociateWebACL: anything for ${arn("wafv2", "regional/webacl/*")}`]:
        "of what is regional these actions name web ACLs alone",
      [`waf-regional:AssociateWebACL: anything for ${elb("loadbalancer/app/*")}`]:
        "of load balancers these actions name those of applications alone",
    },
  },

  [BINDINGS]: {
    document: policyOf(BINDINGS),
    allowed: {
      ...each([
        "ec2:DescribeInstances",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeVpcs",
        ...actions("DescribeTargetGroups", "DescribeTargetHealth"),
      ]),
      ...bound,
    },
    refused: {
      ...around(bound),
      ...each(actions("DeregisterTargets", "RegisterTargets"), TARGETS, made),
      ...each(actions("ModifyTargetGroup", "ModifyTargetGroupAttributes", "DeleteTargetGroup"), GIVEN_TARGETS),
      "no target group is made": making[`${actions("CreateTargetGroup")[0]} on targetgroup/web/0a1b`] ?? ask(""),
      "no load balancer is made": ask("elasticloadbalancing:CreateLoadBalancer", BALANCER, asked),
      "no listener is made": ask("elasticloadbalancing:CreateListener", BALANCER, made),
      "a rule of its own is not deleted": ask("elasticloadbalancing:DeleteRule", RULE, made),
      "load balancers are not looked at": ask("elasticloadbalancing:DescribeLoadBalancers"),
      "no security group is made": ask("ec2:CreateSecurityGroup", GROUP, asked),
      "the nodes' group is not deleted": ask("ec2:DeleteSecurityGroup", GROUP, ofNodes),
      "the nodes' group is not opened outwards": ask("ec2:AuthorizeSecurityGroupEgress", GROUP, ofNodes),
      "a group of the full controller is not opened": ask("ec2:AuthorizeSecurityGroupIngress", GROUP, made),
      ...given(BINDINGS, { targetGroupArns: GIVEN_TARGETS }, each(INGRESS, GIVEN_GROUP)),
    },
  },
};
