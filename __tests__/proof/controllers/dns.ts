import { arn, ask, each } from "../around";
import { ELSEWHERE } from "../prove";
import { GIVEN, type Proofs, policyOf } from "./support";

const zone = (id: string) => `arn:aws:route53:::hostedzone/${id}`;
const [ZONE, SECOND] = GIVEN["external-dns"].hostedZoneArns;
const TYPES = "route53:ChangeResourceRecordSetsRecordTypes";
const CHANGE = "route53:ChangeResourceRecordSets";

export const dnsProofs: Proofs = {
  "external-dns": {
    document: policyOf("external-dns"),
    allowed: {
      ...each([CHANGE, "route53:ListResourceRecordSets"], ZONE),
      ...each(["route53:ListTagsForResource", "route53:ListTagsForResources"], zone("Z9999")),
      "records of the second zone are changed": ask(CHANGE, SECOND),
      "zones are listed": ask("route53:ListHostedZones"),
    },
    refused: {
      ...each([CHANGE, "route53:ListResourceRecordSets"], zone("Z9999")),
      "a zone whose id begins like that of ours is refused": ask(CHANGE, zone("Z0A1B9")),
      "the tags of a health check are not read": ask("route53:ListTagsForResources", "arn:aws:route53:::healthcheck/a"),
      "no zone is made": ask("route53:CreateHostedZone"),
      "the zone is not deleted": ask("route53:DeleteHostedZone", ZONE),
    },
  },

  "cert-manager": {
    document: policyOf("cert-manager"),
    allowed: {
      "the record of a challenge is written": ask(CHANGE, ZONE, { [TYPES]: ["TXT"] }),
      "the record of a challenge is written in the second zone": ask(CHANGE, SECOND, { [TYPES]: ["TXT"] }),
      "records are listed": ask("route53:ListResourceRecordSets", ZONE),
      "a change is waited for": ask("route53:GetChange", "arn:aws:route53:::change/C0A1B"),
      "zones are found by their name": ask("route53:ListHostedZonesByName"),
    },
    refused: {
      "a challenge in another zone is refused": ask(CHANGE, zone("Z9999"), { [TYPES]: ["TXT"] }),
      "an address is not written": ask(CHANGE, ZONE, { [TYPES]: ["A"] }),
      "an address beside a challenge is not written": ask(CHANGE, ZONE, { [TYPES]: ["TXT", "A"] }),
      "an address in the second zone is not written": ask(CHANGE, SECOND, { [TYPES]: ["CNAME"] }),
      "records of another zone are not listed": ask("route53:ListResourceRecordSets", zone("Z9999")),
      "no zone is made": ask("route53:CreateHostedZone"),
      "the zone is not deleted": ask("route53:DeleteHostedZone", ZONE),
    },
  },

  "amazon-managed-prometheus": {
    document: policyOf("amazon-managed-prometheus"),
    allowed: {
      ...each(
        ["aps:GetLabels", "aps:GetMetricMetadata", "aps:GetSeries", "aps:RemoteWrite"],
        GIVEN["amazon-managed-prometheus"].workspaceArns[0],
      ),
      "metrics are written to the second workspace": ask(
        "aps:RemoteWrite",
        GIVEN["amazon-managed-prometheus"].workspaceArns[1],
      ),
    },
    refused: {
      "another workspace is refused": ask("aps:RemoteWrite", arn("aps", "workspace/ws-9999")),
      "a workspace of another account is refused": ask("aps:RemoteWrite", arn("aps", "workspace/ws-0a1b", ELSEWHERE)),
      "a workspace of another region is refused": ask(
        "aps:RemoteWrite",
        arn("aps", "workspace/ws-0a1b", undefined, "us-east-1"),
      ),
      "a second workspace of another account is refused": ask(
        "aps:RemoteWrite",
        arn("aps", "workspace/ws-2c3d", ELSEWHERE),
      ),
      "a second workspace of another region is refused": ask(
        "aps:RemoteWrite",
        arn("aps", "workspace/ws-2c3d", undefined, "us-east-1"),
      ),
      "metrics are not queried": ask("aps:QueryMetrics", GIVEN["amazon-managed-prometheus"].workspaceArns[0]),
      "the workspace is not deleted": ask("aps:DeleteWorkspace", GIVEN["amazon-managed-prometheus"].workspaceArns[0]),
    },
  },
};
