import type { PolicyDocument } from "../../../lib/aws/iam/policy-document";
import type { TrustScope } from "../../../lib/aws/iam/trust";
import {
  irsaTrust,
  podIdentityTrust,
  type ServiceAccount,
  targetRolePermission,
  targetRoleTrust,
} from "../../../lib/aws/workloads/trust";
import { ACCOUNT } from "../../support/simulate";
import { arn } from "../around";
import { ELSEWHERE, type Law, SCOPE } from "../prove";

export type Context = NonNullable<Law["context"]>;

const ROLE = `arn:aws:iam::${ACCOUNT}:role/taken`;
const PODS = "pods.eks.amazonaws.com";
export const ASSUME = "sts:AssumeRole";
export const TAG = "sts:TagSession";
export const WEB = "sts:AssumeRoleWithWebIdentity";

export const by =
  (principal: string) =>
  (action: string, context: Context = {}): Law => ({ action, by: principal, context, resource: ROLE });

export const pods = by(PODS);

/** Two of one namespace, one of another. */
const SERVICE_ACCOUNTS: readonly ServiceAccount[] = [
  { namespace: "apps", name: "backend" },
  { namespace: "apps", name: "reports" },
  { namespace: "jobs", name: "nightly" },
];

export const from = (account = ACCOUNT, source = arn("eks", "cluster/prod")): Context => ({
  "aws:SourceAccount": account,
  "aws:SourceArn": source,
});
export const pod = (namespace: string, name: string): Context => ({
  "aws:RequestTag/kubernetes-namespace": namespace,
  "aws:RequestTag/kubernetes-service-account": name,
});
export const BACKEND = pod("apps", "backend");

export const notPeople = {
  "a role of the same account does not take it": by(`arn:aws:iam::${ACCOUNT}:role/person`)(ASSUME),
  "a role of another account does not take it": by(`arn:aws:iam::${ELSEWHERE}:role/person`)(ASSUME),
};

export const CROSSWISE: readonly (readonly [string, string])[] = [
  ["apps", "nightly"],
  ["jobs", "backend"],
  ["jobs", "reports"],
];

export const ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D";
export const SECOND = "oidc.eks.eu-west-1.amazonaws.com/id/4E5F6A7B";

export const SOURCE = `arn:aws:iam::${ACCOUNT}:role/team/prod-backend-pod`;
export const TARGET = `arn:aws:iam::${ELSEWHERE}:role/resources`;

const EFS = [
  { namespace: "kube-system", name: "efs-csi-*" },
  { namespace: "apps", name: "backend" },
];

/** Every document of the module, under the name of the function that builds it. */
export function workloadDocuments(scope: TrustScope) {
  const { partition, account } = scope;
  const here = (text: string) => text.replace("arn:aws:", `arn:${partition}:`);
  const irsa = (issuers: readonly string[], serviceAccounts: readonly ServiceAccount[]) =>
    irsaTrust({ partition, account, issuers, serviceAccounts });
  const target = (sessionTags: boolean, otherClusters: readonly string[] = []) =>
    targetRoleTrust({
      scope,
      sourceRoleArn: here(SOURCE),
      serviceAccounts: SERVICE_ACCOUNTS,
      sessionTags,
      otherClusters,
    });
  return {
    podIdentityTrust: podIdentityTrust(scope, SERVICE_ACCOUNTS, { sessionTags: true }),
    "podIdentityTrust without session tags": podIdentityTrust(scope, SERVICE_ACCOUNTS, { sessionTags: false }),
    "podIdentityTrust of two clusters": podIdentityTrust(scope, SERVICE_ACCOUNTS, {
      sessionTags: true,
      otherClusters: [here(arn("eks", "cluster/green"))],
    }),
    irsaTrust: irsa([ISSUER], SERVICE_ACCOUNTS),
    "irsaTrust with a wildcard": irsa([ISSUER], EFS),
    "irsaTrust of two clusters": irsa([ISSUER, SECOND], SERVICE_ACCOUNTS),
    targetRoleTrust: target(true),
    "targetRoleTrust without session tags": target(false),
    "targetRoleTrust of two clusters without session tags": target(false, [here(arn("eks", "cluster/green"))]),
    targetRolePermission: targetRolePermission(here(TARGET)),
  } as const satisfies Record<string, PolicyDocument>;
}

export const DOCUMENTS = workloadDocuments(SCOPE);
export const IN_CHINA = workloadDocuments({ ...SCOPE, partition: "aws-cn" });
