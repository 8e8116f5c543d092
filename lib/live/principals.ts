import type { ClusterAnswers, FoundEntry, FoundPrincipal } from "./answers";
import { pathless } from "./operations";

/** What IAM says about the principal that an entry was made for. */
export type PrincipalOfEntry =
  | { readonly is: "there"; readonly principal: Extract<FoundPrincipal, { exists: true }> }
  | { readonly is: "gone" }
  /** One of this name has another path. */
  | { readonly is: "elsewhere"; readonly arn: string }
  /** It was deleted and made again, so that the entry no longer lets it in: EKS keeps ids, not names. */
  | { readonly is: "made again"; readonly createdAt: number }
  /** Nobody could be asked in its account. */
  | { readonly is: "unknown"; readonly account: string }
  /** The question has no answer. */
  | { readonly is: "unread" };

export function principalOfEntry(
  { principalArn, createdAt }: FoundEntry,
  { principals }: Pick<ClusterAnswers, "principals">,
): PrincipalOfEntry {
  const principal = principals.get(pathless(principalArn));
  if (principal === undefined) return { is: "unread" };
  if (principal.exists === "unknown") return { is: "unknown", account: principal.account };
  if (!principal.exists) return { is: "gone" };
  if (principal.arn.toLowerCase() !== principalArn.toLowerCase()) return { is: "elsewhere", arn: principal.arn };
  // CreateDate has whole seconds, rounded down: who is later by it is later
  if (principal.createdAt > createdAt) return { is: "made again", createdAt: principal.createdAt };
  return { is: "there", principal };
}
