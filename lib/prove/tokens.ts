import { parseArn } from "../aws/arn";
import { STS_AUDIENCE } from "../aws/iam/trust";
import { issuerPath, UNKNOWN_ISSUER } from "../aws/workloads/trust";
import type { ClusterOfFiles } from "./clusters";
import { statementsOf } from "./evaluate";
import { issuerIn, type Outsiders } from "./outsiders";
import { placeIn, type RoleOfFiles } from "./roles";
import type { Subject } from "./subjects";
import { namesProviders, principalsIn, type Taking, type Whom } from "./trust";

/** A token of a service account, as a trust sees it. */
export interface Token {
  readonly whom: Whom;
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Returns the token that pods show to STS; undefined if nobody knows the issuer of their cluster.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export function tokenOf(subject: Subject, { files }: ClusterOfFiles, { role, made }: Taking): Token | undefined {
  const issuer = issuerOf(files, made);
  if (issuer === undefined || subject.is !== "pod") return undefined;
  const { partition, account } = parseArn(role) ?? {};
  const { namespace, name } = subject.serviceAccount;
  return {
    whom: namesProviders((arn) => arn === `arn:${partition}:iam::${account}:oidc-provider/${issuer}`),
    context: { [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${name}`, [`${issuer}:aud`]: STS_AUDIENCE },
  };
}

/** In the trust of a role that the same cluster makes, a placeholder stands for an issuer that no file gives. */
function issuerOf(files: ClusterOfFiles["files"], made: RoleOfFiles | undefined): string | undefined {
  const given = files.flatMap(({ config }) => config.cluster?.oidcIssuer ?? [])[0];
  if (given !== undefined) return issuerPath(given);
  return files.some((file) => file === made?.file) ? UNKNOWN_ISSUER : undefined;
}

/** Returns who may have a token that the trust of a role takes, of issuers that no file has. */
export function strangersOf({ made }: Taking, { files, fleet }: ClusterOfFiles): Outsiders[] {
  if (made === undefined || !files.includes(made.file)) return [];
  const known = [UNKNOWN_ISSUER, ...fleet.flatMap(({ config }) => config.cluster?.oidcIssuer ?? []).map(issuerPath)];
  const providers = statementsOf(made.role.trust).flatMap(({ Effect, Principal }) =>
    Effect === "Allow" ? principalsIn(Principal, "Federated") : [],
  );
  return [...new Set(providers)].flatMap((name): Outsiders[] => {
    const issuer = issuerIn(name) ?? name;
    return known.includes(issuer) ? [] : [{ is: "outsiders", name, issuer, location: placeIn(made) }];
  });
}

/** Returns the names of the service accounts that trusts of all files name, as namespace/name. */
export const accountsInTrusts = ({ fleet }: ClusterOfFiles): string[] =>
  fleet.flatMap(({ plan }) =>
    plan.workloads.flatMap(({ irsa }) => irsa.map(({ namespace, name }) => `${namespace}/${name}`)),
  );
