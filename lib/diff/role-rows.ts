import { nameOfArn } from "../aws/arn";
import { shownIssuer } from "../aws/workloads/trust";
import { isWider, newWords, statementsOf, textsIn, type Widened, widened } from "./documents";
import { type Fact, type Facts, factsAbout, type RoleMade, type Subject } from "./fact";
import { type Around, gain, type Row } from "./row";
import { joined, namesOf, type Sentence, words } from "./sentence";

export const ROLE: Row<"role"> = {
  gain(from, to) {
    if (to === undefined) return undefined;
    if (from === undefined)
      return {
        escalates: trustsPeople(to.value.trust),
        reasons: [words`it trusts ${namesOf(trusted(to.value.trust))}`],
      };
    const [had, has] = [from.value, to.value];
    const trust = trustReasons(had.trust, has.trust);
    const boundary = had.boundary !== undefined && had.boundary !== has.boundary;
    const others = has.session > had.session || (had.exclusive && !has.exclusive);
    if (trust.length === 0 && !boundary && !others) return undefined;
    return gain(
      ...trust,
      ...(boundary && has.boundary !== undefined ? [["another permissions boundary may allow more"]] : []),
      ...(had.exclusive && !has.exclusive ? [["policies that others attach to it are no longer detached"]] : []),
    );
  },
  shown: ({ value }) =>
    statesOf(value)
      .map(([name, state]) => `${name} ${state}`)
      .join(", "),
  added: ({ subject }) => words`${subject.label} is made`,
  taken: ({ subject }) => words`${subject.label} is gone`,
  changed: (from, to) => words`${to.subject.label}: ${changesOf(from.value, to.value)}`,
};

/** What a reader sees of a role. */
const statesOf = ({ boundary, session, exclusive, trust }: RoleMade): [name: string, state: string][] => [
  ["permissions boundary", boundary ?? "none"],
  ["sessions of", `${session} seconds`],
  ["exclusive", String(exclusive)],
  ["trust of", trusted(trust).join(", ")],
];

function changesOf(from: RoleMade, to: RoleMade): Sentence {
  const before = new Map(statesOf(from));
  const changed = statesOf(to).filter(([name, state]) => before.get(name) !== state);
  const shown = changed.map(([name, state]) => words`${[name]} ${before.get(name) ?? ""} -> ${state}`);
  const inTrust =
    JSON.stringify(from.trust) !== JSON.stringify(to.trust) && !changed.some(([name]) => name === "trust of");
  return joined([...shown, ...(inTrust ? [["the conditions of its trust change"]] : [])]);
}

/** Who may take a role: services, providers, accounts, roles. */
const trusted = (trust: object): string[] => [
  ...new Set(
    statementsOf(trust).flatMap(({ Principal }) =>
      (typeof Principal === "object" && Principal !== null
        ? Object.values(Principal).flatMap(textsIn)
        : textsIn(Principal)
      ).map(shownIssuer),
    ),
  ),
];

/** Whether a trust names accounts, roles, users or everybody, and not AWS services or providers alone. */
const trustsPeople = (trust: object): boolean =>
  statementsOf(trust).some(({ Principal }) => Principal === "*" || "AWS" in Object(Principal));

function trustReasons(from: object, to: object): Sentence[] {
  const wider = widened([from], [to]);
  if (!isWider(wider)) return [];
  const { allowed } = wider;
  const names = [...newWords(allowed, "Principal", [from]), ...newConditions(allowed, from)];
  return [names.length > 0 ? words`new in its trust: ${namesOf(names)}` : ["its trust has fewer or other conditions"]];
}

/** Names values of conditions, such as service accounts, with what they are. */
const newConditions = (statements: readonly object[], before: object): string[] => {
  const had = new Set(statementsOf(before).flatMap(({ Condition }) => valuesIn(Condition)));
  return [...new Set(statements.flatMap((one) => ("Condition" in one ? valuesIn(one.Condition) : [])))].filter(
    (one) => !had.has(one),
  );
};

const valuesIn = (condition: unknown): string[] =>
  Object.values(Object(condition)).flatMap((keys) =>
    Object.entries(Object(keys)).flatMap(([key, values]) => textsIn(values).map((value) => `${key} ${value}`)),
  );

const isThere = (facts: Facts, subject: Subject): boolean => factsAbout(facts, subject, "role").length > 0;

/** Whether a fact is what every new role of its kind has, and the role is new. */
const isExpected = ({ routine, subject }: Fact, { from }: Around): boolean =>
  routine === true && !isThere(from, subject);

