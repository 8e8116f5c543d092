import { TRUST, type TrustKind, type TrustScope } from "../../lib/aws/iam/trust";
import type { PartitionName } from "../../lib/aws/partitions";
import * as workloads from "../../lib/aws/workloads/trust";
import { ACCOUNT } from "../support/simulate";
import { ANCHOR, ELSEWHERE, type Law, type Proof, proveAll, REGION, SCOPE } from "./prove";
import { irsaProofs } from "./workloads/irsa";
import { podIdentityProofs } from "./workloads/pod-identity";
import { DOCUMENTS } from "./workloads/support";
import { targetRoleProofs } from "./workloads/target-role";

type Context = Law["context"];

const ROLE = `arn:aws:iam::${ACCOUNT}:role/taken`;
const as =
  (action: string) =>
  (by: string, context: Context = {}): Law => ({ action, by, context, resource: ROLE });

const assume = as("sts:AssumeRole");
const tag = as("sts:TagSession");
const setSource = as("sts:SetSourceIdentity");
const withWebToken = as("sts:AssumeRoleWithWebIdentity");

const trust = (kind: TrustKind, scope: Partial<TrustScope> = {}) => TRUST[kind]({ ...SCOPE, ...scope });
const inPartition = (kind: TrustKind, partition: PartitionName, request: Law): Law => ({
  ...request,
  document: trust(kind, { partition }),
});

const PERSON = `arn:aws:iam::${ACCOUNT}:role/person`;
const STRANGER = `arn:aws:iam::${ELSEWHERE}:role/person`;

/** People of any account are no service. */
const notPeople = {
  "a role of the same account does not take it": assume(PERSON),
  "a role of another account does not take it": assume(STRANGER),
};

const profile = (rest: string, region = REGION, account = ACCOUNT) => ({
  "aws:SourceArn": `arn:aws:eks:${region}:${account}:fargateprofile/${rest}`,
});

const managed = (account: string, arnAccount = account, region = REGION) => ({
  "aws:SourceAccount": account,
  "aws:SourceArn": `arn:aws:ssm:${region}:${arnAccount}:managed-instance/mi-0a1b2c3d`,
});

const CN = "aws:PrincipalTag/x509Subject/CN";
const ANYWHERE = "rolesanywhere.amazonaws.com";
const certificate = (cn: string, more: Context = {}) => ({ [CN]: cn, "aws:SourceArn": ANCHOR, ...more });
const session = (name: string) => ({ "sts:RoleSessionName": name });
const OTHER_ANCHOR = { "aws:SourceArn": ANCHOR.replace("0a1b2c3d", "99999999") };

