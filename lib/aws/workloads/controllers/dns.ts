import { allow, document } from "../../iam/policy-document";
import { ARNS } from "./arns";
import { allowOn, controller, some } from "./template";

/**
 * Manages records in the given zones. It finds zones by listing all of them, which IAM cannot restrict, and reads the
 * tags of all with `--aws-zone-tags`. One zone that is not given fails the whole sync: run it with `--zone-id-filter` or
 * `--domain-filter`.
 */
export const externalDns = controller({
  inputs: { hostedZoneArns: some(ARNS.hostedZone) },
  serviceAccount: "external-dns/external-dns",
  policy: ({ partition }, { hostedZoneArns }) =>
    document(
      ...allowOn(["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"], hostedZoneArns),
      allow(["route53:ListTagsForResource", "route53:ListTagsForResources"], `arn:${partition}:route53:::hostedzone/*`),
      allow("route53:ListHostedZones", "*"),
    ),
  source: "https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/",
});

/** Solves DNS challenges: writes TXT records in the given zones, and checks whether a change has propagated. */
export const certManager = controller({
  inputs: { hostedZoneArns: some(ARNS.hostedZone) },
  serviceAccount: "cert-manager/cert-manager",
  policy: ({ partition }, { hostedZoneArns }) =>
    document(
      ...allowOn("route53:ChangeResourceRecordSets", hostedZoneArns, {
        "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": "TXT" },
      }),
      ...allowOn("route53:ListResourceRecordSets", hostedZoneArns),
      allow("route53:GetChange", `arn:${partition}:route53:::change/*`),
      allow("route53:ListHostedZonesByName", "*"),
    ),
  source: "https://cert-manager.io/docs/configuration/acme/dns01/route53/",
});
