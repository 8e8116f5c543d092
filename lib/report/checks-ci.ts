import { TELLERS } from "../aws/checks/pack";
import { untilText } from "../aws/terraform/until";
import type { CheckedFile, CheckFinding, CheckResult } from "../checks/checks";
import { checkOf } from "../plan/checks/catalogue";
import type { Level } from "../plan/checks/check";
import { endedReason, endedText, staleReason, staleText } from "./checks";
import { asJunit, type JunitCase } from "./junit";
import { asSarif, type SarifResult, type SarifRule } from "./sarif";

/** Of acceptances: they are no checks, and stand among the rules where there is one of them. */
const ACCEPTANCE_RULES = {
  stale: acceptanceRule("accept-stale", "A file accepts what nothing in it breaks."),
  ended: acceptanceRule("accept-ended", "A file accepted a warning until a day that is over."),
};

function acceptanceRule(id: string, summary: string): SarifRule {
  const source = "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html";
  return { id, summary, source, level: "warning" };
}

/**
 * Writes what breaks the checks as SARIF. What is accepted is among it, as suppressed by its reason. Acceptances that
 * nothing needs, or that are over, are results too.
 */
export const asCheckSarif = (
  files: readonly CheckedFile[],
  tool: { readonly name: string; readonly version: string },
): string =>
  asSarif({
    tool,
    rules: rulesOf(files),
    results: files.flatMap((file) => [
      ...file.checks.flatMap((check) => check.findings.map((finding) => resultOf(file, check, finding))),
      ...acceptanceResults(file),
    ]),
    notifications: [],
  });

function rulesOf(files: readonly CheckedFile[]): SarifRule[] {
  const checks = new Map(files.flatMap((file) => file.checks.map((check) => [check.name, check])));
  const rules = [...checks.values()].map(({ name, references }) => {
    const { level, summary, source } = checkOf(name);
    const page = source.startsWith("https://") ? source : (references[0]?.url ?? source);
    return { id: name, summary, source: page, level };
  });
  const kinds = (["stale", "ended"] as const).filter((kind) => files.some((file) => file[kind].length > 0));
  return [...rules, ...kinds.map((kind) => ACCEPTANCE_RULES[kind])];
}

function acceptanceResults({ cluster, stale, ended }: CheckedFile): SarifResult[] {
  const { account, region, name } = cluster;
  const result = ({ id, level }: SarifRule, accepted: string, location: string, reason: string): SarifResult => ({
    rule: id,
    level,
    message: `${name}: accept ${accepted}: ${reason}`,
    location,
    identity: [account, region, name, accepted, reason],
  });
  return [
    ...stale.map((one) => result(ACCEPTANCE_RULES.stale, one.check, one.location, staleReason(one))),
    ...ended.map((one) => result(ACCEPTANCE_RULES.ended, one.warning, one.location, endedReason(one))),
  ];
}

function resultOf({ cluster }: CheckedFile, { name, references }: CheckResult, finding: CheckFinding): SarifResult {
  const { account, region } = cluster;
  const controls = references.map(({ shown }) => shown).join(", ");
  return {
    rule: name,
    level: finding.level,
    message: `${cluster.name}: ${finding.path}: ${finding.text} [${controls}]`,
    location: finding.location,
    identity: [account, region, cluster.name, finding.path],
    ...(finding.accepted !== undefined && { accepted: finding.accepted }),
  };
}

/**
 * Writes a test for each check and file as JUnit: skipped if it is accepted or not decidable here.
 *
 * @param fails whether a finding of a file fails its test
 */
export const asCheckJunit = (
  files: readonly CheckedFile[],
  fails: (file: CheckedFile, level: Level) => boolean,
): string =>
  asJunit(
    "eks-access check",
    files.map((file) => ({
      name: `${file.file}: ${file.cluster.name} (${file.cluster.account}, ${file.cluster.region})`,
      cases: [
        ...file.checks.map((check) => caseOf(check, file, (level) => fails(file, level))),
        ...acceptanceCases(file, fails(file, "warning")),
      ],
    })),
  );

/** A test for each acceptance that nothing needs, or that is over. */
const acceptanceCases = ({ cluster, stale, ended }: CheckedFile, isFailing: boolean): JunitCase[] =>
  [
    ...stale.map((one) => ({ name: `accept ${one.check}`, message: staleText(one) })),
    ...ended.map((one) => ({ name: `accept ${one.warning}`, message: endedText(one) })),
  ].map(({ name, message }) => ({
    name,
    group: cluster.name,
    failures: isFailing ? [{ type: "warning", message }] : [],
    errors: [],
    remarks: isFailing ? [] : [`warning: ${message}`],
  }));

function caseOf(
  { name, verdict, findings, undecided }: CheckResult,
  { cluster }: CheckedFile,
  isFailing: (level: Level) => boolean,
): JunitCase {
  const open = findings.filter(({ accepted }) => accepted === undefined);
  const failing = open.filter(({ level }) => isFailing(level));
  const shown = ({ location, path, text }: CheckFinding) => `${location} ${path}: ${text}`;
  const reason =
    verdict === "accepted" ? `accepted: ${findings[0]?.accepted}${untilText(findings[0]?.until)}` : undefined;
  const unknown = undecided && `not decidable here: ${undecided.why}; ${TELLERS[undecided.teller]} can tell`;
  const skipped = reason ?? unknown;
  return {
    name,
    group: cluster.name,
    failures: failing.map((finding) => ({ type: finding.level, message: shown(finding) })),
    errors: [],
    remarks: open
      .filter((finding) => !failing.includes(finding))
      .map((finding) => `${finding.level}: ${shown(finding)}`),
    ...(skipped !== undefined && { skipped }),
  };
}
