import type { Statement } from "../aws/iam/policy-document";
import { oneOrMany } from "../aws/iam/trust";
import { unique } from "./statements";

type Condition = NonNullable<Statement["Condition"]>;

/** Actions that may be done to something. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: Condition;
}

const asText = (values: readonly string[], condition?: Condition): string =>
  JSON.stringify([unique(values), condition]);

/** Joins the grants with one key. */
function joined(grants: readonly Grant[], keyOf: (grant: Grant) => string): Grant[] {
  const groups = new Map<string, Grant>();
  for (const grant of grants) {
    const key = keyOf(grant);
    const before = groups.get(key);
    groups.set(key, {
      ...grant,
      actions: unique([...(before?.actions ?? []), ...grant.actions]),
      resources: unique([...(before?.resources ?? []), ...grant.resources]),
    });
  }
  return [...groups.values()];
}

/**
 * Returns grants as few statements. First what may be done to one resource is joined, then the resources that the same
 * may be done to, so that nothing is allowed that no grant allows.
 */
export function statementsOf(grants: readonly Grant[]): Statement[] {
  const single = grants
    .filter(({ actions }) => actions.length > 0)
    .flatMap((grant) => unique(grant.resources).map((resource) => ({ ...grant, resources: [resource] })));
  const byResource = joined(single, ({ resources, condition }) => asText(resources, condition));
  return joined(byResource, ({ actions, condition }) => asText(actions, condition)).map(
    ({ actions, resources, condition }) => ({
      Effect: "Allow",
      Action: oneOrMany(actions),
      Resource: oneOrMany(resources),
      ...(condition && { Condition: condition }),
    }),
  );
}
