import { join } from "node:path";
import { App } from "cdktf";
import { ClusterAccessStack } from "../../lib/stacks/cluster-access-stack";
import { head } from "../support/decide";
import { filesBelow, folderOf } from "../support/files";
import { addresses, resources, type Synthesized, synthesized } from "../support/synth";

const ISSUER = "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE";
const PATH = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE";
const KNOWN = { cluster: { oidcIssuer: ISSUER } };
const MADE = { cluster: { create: { subnetIds: ["subnet-1", "subnet-2"] } } };

const made = (item: object, top: object = {}): Synthesized => synthesized(head({ workloads: { a: item }, ...top }));
const trustOf = (json: Synthesized) =>
  JSON.parse(String(resources(json, "aws_iam_role").workload_a?.assume_role_policy)).Statement;
const association = (json: Synthesized) => Object.values(resources(json, "aws_eks_pod_identity_association"));
const karpenter = (interruptionQueue: unknown, more: object = {}) => ({
  controller: "karpenter",
  inputs: { nodeRoleArns: "arn:aws:iam::111122223333:role/nodes" },
  interruptionQueue,
  ...more,
});
const provider = (json: Synthesized) => json.terraform.required_providers?.aws;

const PODS = (tags: object) => ({
  Effect: "Allow",
  Principal: { Service: "pods.eks.amazonaws.com" },
  Action: ["sts:AssumeRole", "sts:TagSession"],
  Condition: {
    StringEquals: { "aws:SourceAccount": "111122223333", ...tags },
    ArnEquals: { "aws:SourceArn": "arn:aws:eks:eu-west-1:111122223333:cluster/demo" },
  },
});
const TAGS = (namespace: string, account: string | string[]) => ({
  "aws:RequestTag/kubernetes-namespace": namespace,
  "aws:RequestTag/kubernetes-service-account": account,
});

describe("Pod Identity", () => {
  test("is a role for one service account of one cluster, and its association after the role's policies", () => {
    const json = made({ serviceAccount: "apps/backend", policies: ["AmazonS3ReadOnlyAccess"] });
    expect(trustOf(json)).toEqual([PODS(TAGS("apps", "backend"))]);
    expect(resources(json, "aws_iam_role").workload_a?.name).toBe("demo-a-pod");
    expect(resources(json, "aws_eks_pod_identity_association")).toEqual({
      workload_a_apps_backend: {
        cluster_name: "demo",
        namespace: "apps",
        service_account: "backend",
        role_arn: "${aws_iam_role.workload_a.arn}",
        depends_on: ["aws_iam_role_policy_attachment.workload_a_policy_AmazonS3ReadOnlyAccess"],
      },
    });
    expect(provider(json)).toEqual({ source: "hashicorp/aws", version: ">= 5.79.0, < 7.0.0" });
  });

  test("lets several service accounts share a role, and none of them crosswise", () => {
    const json = made({ serviceAccount: ["x/a", "y/b", "x/c"] });
    expect(trustOf(json)).toEqual([PODS(TAGS("x", ["a", "c"])), PODS(TAGS("y", "b"))]);
    expect(Object.keys(resources(json, "aws_eks_pod_identity_association"))).toEqual([
      "workload_a_x_a",
      "workload_a_x_c",
      "workload_a_y_b",
    ]);
  });

  test("goes on to a role of another account, and leaves that account its trust", () => {
    const target = "arn:aws:iam::444455556666:role/target";
    const config = head({ workloads: { a: { serviceAccount: "apps/backend", targetRole: target } } });
    const json = synthesized(config);
    expect(association(json)).toEqual([expect.objectContaining({ target_role_arn: target })]);
    expect(provider(json)).toEqual({ source: "hashicorp/aws", version: ">= 6.1.0, < 7.0.0" });
    expect(
      JSON.parse(String(resources(json, "aws_iam_role_policy").workload_a_inline_TargetRole?.policy)).Statement,
    ).toEqual([{ Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession"], Resource: target }]);
    const outdir = folderOf({});
    const app = new App({ outdir });
    new ClusterAccessStack(app, "demo", config);
    app.synth();
    const { "targetrole-a.json": trust = "" } = filesBelow(join(outdir, "policies/demo"));
    expect(JSON.parse(trust).Statement).toEqual([
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:RequestTag/eks-cluster-arn": "arn:aws:eks:eu-west-1:111122223333:cluster/demo",
            ...TAGS("apps", "backend"),
          },
          ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/demo-a-pod" },
        },
      },
    ]);
  });

  test("without session tags has no conditions on them, and may have a session policy", () => {
    const sessionPolicy = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
    };
    const json = made({ serviceAccount: "apps/backend", sessionTags: false, sessionPolicy });
    expect(trustOf(json)).toEqual([PODS({})]);
    expect(association(json)).toEqual([
      expect.objectContaining({ disable_session_tags: true, policy: JSON.stringify(sessionPolicy) }),
    ]);
    expect(provider(json)).toEqual({ source: "hashicorp/aws", version: ">= 6.57.1, < 7.0.0" });
  });
});

