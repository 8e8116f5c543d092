import { seedRole } from "../support/endpoint";
import { roleArn, transitions } from "../support/transitions";

const ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D";
const cluster = { oidcIssuer: `https://${ISSUER}` };
const api = { serviceAccount: "apps/api", policies: ["AmazonS3ReadOnlyAccess"] };
const reports = { serviceAccount: "apps/reports", via: "irsa" };
const web = { serviceAccount: ["apps/web", "apps/jobs"] };
const zone = (id: string) => ({ hostedZoneArns: `arn:aws:route53:::hostedzone/${id}` });
const dns = { controller: "external-dns", inputs: zone("Z0123456789ABCDEFGHIJ") };
const others = ["https://oidc.eks.eu-west-1.amazonaws.com/id/1B2C3D4E"];
const role = (name: string, item: string, more = "") => `${item}: the role ${name} of ${item} is destroyed${more}`;
const remove = (name: string) =>
  `kubectl annotate serviceaccount ${name} -n apps eks.amazonaws.com/role-arn-, and restart its pods`;
const write = (name: string, arn: string) =>
  `kubectl annotate serviceaccount ${name} -n apps eks.amazonaws.com/role-arn=${arn}, and restart its pods`;
const REPORTS = roleArn("demo-reports-pod");
const exchanged = (account: string, from: string, to: string, wayOut: string) =>
  `${from}: the Pod Identity association of ${account} is destroyed and made again for ${to}: EKS may answer 409, and pods of ${account} that start have no role until the next apply; ${wayOut}`;

