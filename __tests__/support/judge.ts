import { validate } from "../../lib/load/validate";
import { showPath } from "../../lib/plan/diagnostics";
import type { ClusterConfig, NodeClassConfig, NodePoolConfig } from "../../lib/schema/types";

type Loose = Record<string, unknown>;

/** The smallest NodeClass spec that EKS takes. */
export const spec = (more: Loose = {}): NodeClassConfig["spec"] =>
  ({
    subnetSelectorTerms: [{ id: "subnet-0a1b2c3d" }],
    securityGroupSelectorTerms: [{ id: "sg-0a1b2c3d" }],
    ...more,
  }) as NodeClassConfig["spec"];

/** The smallest NodePool. */
export const pool = (more: Loose = {}): NodePoolConfig =>
  ({
    requirements: [{ key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] }],
    ...more,
  }) as NodePoolConfig;

/** A file with nothing but its head. */
export const head = (more: Loose = {}): ClusterConfig =>
  ({ name: "demo", account: "111122223333", region: "eu-west-1", ...more }) as ClusterConfig;

/** One NodeClass, `gpu`. */
export const nodeClass = (more: Loose = {}, top: Loose = {}): ClusterConfig =>
  head({ nodeClasses: { gpu: { spec: spec(), ...more } }, ...top });

export const nodeClassSpec = (more: Loose, top: Loose = {}): ClusterConfig => nodeClass({ spec: spec(more) }, top);

/** One NodeClass with one NodePool, `batch`. */
export const nodePool = (more: Loose): ClusterConfig => nodeClass({ nodePools: { batch: pool(more) } });

/** What is said of a configuration, as `path: message`, less what the path and the file would add. */
export function judge(config: unknown): { violations: string[]; warnings: string[] } {
  const { violations, warnings } = validate(config, { name: "demo" });
  const lines = (problems: typeof violations) => problems.map(({ path, message }) => `${showPath(path)}: ${message}`);
  return { violations: lines(violations), warnings: lines(warnings) };
}

/** `[rule, what, configuration, what is said]`: nothing said means allowed; a line that begins with `warning ` passes. */
export type Row = readonly [rule: string, what: string, config: unknown, ...said: string[]];

/** One test a row, named after its rule. */
export function decides(rows: readonly Row[]): void {
  test.each(rows.map(([rule, what, config, ...said]) => ({ title: `${rule} ${what}`, config, said })))(
    "$title",
    ({ config, said }) => {
      const { violations, warnings } = judge(config);
      expect([...violations, ...warnings.map((line) => `warning ${line}`)]).toEqual(said);
    },
  );
}
