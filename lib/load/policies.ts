import { realpathSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { reasonOf } from "../files/errors";
import { ConfigError } from "./config-error";
import { entriesOf } from "./folders";
import { diagnosticLines, type LocatedDiagnostic, locationText } from "./location";
import { isMapping } from "./mapping";
import { readFile } from "./read";
import { readYaml } from "./yaml";

/** The document of a policy that somebody else makes. */
export interface GivenPolicy {
  readonly name: string;
  readonly document: object;
  readonly location: string;
}

/**
 * Reads the documents of IAM policies in a folder: `<name>.json` each.
 *
 * @throws ConfigError with all that is wrong, each with its place
 */
export function loadPolicies(folder: string): Record<string, GivenPolicy> {
  const entries = entriesOf(folder);
  if (typeof entries === "string") throw new ConfigError([`${folder}: ${entries}`]);
  const root = rootOf(folder);
  const problems: LocatedDiagnostic[] = [];
  const policies = entries.flatMap(({ name: entry }): [string, GivenPolicy][] => {
    if (extname(entry) !== ".json") return [];
    const file = join(folder, entry);
    const name = basename(entry, ".json");
    const content = readFile(file, root);
    if (content.text === undefined) {
      problems.push({ file, rule: content.rule, path: [], message: content.message });
      return [];
    }
    const { value, diagnostics, positionOf } = readYaml(content.text, { numbersAsText: true });
    problems.push(...diagnostics.map((diagnostic) => ({ file, ...diagnostic })));
    if (diagnostics.length === 0 && !isDocument(value)) {
      const message =
        "the document of an IAM policy is a mapping with Version and Statement; write what aws iam get-policy-version prints as Document";
      problems.push({ file, position: positionOf([]), rule: "wrong-type", path: [], message });
    }
    return isDocument(value)
      ? [
          [
            name,
            { name: `the policy ${name}`, document: value, location: locationText(file, positionOf(["Statement"])) },
          ],
        ]
      : [];
  });
  if (problems.length > 0) throw new ConfigError(diagnosticLines(problems).map(({ text }) => text));
  if (policies.length === 0) throw new ConfigError([`${folder}: no file that ends in .json in this folder`]);
  return Object.fromEntries(policies);
}

const isDocument = (value: unknown): value is object =>
  isMapping(value) && [value.Statement].flat().every(isMapping) && value.Version !== undefined;

function rootOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch (error) {
    throw new ConfigError([`${folder}: cannot be read: ${reasonOf(error)}`]);
  }
}
