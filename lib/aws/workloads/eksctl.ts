import type { PolicyTemplateName } from "./policy-templates";

/** What a policy of eksctl's `wellKnownPolicies` is here. */
export type WellKnownPolicy =
  | { readonly controller: PolicyTemplateName }
  | { readonly addon: string; readonly variant?: string }
  | { readonly policies: readonly string[] };

/**
 * The policies that eksctl knows by name. Those of controllers hold for all resources of the account, those of this
 * project for its inputs.
 *
 * @see https://docs.aws.amazon.com/eks/latest/eksctl/iamserviceaccounts.html
 */
export const WELL_KNOWN_POLICIES: Readonly<Record<string, WellKnownPolicy>> = {
  autoScaler: { controller: "cluster-autoscaler" },
  awsLoadBalancerController: { controller: "aws-load-balancer-controller" },
  externalDNS: { controller: "external-dns" },
  certManager: { controller: "cert-manager" },
  ebsCSIController: { addon: "aws-ebs-csi-driver", variant: "any-tags" },
  efsCSIController: { addon: "aws-efs-csi-driver" },
  imageBuilder: { policies: ["AmazonEC2ContainerRegistryPowerUser"] },
};
