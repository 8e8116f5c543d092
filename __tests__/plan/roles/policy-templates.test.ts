import { plan } from "../../../lib/plan/plan";
import { decides, head, nodeClass } from "../../support/decide";

const ZONE = "arn:aws:route53:::hostedzone/Z0A1B";
const dns = (role: object, more: object = {}) =>
  head({ workloads: { w: { controller: "external-dns", inputs: { hostedZoneArns: ZONE }, role, ...more } } });

const inlineOf = (config: ReturnType<typeof head>): string[] =>
  plan(config, { name: "demo" }).plan?.roles.flatMap(({ inlinePolicies }) => inlinePolicies.map(({ name }) => name)) ??
  [];

describe("ready policies", () => {
  test("several on the role of one service account", () => {
    const config = dns({ policyTemplates: { "cert-manager": { hostedZoneArns: [ZONE] }, "cluster-autoscaler": {} } });
    expect(inlineOf(config)).toEqual(["cert-manager", "cluster-autoscaler", "external-dns"]);
  });

  test("on roles of nodes", () => {
    const policyTemplates = { "cluster-autoscaler": {} };
    expect(inlineOf(head({ nodeRoles: { n: { kind: "self-managed", policyTemplates } } }))).toEqual([
      "cluster-autoscaler",
    ]);
    expect(inlineOf(nodeClass({ role: { policyTemplates } }))).toEqual(["cluster-autoscaler"]);
  });

  const AT = "workloads.w.role.policyTemplates";
  decides([
    [
      "policy-input",
      "their inputs are checked where they stand",
      dns({ policyTemplates: { "cert-manager": { hostedZoneArns: ["Z0A1B"] } } }),
      `${AT}.cert-manager.hostedZoneArns[0]: the ARN of a hosted zone is arn:<partition>:route53:::hostedzone/<id>, got "Z0A1B"; write arn:<partition>:route53:::hostedzone/<id>`,
    ],
    [
      "policy-input",
      "and those that they need",
      dns({ policyTemplates: { "cert-manager": {} } }),
      `${AT}.cert-manager.hostedZoneArns: the ARN of a hosted zone, got none; write arn:<partition>:route53:::hostedzone/<id>`,
    ],
    [
      "wide-input",
      "an input that names everything is a warning",
      dns({ policyTemplates: { "cert-manager": { hostedZoneArns: "arn:aws:route53:::hostedzone/*" } } }),
      `warning ${AT}.cert-manager.hostedZoneArns: "arn:aws:route53:::hostedzone/*" names everything of its kind, so the policy is not narrowed; name what the pods need`,
    ],
    [
      "inline-policy-taken",
      "the controller's own policy a second time is refused",
      dns({ policyTemplates: { "external-dns": { hostedZoneArns: ZONE } } }),
      `${AT}.external-dns: this role has the policy "external-dns" already; leave it out`,
    ],
    [
      "inline-policy-taken",
      "a policy of one's own of the same name is refused",
      dns({
        policyTemplates: { "cluster-autoscaler": {} },
        inlinePolicies: { "cluster-autoscaler": { Statement: [] } },
      }),
      'workloads.w.role.inlinePolicies.cluster-autoscaler: a role of this kind has a policy "cluster-autoscaler" already; rename yours',
    ],
    [
      "unknown-key",
      "a policy that is not known is refused",
      dns({ policyTemplates: { "cluster-autoscaller": {} } }),
      `${AT}.cluster-autoscaller: unknown key "cluster-autoscaller"; did you mean "cluster-autoscaler"?`,
    ],
  ]);
});
