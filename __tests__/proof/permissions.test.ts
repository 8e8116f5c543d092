import * as permissions from "../../lib/aws/iam/permissions";
import { ACCOUNT } from "../support/simulate";
import { ELSEWHERE, type Law, type Proof, proveAll, REGION, SCOPE } from "./prove";

type Context = NonNullable<Law["context"]>;

const ask = (action: string, resource = "*", context: Context = {}): Law => ({ action, resource, context });

const of = (service: string, rest: string, account = ACCOUNT, region = REGION) =>
  `arn:aws:${service}:${region}:${account}:${rest}`;
const ec2 = (rest: string) => of("ec2", rest);
const elb = (rest: string) => of("elasticloadbalancing", rest);

const PROD = of("eks", "cluster/prod");
const DEV = of("eks", "cluster/dev");

/** EKS tags its session, and what it makes, with the cluster; the two are compared. */
const tags = (made: string, more: Record<string, string> = {}, session = "prod"): Context => ({
  "aws:PrincipalTag/eks:eks-cluster-name": session,
  "aws:RequestTag/eks:eks-cluster-name": made,
  ...Object.fromEntries(Object.entries(more).map(([key, value]) => [`aws:RequestTag/eks:${key}`, value])),
});
const NODE = { "kubernetes-node-class-name": "gpu", "kubernetes-node-pool-name": "batch" };
const CNI = { "kubernetes-cni-node-name": "i-0a1b2c3d" };
const INSTANCE = ec2("instance/i-0a1b2c3d");
const PROTECTION = `arn:aws:shield::${ACCOUNT}:protection/0a1b`;

const KEY = of("kms", "key/0a1b2c3d-0000-1111-2222-333344445555");
const OTHER_KEY = of("kms", "key/99999999-0000-1111-2222-333344445555");

const MACHINE = of("ssm", "managed-instance/mi-0a1b2c3d");
const taggedWith = (cluster: string): Context => ({ "ssm:resourceTag/EKSClusterARN": cluster });

const otherClusters = (action: string): Record<string, Law> => ({
  [`${action} of another cluster is refused`]: ask(action, DEV),
  [`${action} of a cluster whose name begins like this one is refused`]: ask(action, `${PROD}-2`),
  [`${action} of a cluster of this name in another account is refused`]: ask(
    action,
    of("eks", "cluster/prod", ELSEWHERE),
  ),
  [`${action} of a cluster of this name in another region is refused`]: ask(
    action,
    of("eks", "cluster/prod", ACCOUNT, "us-east-1"),
  ),
});

const joining: Record<string, Law> = {
  "a hybrid node describes its cluster": ask("eks:DescribeCluster", PROD),
  "a hybrid node looks for its access entry": ask("eks:ListAccessEntries", PROD),
};

const notJoining: Record<string, Law> = {
  ...otherClusters("eks:DescribeCluster"),
  ...otherClusters("eks:ListAccessEntries"),
  "a hybrid node makes no access entry": ask("eks:CreateAccessEntry", PROD),
  "a hybrid node lists no clusters": ask("eks:ListClusters"),
};

const govCloud = { ...SCOPE, partition: "aws-us-gov", region: "us-gov-west-1" } as const;

