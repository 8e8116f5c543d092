import { nameOfArn } from "../../aws/arn";
import { quote } from "../../aws/text";
import { isEmpty, listOf, mappingOf, textOf, textsOf } from "../fields";
import type { Item, Row } from "../row";
import type { Part } from "./config";

/** How hybrid nodes of the cluster log in, and whether its entries exist. */
interface Context {
  readonly hybrid: "hybrid-ssm" | "hybrid-roles-anywhere";
  readonly adopt: boolean;
}

/** Returns what becomes of an item of `accessConfig.accessEntries`. */
export function accessEntry({ place, value }: Part, { hybrid, adopt }: Context): Row {
  const places = [place] as const;
  const arn = textOf(value.principalARN) ?? "";
  const type = textOf(value.type) ?? "STANDARD";
  const nodes = (kind: string): Item => ({
    section: "nodeRoles",
    name: nameOfArn(arn),
    value: { kind, arn, ...(adopt && { adopt: true }) },
  });
  switch (type.toUpperCase()) {
    case "STANDARD":
      if (unclearScope(value)) return { is: "question", places, question: UNCLEAR_SCOPE };
      return { is: "item", places, section: "access", name: nameOfArn(arn), value: standard(arn, value, adopt) };
    case "EC2_LINUX":
      return { is: "item", places, ...nodes("self-managed") };
    case "EC2_WINDOWS":
      return { is: "item", places, ...nodes("windows") };
    case "HYBRID_LINUX":
      return { is: "item", places, ...nodes(hybrid) };
    case "FARGATE_LINUX":
      return { is: "left out", places, because: "EKS makes the entries of Fargate profiles" };
    case "EC2":
      return {
        is: "question",
        places,
        question:
          "nodes of EKS Auto Mode: write the NodeClass that has this role, as nodeClasses.<name> with role: { arn: … } and adopt: with-policies, or the role of the built-in node pools",
        choices: [{ section: "nodeRoles", name: nameOfArn(arn), value: { kind: "auto", arn, adopt: "with-policies" } }],
      };
    default:
      return { is: "question", places, question: `an entry of the type ${quote(type)}, which is not known here` };
  }
}

function standard(principal: string, value: Part["value"], adopt: boolean): Item["value"] {
  const policies = listOf(value.accessPolicies).map(policyOf);
  const groups = textsOf(value.kubernetesGroups);
  const username = textOf(value.kubernetesUsername);
  return {
    principal,
    ...(policies.length > 0 && { policies }),
    ...(groups.length > 0 && { groups }),
    ...(username !== undefined && { username }),
    ...(adopt && { adopt: policies.length > 0 ? "with-policies" : true }),
  };
}

export const UNCLEAR_SCOPE =
  "an access policy without a scope, or with namespaces and another type than namespace: write accessScope: { type: cluster }, or { type: namespace, namespaces: […] }, as the entry has it";

/** Whether the scope of an access policy is left open, or contradicts itself. */
export function unclearScope({ accessPolicies }: Part["value"]): boolean {
  return listOf(accessPolicies).some((policy) => {
    const { type, namespaces } = mappingOf(mappingOf(policy).accessScope);
    return type !== "namespace" && (type !== "cluster" || !isEmpty(namespaces));
  });
}

/** Returns an access policy with its scope, as `policies` of an item of `access` has it. */
export function policyOf(given: unknown): unknown {
  const { policyARN, accessScope } = mappingOf(given);
  const policy = nameOfArn(textOf(policyARN) ?? "");
  const { type, namespaces } = mappingOf(accessScope);
  return type === "namespace" ? { policy, namespaces: textsOf(namespaces) } : policy;
}
