import { lastOf } from "../aws/terraform/until";
import type { ClusterAnswers, FoundAssociation } from "../live/answers";
import { AFTER_ITS_END, type ExpectedPods, hasEnded, isLetGo } from "./expected";
import { type Finding, finding } from "./finding";

/** Compares the Pod Identity associations of a cluster with those of its files. Those of add-ons belong to the add-ons. */
export function podFindings(
  expected: ReadonlyMap<string, ExpectedPods>,
  { asked, associations, listedPods }: ClusterAnswers,
): Finding[] {
  if (associations === undefined) return [];
  const there = new Set(listedPods);
  const now = Date.parse(asked.readAt);
  return [
    ...[...expected].flatMap(([key, planned]) =>
      there.has(key) || isLetGo(planned) || hasEnded(planned, now) ? [] : [missing(key, planned)],
    ),
    ...associations.flatMap((found) => {
      const planned = expected.get(keyOf(found));
      if (planned !== undefined && !isLetGo(planned) && hasEnded(planned, now)) return [afterItsEnd(found, planned)];
      if (planned !== undefined) return isLetGo(planned) ? released(found, planned) : differences(found, planned);
      return found.ownerArn === "" ? [unplanned(found)] : [];
    }),
  ];
}

const keyOf = ({ namespace, serviceAccount }: FoundAssociation): string => `${namespace}/${serviceAccount}`;

const afterItsEnd = (found: FoundAssociation, { item: { until = "" }, location }: ExpectedPods): Finding =>
  finding("expired-access", {
    subject: keyOf(found),
    found: found.roleArn,
    planned: `until ${lastOf(until)}`,
    location,
    advice: AFTER_ITS_END,
  });

const missing = (subject: string, { roleArn, location }: ExpectedPods): Finding =>
  finding("missing-association", { subject, planned: roleArn, location, advice: "apply again" });

const unplanned = (found: FoundAssociation): Finding =>
  finding("unplanned-association", {
    subject: keyOf(found),
    found: found.roleArn,
    advice: `put it into a file with adopt, or delete it: ${found.id}`,
  });

/** Add-ons manage what they own. */
function released(found: FoundAssociation, { location }: ExpectedPods): Finding[] {
  if (found.ownerArn !== "") return [];
  const { roleArn, targetRoleArn, id } = found;
  const has = targetRoleArn === "" ? roleArn : `${roleArn}, target ${targetRoleArn}`;
  const advice = `look whether another owner has it, or delete it: ${id}`;
  return [finding("released-association", { subject: keyOf(found), found: has, location, advice })];
}

function differences(found: FoundAssociation, { item, roleArn, location }: ExpectedPods): Finding[] {
  const rows = [
    ["other-role", found.roleArn, roleArn],
    ["other-target", found.targetRoleArn || "none", item.targetRoleArn ?? "none"],
    ["other-session", session(found.disableSessionTags, found.policy), session(item.disableSessionTags, item.policy)],
  ] as const;
  return rows.flatMap(([name, is, should]) =>
    is === should ? [] : [finding(name, { subject: keyOf(found), found: is, planned: should, location })],
  );
}

/** Says what sessions of the pods have: the tags of EKS, and the policy that limits them. */
function session(disableSessionTags = false, policy: string | object = ""): string {
  const tags = disableSessionTags ? "no session tags" : "session tags";
  return policy === "" ? tags : `${tags}, policy ${canonical(policy)}`;
}

/** Writes a document so that the order of its keys and its spaces do not matter. */
function canonical(policy: string | object): string {
  try {
    return JSON.stringify(sorted(typeof policy === "string" ? JSON.parse(policy) : policy));
  } catch {
    return String(policy);
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
