import { accessPolicy } from "../aws/eks/access-policies";
import { principalArn } from "../aws/iam/principal-arn";
import { lastOf, untilText } from "../aws/terraform/until";
import { beyond } from "../power/covers";
import { powerOfPolicy, type Scope } from "../power/power";
import { deedsIn, rulesOf } from "./deeds";
import { endOfPolicy, endReasons, endsLater } from "./ends";
import { type Fact, factsAbout } from "./fact";
import { gain, type Row } from "./row";
import { namesOf, plain, type Sentence, words } from "./sentence";

const NODES = "nodes with it may join the cluster";

export const ENTRY: Row<"entry"> = {
  gain(from, to, { account, to: facts }) {
    if (to === undefined) return undefined;
    const { type, username, until } = to.value;
    if (from !== undefined) {
      const reasons = [
        ...(from.value.type === type ? [] : [words`a type has groups of its own, and ${type} is another than before`]),
        ...(from.value.username === username
          ? []
          : [["what the user name may do stands in the bindings of the cluster"]]),
        ...endReasons(from.value.until, to.value.until),
      ];
      return reasons.length === 0 ? undefined : gain(...reasons);
    }
    const reasons = principalReasons(to.subject.id, account);
    const more = [...factsAbout(facts, to.subject, "access policy"), ...factsAbout(facts, to.subject, "group")];
    if (type === "STANDARD" && more.length === 0) {
      reasons.push(["it may log in; what its user name may do stands in the bindings of the cluster"]);
    }
    const ends = until === undefined ? [] : [words`it is there until ${lastOf(until)}`];
    return { escalates: reasons.length > 0, reasons: [...reasons, ...ends] };
  },
  shown: ({ value: { type, username, until } }) =>
    (username === undefined ? type : `${type}, user name ${username}`) + untilText(until),
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
  gain(from, to, { from: facts, to: after }) {
    if (to === undefined) return undefined;
    const end = endOfPolicy(to, after);
    // what ends before it does not allow the same, but what it was itself is not told again
    const lasting = factsAbout(facts, to.subject, "access policy").filter(
      (one) => one.name === to.name || !endsLater(end, endOfPolicy(one, facts)),
    );
    const had = lasting.map(({ name, value }) => powerOfPolicy(name, value.scope));
    const parts = beyond(had, [powerOfPolicy(to.name, to.value.scope)]);
    const ends = from === undefined ? [] : endReasons(endOfPolicy(from, facts), end);
    if (parts.length === 0) return ends.length === 0 ? undefined : gain(...ends);
    const unknown = parts.some((part) => part.verb.startsWith("of "));
    const [entry] = factsAbout(after, to.subject, "entry");
    const ofNodes = accessPolicy(to.name)?.for === "nodes" && (entry?.value.type ?? "STANDARD") !== "STANDARD";
    return {
      escalates: !ofNodes,
      ...(unknown ? {} : { deeds: deedsIn(parts, had) }),
      reasons: [
        ...(unknown ? [words`AWS publishes no rules of ${to.name}, so it counts as more than before`] : []),
        ...caveatsOf(to),
        ...ends,
      ],
      rules: unknown ? [] : rulesOf(parts),
    };
  },
  shown: ({ value }) => plain(grantOf(value)),
  added: ({ subject, name, value }) => words`${subject.label} gains ${name}, ${grantOf(value)}`,
  taken: ({ subject, name, value }) => words`${subject.label} loses ${name}, ${grantOf(value)}`,
  changed: (from, to) => words`${to.subject.label}: ${to.name}, ${grantOf(from.value)} -> ${grantOf(to.value)}`,
  idle: { added: "its earlier policies allow that already", taken: "its other policies still allow that" },
};

const grantOf = ({ scope, until }: Fact<"access policy">["value"]): Sentence => [
  ...placeOf(scope),
  ...(until === undefined ? [] : [untilText(until)]),
];

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
