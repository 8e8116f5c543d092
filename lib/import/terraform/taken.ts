import { type ExistingPolicy, entryItem, type OfFile, podItem, policiesItem } from "../existing";
import { listOf, mappingOf, textOf, textsOf } from "../fields";
import type { Place, Row } from "../row";
import { ownTags, type Tags } from "../tags";
import { type Fate, type StateResource, sensitiveText } from "./state";
import { readType } from "./types";

/** The tags that people set, those of the provider too. */
export const tagsOf = ({ values }: StateResource): Tags =>
  ownTags(
    Object.fromEntries(
      Object.entries(mappingOf(values.tags_all ?? values.tags)).map(([key, value]) => [key, String(value ?? "")]),
    ),
  );

export const placesOf = ({ address }: StateResource, others: readonly StateResource[] = []) =>
  [{ name: address }, ...others.map((other): Place => ({ name: other.address }))] as const;

export const leftOut = (resource: StateResource, because: string): Row => ({
  is: "left out",
  places: placesOf(resource),
  because,
});

/** Returns why nothing is taken over of a resource; undefined if it is there. */
export function gone(resource: StateResource): Row | undefined {
  if (resource.deposed) return leftOut(resource, "deposed: another object has taken its place");
  if (resource.fate === "destroyed") return leftOut(resource, "the plan destroys it");
  if (resource.fate !== "forgotten" && resource.fate !== "replaced") return undefined;
  const question = `the plan ${FATE[resource.fate]}: apply it first, and import the state`;
  return { is: "question", places: placesOf(resource), question };
}

const FATE: Readonly<Record<Extract<Fate, "forgotten" | "replaced">, string>> = {
  forgotten: "takes it out of the state",
  replaced: "replaces it",
};

/** Returns what becomes of access entries, each with its policies. */
export function entryRows(
  entries: readonly StateResource[],
  associations: readonly StateResource[],
  ofFile: OfFile,
): Row[] {
  const whose = ({ values }: StateResource) => (textOf(values.principal_arn) ?? "").toLowerCase();
  const readable = associations.filter((one) => gone(one) === undefined && problemOf(one) === undefined);
  const used = new Set<StateResource>();
  const rows = entries.map((entry): Row => {
    const own = readable.filter((one) => whose(one) === whose(entry) && !used.has(one));
    const problem = gone(entry) ?? questionOf(entry);
    if (problem !== undefined) return problem;
    for (const one of own) used.add(one);
    const { values } = entry;
    const username = textOf(values.user_name);
    const item = entryItem(
      {
        places: placesOf(entry, own),
        principalArn: textOf(values.principal_arn) ?? "",
        type: textOf(values.type) ?? "STANDARD",
        groups: textsOf(values.kubernetes_groups),
        policies: own.map(policyOf),
        tags: tagsOf(entry),
        ...(username !== undefined && { username }),
      },
      ofFile,
    );
    return planned(item, [entry, ...own]);
  });
  const alone = associations.filter((one) => !used.has(one));
  return [...rows, ...policyRows(alone, ofFile)];
}

/** Policies of entries that are not in the state: EKS has made them, or another state has. */
function policyRows(associations: readonly StateResource[], ofFile: OfFile): Row[] {
  const byPrincipal = new Map<string, StateResource[]>();
  const rows: Row[] = [];
  for (const one of associations) {
    const problem = gone(one) ?? questionOf(one);
    const principal = String(one.values.principal_arn).toLowerCase();
    if (problem !== undefined) rows.push(problem);
    else byPrincipal.set(principal, [...(byPrincipal.get(principal) ?? []), one]);
  }
  for (const [first, ...others] of byPrincipal.values()) {
    if (first === undefined) continue;
    const item = policiesItem(
      {
        places: placesOf(first, others),
        principalArn: textOf(first.values.principal_arn) ?? "",
        policies: [first, ...others].map(policyOf),
        notes: ["The state does not have the entry itself"],
      },
      "elsewhere",
      ofFile,
    );
    rows.push(planned(item, [first, ...others]));
  }
  return rows;
}

function policyOf({ values }: StateResource): ExistingPolicy {
  const { type, namespaces } = mappingOf(listOf(values.access_scope)[0]);
  return {
    policyArn: textOf(values.policy_arn) ?? "",
    ...(type === "namespace" && { namespaces: textsOf(namespaces) }),
  };
}

/** Returns what becomes of a Pod Identity association. */
export function podRow(resource: StateResource, ofFile: OfFile): Row {
  const { values } = resource;
  const text = (name: string) => textOf(values[name]) ?? "";
  const problem = questionOf(resource);
  if (problem !== undefined) return problem;
  if (text("owner_arn") !== "")
    return leftOut(resource, `belongs to ${text("owner_arn")}, which makes it and takes it away`);
  const item = podItem(
    {
      places: placesOf(resource),
      id: text("association_id"),
      namespace: text("namespace"),
      serviceAccount: text("service_account"),
      roleArn: text("role_arn"),
      targetRoleArn: text("target_role_arn"),
      disableSessionTags: values.disable_session_tags === true,
      policy: text("policy"),
      tags: tagsOf(resource),
    },
    ofFile,
  );
  return planned(item, [resource]);
}

/** An item of what a plan has yet to make is made here, once the old configuration makes it no more. */
function planned(row: Row, resources: readonly StateResource[]): Row {
  if (row.is !== "item" || resources.every(({ fate }) => fate !== "made")) return row;
  const { places, section, name, value } = row;
  const { adopt: _, ...made } = value;
  const question =
    "the plan makes it: apply it first, and import the state; or take it out of that configuration, and this item makes it";
  return { is: "question", places, question, choices: [{ section, name, value: made }] };
}

const problemOf = (resource: StateResource): string | undefined =>
  sensitiveText(resource, readType(resource.type).needs);

function questionOf(resource: StateResource): Row | undefined {
  const question = problemOf(resource);
  return question === undefined ? undefined : { is: "question", places: placesOf(resource), question };
}
