import { parseArn } from "../aws/arn";
import { SIMULATED_POLICY, type Simulated, type Simulation } from "../aws/iam/simulation";
import { list, quote, someOf } from "../aws/text";
import type { LoadedPlan } from "../load/load";
import { allowed } from "./allowed";
import { type Answer, type Opinion, type Reason, reasonOf, type Verdict } from "./answer";
import { type Around, decideActing, decidingAs } from "./aws";
import type { Documents, KnownPolicy } from "./documents";
import { type AwsQuestion, type Question, QuestionError } from "./question";
import { type Acting, rolesOf } from "./roles";
import type { SubjectInCluster } from "./subjects";
import { takingOf } from "./trust";

/** What AWS's policy simulator is asked about a role, and what the files say. */
export interface Asking {
  /** The ARN of the role. */
  readonly role: string;
  readonly simulation: Simulation;
  /** The file that makes the role. */
  readonly file: LoadedPlan;
  /** What the files say, and what they say by the documents alone that the simulator gets. */
  readonly files: Verdict;
  readonly alone: Verdict;
  /** What the simulator does not get. */
  readonly leftOut: readonly Reason[];
}

/** Why there is nothing that the simulator could be asked about a role. */
export interface NotAsking {
  readonly role: string;
  readonly because: string;
}

/**
 * Returns the question, if AWS's policy simulator can be asked about it.
 *
 * @throws QuestionError
 */
export function askable(question: Question, through: boolean): AwsQuestion {
  if (question.is === "kubernetes") {
    throw new QuestionError(
      `--aws asks about actions of AWS, and "${question.text}" is a question about Kubernetes; leave --aws out`,
    );
  }
  if (through) throw new QuestionError("--aws asks about the roles of the subject itself; leave --through out");
  const { action, resource } = question;
  const wild = /[*?]/.test(action) ? action : resource !== "*" && /[*?]/.test(resource) ? resource : undefined;
  if (wild !== undefined) {
    throw new QuestionError(`--aws asks about one action and one ARN, without wildcards, got ${quote(wild)}`);
  }
  return question;
}

/** Returns what to ask about the roles of a subject. */
export function askingsOf(
  { subject, cluster }: SubjectInCluster,
  question: AwsQuestion,
  documents: Documents,
): (Asking | NotAsking)[] {
  const taking = takingOf(question, cluster);
  if (taking?.by === "token") {
    return [{ role: "", because: "the trust of the role alone decides, and it takes no trusts" }];
  }
  const { partition = "" } = cluster.files[0]?.plan.cluster ?? {};
  if ((parseArn(question.resource)?.partition ?? partition) !== partition) {
    return [{ role: "", because: `the ARN is of another partition than ${partition}` }];
  }
  const roles = rolesOf(subject, cluster);
  if (roles.length === 0) return [{ role: "", because: "no role of the subject is known" }];
  return roles.map((acting) => askingOf(acting, { cluster, question, documents, taking }));
}

function askingOf(acting: Acting, around: Around): Asking | NotAsking {
  const { arn: role, made } = acting;
  const { request, policies, boundary, limits, asked } = decidingAs(acting, around);
  if (made === undefined) return { role, because: `no file makes ${role}, so its policies are not known` };
  const limit = boundary && !("text" in boundary) ? boundary : undefined;
  const sent = [...policies.known, ...(limit ? [limit] : [])];
  const tooLong = sent.find((policy) => lengthOf(policy) > SIMULATED_POLICY.characters);
  if (tooLong) {
    return {
      role,
      because: `${tooLong.name} has ${lengthOf(tooLong)} characters, and it takes ${SIMULATED_POLICY.characters}`,
    };
  }
  if (policies.known.length === 0) return { role, because: `no document of a policy of ${role} is known` };
  const others = limits.filter((one) => one !== boundary);
  return {
    role,
    simulation: {
      documents: policies.known.map(({ document }) => document),
      ...(limit && { boundary: limit.document }),
      action: around.question.action,
      resource: around.question.resource,
      context: { ...acting.context, ...around.question.context },
    },
    file: made.file,
    files: decideActing(acting, around).verdict,
    alone: allowed({ policies, limits: boundary ? [boundary] : [] }, request).verdict,
    leftOut: [
      ...policies.unknown,
      ...(boundary && "text" in boundary ? [boundary] : []),
      ...others.map((one) => ("text" in one ? one : reasonOf(`${one.name}, since it takes none`, one.location))),
      ...(asked ? [{ text: `the trust of ${asked.role}, since it takes none` }] : []),
    ],
  };
}

const lengthOf = ({ document }: KnownPolicy): number => JSON.stringify(document).length;

const SIMULATOR = "AWS's policy simulator";

const PERHAPS_WHY =
  "perhaps because it knows which resources and condition keys the action has; else one of the two is wrong";

/** `no, the boundary does not allow it`. */
function textOf({ decision, boundary, organization }: Simulated): string {
  if (decision === "allowed") return "yes";
  const because = [
    ...(decision === "explicitDeny" ? ["a statement denies it"] : []),
    ...(boundary === false ? ["the boundary does not allow it"] : []),
    ...(organization === false ? ["service control policies of the account do not allow it"] : []),
  ];
  return `no, ${list(because.length > 0 ? because : ["no statement allows it"], "and")}`;
}

/** Returns what to say where there is nothing to ask. */
export const unasked = ({ role, because }: NotAsking): Opinion =>
  silent(role, "nothing to ask", `was not asked: ${because}`);

/** Returns what the simulator says of a role, or why it says nothing. */
export function opinionOf(
  { role, files, alone, leftOut }: Asking,
  answer: Simulated | { readonly problem: string },
): Opinion {
  if ("problem" in answer) return silent(role, "no answer", `gave no answer: ${answer.problem}`);
  const verdict = answer.decision === "allowed" ? "yes" : "no";
  const contradicts = files === alone && files !== "cannot be said" && files !== verdict;
  const says = files === verdict ? "agrees" : contradicts ? "says the opposite" : "says";
  const reasons: Reason[] = [{ text: `${SIMULATOR} ${says}: ${textOf(answer)}` }];
  if (answer.missing.length > 0 && says !== "agrees") {
    reasons.push({
      text: `it had no value of ${someOf(answer.missing)}; if the request has one: --context <key>=<value>`,
    });
  }
  reasons.push(...leftOut.map(({ text, ...place }) => ({ text: `left out: ${text}`, ...place })));
  if (contradicts && answer.organization !== false) reasons.push({ text: PERHAPS_WHY });
  return { role, verdict, contradicts, reasons };
}

const silent = (role: string, without: "nothing to ask" | "no answer", text: string): Opinion => ({
  role,
  verdict: "cannot be said",
  without,
  contradicts: false,
  reasons: [{ text: `${SIMULATOR} ${text}` }],
});

/** Adds what the simulator says. Where it says the opposite of the files, the answer cannot be said. */
export function withOpinions(answer: Answer, aws: readonly Opinion[]): Answer {
  const opposite = aws.filter(({ contradicts }) => contradicts);
  if (opposite.length === 0) return { ...answer, aws };
  const reasons = opposite.map(({ role, verdict }) => ({
    text: `of ${role} the files say ${verdict === "yes" ? "no" : "yes"}, and ${SIMULATOR} says ${verdict}`,
  }));
  return { ...answer, verdict: "cannot be said", reasons: [...reasons, ...answer.reasons], aws };
}
