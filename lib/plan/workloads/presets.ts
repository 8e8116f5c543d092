import type { PolicyDocument } from "../../aws/iam/policy-document";
import type { TrustScope } from "../../aws/iam/trust";
import { didYouMean, list, quote } from "../../aws/text";
import { ADDON_NAMES, type AddonRole, addonOf, addonRole } from "../../aws/workloads/addons";
import { type PolicyTemplateName, policyTemplate } from "../../aws/workloads/policy-templates";
import type { Via } from "../../aws/workloads/via";
import type { PlanContext } from "../context";
import type { ResolvedWorkload } from "../defaults";
import type { Path } from "../diagnostics";

/** The defaults of an add-on or controller: its service accounts and the permissions it needs. */
export interface Preset {
  /** `namespace/name`, for Pod Identity and for IRSA. */
  readonly serviceAccount?: string;
  readonly irsaServiceAccount?: string;
  readonly policies: readonly string[];
  /** The policy template that is filled in with inputs. */
  readonly template?: PolicyTemplateName;
  readonly inline: Readonly<Record<string, (scope: TrustScope) => PolicyDocument>>;
  /** The policy template that applies only if inputs are given. */
  readonly templateOfInputs?: PolicyTemplateName;
  readonly builtIn: boolean;
  /** How its pods can get the role. Empty if AWS does not document it. */
  readonly via: readonly Via[];
}

const NOTHING: Preset = { policies: [], inline: {}, builtIn: false, via: [] };

/** Returns the preset of a workload. Returns undefined if its add-on or controller is unknown or needs no role. */
export function presetOf(item: ResolvedWorkload, path: Path, context: PlanContext): Preset | undefined {
  const { addon, controller, serviceAccount, variant } = item;
  const { diagnostics } = context;
  if (addon !== undefined && controller !== undefined) {
    diagnostics.report("workload-of-what", path, "an add-on or a controller, got both; write a workload for each");
    return undefined;
  }
  if (variant !== undefined && addon === undefined) {
    diagnostics.report(
      "addon-variant",
      [...path, "variant"],
      `a variant is one of an add-on's, got ${quote(variant)} without addon; leave it out`,
    );
  }
  if (controller !== undefined) return presetOfController(controller, { item, path }, context);
  if (addon !== undefined) return presetOfAddon(addon, { item, path }, context);
  if (serviceAccount !== undefined) return NOTHING;
  diagnostics.report(
    "workload-of-what",
    path,
    "a workload has a service account, an add-on or a controller; write serviceAccount: namespace/name, or addon: <name>",
  );
  return undefined;
}

/** An item of `workloads` and its path in the configuration. */
interface PlacedItem {
  readonly item: ResolvedWorkload;
  readonly path: Path;
}

function presetOfController(
  template: PolicyTemplateName,
  { item, path }: PlacedItem,
  { diagnostics }: PlanContext,
): Preset | undefined {
  const { builtIn, serviceAccount } = policyTemplate(template);
  if (serviceAccount === undefined && item.serviceAccount === undefined) {
    diagnostics.report(
      "controller-service-account",
      [...path, "controller"],
      `the service account of ${template} depends on how it is installed; write serviceAccount: namespace/name`,
    );
    return undefined;
  }
  return { ...NOTHING, template, builtIn: builtIn === true, ...(serviceAccount !== undefined && { serviceAccount }) };
}

function presetOfAddon(name: string, { item, path }: PlacedItem, { diagnostics }: PlanContext): Preset | undefined {
  const addonPath = [...path, "addon"];
  const addon = addonOf(name);
  if (addon === undefined) {
    const near = didYouMean(name, ADDON_NAMES) || "; write serviceAccount and policies instead";
    diagnostics.report("unknown-addon", addonPath, `no add-on ${quote(name)} is known here${near}`);
    return undefined;
  }
  const builtIn = addon.builtIn === true;
  if (addon.kind === "no-role") {
    const instead = addon.instead ? `; ${addon.instead}` : "";
    diagnostics.report("addon-without-role", addonPath, `the add-on ${name} needs no role; leave it out${instead}`);
    return undefined;
  }
  if (addon.kind === "unpublished") {
    if (item.serviceAccount !== undefined) return { ...NOTHING, policies: addon.policies, builtIn, via: addon.via };
    diagnostics.report(
      "addon-service-account",
      addonPath,
      `AWS does not publish the service account of ${name}; write serviceAccount: namespace/name as it is installed`,
    );
    return undefined;
  }
  const role = addonRole(addon, item.variant);
  if (role !== undefined) return { ...ofRole(role), builtIn };
  const variants = Object.keys(addon.variants ?? {});
  const has =
    variants.length > 1
      ? `the variants ${list(variants, "and")}`
      : variants.length === 1
        ? `one variant, ${variants[0]}`
        : "no variants";
  diagnostics.report(
    "addon-variant",
    [...path, "variant"],
    `${name} has ${has}, got ${quote(item.variant)}${didYouMean(item.variant ?? "", variants)}`,
  );
  return undefined;
}

const ofRole = ({ inline = {}, ...role }: AddonRole): Preset => ({ ...NOTHING, ...role, inline });
