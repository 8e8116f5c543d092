import { createHash } from "node:crypto";
import type { Log, PhysicalLocation, ReportingDescriptor, Result } from "sarif";
import { visible } from "../aws/text";
import { asJson } from "./json";

/** A kind of result, as SARIF's rule. */
export interface SarifRule {
  readonly id: string;
  readonly summary: string;
  /** The page that explains it. */
  readonly source: string;
  readonly level: SarifLevel;
}

export type SarifLevel = "error" | "warning" | "note";

export interface SarifResult {
  readonly rule: string;
  readonly level: SarifLevel;
  readonly message: string;
  /** Such as `clusters/demo.yaml:9:5`, or a file alone. */
  readonly location: string;
  /** What makes it the same result in the next run: never a line, which moves. */
  readonly identity: readonly string[];
  /** The reason why it is accepted. */
  readonly accepted?: string;
}

export interface SarifRun {
  readonly tool: { readonly name: string; readonly version: string };
  readonly rules: readonly SarifRule[];
  readonly results: readonly SarifResult[];
  /** What could not be looked at. With one of them the run was not whole. */
  readonly notifications: readonly string[];
}

/**
 * Writes a run as SARIF 2.1.0, which GitHub code scanning and others read. Locations are relative to the repository.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function asSarif({ tool, rules, results, notifications }: SarifRun): string {
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: tool.name, version: tool.version, rules: rules.map(ruleOf) } },
        invocations: [
          {
            executionSuccessful: notifications.length === 0,
            toolExecutionNotifications: notifications.map((text) => ({
              level: "error",
              message: { text: visible(text) },
            })),
          },
        ],
        results: results.map((result) => resultOf(result, rules)),
      },
    ],
  };
  return asJson(log);
}

const ruleOf = ({ id, summary, source, level }: SarifRule): ReportingDescriptor => ({
  id,
  shortDescription: { text: summary },
  helpUri: source,
  defaultConfiguration: { level },
});

const resultOf = (
  { rule, level, message, location, identity, accepted }: SarifResult,
  rules: readonly SarifRule[],
): Result => ({
  ruleId: rule,
  ruleIndex: rules.findIndex(({ id }) => id === rule),
  level,
  message: { text: visible(message) },
  locations: [{ physicalLocation: placeOf(location) }],
  partialFingerprints: {
    primary: createHash("sha256")
      .update(JSON.stringify([rule, ...identity]))
      .digest("hex"),
  },
  ...(accepted !== undefined && { suppressions: [{ kind: "external", justification: visible(accepted) }] }),
});

function placeOf(location: string): PhysicalLocation {
  const [, file = location, line = "1", column = "1"] = /^(.*?):(\d+):(\d+)$/.exec(location) ?? [];
  const uri = file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  return { artifactLocation: { uri }, region: { startLine: Number(line), startColumn: Number(column) } };
}
