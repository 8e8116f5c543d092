import { parseArn } from "../aws/arn";
import { untilText } from "../aws/terraform/until";
import { someOf } from "../aws/text";
import { NOT, SURELY } from "../power/power";
import { type Decision, decision, type Reason, reasonOf, type Verdict } from "./answer";
import type { ClusterOfFiles } from "./clusters";
import { boundaryOf, type Documents, type KnownPolicy, policiesOf } from "./documents";
import { type IamStatement, said } from "./evaluate";
import type { AwsQuestion } from "./question";
import { Request } from "./request";
import { type Acting, type RoleOfFiles, rolesOf } from "./roles";
import type { Subject } from "./subjects";

/** Decides a question about an API of AWS. */
export function decideAws(
  subject: Subject,
  cluster: ClusterOfFiles,
  question: AwsQuestion,
  documents: Documents,
): Decision {
  const { partition } = cluster.files[0]?.plan.cluster ?? {};
  const asked = parseArn(question.resource)?.partition ?? partition;
  if (asked !== partition) {
    return decision("no", { text: `the ARN is of partition ${asked}, and the cluster of ${partition}` });
  }
  const roles = rolesOf(subject, cluster);
  if (roles.length === 0) {
    return decision("cannot be said", {
      text: "no file gives this service account a role; others may, and pods may get at the role of their node",
    });
  }
  const decisions = roles.map((acting) => decideActing(acting, cluster, question, documents));
  const verdict =
    (["yes", "cannot be said", "no"] as const).find((one) => decisions.some((each) => each.verdict === one)) ?? "no";
  return decision(verdict, ...decisions.flatMap((each) => (each.verdict === verdict ? each.reasons : [])));
}

function decideActing(acting: Acting, cluster: ClusterOfFiles, question: AwsQuestion, documents: Documents): Decision {
  const { made, arn, by, until, location, context, sessionPolicy } = acting;
  const how = by === undefined ? [] : [reasonOf(`${by} gives ${arn}${untilText(until)}`, location)];
  if (made === undefined)
    return decision("cannot be said", ...how, { text: `no file makes ${arn}, so its policies are not known` });
  const request = new Request(question.action, question.resource, { ...context, ...question.context }, false);
  const limits: (KnownPolicy | Reason)[] = [];
  const boundary = boundaryOf(made, cluster, documents);
  if (boundary) limits.push(boundary);
  if (sessionPolicy)
    limits.push({ name: "the session policy", document: sessionPolicy, ...(location !== undefined && { location }) });
  const own = identityDecision(made, request, cluster, documents);
  const decided = limits.reduce((before, limit) => limited(before, limit, request), own);
  const isTaking = /^sts:assumerole/i.test(question.action) && decided.verdict === "yes";
  return withReasons(how, isTaking ? decision("cannot be said", ...decided.reasons, TRUST) : decided);
}

const TRUST: Reason = { text: "whom a role lets in its own trust decides too, and that is not looked at" };

const withReasons = (reasons: readonly Reason[], { verdict, reasons: others }: Decision): Decision =>
  decision(verdict, ...reasons, ...others);

/** An explicit deny wins, then an allow of any policy. */
function identityDecision(
  made: RoleOfFiles,
  request: Request,
  cluster: ClusterOfFiles,
  documents: Documents,
): Decision {
  const { known, unknown } = policiesOf(made, cluster, documents);
  const all = known.map((policy) => ({ policy, ...said(policy.document, request) }));
  const denied = all.filter(({ denies }) => denies === SURELY);
  if (denied.length > 0) return decision("no", ...denied.map(({ policy, denying }) => because(policy, denying)));
  const allowed = all.filter(({ allows }) => allows === SURELY);
  const perhapsDenied = all.filter(({ denies }) => denies !== NOT);
  if (allowed.length > 0 && perhapsDenied.length > 0) {
    return decision("cannot be said", ...perhapsDenied.map(({ policy, denying }) => perhaps(policy, denying)));
  }
  if (allowed.length > 0) {
    return decision(
      "yes",
      ...allowed.map(({ policy, allowing }) => because(policy, allowing)),
      ...unknown.map(mayDeny),
    );
  }
  const perhapsAllowed = all.filter(({ allows }) => allows !== NOT);
  if (perhapsAllowed.length + unknown.length > 0) {
    return decision(
      "cannot be said",
      ...perhapsAllowed.map(({ policy, allowing }) => perhaps(policy, allowing)),
      ...unknown,
    );
  }
  const names = known.map(({ name }) => name);
  return decision("no", { text: names.length > 0 ? `nothing in ${someOf(names)} allows it` : "it has no policies" });
}

/** A boundary or a session policy must allow it too. */
function limited(before: Decision, limit: KnownPolicy | Reason, request: Request): Decision {
  if (before.verdict === "no") return before;
  if ("text" in limit) return open(before, limit);
  const { allows, denies, allowing, denying } = said(limit.document, request);
  if (denies === SURELY) return decision("no", because(limit, denying));
  if (allows === NOT) return decision("no", reasonOf(`${limit.name} does not allow it`, limit.location));
  if (denies !== NOT) return open(before, perhaps(limit, denying));
  if (allows !== SURELY) return open(before, perhaps(limit, allowing));
  return decision(before.verdict, ...before.reasons, because(limit, allowing));
}

const open = ({ verdict, reasons }: Decision, reason: Reason): Decision => {
  const left: Verdict = "cannot be said";
  return decision(left, ...(verdict === left ? reasons : []), reason);
};

const mayDeny = ({ text, location }: Reason): Reason => reasonOf(`not looked at: ${text}`, location);

const because = ({ name, location }: KnownPolicy, statement: IamStatement | undefined): Reason =>
  reasonOf(`${name}: ${statementText(statement)}`, location);

function perhaps(policy: KnownPolicy, statement: IamStatement | undefined): Reason {
  const keys = Object.values(statement?.Condition ?? {}).flatMap((condition) => Object.keys(condition ?? {}));
  const why = keys.length > 0 ? `only if it holds of ${someOf([...new Set(keys)])}` : "not for all that is asked about";
  const { text, location } = because(policy, statement);
  return reasonOf(`${text}, ${why}`, location);
}

const listed = (value: unknown): string => someOf([value].flat().map(String));

/** `Allow s3:PutObject on arn:aws:s3:::queue/*`. */
function statementText({ Effect, Action, NotAction, Resource, NotResource }: IamStatement = {}): string {
  const actions = Action === undefined ? `all but ${listed(NotAction)}` : listed(Action);
  const resources = Resource === undefined ? `all but ${listed(NotResource)}` : listed(Resource);
  return `${Effect} ${actions} on ${resources}`;
}
