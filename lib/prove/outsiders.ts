import { didYouMean, quote, someOf } from "../aws/text";
import { statedMode } from "../plan/cluster/stated-mode";
import type { PlannedIdentityProvider } from "../plan/types";
import type { ClusterOfFiles } from "./clusters";
import { QuestionError } from "./question";

/** People whom a cluster may let in without an access entry. How many there are, and their names, no file says. */
export type Outsiders =
  | { readonly is: "outsiders"; readonly name: typeof AWS_AUTH }
  | {
      readonly is: "outsiders";
      readonly name: string;
      readonly provider: PlannedIdentityProvider;
      readonly location: string;
    }
  /** Whoever has a token of an issuer that no file has. */
  | { readonly is: "outsiders"; readonly name: string; readonly issuer: string; readonly location?: string };

const AWS_AUTH = "aws-auth";
const PROVIDERS = "identityProviders.";

/** Whether a cluster may take the rows of aws-auth too: its files do not say that its mode is API. */
export const mayHaveAwsAuth = ({ files }: ClusterOfFiles): boolean =>
  !files.some((file) => statedMode(file)?.mode === "API");

/** Returns all outsiders of a cluster: users of its identity providers in order, then those of aws-auth. */
export const allOutsiders = (cluster: ClusterOfFiles): Outsiders[] => [
  ...cluster.files.flatMap((file) =>
    file.plan.identityProviders.map((provider): Outsiders => {
      const { key, path } = provider;
      return { is: "outsiders", name: `${PROVIDERS}${key}`, provider, location: file.locationOf(path) };
    }),
  ),
  ...(mayHaveAwsAuth(cluster) ? [{ is: "outsiders", name: AWS_AUTH } as const] : []),
];

/** Returns the issuer that an ARN of IAM's provider for it names. */
export const issuerIn = (arn: string): string | undefined => /^arn:[^:]*:iam::\d*:oidc-provider\/(.+)$/.exec(arn)?.[1];

/** Whether a subject's name is one of outsiders. */
export const isNameOfOutsiders = (name: string): boolean =>
  name === AWS_AUTH || name.startsWith(PROVIDERS) || issuerIn(name) !== undefined;

/** Finds outsiders by their name in each cluster that may have them. @throws QuestionError if none may */
export function outsidersNamed(
  name: string,
  clusters: readonly ClusterOfFiles[],
): { readonly subject: Outsiders; readonly cluster: ClusterOfFiles }[] {
  const issuer = issuerIn(name);
  if (issuer !== undefined) return clusters.map((cluster) => ({ subject: { is: "outsiders", name, issuer }, cluster }));
  const all = clusters.flatMap((cluster) => allOutsiders(cluster).map((subject) => ({ subject, cluster })));
  const found = all.filter(({ subject }) => subject.name === name);
  if (found.length > 0) return found;
  if (name === AWS_AUTH) {
    throw new QuestionError(`no cluster may have ${AWS_AUTH}: the files say authenticationMode: API; leave it out`);
  }
  const key = (one: string) => one.slice(PROVIDERS.length);
  const keys = [...new Set(all.flatMap(({ subject }) => ("provider" in subject ? key(subject.name) : [])))];
  throw new QuestionError(
    `no item of identityProviders has the key ${quote(key(name))}${didYouMean(key(name), keys) || `; the keys: ${someOf(keys) || "none"}`}`,
  );
}

/** Names outsiders in a sentence. */
export function nameOfOutsiders(one: Outsiders): string {
  if ("provider" in one) return `users of the identity provider ${one.provider.key}`;
  return "issuer" in one ? `whoever has a token of ${one.issuer}` : `principals that only ${AWS_AUTH} has`;
}
