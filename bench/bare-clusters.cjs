/**
 * The yardstick for many clusters and for large ones: a cdktf app without anything of this project that makes the
 * resources of clusters.mjs. `node bare-clusters.cjs clusters|entries|workloads <count>`
 */
const { App, S3Backend, LocalBackend, TerraformOutput, TerraformStack } = require("cdktf");
const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");
const { EksAccessEntry } = require("@cdktf/provider-aws/lib/eks-access-entry");
const { EksAccessPolicyAssociation } = require("@cdktf/provider-aws/lib/eks-access-policy-association");
const { EksPodIdentityAssociation } = require("@cdktf/provider-aws/lib/eks-pod-identity-association");
const { IamInstanceProfile } = require("@cdktf/provider-aws/lib/iam-instance-profile");
const { IamRole } = require("@cdktf/provider-aws/lib/iam-role");
const { IamRolePolicy } = require("@cdktf/provider-aws/lib/iam-role-policy");
const { IamRolePolicyAttachment } = require("@cdktf/provider-aws/lib/iam-role-policy-attachment");

const ACCOUNT = "111122223333";
const REGION = "eu-west-1";
const VIEW = { policy: "AmazonEKSViewPolicy" };

const document = (...statements) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

function stackOf(app, name, tags) {
  const stack = new TerraformStack(app, name);
  const defaultTags = tags && [{ tags }];
  new AwsProvider(stack, "aws", { region: REGION, allowedAccountIds: [ACCOUNT], defaultTags });
  return stack;
}

function nodeRole(stack, key, policies) {
  const role = new IamRole(stack, key, {
    name: `${stack.node.id}-${key}-node`,
    path: "/",
    assumeRolePolicy: document({
      Effect: "Allow",
      Principal: { Service: "ec2.amazonaws.com" },
      Action: "sts:AssumeRole",
    }),
  });
  const attached = policies.map((name) => attach(stack, key, { role, name }));
  return { role, attached };
}

const attach = (stack, key, { role, name }) =>
  new IamRolePolicyAttachment(stack, `${key}-${name}`, {
    role: role.name,
    policyArn: `arn:aws:iam::aws:policy/${name}`,
  });

const profileOf = (stack, key, role) =>
  new IamInstanceProfile(stack, `${key}-profile`, { name: `eks-${stack.node.id}-${key}`, role: role.name });

function associate(stack, key, { entry, policy, namespaces }) {
  new EksAccessPolicyAssociation(stack, `${key}-association`, {
    clusterName: stack.node.id,
    principalArn: entry.principalArn,
    policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
    accessScope: namespaces ? { type: "namespace", namespaces } : { type: "cluster" },
    dependsOn: [entry],
  });
}

function access(stack, key, { role = key, groups = [], ...grant }) {
  const entry = new EksAccessEntry(stack, `${key}-entry`, {
    clusterName: stack.node.id,
    principalArn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
    type: "STANDARD",
    kubernetesGroups: groups,
  });
  associate(stack, key, { entry, ...grant });
}

function workload(stack, key, { namespace, policy, inline }) {
  const role = new IamRole(stack, key, {
    name: `${stack.node.id}-${key}-pod`,
    path: "/",
    assumeRolePolicy: document({
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: {
        StringEquals: {
          "aws:SourceAccount": ACCOUNT,
          "aws:RequestTag/kubernetes-namespace": namespace,
          "aws:RequestTag/kubernetes-service-account": key,
        },
        ArnEquals: { "aws:SourceArn": `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/${stack.node.id}` },
      },
    }),
  });
  const permissions = policy
    ? attach(stack, key, { role, name: policy })
    : new IamRolePolicy(stack, `${key}-inline`, {
        name: "inline",
        role: role.name,
        policy: document({ Effect: "Allow", ...inline }),
      });
  new EksPodIdentityAssociation(stack, `${key}-association`, {
    clusterName: stack.node.id,
    namespace,
    serviceAccount: key,
    roleArn: role.arn,
    dependsOn: [permissions],
  });
  return role;
}

function cluster(app, number) {
  const name = `team-${number}`;
  const stack = stackOf(app, name, { Team: "platform" });
  new S3Backend(stack, { bucket: "acme-terraform", key: `eks/${name}.tfstate`, region: REGION, encrypt: true });

  const nodes = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonEKS_CNI_Policy"];
  const gpu = nodeRole(stack, "gpu", ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"]);
  const system = nodeRole(stack, "system", nodes);
  const karpenter = nodeRole(stack, "karpenter", nodes);
  const entryOf = (key, { role, attached }, type) =>
    new EksAccessEntry(stack, `${key}-entry`, {
      clusterName: name,
      principalArn: role.arn,
      type,
      dependsOn: [...attached, profileOf(stack, key, role)],
    });
  associate(stack, "gpu", { entry: entryOf("gpu", gpu, "EC2"), policy: "AmazonEKSAutoNodePolicy" });
  entryOf("karpenter", karpenter, "EC2_LINUX");

  access(stack, "admins", { policy: "AmazonEKSClusterAdminPolicy" });
  access(stack, "auditors", VIEW);
  access(stack, "developers", { ...VIEW, groups: ["developers"] });
  const namespaces = ["payments", "shop"];
  access(stack, "pipeline", { ...VIEW, role: `pipeline-${number}`, groups: ["deployers"], namespaces });

  const reports = workload(stack, "reports", {
    namespace: "reports",
    inline: { Action: "s3:GetObject", Resource: `arn:aws:s3:::reports-${number}/*` },
  });
  const orders = workload(stack, "orders", {
    namespace: "shop",
    inline: { Action: "sqs:SendMessage", Resource: `arn:aws:sqs:${REGION}:${ACCOUNT}:orders-${number}` },
  });

  const arns = (roles) => ({ value: Object.fromEntries(Object.entries(roles).map(([key, role]) => [key, role.arn])) });
  new TerraformOutput(stack, "node_classes", arns({ gpu: gpu.role }));
  new TerraformOutput(stack, "node_roles", arns({ system: system.role, karpenter: karpenter.role }));
  new TerraformOutput(stack, "workloads", arns({ reports, orders }));
}

function large(app, count, add) {
  const stack = stackOf(app, "large");
  new LocalBackend(stack, { path: "terraform.tfstate" });
  for (let i = 0; i < count; i++) add(stack, i);
}

const MAKE = {
  clusters(app, count) {
    for (let i = 0; i < count; i++) cluster(app, i);
  },
  entries: (app, count) => large(app, count, (stack, i) => access(stack, `team-${i}`, VIEW)),
  workloads: (app, count) =>
    large(app, count, (stack, i) =>
      workload(stack, `app-${i}`, { namespace: "apps", policy: "AmazonS3ReadOnlyAccess" }),
    ),
};

const [what, count] = process.argv.slice(2);
const app = new App({ outdir: process.env.CDKTF_OUTDIR });
MAKE[what](app, Number(count));
app.synth();
