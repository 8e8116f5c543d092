import type * as z from "zod";
import { isToken } from "../aws/text";
import type { Diagnostic, Path } from "../plan/diagnostics";
import { type ClusterConfig, clusterConfig } from "../schema/config";
import { facts, kubernetesWords } from "../schema/fields";
import { diagnosticsOf, type Issue, pathOf, schemasAt, valueAt } from "./messages";
import { PathSet } from "./path-set";

/** Replaces a value that is missing or has the wrong type. It is a token, so it passes all later checks. */
export const UNKNOWN = "${unknown}";

/** Empty values for the types that a token cannot have. */
const EMPTY: Readonly<Record<string, () => unknown>> = {
  array: () => [],
  object: () => ({}),
  record: () => ({}),
};

const emptyOf = (type: string): unknown => (EMPTY[type] ?? (() => UNKNOWN))();

/** What the schema reports, and a configuration that later rules can work with. */
export interface Shape {
  readonly diagnostics: readonly Diagnostic[];
  /** Holds replacements at the paths in `replaced`. Undefined if nothing can be checked further. */
  readonly config: ClusterConfig | undefined;
  /** Paths where the rules would be checking a replacement. */
  readonly replaced: PathSet;
}

/**
 * Validates types, keys and single values. Invalid values are reported and replaced, and the rest is validated again,
 * so that one mistake does not hide others.
 *
 * @param found what has been reported before, and replaced in `given`
 */
export function validateShape(
  given: unknown,
  whole: z.ZodType = clusterConfig,
  found: readonly Diagnostic[] = [],
): Shape {
  // most files are right
  if (found.length === 0 && whole.safeParse(given).success) {
    // the schema has accepted it
    return { diagnostics: [], config: given as ClusterConfig, replaced: new PathSet() };
  }
  const shape = new ShapeValidation(given, whole, found);
  while (shape.step()) {
    // each round replaces values that earlier rounds could not reach
  }
  return shape.result();
}

class ShapeValidation {
  private readonly diagnostics: Diagnostic[];
  private readonly replaced: PathSet;
  private readonly unreliable: Path[] = [];
  /** The given value, and a copy of it as soon as something must be replaced. */
  private config: unknown;
  /**
   * The value that is parsed. It has a sample value in place of each token, for example a number. Otherwise the schema
   * would reject the token and skip its surroundings.
   */
  private probe: unknown;
  /** Issues so far, by code and path. */
  private readonly seen = new Set<string>();
  private unusable = false;

  constructor(
    private readonly given: unknown,
    private readonly whole: z.ZodType,
    found: readonly Diagnostic[],
  ) {
    this.diagnostics = [...found];
    this.replaced = new PathSet(found.map(({ path }) => path));
    this.config = given;
    this.probe = given;
  }

  /** Validates once. Returns false if nothing is left to replace. */
  step(): boolean {
    const { error } = this.whole.safeParse(this.probe);
    if (error === undefined) return false;
    if (this.probe === this.given) {
      this.config = copy(this.given);
      this.probe = copy(this.given);
    }
    const { issues } = error;
    const allowed = issues.map((issue) => isAllowedToken(issue, this.config));
    const tokens = issues.filter((_, index) => allowed[index]);
    const wrong = issues.filter((_, index) => !allowed[index]);
    this.report(wrong);
    const broken = wrong.filter((issue) => issue.code !== "custom");
    if (broken.some((issue) => issue.path.length === 0 && issue.code !== "unrecognized_keys")) {
      this.unusable = true;
      return false;
    }
    this.assertProgress(tokens, broken);
    for (const issue of tokens) replace(this.probe, pathOf(issue), sampleValue(issue));
    for (const issue of broken) this.patch(issue);
    return tokens.length + broken.length > 0;
  }

  /** Throws if the schema rejects a replacement again, because the loop would never end. */
  private assertProgress(tokens: readonly Issue[], broken: readonly Issue[]): void {
    // a value that is removed may be reported once more, as missing
    const keyOf = (kind: string) => (issue: Issue) =>
      JSON.stringify([kind, issue.code, valueAt(this.probe, pathOf(issue)) === undefined, ...pathOf(issue)]);
    const keys = [...tokens.map(keyOf("token")), ...broken.map(keyOf("broken"))];
    if (keys.length > 0 && keys.every((key) => this.seen.has(key))) {
      throw new Error(`internal: no replacement at ${keys.join(", ")}; please report this with the configuration`);
    }
    for (const key of keys) this.seen.add(key);
  }

