import { realpathSync, statSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { quote } from "../aws/text";
import { reasonOf } from "../files/errors";
import type { Diagnostic, Path } from "../plan/diagnostics";
import { RBAC_KINDS, type RbacKind, type RbacObject } from "../schema/rbac";
import { ConfigError } from "./config-error";
import { entriesOf, looksLikeOne } from "./folders";
import { diagnosticLines, type LocatedDiagnostic, locationText, type Position } from "./location";
import { isMapping } from "./mapping";
import { readFile } from "./read";
import { validateShape } from "./shape";
import { readYamlDocuments, type YamlDocument } from "./yaml";

export type { Selector } from "../schema/rbac";

/** An object of RBAC, and where it stands. */
export interface RbacManifest {
  readonly object: RbacObject;
  locationOf(path: Path): string;
}

interface Placed extends RbacManifest {
  readonly file: string;
  positionOf(path: Path): Position;
}

/** Room for all that a cluster has, printed into one file. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_FILES = 5000;

/**
 * Reads the Roles, ClusterRoles and bindings in a file, or in all files of a folder and below it. Other objects are
 * not looked at.
 *
 * @throws ConfigError with all that is wrong, each with its place
 */
export function loadRbac(source: string): RbacManifest[] {
  const problems: LocatedDiagnostic[] = [];
  const manifests = filesBelow(source).flatMap(({ file, root }) => {
    const content = readFile(file, root, MAX_BYTES);
    if (content.text === undefined) {
      problems.push({ rule: content.rule, file, path: [], message: content.message });
      return [];
    }
    const { documents, diagnostics } = readYamlDocuments(content.text, isKind);
    const isTemplate =
      content.text.includes("{{") && (diagnostics.length > 0 || documents.length > 0) && TEMPLATE.test(content.text);
    if (isTemplate) {
      problems.push({
        rule: "foreign-document",
        file,
        path: [],
        message: "a template, and no manifest; render it first, as by helm template",
      });
      return [];
    }
    problems.push(...diagnostics.map((diagnostic) => ({ file, ...diagnostic })));
    return documents.flatMap((document) => itemsOf(document).flatMap((item) => manifestOf(item, file, problems)));
  });
  problems.push(...twice(manifests));
  if (problems.length > 0) throw new ConfigError(diagnosticLines(problems).map(({ text }) => text));
  return manifests;
}

/** Helm's markers with spaces or dots, in distinction to the variables of usernames. */
const TEMPLATE = /\{\{-?\s*(\.|include|toYaml|template|if|range|with|end|define|\$|\/\*)/;

const isKind = (kind: string): boolean => kind.endsWith("List") || Object.hasOwn(RBAC_KINDS, kind);

interface FoundFile {
  readonly file: string;
  /** The real path of the folder that all files are in. */
  readonly root: string;
}

function filesBelow(source: string): FoundFile[] {
  try {
    const isFolder = statSync(source).isDirectory();
    const root = realpathSync(isFolder ? source : dirname(source));
    const files = isFolder ? filesIn(source) : [source];
    if (files.length > MAX_FILES)
      throw new ConfigError([`${source}: at most ${MAX_FILES} files, got more; name a folder inside it`]);
    if (files.length === 0)
      throw new ConfigError([`${source}: no file that ends in .yaml, .yml or .json in this folder`]);
    return files.map((file) => ({ file, root }));
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError([`${source}: cannot be read: ${reasonOf(error)}`]);
  }
}

/** Links to folders are not followed. */
function filesIn(folder: string): string[] {
  const entries = entriesOf(folder);
  if (typeof entries === "string") throw new ConfigError([`${folder}: ${entries}`]);
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return looksLikeOne(entry.name) && extname(entry.name) !== "" ? [path] : [];
  });
}

interface Item {
  readonly value: unknown;
  readonly document: YamlDocument;
  /** Where it stands in the document. */
  readonly base: Path;
}

/** Returns the objects of a document: one, or those of a List. */
function itemsOf(document: YamlDocument): Item[] {
  const { value } = document;
  if (!isMapping(value) || !String(value.kind).endsWith("List")) return [{ value, document, base: [] }];
  const items: readonly unknown[] = Array.isArray(value.items) ? value.items : [];
  const kind = String(value.kind).slice(0, -"List".length);
  return items.flatMap((item, index) => {
    // a list of one kind need not repeat it
    const whole = isMapping(item) && kind !== "" ? { apiVersion: value.apiVersion, kind, ...item } : item;
    const isOurs = isMapping(whole) && Object.hasOwn(RBAC_KINDS, String(whole.kind));
    return isOurs ? [{ value: whole, document, base: ["items", index] }] : [];
  });
}

function manifestOf({ value, document, base }: Item, file: string, problems: LocatedDiagnostic[]): Placed[] {
  const positionOf = (path: Path) => document.positionOf([...base, ...path]);
  const located = (diagnostic: Diagnostic) => ({
    ...diagnostic,
    file,
    position: positionOf(diagnostic.path),
    path: [...base, ...diagnostic.path],
  });
  const kind = isMapping(value) ? String(value.kind) : "";
  if (!Object.hasOwn(RBAC_KINDS, kind)) return [];
  const { diagnostics } = validateShape(value, RBAC_KINDS[kind as RbacKind]);
  problems.push(...diagnostics.map(located));
  if (diagnostics.length > 0) return [];
  // the schema of its kind has accepted it
  return [
    { object: value as RbacObject, file, positionOf, locationOf: (path) => locationText(file, positionOf(path)) },
  ];
}

/** Reports objects of one name, of which a cluster has the one that is applied last. */
function twice(manifests: readonly Placed[]): LocatedDiagnostic[] {
  const first = new Map<string, string>();
  return manifests.flatMap(({ object, file, positionOf, locationOf }) => {
    const { name, namespace } = object.metadata;
    const key = JSON.stringify([object.kind, namespace, name]);
    const other = first.get(key);
    first.set(key, other ?? locationOf([]));
    if (other === undefined) return [];
    const message = `${object.kind} ${quote(name)} stands here twice, first at ${other}; give the manifests of one cluster`;
    const path = ["metadata", "name"];
    return [{ rule: "duplicate-key", file, position: positionOf(path), path, message }];
  });
}