const proofs: Record<TrustKind, Proof> = {
  autoCluster: {
    document: trust("autoCluster"),
    allowed: {
      "EKS takes the role of an Auto Mode cluster": assume("eks.amazonaws.com"),
      "EKS tags its session with the cluster, which the policies of Auto Mode compare": tag("eks.amazonaws.com", {
        "aws:RequestTag/eks:eks-cluster-name": "prod",
      }),
      "in GovCloud EKS has the same name": inPartition("autoCluster", "aws-us-gov", tag("eks.amazonaws.com")),
    },
    refused: {
      ...notPeople,
      "EC2 does not take it": assume("ec2.amazonaws.com"),
      "EC2 does not tag its session": tag("ec2.amazonaws.com"),
      "EKS sets no source identity": setSource("eks.amazonaws.com"),
    },
  },

  cluster: {
    document: trust("cluster"),
    allowed: {
      "EKS takes the role of a standard cluster": assume("eks.amazonaws.com"),
      "in China EKS has the same name": inPartition("cluster", "aws-cn", assume("eks.amazonaws.com")),
      "in the isolated partitions EKS has the same name": inPartition(
        "cluster",
        "aws-iso",
        assume("eks.amazonaws.com"),
      ),
    },
    refused: {
      ...notPeople,
      "EKS does not tag the session of a standard cluster": tag("eks.amazonaws.com"),
      "a name of EKS built from China's suffix is refused": inPartition(
        "cluster",
        "aws-cn",
        assume("eks.amazonaws.com.cn"),
      ),
      "Fargate does not take it": assume("eks-fargate-pods.amazonaws.com"),
    },
  },

  nodes: {
    document: trust("nodes"),
    allowed: {
      "EC2 takes the role of nodes": assume("ec2.amazonaws.com"),
      "in China EC2 takes it under its plain name": inPartition("nodes", "aws-cn", assume("ec2.amazonaws.com")),
      "in China EC2 takes it under its own name": inPartition("nodes", "aws-cn", assume("ec2.amazonaws.com.cn")),
      "in the secret partition EC2 takes it under its own name": inPartition(
        "nodes",
        "aws-iso",
        assume("ec2.c2s.ic.gov"),
      ),
      "in the European partition EC2 takes it under its plain name": inPartition(
        "nodes",
        "aws-eusc",
        assume("ec2.amazonaws.com"),
      ),
    },
    refused: {
      ...notPeople,
      "EKS does not take it": assume("eks.amazonaws.com"),
      "outside China the Chinese name is refused": assume("ec2.amazonaws.com.cn"),
      "a name of EC2 built from Europe's suffix is refused": inPartition(
        "nodes",
        "aws-eusc",
        assume("ec2.amazonaws.eu"),
      ),
      "EC2 does not tag its session": tag("ec2.amazonaws.com"),
    },
  },

  fargate: {
    document: trust("fargate"),
    allowed: {
      "Fargate takes the role for a profile of this cluster": assume(
        "eks-fargate-pods.amazonaws.com",
        profile("prod/web/1a2b"),
      ),
      "Fargate takes it for every profile of this cluster": assume(
        "eks-fargate-pods.amazonaws.com",
        profile("prod/jobs/3c4d"),
      ),
      "in China Fargate takes it for a profile there": inPartition(
        "fargate",
        "aws-cn",
        assume("eks-fargate-pods.amazonaws.com", {
          "aws:SourceArn": `arn:aws-cn:eks:${REGION}:${ACCOUNT}:fargateprofile/prod/web/1a2b`,
        }),
      ),
    },
    refused: {
      ...notPeople,
      "a profile of another cluster is refused": assume("eks-fargate-pods.amazonaws.com", profile("dev/web/1a2b")),
      "a cluster whose name begins like this one is refused": assume(
        "eks-fargate-pods.amazonaws.com",
        profile("prod-2/web/1a2b"),
      ),
      "a profile of another account is refused": assume(
        "eks-fargate-pods.amazonaws.com",
        profile("prod/web/1a2b", REGION, ELSEWHERE),
      ),
      "a profile of another region is refused": assume(
        "eks-fargate-pods.amazonaws.com",
        profile("prod/web/1a2b", "us-east-1"),
      ),
      "Fargate without a profile is refused": assume("eks-fargate-pods.amazonaws.com"),
      "EKS itself does not take it": assume("eks.amazonaws.com", profile("prod/web/1a2b")),
      "the older name of Fargate is refused": assume("eks-fargate.amazonaws.com", profile("prod/web/1a2b")),
    },
  },

  systemsManager: {
    document: trust("systemsManager"),
    allowed: {
      "Systems Manager takes the role for a node of this account": assume("ssm.amazonaws.com", managed(ACCOUNT)),
      "Systems Manager takes it for its own activation": assume("ssm.amazonaws.com", {
        "aws:SourceAccount": ACCOUNT,
        "aws:SourceArn": `arn:aws:ssm:${REGION}:${ACCOUNT}:activation/0a1b2c3d`,
      }),
      "in GovCloud Systems Manager takes it for a node there": inPartition(
        "systemsManager",
        "aws-us-gov",
        assume("ssm.amazonaws.com", {
          "aws:SourceAccount": ACCOUNT,
          "aws:SourceArn": `arn:aws-us-gov:ssm:${REGION}:${ACCOUNT}:managed-instance/mi-0a1b2c3d`,
        }),
      ),
    },
    refused: {
      ...notPeople,
      "Systems Manager of another account is refused": assume("ssm.amazonaws.com", managed(ELSEWHERE)),
      "an account that is not its ARN's is refused": assume("ssm.amazonaws.com", managed(ELSEWHERE, ACCOUNT)),
      "an ARN of another account is refused": assume("ssm.amazonaws.com", managed(ACCOUNT, ELSEWHERE)),
      "Systems Manager of another region is refused": assume(
        "ssm.amazonaws.com",
        managed(ACCOUNT, ACCOUNT, "us-east-1"),
      ),
      "Systems Manager that names no source is refused": assume("ssm.amazonaws.com"),
      "EC2 does not take it": assume("ec2.amazonaws.com", managed(ACCOUNT)),
    },
  },

  connector: {
    document: trust("connector"),
    allowed: {
      "Systems Manager takes the role of the connector's agent": assume("ssm.amazonaws.com"),
      "Systems Manager takes it for whatever machine the agent runs on": assume("ssm.amazonaws.com", managed(ACCOUNT)),
      "in GovCloud Systems Manager has the same name": inPartition(
        "connector",
        "aws-us-gov",
        assume("ssm.amazonaws.com"),
      ),
    },
    refused: {
      ...notPeople,
      "the service of the connector itself does not take it": assume("eks-connector.amazonaws.com"),
      "EKS does not take it": assume("eks.amazonaws.com"),
      "Systems Manager does not tag its session": tag("ssm.amazonaws.com"),
    },
  },

  rolesAnywhere: {
    document: trust("rolesAnywhere"),
    allowed: {
      "a node takes the role in a session named like its certificate": assume(
        ANYWHERE,
        certificate("node-1", session("node-1")),
      ),
      "another node takes it in a session of its own name": assume(ANYWHERE, certificate("node-2", session("node-2"))),
      "the session is tagged with the certificate": tag(ANYWHERE, certificate("node-1")),
      "the certificate is the source identity": setSource(
        ANYWHERE,
        certificate("node-1", { "sts:SourceIdentity": "CN=node-1" }),
      ),
    },
    refused: {
      ...notPeople,
      "a session named like another node is refused": assume(ANYWHERE, certificate("node-1", session("node-2"))),
      "a certificate without a common name is refused": assume(ANYWHERE, {
        "aws:SourceArn": ANCHOR,
        ...session("node-1"),
      }),
      "a certificate without a common name tags nothing": tag(ANYWHERE, { "aws:SourceArn": ANCHOR }),
      "a session without a name of its own is refused": assume(ANYWHERE, certificate("node-1")),
      "another trust anchor does not take it": assume(
        ANYWHERE,
        certificate("node-1", { ...session("node-1"), ...OTHER_ANCHOR }),
      ),
      "another trust anchor does not tag its session": tag(ANYWHERE, certificate("node-1", OTHER_ANCHOR)),
      "another trust anchor sets no source identity": setSource(ANYWHERE, certificate("node-1", OTHER_ANCHOR)),
      "Systems Manager does not take it": assume("ssm.amazonaws.com", certificate("node-1", session("node-1"))),
    },
    redundant: {
      [`sts:AssumeRole: StringEquals ${CN}`]: "so AWS's page has it; the name of the session asks for the same tag",
    },
  },

  capability: {
    document: trust("capability"),
    allowed: {
      "EKS Capabilities take the role": assume("capabilities.eks.amazonaws.com"),
      "EKS Capabilities tag their session": tag("capabilities.eks.amazonaws.com"),
      "in GovCloud they have the same name": inPartition(
        "capability",
        "aws-us-gov",
        assume("capabilities.eks.amazonaws.com"),
      ),
    },
    refused: {
      ...notPeople,
      "EKS itself does not take it": assume("eks.amazonaws.com"),
      "Pod Identity does not take it": assume("pods.eks.amazonaws.com"),
      "nobody takes it with a web token": withWebToken("capabilities.eks.amazonaws.com"),
    },
  },
};

proveAll("trust policy", Object.keys(TRUST), proofs);

/** They read a text, and build no document. */
const READERS = ["shownIssuer", "issuerPath", "parseServiceAccount"];

test("every function for the roles of workloads has its document", () => {
  const built = Object.keys(DOCUMENTS).map((name) => name.split(" ")[0]);
  expect([...new Set(built)].sort()).toEqual(
    Object.entries(workloads)
      .flatMap(([name, value]) => (typeof value === "function" && !READERS.includes(name) ? [name] : []))
      .sort(),
  );
});

proveAll("document for the roles of workloads", Object.keys(DOCUMENTS), {
  ...podIdentityProofs,
  ...irsaProofs,
  ...targetRoleProofs,
});
