import { KINDS, type Kind } from "../diff/fact";
import { plain } from "../diff/sentence";
import type { Compared } from "./diff";
import { asSarif, type SarifRule } from "./sarif";

const EKS = "https://docs.aws.amazon.com/eks/latest/userguide";
const IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide";

/** What an escalation of each kind is, and the page about it. */
const ESCALATIONS: Readonly<Record<Kind, readonly [summary: string, source: string]>> = {
  "authentication mode": ["The ConfigMap aws-auth gives access too.", `${EKS}/setting-up-access-entries.html`],
  endpoint: ["The API of the cluster can be reached from more addresses.", `${EKS}/cluster-endpoint.html`],
  "identity provider": ["An identity provider lets in more.", `${EKS}/authenticate-oidc-identity-provider.html`],
  "accepted warning": [
    "A file accepts a warning, so that nobody is warned of it any more.",
    `${EKS}/access-entries.html`,
  ],
  entry: ["A principal gets an access entry, or another kind of one.", `${EKS}/access-entries.html`],
  "access policy": [
    "An access policy allows what the principal could not do.",
    `${EKS}/access-policy-permissions.html`,
  ],
  group: ["A principal joins a Kubernetes group.", `${EKS}/creating-access-entries.html`],
  pods: ["Pods get a role, or more of it.", `${EKS}/pod-identities.html`],
  role: ["A role is trusted by more, or limited by less.", `${IAM}/id_roles_update-role-trust-policy.html`],
  "role policy": ["A role gets another managed policy.", `${IAM}/access_policies_managed-vs-inline.html`],
  "inline policy": ["An inline policy of a role allows more.", `${IAM}/access_policies_managed-vs-inline.html`],
  "identity policy": ["A policy for people allows more.", `${IAM}/access_policies_managed-vs-inline.html`],
};

const idOf = (kind: Kind): string => `escalation-${kind.replaceAll(" ", "-")}`;

/** Writes the escalations as SARIF. What only the earlier configuration has stands at the file of its cluster. */
export function asDiffSarif(
  { clusters, refused }: Compared,
  tool: { readonly name: string; readonly version: string },
): string {
  return asSarif({
    tool,
    rules: KINDS.map((kind): SarifRule => {
      const [summary, source] = ESCALATIONS[kind];
      return { id: idOf(kind), summary, source, level: "warning" };
    }),
    results: clusters.flatMap(({ cluster, account, region, file, changes }) =>
      changes
        .filter(({ escalation }) => escalation)
        .map((change) => ({
          rule: idOf(change.what),
          level: "warning" as const,
          message: `${cluster}: ${[change.sentence, ...change.details].map(plain).join("; ")}`,
          location: change.after?.location ?? file,
          identity: [account, region, cluster, change.subject, change.name],
        })),
    ),
    notifications: refused,
  });
}
