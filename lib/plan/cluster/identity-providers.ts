import {
  comparableIssuer,
  DEFAULT_USERNAME_CLAIM,
  groupsPrefixOf,
  isIssuerOfCluster,
  MAX_IDENTITY_PROVIDERS,
  takesSeveralProviders,
  usernamePrefixOf,
} from "../../aws/eks/identity-providers";
import { isToken, quote, sortedEntries } from "../../aws/text";
import { identityProviderId } from "../addresses";
import type { PlanContext } from "../context";
import { type Path, showPath } from "../diagnostics";
import { isReleased } from "../release";
import { firstKey } from "../renames";
import { validateTagCount } from "../tags";
import type { PlannedIdentityProvider } from "../types";

/** Plans the external identity providers of the cluster, each after the one before it. */
export function planIdentityProviders(context: PlanContext): PlannedIdentityProvider[] {
  const { config, cluster, released } = context;
  const all = sortedEntries(config.identityProviders);
  const kept = all.map(([key]) => identityProviderId(key)).filter((id) => !isReleased(id, released));
  const items = all.map(([key, { adopt, release: _, ...item }]) => {
    const id = identityProviderId(key);
    const name = firstKey(key, item);
    return {
      ...item,
      id,
      key,
      name,
      path: ["identityProviders", key],
      dependsOn: kept.filter((_, index) => kept[index + 1] === id),
      ...(adopt && { importId: `${cluster.name}:${name}` }),
    };
  });
  validateCount(items, context);
  for (const [index, item] of items.entries()) {
    validateTagCount({ tags: item.tags, path: item.path, what: "an identity provider" }, context);
    validateIssuer(item, items.slice(0, index), context);
    validateNames(item, items.slice(0, index), context);
    context.diagnostics.report("second-door", item.path, secondDoor(item));
  }
  return items;
}

function validateCount({ length }: readonly PlannedIdentityProvider[], { config, diagnostics }: PlanContext): void {
  const version = config.cluster.create?.version;
  const one = version !== undefined && !isToken(version) && !takesSeveralProviders(version);
  if (length <= (one ? 1 : MAX_IDENTITY_PROVIDERS)) return;
  diagnostics.report(
    "identity-provider-count",
    ["identityProviders"],
    one
      ? `a cluster of Kubernetes ${version} has one identity provider, got ${length}; write version: "1.32" or later`
      : `a cluster has at most ${MAX_IDENTITY_PROVIDERS} identity providers, got ${length}; let one provider stand before several`,
  );
}

const IRSA =
  "roles of pods (via: irsa) need no item here, because IAM's provider for the cluster's issuer is another thing";

function validateIssuer(
  { issuerUrl, path: itemPath }: PlannedIdentityProvider,
  earlier: readonly PlannedIdentityProvider[],
  { config, diagnostics }: PlanContext,
): void {
  if (isToken(issuerUrl)) return;
  const path: Path = [...itemPath, "issuerUrl"];
  const issuer = comparableIssuer(issuerUrl);
  const { oidcIssuer } = config.cluster;
  const same = earlier.find((other) => comparableIssuer(other.issuerUrl) === issuer);
  if (same !== undefined) {
    diagnostics.report(
      "identity-provider-twice",
      path,
      `${showPath(same.path)} has the same issuer, ${quote(issuerUrl)}, and a cluster takes each issuer once; write one item`,
    );
  }
  if (oidcIssuer !== undefined && comparableIssuer(oidcIssuer) === issuer) {
    diagnostics.report(
      "own-issuer",
      path,
      `the cluster's own issuer, ${quote(issuerUrl)}, which EKS takes for no identity provider; leave the item out: ${IRSA}`,
    );
  } else if (isIssuerOfCluster(issuerUrl)) {
    diagnostics.report(
      "issuer-of-cluster",
      path,
      `the issuer of a cluster, ${quote(issuerUrl)}: it lets in the pods of that cluster, and EKS refuses the cluster's own; ${IRSA}`,
    );
  }
}

/** Warns of two providers that could give two people one name. A prefix that another begins with keeps nothing apart. */
function validateNames(
  item: PlannedIdentityProvider,
  earlier: readonly PlannedIdentityProvider[],
  { diagnostics }: PlanContext,
): void {
  const { path } = item;
  const kinds = [
    { names: "usernames", field: "usernamePrefix", prefixOf: usernamePrefixOf },
    { names: "groups", field: "groupsPrefix", prefixOf: groupsPrefixOf },
  ] as const;
  for (const { names, field, prefixOf } of kinds) {
    const prefix = prefixOf(item);
    const other = earlier.find((one) => overlap(prefix, prefixOf(one)));
    if (prefix === undefined || other === undefined) continue;
    diagnostics.report(
      "identity-provider-names",
      item[field] === undefined ? path : [...path, field],
      `${names} begin with ${shown(prefix)} here and with ${shown(prefixOf(other) ?? "")} in ${showPath(other.path)}, so the two providers could make one name; give each a ${field} of its own`,
    );
  }
}

const overlap = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && !isToken(a) && !isToken(b) && (a.startsWith(b) || b.startsWith(a));

const shown = (prefix: string): string => (prefix === "" ? "no prefix" : quote(prefix));

function secondDoor(item: PlannedIdentityProvider): string {
  const { issuerUrl, clientId, usernameClaim = DEFAULT_USERNAME_CLAIM, requiredClaims = {} } = item;
  const groups = groupsPrefixOf(item) === "" ? ", and in groups of any name, those of entries too" : "";
  const narrower = Object.keys(requiredClaims).length === 0 ? "requiredClaims would narrow it; " : "";
  return `whoever has a token of ${quote(issuerUrl)} for ${quote(clientId)} reaches the cluster with no entry, named by the claim ${usernameClaim}${groups}; ${narrower}accept it with the reason`;
}
