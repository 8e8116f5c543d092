import { nameOfArn } from "../../aws/arn";
import { managedPolicy } from "../../aws/iam/managed-policies";
import { list, quote } from "../../aws/text";
import { VIAS } from "../../aws/workloads/via";
import type { PlanContext } from "../context";
import type { PresetWorkload } from "./item";

/** Validates that the add-on and the policies of a workload support the way in which its pods get the role. */
export function validateVia({ item, preset, path }: PresetWorkload, { config, diagnostics }: PlanContext): void {
  const { via, addon, controller, policies } = item;
  const what = addon ?? controller;
  if (preset.builtIn && config.cluster.create?.autoMode) {
    diagnostics.report(
      "built-in-addon",
      path,
      `${what} is built into Auto Mode, whose nodes do not need it; leave it out unless the cluster has other nodes`,
    );
  }
  const ways = via === "both" ? VIAS : [via];
  if (preset.via.length > 0 && ways.some((way) => !preset.via.includes(way))) {
    diagnostics.report(
      "unusual-via",
      [...path, "via"],
      `AWS's page on ${what} knows it by ${list(preset.via, "and")} only, got ${quote(via)}`,
    );
  }
  if (via === "pod-identity") {
    if (item.issuers.length > 0) {
      diagnostics.report(
        "issuers-without-irsa",
        [...path, "issuers"],
        `issuers are for IRSA, got ${list(item.issuers, "and")} with via: pod-identity; write via: irsa or both, or leave issuers out`,
      );
    }
    return;
  }
  for (const policy of [...preset.policies, ...policies].map(nameOfArn)) {
    const tag = managedPolicy(policy)?.sessionTag;
    if (tag === undefined) continue;
    diagnostics.report(
      "unusual-via",
      [...path, "via"],
      `${policy} compares with the session tag ${tag}, which IRSA does not bring; use Pod Identity`,
    );
  }
}
