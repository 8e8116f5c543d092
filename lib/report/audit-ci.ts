import type { Audited } from "../audit/audit";
import { FINDINGS, type Finding, type FindingName, findingKind, isAtLeast, type Level } from "../audit/finding";
import { asJunit, type JunitCase } from "./junit";
import { asSarif, type SarifLevel, type SarifResult } from "./sarif";

/** Writes what was found as SARIF. */
export function asAuditSarif(
  clusters: readonly Audited[],
  tool: { readonly name: string; readonly version: string },
): string {
  const all = clusters.flatMap((of) => of.findings.map((finding) => ({ of, finding })));
  return asSarif({
    tool,
    rules: (Object.keys(FINDINGS) as FindingName[]).flatMap((id) => {
      const { level, summary, source } = findingKind(id);
      return level === "unread" ? [] : [{ id, summary, source, level }];
    }),
    results: all.flatMap(({ of, finding }) =>
      finding.level === "unread" ? [] : [resultOf(of, finding, finding.level)],
    ),
    notifications: all.flatMap(({ of, finding }) =>
      finding.level === "unread" ? [`${of.cluster}: ${textOf(finding)}`] : [],
    ),
  });
}

const resultOf = ({ cluster, account, region, file }: Audited, finding: Finding, level: SarifLevel): SarifResult => ({
  rule: finding.name,
  level,
  message: `${cluster}: ${textOf(finding)}`,
  location: finding.location ?? file,
  identity: [account, region, cluster, finding.subject, finding.of ?? ""],
});

/** Writes what was found as JUnit: a test for each planned entry, and for whatever else was found. */
export function asAuditJunit(clusters: readonly Audited[], failOn: Level | undefined): string {
  return asJunit(
    "eks-access audit",
    clusters.map((of) => ({
      name: `${of.cluster} (${of.account}, ${of.region})`,
      timestamp: of.readAt.slice(0, 19),
      cases: casesOf(of, failOn),
    })),
  );
}

function casesOf({ cluster, plannedPrincipals, findings }: Audited, failOn: Level | undefined): JunitCase[] {
  const subjects = new Set([...plannedPrincipals, ...findings.map(({ subject }) => subject)]);
  return [...subjects].map((subject) => {
    const own = findings.filter((finding) => finding.subject === subject);
    const failing = own.filter((finding) => failOn !== undefined && isAtLeast(finding, failOn));
    const shown = (list: readonly Finding[]) =>
      list.map((finding) => ({ type: finding.name, message: textOf(finding) }));
    return {
      name: subject,
      group: cluster,
      failures: shown(failing),
      errors: shown(own.filter(({ level }) => level === "unread")),
      remarks: own
        .filter((finding) => finding.level !== "unread" && !failing.includes(finding))
        .map((finding) => `${finding.level} ${finding.name}: ${textOf(finding)}`),
    };
  });
}

/** Writes a finding as sentences in one line. */
function textOf({ name, level, subject, found, planned, location, advice }: Finding): string {
  const whole = [
    `${subject}: ${findingKind(name).summary}`,
    ...(found === undefined ? [] : [`${level === "unread" ? "The answer" : "In the cluster"}: ${found}.`]),
    ...(planned === undefined ? [] : [`In the file: ${planned}.`]),
    ...(location === undefined ? [] : [`At ${location}.`]),
    ...(advice === undefined ? [] : [advice.charAt(0).toUpperCase() + advice.slice(1)]),
  ];
  return whole.join(" ");
}
