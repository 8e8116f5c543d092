import type { FoundEntry, FoundPrincipal } from "../live/answers";
import { keyOf } from "./expected";
import { type Finding, finding } from "./finding";
import { date } from "./text";

/** The id of a role or user as a Terraform state has it. */
export interface StateId {
  readonly arn: string;
  readonly id: string;
  /** Such as `aws_iam_role.admins of state.json`. */
  readonly place: string;
}

/** A principal that exists, and is another one than a state knows. */
export interface MadeAgain {
  readonly principal: ExistingPrincipal & { readonly id: string };
  readonly known: StateId;
}

type ExistingPrincipal = Extract<FoundPrincipal, { exists: true }>;

/** Returns which id of the states is not that of the principal; undefined if there is none. */
export function otherId(principal: ExistingPrincipal, stateIds: readonly StateId[]): MadeAgain | undefined {
  const { id } = principal;
  if (id === undefined) return undefined;
  const known = stateIds.find((one) => keyOf(one.arn) === keyOf(principal.arn) && one.id !== id);
  return known && { principal: { ...principal, id }, known };
}

/** Whether an entry is older than its principal as far as IAM tells, which has whole seconds. */
export const isOlder = ({ createdAt }: FoundEntry, { principal }: MadeAgain): boolean =>
  Math.floor(createdAt / 1000) <= principal.createdAt / 1000;

/** Says of an entry that is newer than its principal that it is not the principal that Terraform made. */
export const otherIdFinding = (
  { principal, known }: MadeAgain,
  about: Pick<Finding, "subject" | "location">,
): Finding =>
  finding("other-id", {
    ...about,
    found: `id ${principal.id}, made ${date(principal.createdAt)}`,
    advice: `the id is ${known.id} in ${known.place}; the entry is newer and lets it in, and what names the old id, such as a trust policy, does not: look who made it again`,
  });