describe("IRSA", () => {
  const IRSA = (issuer: string, sub: string | string[], operator = "StringEquals") => ({
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition:
      operator === "StringEquals"
        ? { StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com", [`${issuer}:sub`]: sub } }
        : { StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" }, [operator]: { [`${issuer}:sub`]: sub } },
  });

  test("is a role for a token of this issuer, for this service account, and the provider of the issuer", () => {
    const json = made({ serviceAccount: "apps/reports", via: "irsa" }, KNOWN);
    expect(trustOf(json)).toEqual([IRSA(PATH, "system:serviceaccount:apps:reports")]);
    expect(resources(json, "aws_iam_openid_connect_provider")).toEqual({
      "oidc-provider": { url: ISSUER, client_id_list: ["sts.amazonaws.com"] },
    });
    expect(association(json)).toEqual([]);
    expect(provider(json)).toEqual({ source: "hashicorp/aws", version: ">= 5.81.0, < 7.0.0" });
  });

  test("takes the provider that is there where the file says so", () => {
    const json = made(
      { serviceAccount: "apps/reports", via: "irsa" },
      { cluster: { oidcIssuer: ISSUER, oidcProvider: "existing" } },
    );
    expect(addresses(json)).toEqual(["aws_iam_role.workload_a"]);
  });

  test("compares with StringLike only where a wildcard is asked for", () => {
    expect(trustOf(made({ serviceAccount: "apps/*", via: "irsa" }, KNOWN))).toEqual([
      IRSA(PATH, "system:serviceaccount:apps:*", "StringLike"),
    ]);
  });

  test("takes further clusters, each by its own statement", () => {
    const json = made({ serviceAccount: "apps/reports", via: "irsa", issuers: ["https://other.example/id/B"] }, KNOWN);
    expect(trustOf(json)).toEqual([
      IRSA(PATH, "system:serviceaccount:apps:reports"),
      IRSA("other.example/id/B", "system:serviceaccount:apps:reports"),
    ]);
  });

  test("names the issuer of a cluster made here by a local value, in keys too", () => {
    const json = made({ serviceAccount: "apps/reports", via: "irsa" }, MADE) as Synthesized & { locals: object };
    expect(json.locals).toEqual({
      "oidc-issuer": '${trimprefix(aws_eks_cluster.cluster.identity[0].oidc[0].issuer, "https://")}',
    });
    expect(trustOf(json)).toEqual([IRSA("${local.oidc-issuer}", "system:serviceaccount:apps:reports")]);
    expect(resources(json, "aws_iam_openid_connect_provider")["oidc-provider"]?.url).toBe(
      "${aws_eks_cluster.cluster.identity[0].oidc[0].issuer}",
    );
  });

  test("takes an issuer that is a token", () => {
    const json = made(
      { serviceAccount: "apps/reports", via: "irsa" },
      { cluster: { oidcIssuer: "${var.issuer}" } },
    ) as Synthesized & { locals: object };
    expect(json.locals).toEqual({ "oidc-issuer": '${trimprefix(var.issuer, "https://")}' });
    expect(resources(json, "aws_iam_openid_connect_provider")["oidc-provider"]?.url).toBe("${var.issuer}");
  });

  test("together with Pod Identity, during a move, trusts both and makes the association", () => {
    const json = made({ serviceAccount: "apps/reports", via: "both" }, KNOWN);
    expect(trustOf(json)).toEqual([PODS(TAGS("apps", "reports")), IRSA(PATH, "system:serviceaccount:apps:reports")]);
    expect(association(json)).toHaveLength(1);
  });
});

describe("add-ons and controllers", () => {
  test("an add-on brings its service account and its policy", () => {
    const json = made({ addon: "aws-ebs-csi-driver" });
    expect(association(json)).toEqual([
      expect.objectContaining({ namespace: "kube-system", service_account: "ebs-csi-controller-sa" }),
    ]);
    expect(
      Object.values(resources(json, "aws_iam_role_policy_attachment")).map(({ policy_arn }) => policy_arn),
    ).toEqual(["arn:aws:iam::aws:policy/AmazonEBSCSIDriverPolicyV2"]);
  });

  test("the driver of EBS may use the keys that are its inputs", () => {
    const key = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555";
    const json = made({ addon: "aws-ebs-csi-driver", inputs: { kmsKeyArns: key } });
    expect(String(resources(json, "aws_iam_role_policy")["workload_a_inline_ebs-csi-kms"]?.policy)).toContain(key);
  });

  test("the driver of Mountpoint gets its bucket and no other", () => {
    const json = made({ addon: "aws-mountpoint-s3-csi-driver", inputs: { bucketArns: ["arn:aws:s3:::data"] } });
    const policy = String(resources(json, "aws_iam_role_policy")["workload_a_inline_mountpoint-s3-csi"]?.policy);
    expect(policy).toContain("arn:aws:s3:::data");
    expect(policy).not.toContain('"Resource":"*"');
  });

  test("the CNI of an IPv6 cluster gets a policy of our own", () => {
    const json = made({ addon: "vpc-cni", variant: "ipv6" });
    expect(Object.values(resources(json, "aws_iam_role_policy")).map(({ name }) => name)).toEqual(["CNIIPv6"]);
    expect(resources(json, "aws_iam_role_policy_attachment")).toEqual({});
  });

  test("a controller brings its service account and a policy narrowed to its inputs", () => {
    const zone = "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ";
    const json = made({ controller: "external-dns", inputs: { hostedZoneArns: [zone] } });
    expect(association(json)).toEqual([
      expect.objectContaining({ namespace: "external-dns", service_account: "external-dns" }),
    ]);
    expect(String(resources(json, "aws_iam_role_policy")["workload_a_inline_external-dns"]?.policy)).toContain(zone);
  });
});

describe("an interruption queue", () => {
  const SQS = "arn:aws:sqs:eu-west-1:111122223333";
  const policyOf = (json: Synthesized) =>
    String(resources(json, "aws_iam_role_policy").workload_a_inline_karpenter?.policy);

  test("is a queue, its policy, and five rules with one target each", () => {
    const json = made(karpenter(true, { role: { tags: { team: "platform" } } }));
    const tags = { team: "platform" };
    expect(resources(json, "aws_sqs_queue")).toEqual({
      workload_a_queue: { name: "demo", message_retention_seconds: 300, sqs_managed_sse_enabled: true, tags },
    });
    const patterns = {
      "health-event": { source: ["aws.health"], "detail-type": ["AWS Health Event"], detail: { service: ["EC2"] } },
      "spot-interruption": { source: ["aws.ec2"], "detail-type": ["EC2 Spot Instance Interruption Warning"] },
      "rebalance-recommendation": { source: ["aws.ec2"], "detail-type": ["EC2 Instance Rebalance Recommendation"] },
      "state-change": { source: ["aws.ec2"], "detail-type": ["EC2 Instance State-change Notification"] },
      "capacity-reservation-interruption": {
        source: ["aws.ec2"],
        "detail-type": ["EC2 Capacity Reservation Instance Interruption Warning"],
      },
    };
    const each = (of: (name: string, pattern: object) => readonly [string, object]) =>
      Object.fromEntries(Object.entries(patterns).map(([name, pattern]) => of(name, pattern)));
    expect(resources(json, "aws_cloudwatch_event_rule")).toEqual(
      each((name, pattern) => [
        `workload_a_queue-${name}`,
        { name: `demo-${name}`, event_pattern: JSON.stringify(pattern), tags },
      ]),
    );
    expect(resources(json, "aws_cloudwatch_event_target")).toEqual(
      each((name) => [
        `workload_a_queue-${name}-target`,
        {
          rule: `\${aws_cloudwatch_event_rule.workload_a_queue-${name}.name}`,
          arn: "${aws_sqs_queue.workload_a_queue.arn}",
          target_id: "interruption-queue",
          depends_on: ["aws_sqs_queue_policy.workload_a_queue-policy"],
        },
      ]),
    );
    const { policy, ...others } = resources(json, "aws_sqs_queue_policy")["workload_a_queue-policy"] ?? {};
    expect(others).toEqual({ queue_url: "${aws_sqs_queue.workload_a_queue.url}" });
    expect(JSON.parse(String(policy)).Statement).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: ["events.amazonaws.com", "sqs.amazonaws.com"] },
        Action: "sqs:SendMessage",
        Resource: `${SQS}:demo`,
        Condition: {
          ArnEquals: {
            "aws:SourceArn": Object.keys(patterns).map(
              (name) => `arn:aws:events:eu-west-1:111122223333:rule/demo-${name}`,
            ),
          },
        },
      },
      {
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "sqs:*",
        Resource: `${SQS}:demo`,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
    expect(Object.keys(json.resource ?? {}).sort()).toEqual([
      "aws_cloudwatch_event_rule",
      "aws_cloudwatch_event_target",
      "aws_eks_pod_identity_association",
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_sqs_queue",
      "aws_sqs_queue_policy",
    ]);
  });

  test("is what Karpenter may read, and an output says its name", () => {
    const json = made(karpenter({ name: "interruptions" }));
    expect(JSON.parse(policyOf(json)).Statement).toContainEqual({
      Effect: "Allow",
      Action: ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
      Resource: [`${SQS}:interruptions`],
    });
    expect(policyOf(json)).not.toContain("kms:");
    expect(json.output?.workloads?.value).toEqual({
      a: expect.objectContaining({ queue_name: "${aws_sqs_queue.workload_a_queue.name}" }),
    });
  });

  test("may be encrypted with a key, which Karpenter may use through SQS", () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d";
    const json = made(karpenter({ kmsKeyArn }));
    expect(resources(json, "aws_sqs_queue")).toEqual({
      workload_a_queue: { name: "demo", message_retention_seconds: 300, kms_master_key_id: kmsKeyArn },
    });
    expect(JSON.parse(policyOf(json)).Statement).toContainEqual({
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: [kmsKeyArn],
      Condition: { StringLike: { "kms:ViaService": "sqs.*" } },
    });
  });

  test("is not there unless it is asked for, and its name is null then", () => {
    const json = made(karpenter(false));
    expect(resources(json, "aws_sqs_queue")).toEqual({});
    expect(policyOf(json)).not.toContain("sqs:");
    expect(json.output?.workloads?.value).toEqual({ a: expect.objectContaining({ queue_name: "${null}" }) });
  });
});
