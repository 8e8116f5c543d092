import { type DefaultTreeAdapterMap, parse } from "parse5";
import { checkFiles } from "../../lib/checks/checks";
import type { Loaded } from "../../lib/load/load";
import { asHtml, type Report } from "../../lib/report/html/page";

type Node = DefaultTreeAdapterMap["node"];
type Element = DefaultTreeAdapterMap["element"];

/** An HTML page as a browser reads it. */
export class Page {
  readonly elements: readonly Element[];
  /** What the standard calls a parse error, by code. */
  readonly errors: readonly string[];

  constructor(text: string) {
    const errors: string[] = [];
    this.elements = below(parse(text, { onParseError: ({ code }) => errors.push(code) }));
    this.errors = errors;
  }

  all(tag: string): Element[] {
    return this.elements.filter(({ tagName }) => tagName === tag);
  }

  /** The texts of the cells of a table, by rows, with its caption. */
  table(caption: string): string[][] {
    const table = this.all("table").find((one) =>
      below(one).some((inner) => textOf(inner) === caption && inner.tagName === "caption"),
    );
    if (table === undefined) throw new Error(`no table ${caption}`);
    return below(table)
      .filter(({ tagName }) => tagName === "tr")
      .map((row) => below(row).flatMap((cell) => (/^t[hd]$/.test(cell.tagName) ? [textOf(cell)] : [])));
  }
}

export const attribute = ({ attrs }: Element, name: string): string | undefined =>
  attrs.find((one) => one.name === name)?.value;

export function textOf(node: Node): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

function below(node: Node): Element[] {
  if (!("childNodes" in node)) return [];
  return node.childNodes.flatMap((child) => ("tagName" in child ? [child, ...below(child)] : []));
}

/** The report of a configuration. */
export const reportOf = (loaded: Loaded, more: Partial<Report> = {}): string =>
  asHtml({
    title: "Access",
    tool: { name: "eks-access", version: "1" },
    files: [{ file: "clusters/demo.yaml", sha256: "0123456789abcdef" }],
    plans: loaded.plans,
    warnings: loaded.warnings,
    checked: checkFiles(loaded),
    ...more,
  });