  result(): Shape {
    const { diagnostics, replaced, unreliable } = this;
    if (this.unusable) return { diagnostics, config: undefined, replaced };
    for (const path of unreliable) replaced.add(path);
    // the schema has accepted it by now
    return { diagnostics, config: this.config as ClusterConfig, replaced };
  }

  private report(wrong: readonly Issue[]): void {
    const seen = new Set(this.diagnostics.map(sameDiagnostic));
    const found = wrong.flatMap((issue) => diagnosticsOf(issue, this.config, this.whole));
    this.diagnostics.push(
      ...found.filter((diagnostic) => !this.replaced.covers(diagnostic.path) && !seen.has(sameDiagnostic(diagnostic))),
    );
  }

  private patch(issue: Issue): void {
    // an invalid discriminator replaces the whole union
    const ofChoice = issue.code === "invalid_union" && "options" in issue;
    const path = ofChoice ? pathOf(issue).slice(0, -1) : pathOf(issue);
    const places = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...path, key]) : [path];
    const replacement = ofChoice ? { value: undefined } : replacementOf(issue, this.config);
    for (const place of places) {
      this.replaced.add(place);
      replace(this.config, place, replacement.value);
      replace(this.probe, place, replacement.value);
    }
    if (replacement.unreliable) this.unreliable.push(path.slice(0, -1));
  }
}

/**
 * Returns a replacement for an invalid value, so that the rest can be validated. An undefined `value` removes it. If
 * the value is a word that decides what is created, some valid word is used, and its parent is not validated further.
 */
function replacementOf(issue: Issue, root: unknown): { value: unknown; unreliable?: boolean } {
  switch (issue.code) {
    case "invalid_type":
      return { value: emptyOf(issue.expected) };
    case "invalid_value":
      return affectsPlan(pathOf(issue)) ? { value: issue.values[0], unreliable: true } : { value: UNKNOWN };
    case "invalid_union": {
      if (valueAt(root, pathOf(issue)) !== undefined) return { value: undefined };
      const expected = issue.errors.flat().flatMap((inner) => (inner.code === "invalid_type" ? [inner.expected] : []));
      return { value: emptyOf(expected.find((type) => Object.hasOwn(EMPTY, type)) ?? "") };
    }
    default:
      return { value: undefined };
  }
}

/** Returns whether the words at a path decide what is created. */
const affectsPlan = (path: Path): boolean =>
  !schemasAt(clusterConfig, path).some((schema) => kubernetesWords.has(schema));

function replace(root: unknown, path: Path, value: unknown): void {
  const parent = valueAt(root, path.slice(0, -1));
  const last = path.at(-1);
  if (typeof parent !== "object" || parent === null || last === undefined) return;
  // a list keeps its length, so that the paths of its items stay valid
  if (value !== undefined || Array.isArray(parent)) Reflect.set(parent, last, value ?? UNKNOWN);
  else Reflect.deleteProperty(parent, last);
}

/**
 * Returns whether an issue is about a token that is allowed. A token can stand for one text, number, boolean or word of
 * Kubernetes, but not for a list or mapping.
 */
function isAllowedToken(issue: Issue, root: unknown): boolean {
  if (!isToken(valueAt(root, pathOf(issue)))) return false;
  if (issue.code === "invalid_value") return !affectsPlan(pathOf(issue));
  return issue.code === "invalid_type" && !Object.hasOwn(EMPTY, issue.expected);
}

/** Returns a sample value of the type that a token stands for. */
function sampleValue(issue: Issue): unknown {
  if (issue.code === "invalid_value") return issue.values[0];
  if (issue.code === "invalid_type" && issue.expected === "boolean") return true;
  const [fact] = schemasAt(clusterConfig, pathOf(issue)).flatMap((schema) => facts.get(schema) ?? []);
  return fact && "min" in fact ? fact.min : 0;
}

const sameDiagnostic = ({ path, message }: Diagnostic): string => `${path.join("\0")}\0${message}`;

/** Copies plain data, in which aliases of YAML may have made one value stand in several places. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
}
