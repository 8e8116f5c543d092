import { findingKind } from "../../audit/finding";
import { untilText } from "../../aws/terraform/until";
import { list } from "../../aws/text";
import type { Acceptance } from "../../plan/types";
import type { Audit } from "./audit";
import { checkTable, type Findings, packTables, ruleOf, type Warning } from "./checks";
import type { Fleet, FleetCluster } from "./fleet";
import { code, columns, counted, type Html, html, nothing, table } from "./html";
import { about, linkTo, type Section } from "./parts";

/** What somebody should look at: checks, warnings, what files accept, and what an audit found. */
export function findingsPart({ clusters }: Fleet, findings: Findings, audit: Audit | undefined): Section {
  return {
    id: "findings",
    title: "Findings",
    lead: "What AWS accepts and somebody should look at. What AWS would refuse is in no report: such files are refused.",
    content: [
      html`<h3>Checks</h3>`,
      checkTable(clusters, findings),
      ...packTables(clusters, findings),
      html`<h3>Other warnings</h3>`,
      findings.warnings.length === 0 ? nothing("No other warning is open.") : warningTable(findings.warnings, clusters),
      html`<h3>Accepted</h3>`,
      acceptedTable(clusters),
      ...(audit === undefined ? [] : [html`<h3>Found by the audit</h3>`, auditTable(clusters, audit)]),
    ],
  };
}

function warningTable(warnings: readonly Warning[], clusters: readonly FleetCluster[]): Html {
  const rows = warnings.map(({ text, file }) => {
    const rule = ruleOf(text);
    const [, where, what = text] = /^(.*?): (.*)$/.exec(text.replace(/ \[[a-z0-9-]+\]$/, "")) ?? [];
    const cluster = clusters.find(({ files }) => files.some((one) => one.file === file));
    return html`<tr${cluster && about(cluster)}><td>${code(rule)}</td><td class="long">${where !== undefined && html`${code(where)}: `}${what}</td></tr>
`;
  });
  return table("Other warnings", columns("Rule", "Where, and what"), [html`<tbody>${rows}</tbody>`]);
}

function acceptedTable(clusters: readonly FleetCluster[]): Html {
  const rows = clusters.flatMap((cluster) =>
    cluster.files.flatMap(({ plan, locationOf }) =>
      plan.accepted.map(({ rule, reason, on, until }) => {
        return html`<tr${about(cluster)}><td>${linkTo(cluster)}</td><td class="w">${code(rule)}</td><td>${coveredText(on)}</td><td class="long">${reason}${untilText(until)}</td><td class="at">${code(locationOf(["accept", rule]))}</td></tr>
`;
      }),
    ),
  );
  if (rows.length === 0) return nothing("No file accepts a warning or a check.");
  return table("Accepted", columns("Cluster", "Rule", "For", "Reason", "Accepted at"), [html`<tbody>${rows}</tbody>`]);
}

/** The items that an acceptance covers. A name that is no item covers nothing. */
function coveredText(on: Acceptance["on"]): string {
  if (on === undefined) return "the one that has it";
  const items = on.flatMap((item) => item ?? []);
  return items.length > 0 ? list(items, "and") : "nothing: it names no item of the file";
}

function auditTable(clusters: readonly FleetCluster[], audit: Audit): Html {
  const rows = clusters.flatMap((cluster) =>
    (audit.of(cluster)?.findings ?? []).map(
      ({ name, level, subject, found = "-", planned, location, advice }) =>
        html`<tr${about(cluster)}><td>${linkTo(cluster)}</td><td>${level}</td><td><a href="${findingKind(name).source}">${name}</a></td><td class="long">${subject}${advice !== undefined && html`<br><small>${advice}</small>`}</td><td>${found}</td><td>${planned ?? "-"}${location !== undefined && html` ${code(location)}`}</td></tr>
`,
    ),
  );
  const notes = clusters.flatMap((cluster) =>
    (audit.of(cluster)?.notes ?? []).map((note) => html`<li${about(cluster)}>${linkTo(cluster)}: ${note}</li>`),
  );
  const unread = clusters.filter((cluster) => audit.of(cluster) === undefined);
  return html`${
    rows.length === 0
      ? nothing("The audit found every cluster that it read as the files say.")
      : table("Found by the audit", columns("Cluster", "Level", "Finding", "About", "In the cluster", "In the files"), [
          html`<tbody>${rows}</tbody>`,
        ])
  }${notes.length > 0 && html`<ul class="plain">${notes}</ul>`}${
    unread.length > 0 &&
    nothing(
      `The audit has not read ${counted(unread.length, "cluster")}: ${list(
        unread.map(({ label }) => label),
        "and",
      )}.`,
    )
  }`;
}
