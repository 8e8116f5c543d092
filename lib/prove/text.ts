import { list, visible } from "../aws/text";
import type { Law } from "../load/proofs";
import type { Answer, Opinion, Reason, Verdict } from "./answer";
import type { Proof, Proved } from "./laws";
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

const SIMULATOR_GETS =
  "AWS's policy simulator gets the identity policies and the boundary alone, without trusts, session policies and policies of resources";

/** Formats answers for readers. An ARN stands in full where it is named first. */
export function answersText(answers: readonly Answer[]): string {
  const about = new Set(answers.flatMap(({ verdict, about }) => (verdict === "cannot be said" ? [] : [about])));
  const isAsked = answers.some(({ aws = [] }) => aws.some(({ without }) => without === undefined));
  return textOf([
    ...linesOf(answers),
    ...[...about].map((one) => NOT_LOOKED_AT[one]),
    ...(isAsked ? [SIMULATOR_GETS] : []),
  ]);
}

/** Returns each answer as its sentence and what decides. An ARN stands in full where it is named first. */
export function sentencesOf(
  answers: readonly Answer[],
): { readonly head: string; readonly reasons: readonly string[] }[] {
  const seen = new Set<string>();
  return answers.map((answer) => {
    const { is, verdict, reasons, aws = [] } = answer;
    const who = seen.has(is) ? shortened(is) : is;
    seen.add(is);
    const because = (index: number) => (verdict === "yes" && index === 0 ? "because " : "");
    return {
      head: headOf(answer, who),
      reasons: [...reasons.map((one, index) => because(index) + reasonText(one)), ...aws.flatMap(opinionLines)],
    };
  });
}

/** Names the role where there are several, and the sentence does not. */
function opinionLines({ role, without, reasons }: Opinion, _: number, { length }: readonly Opinion[]): string[] {
  const isNamed = length === 1 || without === "nothing to ask";
  return reasons.map((one, index) =>
    index > 0 ? `  ${reasonText(one)}` : `${isNamed ? "" : `${shortened(role)}: `}${reasonText(one)}`,
  );
}

const linesOf = (answers: readonly Answer[]): string[] =>
  sentencesOf(answers).flatMap(({ head, reasons }) => [head, ...reasons.map((reason) => `  ${reason}`)]);

/** Formats what is found of laws: those that do not hold, with the lines that decide, and how many do. */
export function lawsText(proved: readonly Proved[]): string {
  const others = proved.filter(({ verdict }) => verdict !== "holds");
  const lines = others.flatMap(({ location, law, verdict, answers }) => [
    `${location}: ${FOUND[verdict]}${law.because === undefined ? "" : `: ${law.because}`}`,
    ...linesOf(answers).map((line) => `  ${line}`),
  ]);
  return textOf([...lines, lawsCounted(proved)]);
}

/** How a law is found. */
export const FOUND: Readonly<Record<Proof["verdict"], string>> = {
  holds: "holds",
  "is broken": "broken",
  "cannot be said": "cannot be said",
};

/** `1 of 3 laws hold, 1 broken, of 1 it cannot be said`. */
export function lawsCounted(proved: readonly Proved[]): string {
  const count = (verdict: Proof["verdict"]) => proved.filter((one) => one.verdict === verdict).length;
  const open = count("cannot be said");
  return [
    `${count("holds")} of ${proved.length} ${proved.length === 1 ? "law holds" : "laws hold"}`,
    `${count("is broken")} broken`,
    ...(open > 0 ? [`of ${open} it cannot be said`] : []),
  ].join(", ");
}

/** Writes a law as a sentence: `nobody but ops may get secrets in payments`. */
export function lawText({
  who,
  pod,
  node,
  nobody,
  may,
  mayNot,
  on,
  name,
  in: namespace,
  cluster,
  through,
}: Law): string {
  const excepted = typeof nobody === "object" ? nobody.except : [];
  const others = excepted.length > 0 ? `nobody but ${list(excepted, "and")}` : "nobody";
  const subject = who ?? (pod !== undefined ? `pod:${pod}` : node !== undefined ? `node:${node}` : others);
  return [
    subject,
    may === undefined ? `may not ${mayNot ?? ""}` : `may ${may}`,
    ...(on === undefined ? [] : [`on ${on}`]),
    ...(name === undefined ? [] : [`named ${name}`]),
    ...(namespace === undefined ? [] : [namespace === "*" ? "in all namespaces" : `in ${namespace}`]),
    ...(cluster === undefined ? [] : [`on ${cluster}`]),
    ...(through ? ["also through pods"] : []),
  ].join(" ");
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

const reasonText = ({ text, location }: Reason): string => (location === undefined ? text : `${text} (${location})`);

/** `role/team-a` of an ARN. */
export const shortened = (name: string): string => name.replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:/, "");
