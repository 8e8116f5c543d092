import { visible } from "../aws/text";
import type { Law } from "../load/proofs";
import type { Answer, Reason, Verdict } from "./answer";
import type { Proof } from "./laws";
import type { Question } from "./question";

const BEFORE: Readonly<Record<Verdict, string>> = {
  yes: "yes:",
  no: "no:",
  "cannot be said": "cannot be said: whether",
};

/** `yes: arn:aws:iam::111122223333:role/team-a may delete pods in team-a on demo`. */
function headOf({ verdict, about, deed, cluster }: Answer, who: string): string {
  const may = verdict === "no" ? "may not" : "may";
  const sentence = about === "aws" ? `${who} on ${cluster} ${may} ${deed}` : `${who} ${may} ${deed} on ${cluster}`;
  return `${BEFORE[verdict]} ${sentence}`;
}

const NOT_LOOKED_AT: Readonly<Record<Answer["about"], string>> = {
  kubernetes: "not looked at: admission, nodes, entries that others make, and what else is bound in the cluster",
  aws: "not looked at: service control policies, policies of the resources themselves, and roles that no file makes",
};

/** Formats answers for readers. An ARN stands in full where it is named first. */
export function answersText(answers: readonly Answer[]): string {
  const about = new Set(answers.flatMap(({ verdict, about }) => (verdict === "cannot be said" ? [] : [about])));
  return textOf([...linesOf(answers), ...[...about].map((one) => NOT_LOOKED_AT[one])]);
}

function linesOf(answers: readonly Answer[]): string[] {
  const seen = new Set<string>();
  return answers.flatMap((answer) => {
    const { is, verdict, reasons } = answer;
    const who = seen.has(is) ? shortened(is) : is;
    seen.add(is);
    return [
      headOf(answer, who),
      ...reasons.map((reason, index) => `  ${verdict === "yes" && index === 0 ? "because " : ""}${reasonText(reason)}`),
    ];
  });
}

/** Formats what is found of laws: those that do not hold, with the lines that decide, and how many do. */
export function lawsText(proved: readonly (Proof & { readonly location: string; readonly law: Law })[]): string {
  const others = proved.filter(({ verdict }) => verdict !== "holds");
  const lines = others.flatMap(({ location, law, verdict, answers }) => [
    `${location}: ${verdict === "is broken" ? "broken" : "cannot be said"}${law.because === undefined ? "" : `: ${law.because}`}`,
    ...linesOf(answers).map((line) => `  ${line}`),
  ]);
  const count = (verdict: Proof["verdict"]) => proved.filter((one) => one.verdict === verdict).length;
  const open = count("cannot be said");
  const counts = [
    `${count("holds")} of ${proved.length} ${proved.length === 1 ? "law holds" : "laws hold"}`,
    `${count("is broken")} broken`,
    ...(open > 0 ? [`of ${open} it cannot be said`] : []),
  ];
  return textOf([...lines, counts.join(", ")]);
}

/** Formats who may do something, and of whom that cannot be said. */
export function whoText(question: Question, answers: readonly Answer[]): string {
  const nobody = answers.some(({ verdict }) => verdict === "yes") ? "nobody else" : "nobody";
  const isOpen = answers.some(({ verdict }) => verdict === "cannot be said");
  const rest = isOpen
    ? "of all others the answer is no, by these files"
    : `${nobody} may ${question.text}, by these files`;
  return textOf([...linesOf(answers), rest, NOT_LOOKED_AT[question.is]]);
}

export const textOf = (lines: readonly string[]): string => lines.map((line) => `${visible(line)}\n`).join("");

export const reasonText = ({ text, location }: Reason): string =>
  location === undefined ? text : `${text} (${location})`;

/** `role/team-a` of an ARN. */
export const shortened = (name: string): string => name.replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:/, "");
