import type { PolicyDocument } from "../../aws/iam/policy-document";
import type { TrustScope } from "../../aws/iam/trust";
import { didYouMean, list, quote } from "../../aws/text";
import { ADDON_NAMES, ADDONS, type AddonName, type AddonRole, addonOf, addonRole } from "../../aws/workloads/addons";
import { CONTROLLER_POLICIES, type ControllerPolicyKind } from "../../aws/workloads/controller-policies";
import type { WorkloadConfig } from "../../schema/config";
import type { Findings, Path } from "../diagnostics";

/** What an add-on or a controller brings along: where its pods run, and what they need. */
export interface Preset {
  /** `namespace/name`, by Pod Identity and by IRSA. */
  readonly serviceAccount?: string;
  readonly irsaServiceAccount?: string;
  readonly policies: readonly string[];
  /** Ready policies that are narrowed to inputs. */
  readonly ready?: ControllerPolicyKind;
  readonly inline: Readonly<Record<string, (scope: TrustScope) => PolicyDocument>>;
  /** The ready policy that inputs add, where they are given. */
  readonly withInputs?: ControllerPolicyKind;
  readonly builtIn: boolean;
  /** How its pods can get the role; nothing where no page says it. */
  readonly via: readonly ("pod-identity" | "irsa")[];
}

const NOTHING: Preset = { policies: [], inline: {}, builtIn: false, via: [] };

/** The preset of a workload; undefined where it names one that there is not, or that needs no role. */
export function presetOf(config: WorkloadConfig, path: Path, findings: Findings): Preset | undefined {
  const { addon, controller, serviceAccount, variant } = config;
  if (addon !== undefined && controller !== undefined) {
    findings.refuse(path, "an add-on or a controller, got both; write a workload for each");
    return undefined;
  }
  if (variant !== undefined && addon === undefined) {
    findings.refuse(
      [...path, "variant"],
      `a variant is one of an add-on's, got ${quote(variant)} without addon; leave it out`,
    );
  }
  if (controller !== undefined) return presetOfController(controller);
  if (addon !== undefined) return presetOfAddon(addon, config, path, findings);
  if (serviceAccount === undefined) {
    findings.refuse(
      path,
      "a workload has a service account, an add-on or a controller; write serviceAccount: namespace/name, or addon: <name>",
    );
    return undefined;
  }
  return NOTHING;
}

function presetOfController(kind: ControllerPolicyKind): Preset {
  const row = CONTROLLER_POLICIES[kind];
  return {
    ...NOTHING,
    ready: kind,
    builtIn: row.builtIn === true,
    ...(row.serviceAccount !== undefined && { serviceAccount: row.serviceAccount }),
  };
}

function presetOfAddon(name: string, config: WorkloadConfig, path: Path, findings: Findings): Preset | undefined {
  const place = [...path, "addon"];
  if (!Object.hasOwn(ADDONS, name)) {
    const near = didYouMean(name, ADDON_NAMES) || "; write serviceAccount and policies instead";
    findings.refuse(place, `no add-on ${quote(name)} is known here${near}`);
    return undefined;
  }
  const addon = addonOf(name as AddonName);
  const builtIn = addon.builtIn === true;
  if (addon.kind === "no-role") {
    findings.refuse(
      place,
      `the add-on ${name} needs no role; leave it out${addon.instead ? `: ${addon.instead}` : ""}`,
    );
    return undefined;
  }
  if (addon.kind === "unpublished") {
    if (config.serviceAccount === undefined) {
      findings.refuse(
        place,
        `AWS does not publish the service account of ${name}; write serviceAccount: namespace/name as it is installed`,
      );
      return undefined;
    }
    return { ...NOTHING, policies: addon.policies, builtIn, via: addon.via };
  }
  const role = addonRole(addon, config.variant);
  if (role === undefined) {
    const variants = Object.keys(addon.variants ?? {});
    findings.refuse(
      [...path, "variant"],
      `${name} has ${variants.length > 0 ? `the variants ${list(variants, "and")}` : "no variants"}, got ${quote(config.variant)}${didYouMean(config.variant ?? "", variants)}`,
    );
    return undefined;
  }
  return { ...ofRole(role), builtIn };
}

function ofRole({
  serviceAccount,
  irsaServiceAccount,
  policies,
  own,
  withInputs,
  inline = {},
  via,
}: AddonRole): Preset {
  return {
    ...NOTHING,
    serviceAccount,
    ...(irsaServiceAccount !== undefined && { irsaServiceAccount }),
    policies,
    ...(own !== undefined && { ready: own }),
    ...(withInputs !== undefined && { withInputs }),
    inline,
    via,
  };
}
