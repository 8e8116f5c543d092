import { synth } from "../../lib/app";
import { folderOf } from "../support/files";
import { ACCOUNT, freshAccount } from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { callsOf, documentIn, effects, type Lifecycle, lifecycle } from "./support/lifecycle";
import { lawOfTheJournal, withTerraform } from "./support/requirements";
import { Workspace } from "./support/terraform";

const BUCKET = "arn:aws:s3:::images";
const CLUSTER = `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/pods`;

const TEXT = `
account: "${ACCOUNT}"
region: eu-west-1
cluster: { create: { subnetIds: [subnet-a, subnet-b] } }
accept: { no-admin: "the test needs none" }
workloads:
  images: { serviceAccount: [web/images, jobs/resize], policies: [AmazonS3ReadOnlyAccess] }
  reports: { serviceAccount: web/reports, via: irsa }
  batch: { serviceAccount: "jobs/batch-*", via: irsa }
  move: { serviceAccount: web/move, via: both }
  ebs: { addon: aws-ebs-csi-driver }
  s3: { addon: aws-mountpoint-s3-csi-driver, inputs: { bucketArns: ["${BUCKET}"] } }
  balancer: { controller: aws-load-balancer-controller }
`;

withTerraform("workloads of a cluster that the same apply makes", () => {
  let workspace: Workspace;
  let result: Lifecycle;

  beforeAll(async () => {
    await freshAccount();
    workspace = new Workspace("pods");
    synth({ source: folderOf({ "pods.yaml": TEXT }), outdir: workspace.outdir });
    result = await lifecycle(workspace);
  });

  afterAll(() => workspace?.remove());

  const trustOf = (key: string) => {
    const calls = [...callsOf(result.applied, "CreateRole"), ...callsOf(result.applied, "UpdateAssumeRolePolicy")];
    const call = calls.filter(({ params }) => params.RoleName === `pods-${key}-pod`).at(-1);
    return documentIn(call, "AssumeRolePolicyDocument") as { Statement: unknown[] };
  };

  test("are valid, applied in one go, found in order and taken back", () => {
    const { init, validate, apply, secondPlan, destroy } = result;
    for (const run of [init, validate, apply, secondPlan, destroy]) expectStatus(run, 0);
  });

  // a hand-written one takes the same: it is read, deleted, and looked for until it is gone for the third time
  lawOfTheJournal("the cluster is deleted with no other calls than a hand-written one", () => {
    const calls = result.destroyed.filter(({ op }) => /^(Describe|Delete|Update)Cluster/.test(op)).map(({ op }) => op);
    const gone = ["DescribeCluster", "DescribeCluster", "DescribeCluster"];
    expect(calls).toEqual(["DescribeCluster", "DeleteCluster", ...gone]);
  });

  lawOfTheJournal("each service account has one association, made after all that its role may do", () => {
    const calls = effects(result.applied);
    const at = (op: string, word: string) =>
      calls.flatMap((call, index) => (call.op === op && JSON.stringify(call.params).includes(word) ? [index] : []));
    const associations = callsOf(result.applied, "CreatePodIdentityAssociation").map(
      ({ params }) => `${params.namespace}/${params.serviceAccount}`,
    );
    expect(associations.sort()).toEqual([
      "jobs/resize",
      "kube-system/aws-load-balancer-controller",
      "kube-system/ebs-csi-controller-sa",
      "kube-system/s3-csi-driver-sa",
      "web/images",
      "web/move",
    ]);
    for (const [key, op] of [
      ["images", "AttachRolePolicy"],
      ["s3", "PutRolePolicy"],
      ["balancer", "PutRolePolicy"],
    ] as const) {
      const role = `pods-${key}-pod`;
      expect(Math.max(...at(op, role))).toBeLessThan(Math.min(...at("CreatePodIdentityAssociation", role)));
    }
  });

  lawOfTheJournal("a trust by Pod Identity names the cluster, and each namespace with its own service accounts", () => {
    const statement = (namespace: string, account: string) =>
      expect.objectContaining({
        Condition: {
          StringEquals: {
            "aws:SourceAccount": ACCOUNT,
            "aws:RequestTag/kubernetes-namespace": namespace,
            "aws:RequestTag/kubernetes-service-account": account,
          },
          ArnEquals: { "aws:SourceArn": CLUSTER },
        },
      });
    expect(trustOf("images").Statement).toEqual([statement("jobs", "resize"), statement("web", "images")]);
  });

  lawOfTheJournal("a trust by IRSA arrives with the issuer that the new cluster has got, in its keys too", () => {
    const [provider] = callsOf(result.applied, "CreateOpenIDConnectProvider");
    const issuer = String(provider?.params.Url).replace("https://", "");
    expect(issuer).toMatch(/^oidc\.eks\.eu-west-1\.amazonaws\.com\/id\/[0-9A-F]+$/);
    const statement = (condition: object) => ({
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: condition,
    });
    const aud = { [`${issuer}:aud`]: "sts.amazonaws.com" };
    expect(trustOf("reports").Statement).toEqual([
      statement({ StringEquals: { ...aud, [`${issuer}:sub`]: "system:serviceaccount:web:reports" } }),
    ]);
    expect(trustOf("batch").Statement).toEqual([
      statement({ StringEquals: aud, StringLike: { [`${issuer}:sub`]: "system:serviceaccount:jobs:batch-*" } }),
    ]);
    expect(trustOf("move").Statement).toHaveLength(2);
  });

  lawOfTheJournal("the driver of Mountpoint gets its bucket alone", () => {
    const [policy] = callsOf(result.applied, "PutRolePolicy").filter(({ params }) => params.RoleName === "pods-s3-pod");
    const document = documentIn(policy, "PolicyDocument") as { Statement: { Resource: string | string[] }[] };
    const resources = document.Statement.flatMap(({ Resource }) => Resource);
    expect(resources.filter((resource) => !resource.startsWith(BUCKET))).toEqual([]);
  });
});
