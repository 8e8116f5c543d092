import { head } from "../support/decide";
import { resources, type Synthesized, synthesized } from "../support/synth";

const okta = { issuerUrl: "https://acme.okta.com", clientId: "kubernetes" };
const ci = { issuerUrl: "https://token.actions.githubusercontent.com", clientId: "pipelines" };
const corp = { issuerUrl: "https://login.acme.com/corp", clientId: "kubernetes" };
const providers = (json: Synthesized) => resources(json, "aws_eks_identity_provider_config");

test("an identity provider with all its words", () => {
  const all = {
    ...okta,
    usernameClaim: "email",
    usernamePrefix: "okta:",
    groupsClaim: "groups",
    groupsPrefix: "okta:",
    requiredClaims: { tenant: "acme" },
    tags: { Team: "platform" },
  };
  expect(providers(synthesized(head({ identityProviders: { okta: all } })))).toEqual({
    "identity-provider_okta": {
      cluster_name: "demo",
      oidc: {
        client_id: "kubernetes",
        groups_claim: "groups",
        groups_prefix: "okta:",
        identity_provider_config_name: "okta",
        issuer_url: "https://acme.okta.com",
        required_claims: { tenant: "acme" },
        username_claim: "email",
        username_prefix: "okta:",
      },
      tags: { Team: "platform" },
    },
  });
});

test("each is made after the one before it, in the order of keys", () => {
  const json = synthesized(head({ identityProviders: { okta, corp, ci } }));
  const order = Object.entries(providers(json)).map(([id, { depends_on }]) => [id, depends_on]);
  expect(Object.fromEntries(order)).toEqual({
    "identity-provider_ci": undefined,
    "identity-provider_corp": ["aws_eks_identity_provider_config.identity-provider_ci"],
    "identity-provider_okta": ["aws_eks_identity_provider_config.identity-provider_corp"],
  });
});

test("the provider of a cluster that is made here is replaced with it", () => {
  const create = { subnetIds: ["subnet-1", "subnet-2"] };
  const json = synthesized(head({ cluster: { create }, identityProviders: { okta } }));
  expect(providers(json)).toEqual({
    "identity-provider_okta": {
      cluster_name: "${aws_eks_cluster.cluster.name}",
      oidc: {
        client_id: "kubernetes",
        identity_provider_config_name: "okta",
        issuer_url: "https://acme.okta.com",
      },
      lifecycle: { replace_triggered_by: ["aws_eks_cluster.cluster.created_at"] },
    },
  });
});
