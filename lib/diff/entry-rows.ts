import { accessPolicy } from "../aws/eks/access-policies";
import { principalArn } from "../aws/iam/principal-arn";
import { beyond } from "../power/covers";
import { type Power, powerOfPolicy, type Scope } from "../power/power";
import { deedsIn, rulesOf } from "./deeds";
import { type Fact, type Facts, factsAbout, type Subject } from "./fact";
import { gain, type Row } from "./row";
import { namesOf, plain, type Sentence, words } from "./sentence";

const NODES = "nodes with it may join the cluster";

export const ENTRY: Row<"entry"> = {
  gain(from, to, { account, to: facts }) {
    if (to === undefined) return undefined;
    const { type, username } = to.value;
    if (from !== undefined) {
      const reasons = [
        ...(from.value.type === type ? [] : [words`a type has groups of its own, and ${type} is another than before`]),
        ...(from.value.username === username
          ? []
          : [["what the user name may do stands in the bindings of the cluster"]]),
      ];
      return reasons.length === 0 ? undefined : gain(...reasons);
    }
    const reasons = principalReasons(to.subject.id, account);
    const more = [...factsAbout(facts, to.subject, "access policy"), ...factsAbout(facts, to.subject, "group")];
    if (type === "STANDARD" && more.length === 0) {
      reasons.push(["it may log in; what its user name may do stands in the bindings of the cluster"]);
    }
    return { escalates: reasons.length > 0, reasons };
  },
  shown: ({ value: { type, username } }) => (username === undefined ? type : `${type}, user name ${username}`),
  added: ({ subject, value: { type } }) =>
    type === "STANDARD"
      ? words`${subject.label} gets an access entry`
      : words`${subject.label} gets an access entry of type ${type}: ${[NODES]}`,
  taken: ({ subject }) => words`${subject.label} loses its access entry`,
  changed: (from, to) => words`${to.subject.label}: the entry is ${ENTRY.shown(from)} -> ${ENTRY.shown(to)}`,
};

function principalReasons(arn: string, account: string): Sentence[] {
  const principal = principalArn(arn);
  if (!("account" in principal)) return [];
  return [
    ...(principal.account === account ? [] : [words`it is of another account, ${principal.account}`]),
    ...(principal.is === "user" ? [["it is an IAM user, whose access keys never expire"]] : []),
  ];
}

export const ACCESS_POLICY: Row<"access policy"> = {
  gain(_, to, { from: facts, to: after }) {
    if (to === undefined) return undefined;
    const had = powersOf(facts, to.subject);
    const parts = beyond(had, [powerOfPolicy(to.name, to.value.scope)]);
    if (parts.length === 0) return undefined;
    const unknown = parts.some((part) => part.verb.startsWith("of "));
    const [entry] = factsAbout(after, to.subject, "entry");
    const ofNodes = accessPolicy(to.name)?.for === "nodes" && (entry?.value.type ?? "STANDARD") !== "STANDARD";
    return {
      escalates: !ofNodes,
      ...(unknown ? {} : { deeds: deedsIn(parts, had) }),
      reasons: [
        ...(unknown ? [words`AWS publishes no rules of ${to.name}, so it counts as more than before`] : []),
        ...caveatsOf(to),
      ],
      rules: unknown ? [] : rulesOf(parts),
    };
  },
  shown: ({ value: { scope } }) => plain(placeOf(scope)),
  added: ({ subject, name, value: { scope } }) => words`${subject.label} gains ${name}, ${placeOf(scope)}`,
  taken: ({ subject, name, value: { scope } }) => words`${subject.label} loses ${name}, ${placeOf(scope)}`,
  changed: (from, to) =>
    words`${to.subject.label}: ${to.name}, ${placeOf(from.value.scope)} -> ${placeOf(to.value.scope)}`,
  idle: { added: "its earlier policies allow that already", taken: "its other policies still allow that" },
};

const powersOf = (facts: Facts, subject: Subject): Power[] =>
  factsAbout(facts, subject, "access policy").map(({ name, value }) => powerOfPolicy(name, value.scope));

const placeOf = (scope: Scope): Sentence =>
  scope.type === "cluster" ? ["in the whole cluster"] : words`in ${namesOf(scope.namespaces)}`;

function caveatsOf({ name, value: { scope } }: Fact<"access policy">): Sentence[] {
  const { caveat, impersonates } = accessPolicy(name) ?? {};
  return [
    ...(impersonates && scope.type === "cluster"
      ? [
          [
            "in the whole cluster that is the same as cluster admin: it can act as the service accounts of kube-system too",
          ],
        ]
      : []),
    ...(caveat === undefined ? [] : [words`${name}: ${[caveat]}`]),
  ];
}

export const GROUP: Row<"group"> = {
  gain: (from, to) =>
    from === undefined && to !== undefined
      ? gain(["what the group may do stands in the bindings of the cluster"])
      : undefined,
  shown: ({ name }) => name,
  added: ({ subject, name }) => words`${subject.label} joins the group ${name}`,
  taken: ({ subject, name }) => words`${subject.label} leaves the group ${name}`,
  changed: (_, { subject, name }) => words`${subject.label}: the group ${name}`,
};
