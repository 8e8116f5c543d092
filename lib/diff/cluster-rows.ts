import { contains, ipv4Block } from "../aws/eks/networks";
import { untilText } from "../aws/terraform/until";
import { endReasons } from "./ends";
import type { Endpoint, ProviderTrusted } from "./fact";
import { gain, type Row } from "./row";
import { namesOf, words } from "./sentence";

export const AUTHENTICATION_MODE: Row<"authentication mode"> = {
  gain: (from, to) =>
    to?.value.mode === "API_AND_CONFIG_MAP" && from?.value.mode !== to.value.mode
      ? gain(["the ConfigMap aws-auth gives access too, and no file says what stands in it"])
      : undefined,
  shown: ({ value: { mode } }) => mode,
  added: ({ subject, value: { mode } }) => words`${subject.label} takes access by ${mode}`,
  taken: ({ subject }) => words`${subject.label} is no longer made here, so that no file says its authentication mode`,
  changed: (from, to) => words`${to.subject.label}: authentication mode ${from.value.mode} -> ${to.value.mode}`,
};

export const ENDPOINT: Row<"endpoint"> = {
  gain(from, to) {
    if (to === undefined || !to.value.public) return undefined;
    const had = from?.value.public ? from.value.publicCidrs : [];
    const more = to.value.publicCidrs.filter((cidr) => !had.some((other) => isWithin(cidr, other)));
    return more.length === 0 ? undefined : gain(words`its API can be reached on the internet from ${namesOf(more)}`);
  },
  shown: ({ value }) => shown(value),
  added: ({ subject, value }) => words`${subject.label} can be reached: ${[shown(value)]}`,
  taken: ({ subject }) => words`${subject.label} is no longer made here, so that no file says its endpoint`,
  changed: (from, to) => words`${to.subject.label}: endpoint ${[shown(from.value)]} -> ${[shown(to.value)]}`,
};

const shown = (endpoint: Endpoint): string =>
  [
    ...(endpoint.private ? ["from the VPC"] : []),
    ...(endpoint.public ? [`from ${endpoint.publicCidrs.join(", ")}`] : []),
  ].join(" and ") || "from nowhere";

/** Of blocks that are not IPv4, only the same one and all addresses are known to contain one. */
function isWithin(cidr: string, other: string): boolean {
  const [inner, outer] = [ipv4Block(cidr), ipv4Block(other)];
  if (inner === undefined || outer === undefined) return cidr === other || (inner === outer && other === "::/0");
  return contains(outer, inner);
}

export const IDENTITY_PROVIDER: Row<"identity provider"> = {
  gain(from, to) {
    if (to === undefined) return undefined;
    const reason = ["what its users and groups may do stands in the bindings of the cluster"];
    if (from === undefined) return gain(reason);
    const { requiredClaims: had, ...before } = from.value;
    const { requiredClaims: has, ...after } = to.value;
    const asOthers = JSON.stringify(before) !== JSON.stringify(after);
    const fewer = Object.entries(had).filter(([claim, value]) => has[claim] !== value);
    if (!asOthers && fewer.length === 0) return undefined;
    return gain(
      ...(fewer.length > 0 ? [words`no longer required: ${namesOf(fewer.map((pair) => pair.join(": ")))}`] : []),
      ...(asOthers ? [["a token stands for another user or other groups"], reason] : []),
    );
  },
  shown: ({ value }) => statesOf(value).join(", ") || "no claim required",
  added: ({ subject }) => words`${subject.label} may log in`,
  taken: ({ subject }) => words`${subject.label} may no longer log in`,
  changed: (from, to) => words`${to.subject.label}: ${IDENTITY_PROVIDER.shown(from)} -> ${IDENTITY_PROVIDER.shown(to)}`,
};

const statesOf = ({ requiredClaims, ...claims }: ProviderTrusted): string[] => [
  ...Object.entries(requiredClaims).map(([claim, value]) => `${claim}: ${value}`),
  ...Object.entries(claims).map(([field, value]) => `${field} ${value}`),
];

export const ACCEPTED: Row<"accepted warning"> = {
  gain(from, to) {
    if (to === undefined) return undefined;
    const more = from === undefined ? undefined : newItems(from.value.on, to.value.on);
    if (more?.length !== 0) return gain(["nobody is warned of it any more"]);
    const later = endReasons(from?.value.until, to.value.until);
    return later.length > 0 ? gain(...later) : undefined;
  },
  shown: ({ value: { on, until } }) =>
    (on === undefined ? "wherever it is" : on.map(String).join(", ")) + untilText(until),
  added: (fact) => words`${fact.subject.label} accepts the warning ${fact.name}, ${ACCEPTED.shown(fact)}`,
  taken: (fact) => words`${fact.subject.label} no longer accepts the warning ${fact.name}`,
  changed: (from, to) =>
    words`${to.subject.label} accepts the warning ${to.name}, ${ACCEPTED.shown(from)} -> ${ACCEPTED.shown(to)}`,
};

type On = readonly (string | null)[] | undefined;

/** The items that are accepted now, and were not before. Undefined stands for all. */
function newItems(from: On, to: On): readonly (string | null)[] {
  if (from === undefined) return [];
  return to === undefined ? ["all"] : to.filter((item) => !from.includes(item));
}
