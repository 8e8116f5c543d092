import { quote } from "../../aws/text";
import { ConfigError } from "../../load/config-error";
import { isMapping, type Mapping } from "../../load/mapping";
import { readYaml, type YamlFile } from "../../load/yaml";
import type { Place } from "../row";

/** The lists of aws-auth. EKS reads keys that are spelled so, and no others. */
export const LISTS = ["mapRoles", "mapUsers", "mapAccounts"] as const;

export type ListName = (typeof LISTS)[number];

/** A row of one of the lists, as it stands there. */
export interface RawRow {
  readonly list: ListName;
  readonly place: Place;
  readonly value: unknown;
}

export interface ConfigMap {
  readonly rows: readonly RawRow[];
  /** Keys of the data that EKS does not read. */
  readonly unread: readonly Place[];
}

/** What EKS takes for an empty list. */
const EMPTY: readonly string[] = ["", "``", '""', "''"];

/**
 * Reads aws-auth as kubectl prints it, as YAML or JSON, alone or in a list, or a file with its data alone.
 *
 * @param file for messages
 * @throws ConfigError if the text is not YAML, or not that ConfigMap
 */
export function readConfigMap(file: string, text: string): ConfigMap {
  const yaml = readYaml(text, { numbersAsText: true, yaml11: true });
  refuseFatal(file, yaml, ({ line, column }) => `${file}:${line}:${column}`);
  const { data, path } = dataIn(yaml.value, file);
  const unread = Object.keys(data)
    .filter((key) => !LISTS.some((list) => list === key))
    .map((key) => ({ name: key, line: yaml.positionOf([...path, key]).line }));
  const rows = LISTS.flatMap((list) => rowsOf(list, { file, text, yaml, value: data[list], path: [...path, list] }));
  return { rows, unread };
}

function refuseFatal(file: string, yaml: YamlFile, place: (at: { line: number; column: number }) => string): void {
  // EKS would take one of two equal keys, and not say which
  const twice = yaml.diagnostics.filter(({ rule }) => rule === "duplicate-key");
  if (yaml.value !== undefined && twice.length === 0) return;
  const diagnostics =
    yaml.value === undefined
      ? yaml.diagnostics
      : twice.map((one) => ({ ...one, message: "this key stands twice in its mapping; keep one" }));
  const lines = diagnostics.map(({ message, position }) => `${position ? place(position) : file}: ${message}`);
  throw new ConfigError(
    lines.length > 0
      ? lines
      : [`${file}: empty; write what kubectl -n kube-system get configmap aws-auth -o yaml prints`],
  );
}

/** Finds the data of the ConfigMap: in the ConfigMap, in a list of objects, or on top. */
function dataIn(value: unknown, file: string): { readonly data: Mapping; readonly path: readonly (string | number)[] } {
  const refuse = (message: string) =>
    new ConfigError([`${file}: ${message}; write what kubectl -n kube-system get configmap aws-auth -o yaml prints`]);
  if (!isMapping(value)) throw refuse("not the ConfigMap aws-auth");
  if (Array.isArray(value.items)) {
    const found = value.items.flatMap((item, index) => (isMapping(item) && isAwsAuth(item) ? [{ item, index }] : []));
    const [only, ...others] = found;
    if (only === undefined || others.length > 0)
      throw refuse(`one ConfigMap named aws-auth, got ${found.length} in this list`);
    return { data: dataOf(only.item, refuse), path: ["items", only.index, "data"] };
  }
  if (value.kind !== undefined || value.data !== undefined) {
    if (value.kind !== undefined && value.kind !== "ConfigMap")
      throw refuse(`a ConfigMap, got the kind ${quote(value.kind)}`);
    if (isMapping(value.metadata) && value.metadata.name !== "aws-auth") {
      throw refuse(`the ConfigMap aws-auth, got ${quote(value.metadata.name)}`);
    }
    if (isMapping(value.metadata) && !isAwsAuth(value)) {
      throw refuse(`aws-auth of the namespace kube-system, got ${quote(value.metadata.namespace)}`);
    }
    return { data: dataOf(value, refuse), path: ["data"] };
  }
  if (!LISTS.some((list) => Object.hasOwn(value, list))) throw refuse("not the ConfigMap aws-auth");
  return { data: value, path: [] };
}

const isAwsAuth = ({ metadata }: Mapping): boolean =>
  isMapping(metadata) && metadata.name === "aws-auth" && (metadata.namespace ?? "kube-system") === "kube-system";

function dataOf({ data }: Mapping, refuse: (message: string) => ConfigError): Mapping {
  if (data === undefined || data === null) return {};
  if (!isMapping(data)) throw refuse("data is a mapping");
  return data;
}

interface Held {
  readonly file: string;
  readonly text: string;
  readonly yaml: YamlFile;
  readonly value: unknown;
  readonly path: readonly (string | number)[];
}

function rowsOf(list: ListName, held: Held): RawRow[] {
  const { file, yaml, value, path } = held;
  if (value === undefined || value === null) return [];
  const at = yaml.positionOf(path);
  const here = `${file}:${at.line}:${at.column}`;
  if (Array.isArray(value)) {
    return value.map((row, index) => rowOf({ list, index, value: row, line: yaml.positionOf([...path, index]).line }));
  }
  if (typeof value !== "string") throw new ConfigError([`${here}: ${list} is a text that holds a list, or a list`]);
  if (EMPTY.includes(value.trim())) return [];
  const first = firstLineOf(held, at.line);
  const inner = readYaml(value, { numbersAsText: true, yaml11: true });
  refuseFatal(here, inner, ({ line, column }) =>
    first === undefined ? `${here}: ${list}, line ${line} of the text` : `${file}:${first + line - 1}:${column}`,
  );
  if (!Array.isArray(inner.value))
    throw new ConfigError([`${here}: ${list} holds a list, and EKS reads nothing else of it`]);
  return inner.value.map((row, index) =>
    rowOf({
      list,
      index,
      value: row,
      line: first === undefined ? undefined : first + inner.positionOf([index]).line - 1,
    }),
  );
}

interface At {
  readonly list: ListName;
  readonly index: number;
  readonly value: unknown;
  readonly line: number | undefined;
}

const rowOf = ({ list, index, value, line }: At): RawRow => ({
  list,
  value,
  place: { name: `${list}[${index}]`, ...(line !== undefined && { line }) },
});

/** Returns the line in which the first line of a text stands, if each of its lines is one of the file. */
function firstLineOf({ text }: Held, line: number): number | undefined {
  const written = text.split(/\r?\n/)[line - 1] ?? "";
  return /:\s+\|[-+\d]*\s*(#.*)?$/.test(written) ? line + 1 : undefined;
}
