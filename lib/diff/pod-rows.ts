import { lastOf, untilText } from "../aws/terraform/until";
import { isWider, widened } from "./documents";
import { endReasons } from "./ends";
import type { PodsWithRole } from "./fact";
import { gain, type Row } from "./row";
import { joined, type Sentence, words } from "./sentence";

export const PODS: Row<"pods"> = {
  gain(from, to) {
    if (to === undefined) return undefined;
    if (from === undefined) return gain();
    const reasons = [
      ...targetReasons(from.value, to.value),
      ...sessionReasons(from.value, to.value),
      ...endReasons(from.value.until, to.value.until),
    ];
    return reasons.length === 0 ? undefined : gain(...reasons);
  },
  shown: ({ value }) =>
    statesOf(value)
      .map(([name, state]) => `${name} ${state}`)
      .join(", ") + untilText(value.until),
  added: ({ subject, name, value: { by, until } }) =>
    words`${subject.label} get the role ${name}, by ${[by.join(" and ") + untilText(until)]}`,
  taken: ({ subject, name }) => words`${subject.label} lose the role ${name}`,
  changed: (from, to) => words`${to.subject.label}, with the role ${to.name}: ${changesOf(from.value, to.value)}`,
};

const statesOf = ({ by, targetRole, sessionTags, sessionPolicy }: PodsWithRole): [name: string, state: string][] => [
  ["by", by.join(" and ")],
  ["target role", targetRole ?? "none"],
  ["session tags", sessionTags === false ? "off" : "on"],
  ["session policy", sessionPolicy === undefined ? "none" : "set"],
];

const endState = ({ until }: PodsWithRole): [name: string, state: string] => [
  "until",
  until === undefined ? "none" : lastOf(until),
];

function changesOf(from: PodsWithRole, to: PodsWithRole): Sentence {
  const before = new Map([...statesOf(from), endState(from)]);
  const changed = [...statesOf(to), endState(to)].filter(([name, state]) => before.get(name) !== state);
  if (changed.length === 0) return ["the session policy changes"];
  return joined(changed.map(([name, state]) => words`${[name]} ${before.get(name) ?? ""} -> ${state}`));
}

const targetReasons = (from: PodsWithRole, to: PodsWithRole): Sentence[] =>
  to.targetRole === undefined || to.targetRole === from.targetRole
    ? []
    : [words`they get what the role ${to.targetRole} may do`];

function sessionReasons(from: PodsWithRole, to: PodsWithRole): Sentence[] {
  return [
    ...(to.sessionTags === false && from.sessionTags !== false
      ? [["without session tags, conditions on the pod no longer hold or no longer narrow"]]
      : []),
    ...(isLess(from.sessionPolicy, to.sessionPolicy) ? [["the session policy narrows them less"]] : []),
  ];
}

const isLess = (from: object | undefined, to: object | undefined): boolean =>
  from !== undefined && (to === undefined || isWider(widened([from], [to])));
