import { iamArn } from "../../aws/arn";
import { list, quote } from "../../aws/text";
import { WELL_KNOWN_POLICIES, type WellKnownPolicy } from "../../aws/workloads/eksctl";
import { policyTemplate } from "../../aws/workloads/policy-templates";
import type { Mapping } from "../../load/mapping";
import { isEmpty, mappingOf, textOf, textsOf } from "../fields";
import type { Item, Place, Row } from "../row";

/** The cluster's account, for the ARN of a role that the input names. */
export interface Owner {
  readonly partition: string;
  readonly account: string;
}

/** What all places of a ClusterConfig say of a role for pods, whatever their words. */
export interface PodRole {
  readonly place: Place;
  /** What the key is made of. */
  readonly name: string;
  /** Whose role it is: `serviceAccount` or `addon`, and `via`. */
  readonly whose: Readonly<Record<string, unknown>>;
  readonly roleArn?: string;
  readonly roleName?: string;
  readonly policyArns: readonly string[];
  readonly document?: Mapping;
  readonly wellKnown: Mapping;
  readonly permissionsBoundary?: string;
  /** Further fields of the item. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly notes?: readonly string[];
  /** What is to decide besides the role. */
  readonly questions?: readonly string[];
}

/** Returns the item of a role for pods: with the role by ARN where that is known, with its policies where not. */
export function workload(role: PodRole, { partition, account }: Owner): Row {
  const { place, name, whose, more = {}, notes = [], questions = [] } = role;
  const arn = role.roleArn ?? (role.roleName && iamArn(partition, account, "role", "/", role.roleName));
  const item = (value: Readonly<Record<string, unknown>>): Item => ({
    section: "workloads",
    name,
    value: { ...whose, ...value, ...more },
  });
  if (arn !== undefined) {
    return row(place, item({ role: { arn } }), notes, questions);
  }
  const { fields, problem, inputs } = wellKnownFields(role);
  const policies = [...role.policyArns, ...fields.policies];
  const options = {
    ...(role.document && { inlinePolicies: { eksctl: role.document } }),
    ...(role.permissionsBoundary !== undefined && { permissionsBoundary: role.permissionsBoundary }),
  };
  const made = item({
    ...fields.whose,
    ...(policies.length > 0 && { policies }),
    ...(!isEmpty(options) && { role: options }),
  });
  const all = [MADE_BY_EKSCTL, ...(problem === undefined ? [] : [problem]), ...questions];
  if (!inputs) return row(place, made, notes, all);
  return { is: "question", places: [place], question: [...notes, ...all].join(". "), choices: [made] };
}

const MADE_BY_EKSCTL =
  "eksctl has made the role in its stack, and the file does not name it: this item makes another; to keep that one, write role: { arn: <its ARN> } in place of policies";

const row = (place: Place, item: Item, notes: readonly string[], questions: readonly string[]): Row => ({
  is: "item",
  places: [place],
  ...item,
  notes,
  ...(questions.length > 0 && { question: questions.join(". ") }),
});

interface WellKnownFields {
  readonly fields: { readonly whose: Readonly<Record<string, unknown>>; readonly policies: readonly string[] };
  readonly problem?: string;
  /** Whether inputs must be filled in before the item can be used. */
  readonly inputs?: boolean;
}

/** Returns what the policies that eksctl knows by name are here. */
function wellKnownFields({ wellKnown, policyArns, document }: PodRole): WellKnownFields {
  const names = Object.keys(wellKnown).filter((name) => wellKnown[name] === true);
  const known = names.map((name): [string, WellKnownPolicy | undefined] => [
    name,
    Object.hasOwn(WELL_KNOWN_POLICIES, name) ? WELL_KNOWN_POLICIES[name] : undefined,
  ]);
  const policies = known.flatMap(([, policy]) => (policy && "policies" in policy ? policy.policies : []));
  const others = known.filter(([, policy]) => policy === undefined || !("policies" in policy));
  const [first, second] = others;
  if (first === undefined) return { fields: { whose: {}, policies } };
  const [name, policy] = first;
  if (
    second !== undefined ||
    policy === undefined ||
    policyArns.length > 0 ||
    document !== undefined ||
    policies.length > 0
  ) {
    const problem = `The policies ${list(
      others.map(([one]) => quote(one)),
      "and",
    )} of eksctl beside others in one role: write a role for each, or role.policyTemplates`;
    return { fields: { whose: {}, policies }, problem, inputs: true };
  }
  if ("addon" in policy) return { fields: { whose: policy, policies } };
  if (!("controller" in policy)) return { fields: { whose: {}, policies } };
  const { controller } = policy;
  const inputs = Object.entries(policyTemplate(controller).inputs).filter(([, input]) => input.required);
  return {
    fields: {
      whose: {
        controller,
        ...(inputs.length > 0 && { inputs: Object.fromEntries(inputs.map(([input]) => [input, [`<${input}>`]])) }),
      },
      policies,
    },
    problem: `The policy ${name} of eksctl holds for all resources of the account, that of the controller ${controller} ${inputs.length > 0 ? "for its inputs: fill them in" : "for those of this cluster"}`,
    inputs: inputs.length > 0,
  };
}

/** Reads the fields that service accounts, associations and add-ons have under different names. */
export const attached = (value: Mapping, names: { policies: string; document: string; boundary: string }) => ({
  policyArns: textsOf(value[names.policies]),
  wellKnown: mappingOf(value.wellKnownPolicies),
  ...(!isEmpty(value[names.document]) && { document: mappingOf(value[names.document]) }),
  ...(textOf(value[names.boundary]) !== undefined && { permissionsBoundary: textOf(value[names.boundary]) ?? "" }),
});
