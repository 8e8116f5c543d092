import { list, quote } from "../../aws/text";
import { ConfigError } from "../../load/config-error";
import { isMapping, type Mapping } from "../../load/mapping";
import { listOf, mappingOf, textOf } from "../fields";

/** What a plan does with a resource; `there` in a state. */
export type Fate = "there" | "made" | "replaced" | "destroyed" | "forgotten";

/** A resource of a state, or as a plan leaves it. */
export interface StateResource {
  readonly address: string;
  /** The address of all instances of it. */
  readonly whole: string;
  readonly type: string;
  readonly values: Mapping;
  /** Attributes that are sensitive, as a whole or in part. Their values are not here. */
  readonly sensitive: readonly string[];
  readonly fate: Fate;
  /** An object that Terraform destroys at the next apply, since another has taken its place. */
  readonly deposed: boolean;
}

const PRINTS = "write what terraform show -json prints of a state or a plan";

/** What a plan does, by the actions that it names. Whatever is not here leaves the resource there. */
const FATES: readonly (readonly [readonly string[], Fate])[] = [
  [["create"], "made"],
  [["delete"], "destroyed"],
  [["forget"], "forgotten"],
  [["delete", "create"], "replaced"],
  [["create", "delete"], "replaced"],
];

/**
 * Reads the resources of a state or plan that `terraform show -json` printed. Values that Terraform marks sensitive are
 * left out.
 *
 * @param types what is read; other types are passed over
 * @throws ConfigError if the text is something else, or of a format that is not known
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function readState(file: string, text: string, types: readonly string[]): StateResource[] {
  const shown = parsed(file, text);
  try {
    return allResources(shown, types);
  } catch (error) {
    if (error instanceof RangeError) throw new ConfigError([`${file}: values are nested too deeply`]);
    throw error;
  }
}

function allResources(shown: Mapping, types: readonly string[]): StateResource[] {
  const changes = fatesIn(shown);
  const after = mappingOf(shown.values ?? shown.planned_values);
  const before = mappingOf(mappingOf(shown.prior_state).values);
  const read = resourcesIn(mappingOf(after.root_module), types, changes);
  const gone = resourcesIn(mappingOf(before.root_module), types, changes).filter(
    ({ fate }) => fate === "destroyed" || fate === "forgotten",
  );
  return [...read, ...gone];
}

function parsed(file: string, text: string): Mapping {
  const refuse = (message: string) => new ConfigError([`${file}: ${message}`]);
  let shown: unknown;
  try {
    shown = JSON.parse(text);
  } catch {
    // what the parser says would quote the input, which may hold secrets
    throw refuse(`not JSON; ${PRINTS}`);
  }
  if (!isMapping(shown)) throw refuse(`no state and no plan; ${PRINTS}`);
  const { format_version: format, version, values, planned_values: planned, errored } = shown;
  if (format === undefined && version !== undefined && Array.isArray(shown.resources)) {
    throw refuse("a state as Terraform stores it; write what terraform show -json prints of it");
  }
  if (typeof format !== "string") throw refuse(`no state and no plan; ${PRINTS}`);
  if (!/^1\.\d+$/.test(format)) throw refuse(`format_version 1.x is read, got ${quote(format)}`);
  if (errored === true) throw refuse("the plan ended with an error, and is not whole; plan again");
  if (!isMapping(values ?? planned)) throw refuse(`no resources: an empty state, or the wrong folder or workspace`);
  return shown;
}

function fatesIn({ resource_changes }: Mapping): ReadonlyMap<string, Fate> {
  const fates = new Map<string, Fate>();
  for (const one of listOf(resource_changes)) {
    const { address, change, deposed } = mappingOf(one);
    const actions = listOf(mappingOf(change).actions).join();
    const [, fate] = FATES.find(([names]) => names.join() === actions) ?? [];
    if (typeof address === "string" && fate !== undefined && deposed === undefined) fates.set(address, fate);
  }
  return fates;
}

/** Reads modules in the order of the text, without recursion: nobody limits how deep they lie. */
function resourcesIn(root: Mapping, types: readonly string[], fates: ReadonlyMap<string, Fate>): StateResource[] {
  const found: StateResource[] = [];
  const modules: Mapping[] = [root];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    const prefix = textOf(module.address);
    for (const one of listOf(module.resources)) {
      const resource = resourceOf(mappingOf(one), prefix, fates);
      if (resource !== undefined && types.includes(resource.type)) found.push(resource);
    }
    modules.push(...listOf(module.child_modules).map(mappingOf).reverse());
  }
  return found;
}

function resourceOf(
  { address, mode, type, name, values, sensitive_values: mask, deposed_key: deposed }: Mapping,
  module: string | undefined,
  fates: ReadonlyMap<string, Fate>,
): StateResource | undefined {
  if (mode === "data" || typeof address !== "string" || typeof type !== "string") return undefined;
  const all = mappingOf(values);
  const shown = mappingOf(withoutSensitive(all, mask));
  return {
    address,
    whole: [module, type, textOf(name)].filter((part) => part !== undefined).join("."),
    type,
    values: shown,
    sensitive:
      mask === true ? Object.keys(all) : Object.keys(mappingOf(mask)).filter((key) => hides(mappingOf(mask)[key])),
    fate: fates.get(address) ?? "there",
    deposed: deposed !== undefined,
  };
}

/** Whether anything in a mask is sensitive. */
function hides(mask: unknown): boolean {
  if (mask === true) return true;
  return typeof mask === "object" && mask !== null && Object.values(mask).some(hides);
}

function withoutSensitive(value: unknown, mask: unknown): unknown {
  if (mask === true) return undefined;
  if (!hides(mask)) return value;
  const masks = mask as Mapping;
  if (Array.isArray(value)) return value.map((inner, index) => withoutSensitive(inner, masks[index]));
  if (!isMapping(value)) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSensitive(inner, masks[key])]));
}

/** Says which of the attributes that an item needs are sensitive; undefined if none is. */
export function sensitiveText({ sensitive }: StateResource, needed: readonly string[]): string | undefined {
  const hidden = sensitive.filter((name) => needed.includes(name));
  if (hidden.length === 0) return undefined;
  return `${list(hidden, "and")} ${hidden.length > 1 ? "are" : "is"} sensitive in this state, and not printed; write the item by hand`;
}
