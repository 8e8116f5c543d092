import { decides, head, type Row } from "../../support/decide";

const ISSUER = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
const irsa = (serviceAccount: unknown, more: object = {}) =>
  head({ cluster: { oidcIssuer: ISSUER }, workloads: { w: { serviceAccount, via: "irsa", ...more } } });
const dns = (hostedZoneArns: unknown) =>
  head({ workloads: { w: { controller: "external-dns", inputs: { hostedZoneArns } } } });

describe("who may take a role", () => {
  decides([
    ...["*/*", "*/backend", "**/x", "?/x"].map(
      (account): Row => [
        "every-namespace",
        `${account} is a warning`,
        irsa(account),
        `warning workloads.w.serviceAccount: whoever may start pods in any namespace gets this role, by "${account}"; name the namespace`,
      ],
    ),
    [
      "every-namespace",
      "at its place in a list",
      irsa(["apps/backend", "*/*"]),
      'warning workloads.w.serviceAccount[1]: whoever may start pods in any namespace gets this role, by "*/*"; name the namespace',
    ],
    ["every-namespace", "some of them is not", irsa(["apps/*", "team-*/backend"])],
    ...["*", "https://*", `${ISSUER}*`].map(
      (issuer): Row => [
        "oidc-issuer",
        `no issuer is ${issuer}`,
        irsa("apps/backend", { issuers: [issuer] }),
        `workloads.w.issuers[0]: an OIDC issuer is a URL that begins with https://, without wildcards, got "${issuer}"; copy it: aws eks describe-cluster --query cluster.identity.oidc.issuer`,
      ],
    ),
    [
      "issuers-without-irsa",
      "issuers say nothing to Pod Identity",
      head({ workloads: { w: { serviceAccount: "a/b", issuers: [ISSUER] } } }),
      `workloads.w.issuers: issuers are for IRSA, got ${ISSUER} with via: pod-identity; write via: irsa or both, or leave issuers out`,
    ],
  ]);
});

const drainer = (group: string) =>
  head({
    workloads: {
      w: {
        controller: "aws-node-termination-handler",
        inputs: {
          queueArn: "arn:aws:sqs:eu-west-1:111122223333:events",
          autoScalingGroupArns: `arn:aws:autoscaling:eu-west-1:111122223333:${group}`,
        },
      },
    },
  });

describe("an input that names everything is a warning", () => {
  decides([
    [
      "wide-input",
      "every hosted zone",
      dns("arn:aws:route53:::hostedzone/*"),
      'warning workloads.w.inputs.hostedZoneArns: "arn:aws:route53:::hostedzone/*" names everything of its kind, so the policy is not narrowed; name what the pods need',
    ],
    [
      "wide-input",
      "one of several",
      dns(["arn:aws:route53:::hostedzone/Z1", "arn:aws:route53:::hostedzone/*"]),
      'warning workloads.w.inputs.hostedZoneArns[1]: "arn:aws:route53:::hostedzone/*" names everything of its kind, so the policy is not narrowed; name what the pods need',
    ],
    [
      "wide-input",
      "every Auto Scaling group, by id and by name",
      drainer("autoScalingGroup:*:autoScalingGroupName/*"),
      'warning workloads.w.inputs.autoScalingGroupArns: "arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:*:autoScalingGroupName/*" names everything of its kind, so the policy is not narrowed; name what the pods need',
    ],
    ["wide-input", "a group by its name is not", drainer("autoScalingGroup:*:autoScalingGroupName/batch")],
    ["wide-input", "one zone is not", dns("arn:aws:route53:::hostedzone/Z1")],
    ["wide-input", "a token is not", dns("${aws_route53_zone.a.arn}")],
  ]);
});

describe("roles and service accounts of several workloads", () => {
  const arn = "arn:aws:iam::111122223333:role/pods";
  const workload = (serviceAccount: string, more: object = {}) => ({ serviceAccount, role: { arn }, ...more });
  decides([
    ["R725", "may share a role that exists", head({ workloads: { a: workload("apps/a"), b: workload("apps/b") } })],
    [
      "R725",
      "by Pod Identity and IRSA",
      head({
        cluster: { oidcIssuer: ISSUER },
        workloads: { a: workload("apps/a"), b: workload("apps/b", { via: "irsa" }) },
      }),
    ],
    [
      "R726",
      "two roles by IRSA for one service account are refused",
      head({
        cluster: { oidcIssuer: ISSUER },
        workloads: {
          a: { serviceAccount: "apps/x", via: "irsa" },
          b: { serviceAccount: ["apps/y", "apps/x"], via: "irsa" },
        },
      }),
      "workloads.b: workloads.a gives apps/x a role by IRSA already, and a service account has one annotation; write one workload with all policies",
    ],
    [
      "R726",
      "wildcards name no service account",
      head({
        cluster: { oidcIssuer: ISSUER },
        workloads: { a: { serviceAccount: "apps/*", via: "irsa" }, b: { serviceAccount: "apps/*", via: "irsa" } },
      }),
    ],
  ]);
});
