import { arn, around, ask, each, type Laws } from "../around";
import { ELSEWHERE } from "../prove";
import { GIVEN, given, type Proofs, policyOf } from "./support";

const KIND = "aws-gateway-api-controller";
const OWNER = "application-networking.k8s.aws/ManagedBy";
const US = "111122223333/prod/vpc-0a1b";
const requested = (owner: string) => ({ [`aws:RequestTag/${OWNER}`]: owner });
const owned = (owner: string) => ({ [`aws:ResourceTag/${OWNER}`]: owner });
const asked = requested(US);
const own = owned(US);

const lattice = (rest: string, account?: string) => arn("vpc-lattice", rest, account);
const actions = (...names: string[]) => names.map((name) => `vpc-lattice:${name}`);

const SERVICE = lattice("service/svc-0a1b");
const LISTENER = lattice("service/svc-0a1b/listener/listener-0a1b");
const RULE = lattice("service/svc-0a1b/listener/listener-0a1b/rule/rule-0a1b");
const TARGETS = lattice("targetgroup/tg-0a1b");
const NETWORK = lattice("servicenetwork/sn-0a1b");
const SHARED = lattice("servicenetwork/sn-0a1b", ELSEWHERE);
const OF_SERVICE = lattice("servicenetworkserviceassociation/snsa-0a1b");
const OF_VPC = lattice("servicenetworkvpcassociation/snva-0a1b");
const LOGS = lattice("accesslogsubscription/als-0a1b");
const ALL = [SERVICE, LISTENER, RULE, TARGETS, NETWORK, OF_SERVICE, OF_VPC, LOGS];

const reading: Laws = {
  ...each(actions("GetAccessLogSubscription"), LOGS),
  ...each(actions("GetListener"), LISTENER),
  ...each(actions("GetRule"), RULE),
  ...each(actions("GetServiceNetworkVpcAssociation"), OF_VPC),
  ...each(actions("GetTargetGroup", "ListTargets"), TARGETS),
};
const making: Laws = {
  ...each(actions("CreateAccessLogSubscription"), LOGS, asked),
  ...each(actions("CreateAccessLogSubscription", "CreateService"), SERVICE, asked),
  ...each(actions("CreateListener"), LISTENER, asked),
  ...each(actions("CreateRule"), RULE, asked),
  ...each(actions("CreateServiceNetwork"), NETWORK, asked),
  ...each(actions("CreateServiceNetworkServiceAssociation"), OF_SERVICE, asked),
  ...each(actions("CreateServiceNetworkServiceAssociation"), SERVICE, asked),
  ...each(actions("CreateServiceNetworkVpcAssociation"), OF_VPC, asked),
  ...each(actions("CreateTargetGroup"), TARGETS, asked),
};
const joining: Laws = each(
  actions("CreateServiceNetworkServiceAssociation", "CreateServiceNetworkVpcAssociation"),
  SHARED,
  asked,
);
const changing: Laws = {
  ...each(actions("DeleteAccessLogSubscription", "UpdateAccessLogSubscription"), LOGS, own),
  ...each(actions("DeleteListener", "UpdateListener"), LISTENER, own),
  ...each(actions("DeleteRule", "UpdateRule"), RULE, own),
  ...each(actions("DeleteService", "UpdateService"), SERVICE, own),
  ...each(actions("DeleteServiceNetwork"), NETWORK, own),
  ...each(actions("DeleteServiceNetworkServiceAssociation"), OF_SERVICE, own),
  ...each(actions("DeleteServiceNetworkVpcAssociation", "UpdateServiceNetworkVpcAssociation"), OF_VPC, own),
  ...each(actions("DeleteTargetGroup", "UpdateTargetGroup"), TARGETS, own),
};
const untagged: Laws = {
  ...each(actions("DeregisterTargets", "RegisterTargets"), TARGETS),
  ...each(actions("DeleteAuthPolicy", "PutAuthPolicy"), SERVICE),
  ...each(actions("DeleteAuthPolicy", "PutAuthPolicy", "UpdateServiceNetwork"), NETWORK),
};
const ofEach = (what: string, action: string, context: Record<string, string | readonly string[]>): Laws =>
  Object.fromEntries(ALL.map((resource) => [`${what}: ${resource}`, ask(`vpc-lattice:${action}`, resource, context)]));
const taking = ofEach("its tag is set", "TagResource", asked);
const tagging = ofEach("another tag is set on its own", "TagResource", { ...own, "aws:RequestTag/team": "prod" });
const stripping = ofEach("a tag is removed", "UntagResource", { "aws:TagKeys": ["team"] });

