import { parseArn } from "../aws/arn";
import { DECIDED_BY_TRUST } from "../aws/iam/operations";
import type { Certainty } from "../power/power";
import { most, NOT, PERHAPS, SURELY } from "../power/power";
import { literally, matching, patternOf } from "../power/wildcards";
import type { Reason } from "./answer";
import type { ClusterOfFiles } from "./clusters";
import type { KnownPolicy } from "./documents";
import type { IamStatement } from "./evaluate";
import type { AwsQuestion } from "./question";
import { arnOf, isMade, placeIn, type RoleOfFiles } from "./roles";
import type { Subject } from "./subjects";

/** A question that the trust of a role decides. */
export interface Taking {
  /** Undefined if it asks about several actions at once. */
  readonly by?: "principal" | "token";
  /** An ARN, or a pattern of some. */
  readonly role: string;
  /** Undefined if no file makes it. */
  readonly made?: RoleOfFiles;
}

/** Returns what a trust decides of a question; undefined if none does. */
export function takingOf({ action, resource }: AwsQuestion, { fleet }: ClusterOfFiles): Taking | undefined {
  const asked = patternOf(action.toLowerCase());
  const ways = Object.entries(DECIDED_BY_TRUST).filter(([name]) => matching(asked, literally(name)) !== NOT);
  if (ways.length === 0) return undefined;
  const by = DECIDED_BY_TRUST[action.toLowerCase()];
  const made = fleet
    .flatMap((file) => file.plan.roles.map((role) => ({ role, file })))
    .find((one) => arnOf(one) === resource);
  return { role: resource, ...(by && { by }), ...(made && { made }) };
}

/** Whether files say something of a question about AWS: they make a role of the subject, or the one that it would take. */
export function isDecided(subject: Subject, cluster: ClusterOfFiles, question: AwsQuestion): boolean {
  if (subject.is === "outsiders") return "issuer" in subject;
  const taking = takingOf(question, cluster);
  if (taking?.by === "token") return subject.is === "pod";
  return isMade(subject, cluster) || taking?.made !== undefined;
}

/** Returns the trust of a role, or why it is not known. */
export function trustOf({ by, role, made }: Taking): KnownPolicy | Reason {
  if (by === undefined || !parseArn(role) || /[*?]/.test(role)) {
    return {
      text: "whom a role lets in its own trust decides too; ask about one action, and one role that a file makes",
    };
  }
  if (made === undefined) return { text: `no file makes ${role}, so its trust is not known` };
  return { name: `the trust of ${made.role.name}`, document: made.role.trust, location: placeIn(made) };
}

/** How sure a statement of a trust is about a caller. */
export type Whom = (statement: IamStatement) => Certainty;

/**
 * Whom a statement names, so that it lets in a role or user. One that names an account leaves it to the policies there; one
 * of the role's account that is named itself needs no policy that allows it.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export const namesPrincipal =
  (arn: string, { itself }: { readonly itself: boolean }): Whom =>
  ({ Principal, NotPrincipal }) => {
    if (NotPrincipal !== undefined) return PERHAPS;
    const account = parseArn(arn)?.account ?? "";
    const named = principalsIn(Principal, "AWS").map((name) => {
      if (name === "*" || name === arn) return SURELY;
      if (name === account || /^arn:[^:]*:iam::(\d{12}):root$/.exec(name)?.[1] === account)
        return itself ? NOT : SURELY;
      return isSessionOf(name, arn) ? PERHAPS : NOT;
    });
    return most(...named);
  };

/**
 * Whom a statement names other than by a role's own ARN. Of these AWS does not say for all whether a boundary holds.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export const namesSession =
  (arn: string): Whom =>
  ({ Principal }) =>
    principalsIn(Principal, "AWS").some((name) => name === "*" || isSessionOf(name, arn)) ? PERHAPS : NOT;

/** A session's ARN has no path. */
function isSessionOf(name: string, arn: string): boolean {
  const [, account, role] = /^arn:[^:]*:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(name) ?? [];
  return role !== undefined && arn.includes(`::${account}:role/`) && arn.endsWith(`/${role}`);
}

/** Names providers of tokens. */
export const namesProviders =
  (isMeant: (arn: string) => boolean): Whom =>
  ({ Principal, NotPrincipal }) =>
    NotPrincipal !== undefined
      ? PERHAPS
      : most(...principalsIn(Principal, "Federated").map((name) => (isMeant(name) ? SURELY : NOT)));

/** Whether a statement names a provider, whichever. */
export const namesSomeProvider: Whom = namesProviders(() => true);

/** Returns the principals of one kind. */
export function principalsIn(principal: unknown, kind: "AWS" | "Federated"): string[] {
  if (principal === "*") return ["*"];
  return [Object(principal)[kind] ?? []].flat().map(String);
}
