import { quote } from "../../aws/text";
import { ConfigError } from "../../load/config-error";
import { isMapping, type Mapping } from "../../load/mapping";
import { readYaml } from "../../load/yaml";
import { listOf, mappingOf } from "../fields";
import type { Place } from "../row";

/** A part of a ClusterConfig. */
export interface Part {
  readonly place: Place;
  readonly value: Mapping;
}

/** A ClusterConfig of eksctl. */
export interface ClusterConfig {
  readonly value: Mapping;
  /** Returns the value at a path as a mapping, empty if there is none. */
  at(...path: readonly string[]): Mapping;
  /** Returns where a path stands. */
  place(...path: readonly string[]): Place;
  /** Returns the items of a list. Those that are no mappings are empty. */
  list(...path: readonly string[]): readonly Part[];
}

/**
 * Reads a ClusterConfig. Unknown keys and wrong types are no errors here: eksctl refuses them.
 *
 * @throws ConfigError if the text is not YAML, or something else than a ClusterConfig
 */
export function readClusterConfig(file: string, text: string): ClusterConfig {
  const yaml = readYaml(text, { numbersAsText: true });
  const { value } = yaml;
  if (value === undefined) {
    throw new ConfigError(
      yaml.diagnostics.map(
        ({ message, position }) => `${file}:${position?.line ?? 1}:${position?.column ?? 1}: ${message}`,
      ),
    );
  }
  const kind = isMapping(value) ? value.kind : undefined;
  if (!isMapping(value) || kind !== "ClusterConfig") {
    const got = kind === undefined ? "" : `, got the kind ${quote(kind)}`;
    throw new ConfigError([
      `${file}: no ClusterConfig of eksctl${got}; write the file that eksctl create cluster -f takes`,
    ]);
  }
  const valueAt = (path: readonly string[]): unknown =>
    path.reduce<unknown>((inner, key) => mappingOf(inner)[key], value);
  const place = (path: readonly (string | number)[]): Place => ({
    name: path
      .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
      .join("")
      .slice(1),
    line: yaml.positionOf(path).line,
  });
  return {
    value,
    at: (...path) => mappingOf(valueAt(path)),
    place: (...path) => place(path),
    list: (...path) =>
      listOf(valueAt(path)).map((item, index) => ({ place: place([...path, index]), value: mappingOf(item) })),
  };
}
