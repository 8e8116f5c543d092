import type * as z from "zod";
import { evaluatedPart } from "../aws/terraform/template";
import { quote } from "../aws/text";
import type { Diagnostic, Path } from "../plan/diagnostics";
import { iamDocuments } from "../schema/fields";
import type { LoadRuleName } from "./catalogue";
import { isMapping } from "./mapping";
import { schemasAt } from "./messages";

/**
 * Finds texts and keys of a file that Terraform or cdktf would evaluate. In IAM documents they are text.
 *
 * @param schema the schema of the file
 */
export function expressionsIn(value: unknown, schema: z.ZodType): Diagnostic<LoadRuleName>[] {
  const found: Diagnostic<LoadRuleName>[] = [];
  walk(value, []);
  return found;

  function walk(given: unknown, path: Path): void {
    if (typeof given === "string") check(given, path, path);
    else if (Array.isArray(given)) for (const [index, item] of given.entries()) walk(item, [...path, index]);
    else if (isMapping(given)) {
      for (const [key, item] of Object.entries(given)) {
        check(key, [...path, key], path);
        walk(item, [...path, key]);
      }
    }
  }

  function check(text: string, path: Path, holder: Path): void {
    const part = evaluatedPart(text);
    if (part === undefined || isInDocument(holder, schema)) return;
    const message = `a file is data, and nothing in it is evaluated: no ${quote(part)}, got ${quote(text)}; write the value itself, or describe this cluster in TypeScript`;
    found.push({ rule: "expression", path, message });
  }
}

const isInDocument = (path: Path, schema: z.ZodType): boolean =>
  path.some((_, index) => schemasAt(schema, path.slice(0, index + 1)).some((part) => iamDocuments.has(part)));
