import type { FoundAssociation, FoundCluster, FoundEntry, FoundPolicy, FoundProvider, FoundRole } from "./answers";
import { text, texts, type Values, values } from "./operations";

export function foundCluster(answer: Values): FoundCluster {
  const { arn, status, version, platformVersion } = values(answer.cluster);
  return {
    arn: text(arn),
    status: text(status),
    authenticationMode: modeOf(answer),
    version: text(version),
    platformVersion: text(platformVersion),
  };
}

export const modeOf = (answer: Values | undefined): string =>
  text(values(values(answer?.cluster).accessConfig).authenticationMode);

export const foundEntry = (entry: Values, policies: readonly FoundPolicy[] | undefined): FoundEntry => ({
  principalArn: text(entry.principalArn),
  type: text(entry.type),
  username: text(entry.username),
  groups: texts(entry.kubernetesGroups),
  tags: tagsOf(entry),
  createdAt: time(entry.createdAt),
  policies,
});

export function foundPolicy({ policyArn, accessScope }: Values): FoundPolicy {
  const { type, namespaces } = values(accessScope);
  return { policyArn: text(policyArn), namespaces: type === "namespace" ? texts(namespaces) : undefined };
}

export const foundAssociation = (association: Values): FoundAssociation => ({
  id: text(association.associationId),
  namespace: text(association.namespace),
  serviceAccount: text(association.serviceAccount),
  roleArn: text(association.roleArn),
  targetRoleArn: text(association.targetRoleArn),
  disableSessionTags: association.disableSessionTags === true,
  policy: text(association.policy),
  ownerArn: text(association.ownerArn),
  tags: tagsOf(association),
});

const tagsOf = ({ tags }: Values): Readonly<Record<string, string>> => textsByKey(tags);

const textsByKey = (found: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values(found)).map(([key, value]) => [key, text(value)]));

export function foundProvider({ oidc }: Values): FoundProvider {
  const found = values(oidc);
  const ifThere = (field: string) => text(found[field]) || undefined;
  return {
    name: text(found.identityProviderConfigName),
    issuerUrl: text(found.issuerUrl),
    clientId: text(found.clientId),
    usernameClaim: ifThere("usernameClaim"),
    usernamePrefix: ifThere("usernamePrefix"),
    groupsClaim: ifThere("groupsClaim"),
    groupsPrefix: ifThere("groupsPrefix"),
    requiredClaims: textsByKey(found.requiredClaims),
  };
}

export const issuerOf = (answer: Values | undefined): string =>
  text(values(values(values(answer?.cluster).identity).oidc).issuer);

/** The API encodes documents for URLs, and the AWS CLI prints them as objects. */
export function foundRole({ Arn, AssumeRolePolicyDocument: given }: Values): FoundRole {
  return { arn: text(Arn), trust: typeof given === "string" ? decoded(given) : documentOf(given) };
}

function decoded(given: string): Values | undefined {
  try {
    return documentOf(JSON.parse(given.startsWith("%") ? decodeURIComponent(given) : given));
  } catch {
    return undefined;
  }
}

const documentOf = (value: unknown): Values | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Values) : undefined;

/** Returns a time in milliseconds. AWS and its CLI write seconds or ISO 8601. */
export function time(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  return typeof value === "number" ? value * 1000 : Date.parse(text(value));
}
