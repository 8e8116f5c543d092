import { parseArn } from "../aws/arn";
import { untilText } from "../aws/terraform/until";
import { allowed, type Deciding, letIn } from "./allowed";
import { type Decision, decision, type Reason, reasonOf } from "./answer";
import type { ClusterOfFiles } from "./clusters";
import { boundaryOf, type Documents, type KnownPolicy, policiesOf } from "./documents";
import { nameOfOutsiders } from "./outsiders";
import type { AwsQuestion } from "./question";
import { Request } from "./request";
import { type Acting, rolesOf } from "./roles";
import type { Subject } from "./subjects";
import { tokenOf } from "./tokens";
import { namesSomeProvider, type Taking, takingOf, trustOf } from "./trust";

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
  const taking = takingOf(question, cluster);
  if (subject.is === "outsiders") {
    const of = `what ${nameOfOutsiders(subject)} may do at AWS no file says`;
    return decision("cannot be said", "issuer" in subject ? reasonOf(of, subject.location) : { text: of });
  }
  if (taking?.by === "token") return decideToken(subject, cluster, question, taking);
  const roles = rolesOf(subject, cluster);
  if (roles.length === 0) {
    return decision("cannot be said", {
      text: "no file gives this service account a role; others may, and pods may get at the role of their node",
    });
  }
  const decisions = roles.map((acting) => decideActing(acting, { cluster, question, documents, taking }));
  const verdict =
    (["yes", "cannot be said", "no"] as const).find((one) => decisions.some((each) => each.verdict === one)) ?? "no";
  return decision(verdict, ...decisions.flatMap((each) => (each.verdict === verdict ? each.reasons : [])));
}

/** What decides about a question besides the role. */
export interface Around {
  readonly cluster: ClusterOfFiles;
  readonly question: AwsQuestion;
  readonly documents: Documents;
  readonly taking: Taking | undefined;
}

/** All that decides about one role. */
export interface DecidingAs extends Deciding {
  readonly request: Request;
  readonly boundary?: KnownPolicy | Reason;
}

/** Decides about one role that a subject acts as. */
export function decideActing(acting: Acting, around: Around): Decision {
  const { arn, by, until, location } = acting;
  const how = by === undefined ? [] : [reasonOf(`${by} gives ${arn}${untilText(until)}`, location)];
  const deciding = decidingAs(acting, around);
  return withReasons(how, allowed(deciding, deciding.request));
}

/** Returns all that decides about one role. */
export function decidingAs(acting: Acting, { cluster, question, documents, taking }: Around): DecidingAs {
  const { made, arn, location, context, sessionPolicy } = acting;
  const request = new Request(question.action, question.resource, { ...context, ...question.context }, false);
  const asked = taking && { trust: trustOf(taking), by: arn, role: taking.role };
  if (made === undefined) {
    const unknown = { text: `no file makes ${arn}, so its policies are not known` };
    return { request, policies: { known: [], unknown: [unknown] }, limits: [unknown], ...(asked && { asked }) };
  }
  const boundary = boundaryOf(made, cluster, documents);
  const limits: (KnownPolicy | Reason)[] = boundary ? [boundary] : [];
  if (sessionPolicy)
    limits.push({ name: "the session policy", document: sessionPolicy, ...(location !== undefined && { location }) });
  const policies = policiesOf(made, cluster, documents);
  return { request, policies, limits, ...(boundary && { boundary }), ...(asked && { asked }) };
}

const withReasons = (reasons: readonly Reason[], { verdict, reasons: others }: Decision): Decision =>
  decision(verdict, ...reasons, ...others);

/** Whoever has a token takes the role by it, whatever else it may do. */
function decideToken(subject: Subject, cluster: ClusterOfFiles, question: AwsQuestion, taking: Taking): Decision {
  const trust = trustOf(taking);
  if ("text" in trust) return decision("cannot be said", trust);
  const token = tokenOf(subject, cluster, taking);
  const context = { ...token?.context, ...question.context };
  const request = new Request(question.action, question.resource, context, false);
  const decided = letIn(trust, request, token?.whom ?? namesSomeProvider);
  if (token !== undefined || decided.verdict === "no") return decided;
  const text =
    subject.is === "pod"
      ? "the issuer of the cluster's tokens is not known; write cluster.oidcIssuer"
      : "whoever has a token that the trust names takes the role, and who has one no file says";
  return decision("cannot be said", ...decided.reasons, { text });
}