const withoutKeys = (laws: Laws): Laws =>
  // a removal without keys removes nothing, and its own may get any tag but that of another owner
  Object.fromEntries(Object.entries(laws).filter(([name]) => !/without aws:(TagKeys|RequestTag\/team)$/.test(name)));

const LINKED = "arn:aws:iam::111122223333:role/aws-service-role";
const linked = (service: string, role: string): Laws =>
  each(["iam:CreateServiceLinkedRole"], `${LINKED}/${service}/${role}`, { "iam:AWSServiceName": service });
const roles: Laws = {
  ...linked("vpc-lattice.amazonaws.com", "AWSServiceRoleForVpcLattice"),
  ...linked("delivery.logs.amazonaws.com", "AWSServiceRoleForLogDelivery"),
};

const [BUCKET] = GIVEN[KIND].logBucketArns;
const [STREAM] = GIVEN[KIND].logStreamArns;
const delivering = each(["firehose:TagDeliveryStream"], STREAM, { "aws:TagKeys": ["LogDeliveryEnabled"] });
const buckets = each(["s3:GetBucketPolicy", "s3:PutBucketPolicy"], BUCKET);

export const latticeProofs: Proofs = {
  [KIND]: {
    document: policyOf(KIND),
    allowed: {
      ...each([
        "acm:ListCertificates",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeTags",
        "ec2:DescribeVpcs",
        "tag:GetResources",
        "tag:TagResources",
        "tag:UntagResources",
        ...actions(
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
        "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:DescribeLogGroups",
        "logs:DescribeResourcePolicies",
        "logs:GetLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:UpdateLogDelivery",
      ]),
      ...reading,
      ...making,
      ...joining,
      ...changing,
      ...untagged,
      ...taking,
      ...tagging,
      ...stripping,
      ...roles,
      ...delivering,
      ...buckets,
    },
    refused: {
      ...around(reading),
      ...around(making),
      ...around(joining),
      ...around(changing),
      ...around(untagged),
      ...around(taking),
      ...withoutKeys(around(tagging)),
      ...withoutKeys(around(stripping)),
      ...around(roles),
      ...withoutKeys(around(delivering)),
      ...ofEach("what another cluster owns is not taken over", "TagResource", {
        ...asked,
        ...owned("111122223333/dev/vpc-0a1b"),
      }),
      ...ofEach("its own is not handed over", "TagResource", { ...own, ...requested("111122223333/dev/vpc-0a1b") }),
      ...ofEach("no tag of what another cluster owns is removed", "UntagResource", {
        ...owned("111122223333/dev/vpc-0a1b"),
        "aws:TagKeys": ["team"],
      }),
      ...ofEach("its own keeps its owner", "UntagResource", { "aws:TagKeys": ["team", OWNER] }),
      "a service of a cluster whose name begins like this one is not deleted": ask(
        "vpc-lattice:DeleteService",
        SERVICE,
        owned("111122223333/prod-2/vpc-0a1b"),
      ),
      "a service of the same cluster name in another account is not deleted": ask(
        "vpc-lattice:DeleteService",
        SERVICE,
        owned(`${ELSEWHERE}/prod/vpc-0a1b`),
      ),
      "a service network that was made elsewhere is not deleted": ask("vpc-lattice:DeleteServiceNetwork", NETWORK),
      "nothing is shared with another account": ask("vpc-lattice:PutResourcePolicy", SERVICE),
      "no resource gateway is made": ask(
        "vpc-lattice:CreateResourceGateway",
        lattice("resourcegateway/rgw-0a1b"),
        asked,
      ),
      "the role of another service is not made": ask(
        "iam:CreateServiceLinkedRole",
        `${LINKED}/spot.amazonaws.com/AWSServiceRoleForEC2Spot`,
        { "iam:AWSServiceName": "vpc-lattice.amazonaws.com" },
      ),
      "the role of another service is not made for log delivery": ask(
        "iam:CreateServiceLinkedRole",
        `${LINKED}/spot.amazonaws.com/AWSServiceRoleForEC2Spot`,
        { "iam:AWSServiceName": "delivery.logs.amazonaws.com" },
      ),
      "no log group is made": ask("logs:CreateLogGroup", arn("logs", "log-group:lattice")),
      "a stream gets no other tag": ask("firehose:TagDeliveryStream", STREAM, { "aws:TagKeys": ["team"] }),
      "another stream is left alone": ask("firehose:TagDeliveryStream", arn("firehose", "deliverystream/orders"), {
        "aws:TagKeys": ["LogDeliveryEnabled"],
      }),
      ...each(["s3:GetBucketPolicy", "s3:PutBucketPolicy"], "arn:aws:s3:::other"),
      "logs in the bucket are not read": ask("s3:GetObject", `${BUCKET}/log`),
      ...given(KIND, {}, { ...delivering, ...buckets }),
    },
  },
};
