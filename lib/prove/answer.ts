/** Never folded into "no": what decides may stand where nobody has looked. */
export type Verdict = "yes" | "no" | "cannot be said";

/** A line that decides, or that would have to be known. */
export interface Reason {
  readonly text: string;
  /** Such as `clusters/demo.yaml:12:7`. */
  readonly location?: string;
}

/** An answer, without who asked for what. */
export interface Decision {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
}

/** An answer about one subject in one cluster or account. */
export interface Answer extends Decision {
  /** How the question names the subject: a key, or an ARN. */
  readonly subject: string;
  /** Its ARN, or the name of its service account. */
  readonly is: string;
  readonly cluster: string;
  /** Whose API the question is about. */
  readonly about: "kubernetes" | "aws";
  /** `delete pods in team-a`. */
  readonly deed: string;
  /** What AWS's policy simulator says, of each role. Undefined if nobody asked it. */
  readonly aws?: readonly Opinion[];
}

/** What AWS's policy simulator says of a role, beside the files. */
export interface Opinion {
  /** The ARN of the role, or empty if there is none. */
  readonly role: string;
  /** `cannot be said` if it gave no answer. */
  readonly verdict: Verdict;
  /** Why it gave no answer: there is nothing that it could be asked, or it was asked in vain. */
  readonly without?: "nothing to ask" | "no answer";
  /** Whether the files say the opposite, by the documents that it had. */
  readonly contradicts: boolean;
  readonly reasons: readonly Reason[];
}

export const reasonOf = (text: string, location: string | undefined): Reason => ({
  text,
  ...(location !== undefined && { location }),
});

export const decision = (verdict: Verdict, ...reasons: readonly Reason[]): Decision => ({ verdict, reasons });

/** The exit code of answers: a refusal anywhere is one, and so is what cannot be said. */
export function verdictOfAll(decisions: readonly Decision[]): Verdict {
  const has = (verdict: Verdict) => decisions.some((one) => one.verdict === verdict);
  return has("no") ? "no" : has("cannot be said") ? "cannot be said" : "yes";
}

/** Whether AWS's policy simulator was to be asked, and did not answer, or does not back a yes. */
export const lacksOpinion = ({ verdict, aws }: Answer): boolean =>
  aws !== undefined &&
  (aws.some(({ without }) => without === "no answer") ||
    (verdict === "yes" && !aws.some((one) => one.verdict === "yes")));
