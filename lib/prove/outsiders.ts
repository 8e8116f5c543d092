import { statedMode } from "../plan/cluster/stated-mode";
import type { PlannedIdentityProvider } from "../plan/types";
import type { ClusterOfFiles } from "./clusters";

/** People whom a cluster may let in without an access entry. How many there are, and their names, no file says. */
export type Outsiders =
  | { readonly is: "outsiders"; readonly name: "aws-auth" }
  | {
      readonly is: "outsiders";
      readonly name: string;
      readonly provider: PlannedIdentityProvider;
      readonly location: string;
    };

/** Whether a cluster may take the rows of aws-auth too: its files do not say that its mode is API. */
export const mayHaveAwsAuth = ({ files }: ClusterOfFiles): boolean =>
  !files.some((file) => statedMode(file)?.mode === "API");

/** Returns all outsiders of a cluster: users of its identity providers in order, then those of aws-auth. */
export const allOutsiders = (cluster: ClusterOfFiles): Outsiders[] => [
  ...cluster.files.flatMap((file) =>
    file.plan.identityProviders.map((provider): Outsiders => {
      const { key, path } = provider;
      return { is: "outsiders", name: `identityProviders.${key}`, provider, location: file.locationOf(path) };
    }),
  ),
  ...(mayHaveAwsAuth(cluster) ? [{ is: "outsiders", name: "aws-auth" } as const] : []),
];

/** Names outsiders in a sentence. */
export const nameOfOutsiders = (one: Outsiders): string =>
  "provider" in one ? `users of the identity provider ${one.provider.key}` : "principals that only aws-auth has";
