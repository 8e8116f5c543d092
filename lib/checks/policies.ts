import { allowedServices, allowsEverything, isFullAccess, WIDE_POLICIES } from "../aws/iam/wide-policies";
import type { Path } from "../plan/diagnostics";
import type { MadeRole } from "./roles";

/** A policy of a role, as the subject of a message: `AmazonS3FullAccess`, `a policy with s3:*`. */
export interface PolicyOfRole {
  readonly path: Path;
  readonly is: string;
}

/** What to look for in the policies of roles. */
export interface Sought {
  /** Whether it is a managed policy of AWS, by its name. */
  readonly managed: (policy: string) => boolean;
  /** Returns what an inline policy has of it; undefined if nothing. */
  readonly inline: (document: object) => string | undefined;
}

/** Returns the policies of roles that are looked for. */
export const policiesWith = ({ managed, inline }: Sought, roles: readonly MadeRole[]): PolicyOfRole[] =>
  roles.flatMap((role) => [
    ...role.managed.flatMap(({ name, path }) => (managed(name) ? [{ path, is: name }] : [])),
    ...role.inline.flatMap(({ document, path }) => {
      const found = inline(document);
      return found === undefined ? [] : [{ path, is: `a policy with ${found}` }];
    }),
  ]);

/** Policies that allow all of one service. */
export const SERVICE_WIDE: Sought = {
  managed: (policy) => isFullAccess(policy) && !isWide(policy),
  inline: (document) => (allowsEverything(document) ? undefined : allowedServices(document)[0]),
};

/** Policies that allow all of one service, or more. */
export const SERVICE_WIDE_OR_MORE: Sought = {
  managed: (policy) => isFullAccess(policy) || isWide(policy),
  inline: (document) => (allowsEverything(document) ? "all actions" : allowedServices(document)[0]),
};

const isWide = (policy: string): boolean => Object.hasOwn(WIDE_POLICIES, policy);
