import { visible } from "../aws/text";

/** A test in the sense of JUnit. It passes if it has neither failures nor errors. */
export interface JunitCase {
  readonly name: string;
  readonly group: string;
  /** What is wrong. */
  readonly failures: readonly { readonly type: string; readonly message: string }[];
  /** Why it could not be decided. */
  readonly errors: readonly { readonly type: string; readonly message: string }[];
  /** What is to be said and is not wrong. */
  readonly remarks: readonly string[];
  /** Why it was not decided, or does not count. */
  readonly skipped?: string;
}

export interface JunitSuite {
  readonly name: string;
  /** ISO 8601. Absent if it is about no moment. */
  readonly timestamp?: string;
  readonly cases: readonly JunitCase[];
}

/** Writes suites as the XML that CI systems read as the report of JUnit. */
export function asJunit(name: string, suites: readonly JunitSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name=${attribute(name)} ${countsOf(all)}>`,
    ...suites.flatMap(suiteLines),
    "</testsuites>",
    "",
  ].join("\n");
}

const suiteLines = ({ name, timestamp, cases }: JunitSuite): string[] => [
  `  <testsuite name=${attribute(name)} ${countsOf(cases)}${skippedOf(cases)}${timestamp === undefined ? "" : ` timestamp=${attribute(timestamp)}`}>`,
  ...cases.flatMap(caseLines),
  "  </testsuite>",
];

function countsOf(cases: readonly JunitCase[]): string {
  const errors = cases.filter((one) => one.errors.length > 0).length;
  const failures = cases.filter((one) => one.errors.length === 0 && one.failures.length > 0).length;
  return `tests="${cases.length}" failures="${failures}" errors="${errors}"`;
}

/** Only a suite may have this count. */
function skippedOf(cases: readonly JunitCase[]): string {
  const count = cases.filter(({ skipped }) => skipped !== undefined).length;
  return count === 0 ? "" : ` skipped="${count}"`;
}

function caseLines({ name, group, failures, errors, remarks, skipped }: JunitCase): string[] {
  const open = `    <testcase name=${attribute(name)} classname=${attribute(group)}`;
  const inside = [
    ...(skipped === undefined ? [] : [`      <skipped>${escaped(skipped)}</skipped>`]),
    ...errors.map((error) => resultLine("error", error)),
    ...failures.map((failure) => resultLine("failure", failure)),
    ...(remarks.length > 0 ? [`      <system-out>${escaped(remarks.join("\n"))}</system-out>`] : []),
  ];
  return inside.length === 0 ? [`${open}/>`] : [`${open}>`, ...inside, "    </testcase>"];
}

const resultLine = (tag: string, { type, message }: { readonly type: string; readonly message: string }): string =>
  `      <${tag} type=${attribute(type)} message=${attribute(message)}/>`;

const attribute = (value: string): string => `"${escaped(value)}"`;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Control characters cannot stand in XML, not even escaped: `visible` writes them by their numbers. */
const escaped = (value: string): string =>
  value
    .split("\n")
    .map(visible)
    .join("\n")
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? "");
