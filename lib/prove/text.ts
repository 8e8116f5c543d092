import { visible } from "../aws/text";
import type { Answer, Reason, Verdict } from "./answer";
import type { Question } from "./question";

const HEAD: Readonly<Record<Verdict, (who: string, deed: string) => string>> = {
  yes: (who, deed) => `yes: ${who} may ${deed}`,
  no: (who, deed) => `no: ${who} may not ${deed}`,
  "cannot be said": (who, deed) => `cannot be said: whether ${who} may ${deed}`,
};

const NOT_LOOKED_AT: Readonly<Record<Answer["about"], string>> = {
  kubernetes: "not looked at: admission, entries that others make, and what else is bound in the cluster",
  aws: "not looked at: service control policies, and policies of the resources themselves",
};

/** Formats answers for readers. An ARN stands in full where it is named first. */
export function answersText(answers: readonly Answer[]): string {
  const about = new Set(answers.flatMap(({ verdict, about }) => (verdict === "cannot be said" ? [] : [about])));
  return textOf([...linesOf(answers), ...[...about].map((one) => NOT_LOOKED_AT[one])]);
}

function linesOf(answers: readonly Answer[]): string[] {
  const seen = new Set<string>();
  return answers.flatMap(({ is, cluster, deed, verdict, reasons }) => {
    const who = seen.has(is) ? shortened(is) : is;
    seen.add(is);
    return [
      `${HEAD[verdict](who, deed)} on ${cluster}`,
      ...reasons.map((reason, index) => `  ${verdict === "yes" && index === 0 ? "because " : ""}${reasonText(reason)}`),
    ];
  });
}

/** Formats who may do something, and of whom that cannot be said. */
export function whoText(question: Question, answers: readonly Answer[]): string {
  const nobody = answers.some(({ verdict }) => verdict === "yes") ? "nobody else" : "nobody";
  const open = answers.some(({ verdict }) => verdict === "cannot be said") ? ", as far as it can be said" : "";
  const rest = `${nobody} may ${question.text}, by these files${open}`;
  return textOf([...linesOf(answers), rest, NOT_LOOKED_AT[question.is]]);
}

export const textOf = (lines: readonly string[]): string => lines.map((line) => `${visible(line)}\n`).join("");

export const reasonText = ({ text, location }: Reason): string =>
  location === undefined ? text : `${text} (${location})`;

/** `role/team-a` of an ARN. */
export const shortened = (name: string): string => name.replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:/, "");
