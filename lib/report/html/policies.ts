import { accessPolicy } from "../../aws/eks/access-policies";
import { type AccessPolicyRule, publishedRules, RULES_READ_ON, RULES_SOURCE } from "../../aws/eks/access-policy-rules";
import { READ_VERBS, WRITE_VERBS } from "../../aws/kubernetes/resources";
import { byCodePoint } from "../../aws/text";
import type { Scope } from "../../power/power";
import type { Fleet, Grant } from "./fleet";
import { columns, counted, type Html, html, joined, nothing, table } from "./html";
import { mark, type Section } from "./parts";
import { allowedByPolicy, LEVELS } from "./powers";

const WHOLE: Scope = { type: "cluster" };

/** What each access policy that somebody has lets them do. */
export function policiesPart({ principals }: Fleet): Section {
  const used = new Map<string, Grant[]>();
  for (const grant of principals.flatMap(({ grants }) => grants)) {
    const { policy } = grant.row;
    if (policy !== undefined) used.set(policy, [...(used.get(policy) ?? []), grant]);
  }
  return {
    id: "policies",
    title: "What a policy allows",
    lead: html`The access policies that somebody has, with the rules that <a href="${RULES_SOURCE}">AWS publishes</a>, as of ${RULES_READ_ON}. With namespaces as its scope, a policy allows the same there, and nothing outside.`,
    content:
      used.size === 0
        ? [nothing("Nobody has an access policy.")]
        : [...used].sort(([a], [b]) => byCodePoint(a, b)).map(([name, grants]) => policyOf(name, grants)),
  };
}

function policyOf(name: string, grants: readonly Grant[]): Html {
  const { level, secrets } = allowedByPolicy(name, WHOLE);
  const published = publishedRules(name);
  const principals = new Set(grants.map(({ row }) => row.principal)).size;
  const clusters = new Set(grants.map(({ cluster }) => cluster)).size;
  const { caveat, onlyFor } = accessPolicy(name) ?? {};
  const doubted = published?.doubted ?? [];
  const notes = [
    ...(level === "as admin"
      ? [`For the whole cluster, who has it is as good as cluster admin: ${LEVELS[level].about}.`]
      : []),
    ...(caveat === undefined ? [] : [`Note: ${caveat}.`]),
    ...(onlyFor === undefined ? [] : [`It is for ${onlyFor}.`]),
    ...(doubted.length > 0 ? [`AWS's page and AWS's support differ about ${doubted.join(", ")}.`] : []),
  ];
  return html`<details class="policy" id="a-${name}"><summary>${mark(level)} <b>${name}</b> <small>${LEVELS[level].title}${secrets && ", Secrets too"}; ${counted(principals, "principal")} on ${counted(clusters, "cluster")}</small></summary>${notes.map(
    (note) => html`<p>${note}</p>`,
  )}${
    published === undefined
      ? nothing(
          "AWS publishes no rules of this policy. What it allows is not known here, and may be more than its name says.",
        )
      : table(`Rules of ${name}`, columns("API group", "Resources", "May read", "May write", "May also"), [
          html`<tbody>${merged(published.rules).map(ruleRow)}</tbody>`,
        ])
  }</details>`;
}

/** Joins rules that allow the same in the same groups. */
function merged(rules: readonly AccessPolicyRule[]): AccessPolicyRule[] {
  const same = new Map<string, AccessPolicyRule>();
  for (const rule of rules) {
    const { resources, ...others } = rule;
    const key = JSON.stringify(others);
    const known = same.get(key)?.resources ?? [];
    same.set(key, { ...rule, resources: [...new Set([...known, ...resources])] });
  }
  return [...same.values()];
}

/** A rule as a row: verbs in three columns. */
function ruleRow({ verbs, apiGroups, resources, nonResourceURLs = [], only }: AccessPolicyRule): Html {
  const every = verbs.includes("*");
  const those = (known: readonly string[]) =>
    every ? "everything" : known.filter((verb) => verbs.includes(verb)).join(", ");
  const others = every
    ? "everything"
    : verbs.filter((verb) => ![...READ_VERBS, ...WRITE_VERBS].includes(verb)).join(", ");
  const groups =
    apiGroups.length === 0
      ? "no resource"
      : apiGroups.map((group) => (group === "*" ? "all" : group || "core")).join(", ");
  const things = [...resources, ...nonResourceURLs].map((name) =>
    name === "*" ? html`all` : html`<code>${name}</code>`,
  );
  return html`<tr><td class="w">${groups}</td><td class="long">${joined(things)}${only !== undefined && html` <small>(${only} alone)</small>`}</td><td class="w">${those(READ_VERBS)}</td><td class="names">${those(WRITE_VERBS)}</td><td>${others}</td></tr>`;
}
