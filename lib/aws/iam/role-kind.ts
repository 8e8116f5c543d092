import type { PolicyDocument } from "./policy-document";
import { TRUST, type TrustKind, type TrustScope } from "./trust";

/** One kind of role: who may take it, and what it needs. */
export interface RoleKind {
  readonly trust: TrustKind;
  /** AWS managed policies, by name. */
  readonly policies: readonly string[];
  /** Policies of this project, by name, where AWS has no managed one. */
  readonly inline?: Readonly<Record<string, (scope: TrustScope) => PolicyDocument>>;
  readonly source: string;
}

/** The documents and policies of a kind, for one cluster. */
export function roleOfKind({ trust, policies, inline = {} }: RoleKind, scope: TrustScope) {
  return {
    trust: TRUST[trust](scope),
    policies,
    inline: Object.fromEntries(Object.entries(inline).map(([name, of]) => [name, of(scope)])),
  };
}