const proofs: Record<string, Proof> = {
  customTags: {
    document: permissions.customTags(SCOPE),
    allowed: {
      "a node of this cluster is started": ask("ec2:RunInstances", INSTANCE, tags("prod", NODE)),
      "a node of any NodeClass and any NodePool is started": ask(
        "ec2:RunInstances",
        INSTANCE,
        tags("prod", { "kubernetes-node-class-name": "default", "kubernetes-node-pool-name": "general-purpose" }),
      ),
      "a fleet is started": ask("ec2:CreateFleet", ec2("fleet/fleet-0a1b"), tags("prod", NODE)),
      "a launch template is made": ask("ec2:CreateLaunchTemplate", ec2("launch-template/lt-0a1b"), tags("prod", NODE)),
      "a volume is made": ask("ec2:CreateVolume", ec2("volume/vol-0a1b"), tags("prod")),
      "a snapshot is made": ask("ec2:CreateSnapshot", `arn:aws:ec2:${REGION}::snapshot/snap-0a1b`, tags("prod")),
      "a network interface of any node is made": ask(
        "ec2:CreateNetworkInterface",
        ec2("network-interface/eni-0a1b"),
        tags("prod", CNI),
      ),
      "a security group is made": ask("ec2:CreateSecurityGroup", ec2("security-group/sg-0a1b"), tags("prod")),
      "a load balancer is made": ask(
        "elasticloadbalancing:CreateLoadBalancer",
        elb("loadbalancer/classic"),
        tags("prod"),
      ),
      "a target group is made": ask(
        "elasticloadbalancing:CreateTargetGroup",
        elb("targetgroup/web/0a1b"),
        tags("prod"),
      ),
      "a listener is made": ask("elasticloadbalancing:CreateListener", elb("loadbalancer/app/web/0a1b"), tags("prod")),
      "a rule is made": ask("elasticloadbalancing:CreateRule", elb("listener/app/web/0a1b/2c3d"), tags("prod")),
      "a protection is made": ask("shield:CreateProtection", "*", tags("prod")),
      "a protection is tagged": ask("shield:TagResource", PROTECTION, tags("prod")),
      "in China a volume there is made": {
        ...ask("ec2:CreateVolume", "arn:aws-cn:ec2:cn-north-1:111122223333:volume/vol-0a1b", tags("prod")),
        document: permissions.customTags({ ...SCOPE, partition: "aws-cn", region: "cn-north-1" }),
      },
    },
    refused: {
      "a node tagged with another cluster is refused": ask("ec2:RunInstances", INSTANCE, tags("dev", NODE)),
      "a session of another cluster starts no node of this one": ask(
        "ec2:RunInstances",
        INSTANCE,
        tags("prod", NODE, "dev"),
      ),
      "a session without tags starts no node": ask("ec2:RunInstances", INSTANCE, {
        "aws:RequestTag/eks:eks-cluster-name": "prod",
        "aws:RequestTag/eks:kubernetes-node-class-name": "gpu",
        "aws:RequestTag/eks:kubernetes-node-pool-name": "batch",
      }),
      "a node without the tag of its NodeClass is refused": ask(
        "ec2:RunInstances",
        INSTANCE,
        tags("prod", { "kubernetes-node-pool-name": "batch" }),
      ),
      "a node without the tag of its NodePool is refused": ask(
        "ec2:RunInstances",
        INSTANCE,
        tags("prod", { "kubernetes-node-class-name": "gpu" }),
      ),
      "a node without any tag is refused": ask("ec2:RunInstances", INSTANCE),
      "a fleet of another cluster is refused": ask("ec2:CreateFleet", ec2("fleet/fleet-0a1b"), tags("dev", NODE)),
      "a volume of another cluster is refused": ask("ec2:CreateVolume", ec2("volume/vol-0a1b"), tags("dev")),
      "a network interface of no node is refused": ask(
        "ec2:CreateNetworkInterface",
        ec2("network-interface/eni-0a1b"),
        tags("prod"),
      ),
      "a network interface of another cluster is refused": ask(
        "ec2:CreateNetworkInterface",
        ec2("network-interface/eni-0a1b"),
        tags("dev", CNI),
      ),
      "a load balancer of another cluster is refused": ask(
        "elasticloadbalancing:CreateLoadBalancer",
        elb("loadbalancer/classic"),
        tags("dev"),
      ),
      "a protection of another cluster is refused": ask("shield:CreateProtection", "*", tags("dev")),
      "a protection is not tagged for another cluster": ask("shield:TagResource", PROTECTION, tags("dev")),
      "a node is not stopped": ask("ec2:TerminateInstances", INSTANCE),
    },
  },

  encryption: {
    document: permissions.encryption(KEY),
    allowed: {
      "the cluster encrypts with its key": ask("kms:Encrypt", KEY),
      "the cluster decrypts with its key": ask("kms:Decrypt", KEY),
      "the cluster lists the grants of its key": ask("kms:ListGrants", KEY),
      "the cluster describes its key": ask("kms:DescribeKey", KEY),
    },
    refused: {
      "another key does not encrypt": ask("kms:Encrypt", OTHER_KEY),
      "another key does not decrypt": ask("kms:Decrypt", OTHER_KEY),
      "a key of another account does not decrypt": ask("kms:Decrypt", KEY.replace(ACCOUNT, ELSEWHERE)),
      "a replica of the key in another region does not decrypt": ask("kms:Decrypt", KEY.replace(REGION, "us-east-1")),
      "the key is not deleted": ask("kms:ScheduleKeyDeletion", KEY),
      "the policy of the key is not changed": ask("kms:PutKeyPolicy", KEY),
    },
  },

  ipv6Cni: {
    document: permissions.ipv6Cni(SCOPE),
    allowed: {
      "addresses are assigned": ask("ec2:AssignIpv6Addresses", ec2("network-interface/eni-0a1b")),
      "instances are described": ask("ec2:DescribeInstances"),
      "tags are described": ask("ec2:DescribeTags"),
      "network interfaces are described": ask("ec2:DescribeNetworkInterfaces"),
      "instance types are described": ask("ec2:DescribeInstanceTypes"),
      "a network interface is tagged": ask("ec2:CreateTags", ec2("network-interface/eni-0a1b")),
    },
    refused: {
      "an instance is not tagged": ask("ec2:CreateTags", INSTANCE),
      "a volume is not tagged": ask("ec2:CreateTags", ec2("volume/vol-0a1b")),
      "addresses are not taken away": ask("ec2:UnassignIpv6Addresses", ec2("network-interface/eni-0a1b")),
      "a network interface is not deleted": ask("ec2:DeleteNetworkInterface", ec2("network-interface/eni-0a1b")),
    },
  },

  hybridRolesAnywhere: {
    document: permissions.hybridRolesAnywhere(SCOPE),
    allowed: {
      ...joining,
      "in GovCloud a hybrid node describes its cluster there": {
        ...ask("eks:DescribeCluster", `arn:aws-us-gov:eks:us-gov-west-1:${ACCOUNT}:cluster/prod`),
        document: permissions.hybridRolesAnywhere(govCloud),
      },
    },
    refused: {
      ...notJoining,
      "a node with a certificate is no machine of Systems Manager": ask(
        "ssm:DeregisterManagedInstance",
        MACHINE,
        taggedWith(PROD),
      ),
    },
  },

  hybridSystemsManager: {
    document: permissions.hybridSystemsManager(SCOPE),
    allowed: {
      ...joining,
      "a node looks for itself in the fleet": ask("ssm:DescribeInstanceInformation"),
      "a node of this cluster leaves the fleet": ask("ssm:DeregisterManagedInstance", MACHINE, taggedWith(PROD)),
    },
    refused: {
      ...notJoining,
      "a node of another cluster stays in the fleet": ask("ssm:DeregisterManagedInstance", MACHINE, taggedWith(DEV)),
      "a machine without the cluster's tag stays in the fleet": ask("ssm:DeregisterManagedInstance", MACHINE),
      "a machine of another account stays in its fleet": ask(
        "ssm:DeregisterManagedInstance",
        of("ssm", "managed-instance/mi-0a1b2c3d", ELSEWHERE),
        taggedWith(PROD),
      ),
      "a machine of another region stays in its fleet": ask(
        "ssm:DeregisterManagedInstance",
        of("ssm", "managed-instance/mi-0a1b2c3d", ACCOUNT, "us-east-1"),
        taggedWith(PROD),
      ),
      "no command is sent to a machine": ask("ssm:SendCommand", MACHINE),
    },
  },

  podIdentityAgent: {
    document: permissions.podIdentityAgent(SCOPE),
    allowed: {
      "the agent takes roles for pods": ask("eks-auth:AssumeRoleForPodIdentity", PROD),
      "in GovCloud the agent takes roles for pods there": {
        ...ask("eks-auth:AssumeRoleForPodIdentity", `arn:aws-us-gov:eks:us-gov-west-1:${ACCOUNT}:cluster/prod`),
        document: permissions.podIdentityAgent(govCloud),
      },
      "the agent takes roles for pods, whatever the node is called": ask("eks-auth:AssumeRoleForPodIdentity", PROD, {
        "aws:PrincipalTag/node": "edge",
      }),
    },
    refused: {
      ...otherClusters("eks-auth:AssumeRoleForPodIdentity"),
      "the agent makes no association": ask("eks:CreatePodIdentityAssociation", PROD),
      "the agent takes no role itself": ask("sts:AssumeRole", `arn:aws:iam::${ACCOUNT}:role/pods`),
    },
  },

  connector: {
    document: permissions.connector(SCOPE),
    allowed: {
      "the agent makes its control channel": ask("ssmmessages:CreateControlChannel", PROD),
      "the agent makes a data channel": ask("ssmmessages:CreateDataChannel"),
      "the agent opens a data channel": ask("ssmmessages:OpenDataChannel"),
      "the agent opens its control channel": ask("ssmmessages:OpenControlChannel"),
    },
    refused: {
      "a control channel to what is no cluster is refused": ask("ssmmessages:CreateControlChannel", INSTANCE),
      "a control channel to a cluster of another partition is refused": ask(
        "ssmmessages:CreateControlChannel",
        PROD.replace("arn:aws:", "arn:aws-cn:"),
      ),
      "the agent describes no cluster": ask("eks:DescribeCluster", PROD),
      "the agent sends no command": ask("ssm:SendCommand", MACHINE),
    },
  },
};

proveAll("permission document", Object.keys(permissions), proofs);
