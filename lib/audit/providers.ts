import {
  comparableIssuer,
  DEFAULT_USERNAME_CLAIM,
  groupsPrefixOf,
  usernamePrefixOf,
} from "../aws/eks/identity-providers";
import { byCodePoint } from "../aws/text";
import type { ClusterAnswers, FoundProvider } from "../live/answers";
import type { LoadedPlan } from "../load/load";
import type { PlannedIdentityProvider } from "../plan/types";
import { isLetGo, type Planned } from "./expected";
import { type Finding, finding } from "./finding";

/** Compares the external identity providers of a cluster with those of its files: their users need no access entry. */
export function providerFindings(
  files: readonly LoadedPlan[],
  { identityProviders, listedProviders, id }: ClusterAnswers,
): Finding[] {
  if (identityProviders === undefined) return [];
  const stated = statedIn(files);
  const there = new Set(listedProviders);
  return [
    ...[...stated].flatMap(([name, planned]) => (there.has(name) ? [] : [missing(id.name, planned)])),
    ...identityProviders.flatMap((found) => {
      const planned = stated.get(found.name);
      return planned === undefined ? [unstated(id.name, found)] : differences(id.name, found, planned);
    }),
  ];
}

/** The providers of the files by name, without those that a file only lets go of. */
function statedIn(files: readonly LoadedPlan[]): ReadonlyMap<string, Planned<PlannedIdentityProvider>> {
  const all = files.flatMap(({ plan, locationOf }) =>
    plan.identityProviders.map((item) => ({ item, location: locationOf(item.path), plan })),
  );
  return new Map(all.flatMap((planned) => (isLetGo(planned) ? [] : [[planned.item.name, planned]])));
}

const missing = (subject: string, { item: { name, issuerUrl }, location }: Planned<PlannedIdentityProvider>): Finding =>
  finding("missing-provider", { subject, of: name, planned: issuerUrl, location, advice: "apply again" });

const unstated = (subject: string, { name, issuerUrl }: FoundProvider): Finding =>
  finding("second-door", {
    subject,
    of: name,
    found: `identity provider ${name} (${issuerUrl})`,
    advice: "its users need no access entry; state it under identityProviders with adopt: true, or disassociate it",
  });

function differences(
  subject: string,
  found: FoundProvider,
  { item, location }: Planned<PlannedIdentityProvider>,
): Finding[] {
  const [is, should] = [fieldsOf(found), fieldsOf(item)];
  const fields = Object.keys(should).filter((field) => is[field] !== should[field]);
  if (fields.length === 0) return [];
  const shown = (of: Fields) => fields.map((field) => `${field} ${of[field] || "none"}`).join(", ");
  const advice =
    "it decides who may log in, and under which name; look who changed it, then apply again, which replaces it";
  return [
    finding("other-provider", { subject, of: found.name, found: shown(is), planned: shown(should), location, advice }),
  ];
}

type Fields = Readonly<Record<string, string>>;

/** What decides who may log in, and under which name, with the defaults of EKS. */
function fieldsOf(provider: FoundProvider | PlannedIdentityProvider): Fields {
  const { clientId, usernameClaim = DEFAULT_USERNAME_CLAIM, groupsClaim = "", requiredClaims } = provider;
  const issuerUrl = comparableIssuer(provider.issuerUrl);
  return {
    issuerUrl,
    clientId,
    usernameClaim,
    usernamePrefix: usernamePrefixOf({ ...provider, issuerUrl }),
    groupsClaim,
    groupsPrefix: groupsPrefixOf(provider) ?? "",
    requiredClaims: Object.entries(requiredClaims ?? {})
      .map(([claim, value]) => `${claim}=${value}`)
      .sort(byCodePoint)
      .join(" "),
  };
}
