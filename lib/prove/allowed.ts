import { parseArn } from "../aws/arn";
import { someOf } from "../aws/text";
import { shownIssuer } from "../aws/workloads/trust";
import { NOT, SURELY } from "../power/power";
import { type Decision, decision, type Reason, reasonOf } from "./answer";
import type { KnownPolicy, PoliciesOfRole } from "./documents";
import { type IamStatement, type Said, said } from "./evaluate";
import type { Request } from "./request";
import { namesPrincipal, namesSession, principalsIn, type Whom } from "./trust";

/** A trust, and who asks to be let in. */
export interface Asked {
  readonly trust: KnownPolicy | Reason;
  /** The ARN of a role or user. */
  readonly by: string;
  /** The ARN of the role that has the trust, or a pattern of some. */
  readonly role: string;
}

/** All that decides about a request of one principal. */
export interface Deciding {
  readonly policies: PoliciesOfRole;
  /** A boundary and a session policy, or why one is not known. Each must allow the request too. */
  readonly limits: readonly (KnownPolicy | Reason)[];
  /** If it is to take a role. */
  readonly asked?: Asked;
}

/** What a policy says. */
interface Heard extends Said {
  readonly policy: KnownPolicy;
  readonly request: Request;
}

const heard = (policy: KnownPolicy, request: Request, whom?: Whom): Heard => ({
  policy,
  request,
  ...said(policy.document, request, whom),
});

/**
 * Decides from all policies. An explicit deny wins, then each kind of policy must allow it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function allowed({ policies, limits, asked }: Deciding, request: Request): Decision {
  const own = policies.known.map((policy) => heard(policy, request));
  const before = byIdentity(own, policies.unknown, asked && itself(asked, request));
  const mayBeFree = asked !== undefined && isFree(asked, request);
  const within = limits.reduce(
    (decided, limit) => limited(decided, "text" in limit ? limit : heard(limit, request), mayBeFree),
    before,
  );
  if (asked === undefined) return within;
  const { trust, by } = asked;
  return limited(within, "text" in trust ? trust : heard(trust, request, namesPrincipal(by, { itself: false })));
}

const isFree = ({ trust, by }: Asked, request: Request): boolean =>
  !("text" in trust) && heard(trust, request, namesSession(by)).allows !== NOT;

/** Decides from a trust alone, for whoever shows a token. */
export const letIn = (trust: KnownPolicy, request: Request, whom: Whom): Decision =>
  limited(decision("yes"), heard(trust, request, whom));

/** What a trust of the same account says to who is named in it, which needs no policy that allows it. */
function itself({ trust, by, role }: Asked, request: Request): Heard | Reason | undefined {
  const accounts = [by, role].map((arn) => parseArn(arn)?.account);
  const isOther =
    accounts.every((account) => account !== undefined && /^\d+$/.test(account)) && accounts[0] !== accounts[1];
  if (isOther) return undefined;
  return "text" in trust ? trust : { ...heard(trust, request, namesPrincipal(by, { itself: true })), denies: NOT };
}

/** An explicit deny wins, then an allow of any policy. */
function byIdentity(
  policies: readonly Heard[],
  others: readonly Reason[],
  besides: Heard | Reason | undefined,
): Decision {
  const denied = policies.filter(({ denies }) => denies === SURELY);
  if (denied.length > 0) return decision("no", ...denied.map(({ policy, denying }) => because(policy, denying)));
  const all = [...policies, ...(besides === undefined || "text" in besides ? [] : [besides])];
  const unknown = [...others, ...(besides !== undefined && "text" in besides ? [besides] : [])];
  const sure = all.filter(({ allows }) => allows === SURELY);
  const perhapsDenied = policies.filter(({ denies }) => denies !== NOT);
  if (sure.length > 0 && perhapsDenied.length > 0) {
    return decision("cannot be said", ...perhapsDenied.map((one) => perhaps(one, one.denying)));
  }
  if (sure.length > 0) {
    return decision("yes", ...sure.map(({ policy, allowing }) => because(policy, allowing)), ...others.map(mayDeny));
  }
  const perhapsAllowed = all.filter(({ allows }) => allows !== NOT);
  if (perhapsAllowed.length + unknown.length > 0) {
    return decision("cannot be said", ...perhapsAllowed.map((one) => perhaps(one, one.allowing)), ...unknown);
  }
  const names = policies.map(({ policy }) => policy.name);
  return decision("no", { text: names.length > 0 ? `nothing in ${someOf(names)} allows it` : "it has no policies" });
}

/**
 * A boundary, a session policy or a trust must allow it too.
 *
 * @param mayBeFree whether it perhaps holds only where it denies
 */
function limited(before: Decision, limit: Heard | Reason, mayBeFree = false): Decision {
  if (before.verdict === "no") return before;
  if ("text" in limit) return open(before, limit);
  const { policy, allows, denies, allowing, denying } = limit;
  if (denies === SURELY) return decision("no", because(policy, denying));
  if (allows === NOT) {
    const reason = reasonOf(`${policy.name} does not allow it`, policy.location);
    return mayBeFree ? open(before, reason) : decision("no", reason);
  }
  if (denies !== NOT) return open(before, perhaps(limit, denying));
  if (allows !== SURELY) return open(before, perhaps(limit, allowing));
  return decision(before.verdict, ...distinct([...before.reasons, because(policy, allowing)]));
}

const open = ({ verdict, reasons }: Decision, reason: Reason): Decision =>
  decision("cannot be said", ...distinct([...(verdict === "cannot be said" ? reasons : []), reason]));

const distinct = (reasons: readonly Reason[]): Reason[] =>
  reasons.filter(({ text }, at) => reasons.findIndex((one) => one.text === text) === at);

const mayDeny = ({ text, location }: Reason): Reason => reasonOf(`not looked at: ${text}`, location);

const because = ({ name, location }: KnownPolicy, statement: IamStatement | undefined): Reason =>
  reasonOf(`${name}: ${statementText(statement)}`, location);

function perhaps({ policy, request }: Heard, statement: IamStatement = {}): Reason {
  const conditions = Object.values(statement.Condition ?? {});
  const keys = [...new Set(conditions.flatMap((condition) => Object.keys(condition ?? {})))];
  const { text, location } = because(policy, statement);
  const variables = request.unread(
    [statement.Resource, statement.NotResource, ...conditions.flatMap((condition) => Object.values(condition ?? {}))]
      .flat()
      .map(String),
  );
  const why = [
    ...(keys.length > 0 ? [`only if it holds of ${someOf(keys.map(shownIssuer))}`] : []),
    ...variables.map((variable) => `${variable} has no value that is known`),
    ...(keys.some((key) => key !== shownIssuer(key)) ? ["the issuer is known after the cluster is made"] : []),
  ];
  return reasonOf(`${text}, ${why.join("; ") || "not for all that is asked about"}`, location);
}

const listed = (value: unknown): string => someOf([value].flat().map(String));

/** `Allow s3:PutObject on arn:aws:s3:::queue/*`. */
function statementText({ Effect, Action, NotAction, Resource, NotResource, Principal }: IamStatement = {}): string {
  const actions = Action === undefined ? `all but ${listed(NotAction)}` : listed(Action);
  const principals = (["AWS", "Federated"] as const).flatMap((kind) => principalsIn(Principal, kind));
  if (principals.length > 0) return `${Effect} ${actions} for ${listed([...new Set(principals)].map(shownIssuer))}`;
  const resources = Resource === undefined ? `all but ${listed(NotResource)}` : listed(Resource);
  return `${Effect} ${actions} on ${resources}`;
}
