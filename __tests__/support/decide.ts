import { ALL_RULES } from "../../lib/load/catalogue";
import { validate } from "../../lib/load/validate";
import { type Diagnostic, showPath } from "../../lib/plan/diagnostics";
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

/** The plan of a configuration as TypeScript would give it, or what is wrong with it. */
const validated = (config: unknown) => validate(config, { name: "demo" });

const lineOf = ({ path, message }: Diagnostic) => `${showPath(path)}: ${message}`;

/** What is said of a configuration, as `path: message`, less what the file would add. */
export function diagnose(config: unknown): { errors: string[]; warnings: string[] } {
  const { errors, warnings } = validated(config);
  return { errors: errors.map(lineOf), warnings: warnings.map(lineOf) };
}

/** What a row may call a rule: its name, or one of its numbers. */
const namesOf = ({ rule }: Diagnostic): readonly string[] => [rule, ...(ALL_RULES[rule]?.numbers ?? [])];

/**
 * `[number, what, configuration, what is said]`: nothing said means allowed; a line that begins with `warning ` passes.
 * It is the number of a decision, as in `numbers` of the catalogues, or the name of a rule.
 */
export type Row = readonly [number: string, what: string, config: unknown, ...said: string[]];

/** One test a row, named after the number of its decision. One of the rules that report anything has that number. */
export function decides(rows: readonly Row[]): void {
  test.each(rows.map(([number, what, config, ...said]) => ({ title: `${number} ${what}`, number, config, said })))(
    "$title",
    ({ number, config, said }) => {
      const { errors, warnings } = validated(config);
      expect([...errors.map(lineOf), ...warnings.map((warning) => `warning ${lineOf(warning)}`)]).toEqual(said);
      if (said.length > 0) {
        expect([...errors, ...warnings].flatMap(namesOf)).toContain(number);
      }
    },
  );
}
