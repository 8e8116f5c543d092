import { stripVTControlCharacters } from "node:util";
import * as z from "zod";

/** One error that Terraform printed. */
export interface TerraformError {
  readonly summary: string;
  /** Summary and details in one line. */
  readonly text: string;
  /** The resource that it is about: `aws_iam_role.node-class_gpu`. */
  readonly address?: string;
  /** The stack, if cdktf printed its name before the line. */
  readonly stack?: string;
}

/** Longer errors are cut: what AWS says stands at the beginning. */
const LONGEST = 16_384;

// with bounds, because a line may have megabytes
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]{8,20}Z /;
const BOX = /^[^│╷╵]{0,300}?([│╷╵])/;
/** The name of the stack, as `cdktf deploy` puts it before the first line of each piece. */
const STACK = /^([\w.-]{1,256}) {2}(?=[│╷╵{]|Error: |Warning: )/;
const START = /^(Error|Warning): (.*)/s;
const ADDRESS = /\b(?:data\.)?aws_[a-z0-9_]+\.[A-Za-z_][\w-]*/;

/** The place that Terraform names, with the snippet of the file: a paragraph of its own. */
const PLACE = /^(?:with|on) /;
/** cdktf adds the path of the construct in brackets. */
const WITH = /^with (\S+?)(?: \(\S+\))?, ?/;
const IN = /\bin (?:resource|data)(?:\.| ")([a-z0-9_]+)(?:\.|" ")([A-Za-z_][\w-]*)/;

/** The lines of one error. */
interface Block {
  readonly stack: string | undefined;
  readonly lines: string[];
  length: number;
}

/**
 * Returns the errors in the output of a Terraform command: with or without colours and frames, with the name of the
 * stack or the time before the lines, or as lines of `-json`.
 */
export function errorsOf(output: string): TerraformError[] {
  const found: TerraformError[] = [];
  let stack: string | undefined;
  let block: Block | undefined;
  // within a frame, only its first line begins an error
  let frame: "none" | "begins" | "open" = "none";
  const close = () => {
    if (block) found.push(errorOf(block.lines, block.stack));
    block = undefined;
  };
  for (const written of stripVTControlCharacters(output).split(/\r?\n/)) {
    let line = written.replace(TIME, "");
    stack = STACK.exec(line)?.[1] ?? stack;
    line = line.replace(STACK, "");
    const corner = BOX.exec(line)?.[1];
    const content = (corner === undefined ? line : line.slice(line.indexOf(corner) + 1)).trim();
    const json = content.startsWith("{") ? diagnosticOf(content, stack) : undefined;
    if (json) found.push(json);
    if (corner === "╷") frame = "begins";
    if (corner === "╵") {
      close();
      frame = "none";
    }
    const start = frame === "open" ? null : START.exec(content.slice(0, LONGEST));
    if (start) {
      close();
      if (frame === "begins") frame = "open";
      if (start[1] === "Error") block = { stack, lines: [start[2] ?? ""], length: 0 };
    } else if (block && block.length < LONGEST) {
      block.lines.push(content.slice(0, LONGEST));
      block.length += content.length + 1;
    }
  }
  close();
  return found;
}

function errorOf(lines: readonly string[], stack: string | undefined): TerraformError {
  const paragraphs: string[] = [];
  let open = false;
  for (const line of lines) {
    if (line === "") open = false;
    else if (open) paragraphs.push(`${paragraphs.pop()} ${line}`);
    else {
      paragraphs.push(line);
      open = true;
    }
  }
  const place = paragraphs.slice(1).find((paragraph) => PLACE.test(paragraph));
  const [summary = "", ...details] = paragraphs.filter((paragraph) => paragraph !== place);
  return withAddress(summary, details.join(" "), place, stack);
}

function withAddress(summary: string, detail: string, place: string | undefined, stack?: string): TerraformError {
  const text = `${summary} ${detail}`.replace(/\s+/g, " ").trim().slice(0, LONGEST);
  const address = addressIn(place) ?? ADDRESS.exec(text)?.[0];
  return { summary: summary.slice(0, LONGEST), text, ...(address && { address }), ...(stack && { stack }) };
}

function addressIn(place: string | undefined): string | undefined {
  if (place === undefined) return undefined;
  const [, type, name] = IN.exec(place) ?? [];
  const given = WITH.exec(place)?.[1] ?? (type && name ? `${type}.${name}` : "");
  return ADDRESS.test(given) ? given : undefined;
}

const diagnosticLine = z.looseObject({
  diagnostic: z.looseObject({
    severity: z.literal("error"),
    summary: z.string(),
    detail: z.string().default(""),
    address: z.string().optional(),
    snippet: z.looseObject({ context: z.string().nullish() }).nullish(),
  }),
});

/** Reads a line of `terraform apply -json`. */
function diagnosticOf(line: string, stack: string | undefined): TerraformError | undefined {
  if (!line.includes('"diagnostic"')) return undefined;
  const { data } = diagnosticLine.safeParse(parsed(line));
  if (data === undefined) return undefined;
  const { summary, detail, address, snippet } = data.diagnostic;
  const place =
    address === undefined ? snippet?.context && `on cdk.tf.json, in ${snippet.context}` : `with ${address}, `;
  return withAddress(summary, detail, place || undefined, stack);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