export const ROLE_POLICY: Row<"role policy"> = {
  gain(from, to, around) {
    if (from !== undefined || to === undefined) return undefined;
    return { escalates: !isExpected(to, around), reasons: [] };
  },
  shown: ({ name }) => name,
  added: ({ subject, name }) => words`${subject.label} gains ${name}`,
  taken: ({ subject, name }) => words`${subject.label} loses ${name}`,
  changed: (_, { subject, name }) => words`${subject.label}: ${nameOfArn(name)}`,
};

const NO_MORE = "it allows nothing that was not allowed before";

export const INLINE_POLICY: Row<"inline policy"> = {
  gain(from, to, around) {
    const fact = to ?? from;
    // without the role its policies allow nothing
    if (fact === undefined || !isThere(around.to, fact.subject)) return undefined;
    const { subject } = fact;
    const before = documentsOf(around.from, subject);
    const whole = widened(before, documentsOf(around.to, subject));
    const own = {
      allowed: to === undefined ? [] : widened(before, [to.value.document]).allowed,
      // a statement that denies may have gone into another document of the role
      undenied: from === undefined ? [] : whole.undenied.filter((one) => isIn(one, from.value.document)),
    };
    if (!isWider(own)) return undefined;
    return { escalates: !isExpected(fact, around), reasons: documentReasons(own, before) };
  },
  shown: ({ name }) => name,
  added: ({ subject, name }) => words`${subject.label} gains the inline policy ${name}`,
  taken: ({ subject, name }) => words`${subject.label} loses the inline policy ${name}`,
  changed: (_, { subject, name }) => words`${subject.label}: the inline policy ${name} changes`,
  idle: {
    added: "its earlier inline policies allow that already",
    taken: "its other inline policies still allow that",
    changed: NO_MORE,
  },
};

const isIn = (statement: object, document: object): boolean =>
  statementsOf(document).some((one) => JSON.stringify(one) === JSON.stringify(statement));

const documentsOf = (facts: Facts, subject: Subject): object[] =>
  factsAbout(facts, subject, "inline policy").map(({ value }) => value.document);

/** Says what documents allow more, as far as their words show it. */
function documentReasons({ allowed, undenied }: Widened, before: readonly object[]): Sentence[] {
  const newOf = (key: string) => newWords(allowed, key, before);
  const actions = [...newOf("Action"), ...newOf("NotAction").map((action) => `all but ${action}`)];
  const unexcepted = (["Action", "Resource"] as const).flatMap((what): Sentence[] => {
    const named = unexceptedOf(allowed, `Not${what}`, before);
    return named.length > 0 ? [words`no longer excepted from the ${what.toLowerCase()}s: ${namesOf(named)}`] : [];
  });
  const resources = [...newOf("Resource"), ...newOf("NotResource").map((resource) => `all but ${resource}`)];
  return [
    ...(actions.length > 0 ? [words`new actions: ${namesOf(actions)}`] : []),
    ...(resources.length > 0 ? [words`new resources: ${namesOf(resources)}`] : []),
    ...unexcepted,
    ...(allowed.length > 0 && actions.length + resources.length + unexcepted.length === 0
      ? [["statements allow what none did before, with the same actions and resources"]]
      : []),
    ...(undenied.length > 0
      ? [words`no longer denied: ${namesOf(undenied.flatMap(({ Action, NotAction }) => textsIn(Action ?? NotAction)))}`]
      : []),
  ];
}

/** What `NotAction` or `NotResource` named before and does not name now. */
const unexceptedOf = (allowed: Widened["allowed"], key: "NotAction" | "NotResource", before: readonly object[]) =>
  newWords(allowed.some((one) => one[key] !== undefined) ? before.flatMap(statementsOf) : [], key, [
    { Statement: allowed },
  ]);

export const IDENTITY_POLICY: Row<"identity policy"> = {
  gain(from, to) {
    if (to === undefined) return undefined;
    // it allows nothing until somebody attaches it
    if (from === undefined) return { escalates: false, reasons: [["whoever it is attached to may do it"]] };
    const before = [from.value.document];
    const wider = widened(before, [to.value.document]);
    return isWider(wider) ? gain(...documentReasons(wider, before)) : undefined;
  },
  shown: ({ subject }) => subject.id,
  added: ({ subject }) => words`the policy ${subject.label} is made`,
  taken: ({ subject }) => words`the policy ${subject.label} is gone`,
  changed: (_, { subject }) => words`the policy ${subject.label} changes`,
  idle: { changed: NO_MORE },
};
