import type { PolicyDocument } from "./policy-document";
import { TRUST, type TrustKind, type TrustScope } from "./trust";

/** A kind of role: its trust policy and its permissions. */
export interface RoleKind {
  readonly trust: TrustKind;
  /** Names of the AWS managed policies. */
  readonly policies: readonly string[];
  /** Inline policies of this project, by name, where AWS has no managed policy. */
  readonly inline?: Readonly<Record<string, (scope: TrustScope) => PolicyDocument>>;
  readonly source: string;
}

/** Returns the trust policy and the other policies of a kind, for one cluster. */
export function roleOfKind({ trust, policies, inline = {} }: RoleKind, scope: TrustScope) {
  return {
    trust: TRUST[trust](scope),
    policies,
    inline: Object.fromEntries(Object.entries(inline).map(([name, of]) => [name, of(scope)])),
  };
}
