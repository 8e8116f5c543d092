import { createHash } from "node:crypto";
import type { AuditAnswer } from "../../answers/audit";
import type { CheckedFile } from "../../checks/checks";
import type { LoadedPlan } from "../../load/load";
import type { Compared } from "../diff";
import { Audit } from "./audit";
import { changesPart } from "./changes";
import { Findings, type Warning } from "./checks";
import { filterForm } from "./filter";
import { findingsPart } from "./findings";
import { fleetOf } from "./fleet";
import { code, columns, counted, Html, html, joined, table } from "./html";
import { whoPart } from "./matrix";
import { orderPart } from "./order";
import { figures, fleetPart } from "./overview";
import type { Section } from "./parts";
import { podsPart } from "./pods";
import { policiesPart } from "./policies";
import { principalsPart } from "./principals";
import { SCRIPT } from "./script";
import { STYLE } from "./style";

/** A file that the report is made of. */
export interface ReadFile {
  readonly file: string;
  /** Hexadecimal digits. */
  readonly sha256: string;
}

/** What a report is made of. */
export interface Report {
  readonly title: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly files: readonly ReadFile[];
  readonly plans: readonly LoadedPlan[];
  /** Those that no file accepts. */
  readonly warnings: readonly Warning[];
  /** What all checks say of each file. */
  readonly checked: readonly CheckedFile[];
  /** What an audit of these clusters said. */
  readonly audit?: AuditAnswer;
  /** What differs from an earlier state. */
  readonly compared?: Compared;
}

/** Returns one HTML page that needs nothing beside it. The same report gives the same bytes. */
export function asHtml(report: Report): string {
  const { plans, warnings, checked, compared } = report;
  const fleet = fleetOf(plans);
  const findings = new Findings(warnings, checked);
  const audit = report.audit && new Audit(report.audit);
  const sections = [
    fleetPart(fleet, findings, audit),
    whoPart(fleet),
    policiesPart(fleet),
    principalsPart(fleet),
    podsPart(fleet),
    orderPart(fleet),
    findingsPart(fleet, findings, audit),
    ...(compared === undefined ? [] : [changesPart(compared)]),
  ];
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${report.title}</title>
<style>${STYLE_HTML}</style>
</head>
<body>
<a class="skip" href="#fleet">Skip to the content</a>
<div class="page">
<aside>
<nav aria-label="Contents"><ol>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ol></nav>
${filterForm(fleet)}
</aside>
<main>
<header>
<h1>${report.title}</h1>
${figures(fleet, findings)}
${sources(report)}
</header>
${sections.map(sectionOf)}
<footer><p>Internal: this report names accounts, ARNs and who is administrator. Made by ${report.tool.name} ${report.tool.version} of the files above, which say what is planned. What AWS has is in an audit.</p></footer>
</main>
</div>
<script>${SCRIPT_HTML}</script>
</body>
</html>
`;
  return text;
}

// neither has a text of others in it, nor what ends an element
const STYLE_HTML = new Html(STYLE);
const SCRIPT_HTML = new Html(SCRIPT);

const sha256Of = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Lets the browser load nothing and run nothing but what stands here, whatever a name contains. */
const POLICY = `default-src 'none'; style-src ${sha256Of(STYLE)}; script-src ${sha256Of(SCRIPT)}; base-uri 'none'; form-action 'none'`;

const sectionOf = ({ id, title, lead, content }: Section, at: number): Html =>
  html`<section id="${id}" aria-labelledby="h-${id}"><h2 id="h-${id}"><span>${at + 1}</span> ${title}</h2><p class="lead">${lead}</p>${content}</section>
`;

/** The files and the audit that the report is made of. */
function sources({ files, audit, tool }: Report): Html {
  const readAt = audit && [...new Set(audit.clusters.map((one) => one.readAt))].sort();
  const by = audit && [...new Set(audit.clusters.flatMap((one) => one.by ?? []))].sort();
  return html`<details class="sources"><summary>Made by ${tool.name} ${tool.version} of ${counted(files.length, "file")}</summary>${table(
    "Files",
    columns("File", "SHA-256"),
    [
      html`<tbody>${files.map(({ file, sha256 }) => html`<tr><td>${code(file)}</td><td>${code(sha256.slice(0, 12))}</td></tr>`)}</tbody>`,
    ],
  )}</details>${
    readAt !== undefined &&
    html`<p class="note">With an audit of ${readAt.length === 1 ? "" : "several moments, the first and the last of them "}${joined(
      [...new Set([readAt[0] ?? "", readAt.at(-1) ?? ""])].map(code),
      " and ",
    )}${by !== undefined && by.length > 0 && html`, asked by ${joined(by.map(code))}`}.</p>`
  }`;
}