transitions(
  "workloads",
  {
    before: () =>
      seedRole({ name: "OldPods", service: "pods.eks.amazonaws.com", actions: ["sts:AssumeRole", "sts:TagSession"] }),
    sections: { cluster, workloads: { api, web } },
  },
  {
    "a workload is added": {
      edit: { workloads: { api, web, cni: { addon: "vpc-cni" } } },
      says: ["workloads.cni: pods of kube-system/aws-node get a role"],
    },
    "a workload is taken away": {
      edit: { workloads: { api, web } },
      says: ["workloads.cni: pods of kube-system/aws-node lose their role", role("demo-cni-pod", "workloads.cni")],
    },
    "other policies": {
      edit: { workloads: { api: { ...api, policies: ["AmazonS3FullAccess"] }, web } },
      says: ["workloads.api: pods of workloads.api lose AmazonS3ReadOnlyAccess"],
    },
    "one more condition of the trust": {
      edit: {
        workloads: {
          api: { ...api, trustConditions: { StringEquals: { "aws:SourceOrgID": "o-0a1b2c3d4e" } } },
          web,
        },
      },
    },
    "one more cluster": { edit: { workloads: { api: { ...api, clusters: ["other"] }, web } } },
    "another service account": {
      edit: { workloads: { api: { ...api, serviceAccount: "apps/server" }, web } },
      says: ["workloads.api: pods of apps/api lose their role", "workloads.api: pods of apps/server get a role"],
    },
    "a service account goes to another workload": {
      edit: {
        workloads: {
          api: { ...api, serviceAccount: ["apps/server", "apps/jobs"] },
          web: { serviceAccount: "apps/web" },
        },
      },
      hurts: [
        exchanged(
          "apps/jobs",
          "workloads.web",
          "workloads.api",
          "take it out of workloads.web in one apply, and write it in workloads.api in the next",
        ),
      ],
      heals: "ResourceInUseException",
    },
    "a workload under another key": {
      edit: {
        workloads: {
          server: { ...api, serviceAccount: ["apps/server", "apps/jobs"] },
          web: { serviceAccount: "apps/web" },
        },
      },
      hurts: [
        exchanged("apps/jobs", "workloads.api", "workloads.server", "write was: api in workloads.server"),
        exchanged("apps/server", "workloads.api", "workloads.server", "write was: api in workloads.server"),
      ],
      heals: "ResourceInUseException",
    },
    "the first workload with IRSA": {
      edit: { workloads: { api, web: { serviceAccount: "apps/web" }, reports } },
    },
    "IRSA and Pod Identity": {
      edit: { workloads: { api, reports: { ...reports, via: "both" } } },
      says: ["workloads.reports: pods of apps/reports get a role"],
    },
    "Pod Identity alone, after both": {
      edit: { workloads: { api, reports: { serviceAccount: "apps/reports" } } },
      says: [
        `workloads.reports: pods of apps/reports take their role by Pod Identity alone; before the apply: ${remove("reports")}`,
      ],
    },
    "back to both": {
      edit: {
        cluster: { ...cluster, oidcProvider: "adopt" },
        workloads: { api, reports: { ...reports, via: "both" } },
      },
    },
    "IRSA alone, after both": {
      edit: { workloads: { api, reports } },
      says: [
        `workloads.reports: pods of apps/reports take their role by IRSA alone; before the apply: ${write("reports", REPORTS)}`,
      ],
    },
    "IRSA to Pod Identity at once, the provider kept": {
      edit: {
        cluster: { ...cluster, oidcProvider: "keep" },
        workloads: { api, reports: { serviceAccount: "apps/reports" } },
      },
      hurts: [
        `workloads.reports: pods of apps/reports lose the role demo-reports-pod as long as their service account has the annotation of IRSA; write via: both first, then ${remove("reports")}`,
      ],
    },
    "Pod Identity to IRSA at once": {
      edit: { workloads: { api, reports } },
      hurts: [
        `workloads.reports: pods of apps/reports lose their role until their service account has the annotation of IRSA; write via: both first, then ${write("reports", REPORTS)}`,
      ],
    },
    "one more service account with IRSA": {
      edit: { workloads: { api, reports: { ...reports, serviceAccount: ["apps/reports", "apps/audit"] } } },
    },
    "one service account less with IRSA": {
      edit: { workloads: { api, reports } },
      says: ["workloads.reports: pods of apps/audit lose the role demo-reports-pod"],
    },
    "the provider belongs to others": {
      edit: { cluster: { ...cluster, oidcProvider: "existing" } },
      says: [`cluster: the OIDC provider of ${ISSUER} is no longer managed here; it stays in AWS`],
      calls: [],
    },
    "the provider is taken over": {
      edit: { cluster: { ...cluster, oidcProvider: "adopt" } },
      says: [`cluster: the OIDC provider of ${ISSUER} is taken over`],
    },
    "another name of the role": {
      edit: { workloads: { api: { ...api, role: { name: "Api" } }, reports } },
      hurts: [
        role(
          "demo-api-pod",
          "workloads.api",
          " and made again, because of name: its pods have no permissions until they start again",
        ),
      ],
    },
    "a role by its ARN": {
      edit: { workloads: { api: { serviceAccount: "apps/api", role: { arn: roleArn("OldPods") } }, reports } },
      hurts: [role("Api", "workloads.api", ": its pods have no permissions until they start again")],
    },
    "a role by its ARN becomes one made here": {
      edit: { workloads: { api: { ...api, role: { name: "OldPods" } }, reports } },
      hurts: [
        `workloads.api: the role OldPods exists, unless it was deleted, since the Pod Identity association of apps/api names it: IAM answers EntityAlreadyExists; write adopt: true in workloads.api.role`,
      ],
      fails: "EntityAlreadyExists",
    },
    "the same with adopt": {
      edit: { workloads: { api: { ...api, role: { name: "OldPods", adopt: true } }, reports } },
      says: ["workloads.api: the role OldPods is taken over"],
    },
    "a workload is let go of": {
      edit: { workloads: { api: { ...api, role: { name: "OldPods" }, release: true }, reports } },
      says: [
        "workloads.api: the Pod Identity association of apps/api is no longer managed here; it stays in AWS",
        "workloads.api: the role OldPods is no longer managed here; it stays in AWS",
      ],
      calls: [],
    },
    "what was let go of is taken out, and a controller comes": {
      edit: { workloads: { reports, dns } },
      says: ["workloads.dns: pods of external-dns/external-dns get a role"],
    },
    "other inputs of a controller": {
      edit: { workloads: { reports, dns: { ...dns, inputs: zone("Z9876543210ABCDEFGHIJ") } } },
      calls: ["PutRolePolicy"],
    },
    "a workload under another key with was, and an issuer of another cluster": {
      edit: {
        workloads: {
          reports: { ...reports, issuers: others },
          names: { ...dns, inputs: zone("Z9876543210ABCDEFGHIJ"), was: "dns" },
        },
      },
      calls: ["UpdateAssumeRolePolicy"],
    },
    "the last workload with IRSA goes": {
      edit: { cluster, workloads: {} },
      says: [
        `cluster: the OIDC provider of ${ISSUER} is no longer managed here; it stays in AWS`,
        role("demo-reports-pod", "workloads.reports"),
      ],
    },
  },
);
