import { version } from "cdktf/package.json";
import { ACCESS_ID } from "../plan/addresses";
import type { AccessPlan } from "../plan/types";
import { type Lowered, lower } from "../terraform/lower";
import { type Lifecycle, NOT_IN_CLASSES, type Resource } from "../terraform/resource";
import { type Backend, outputsOf, type StackSettings, settingsOf } from "../terraform/stack";
import { countUntil } from "../terraform/values";
import { sortedJson } from "./json";
import { Renderer } from "./render";

/**
 * Returns the Terraform JSON of a stack, to the byte as cdktf writes it for the constructs of the same records.
 *
 * @param plan has no tokens
 * @param nextSteps what is left to do after the apply
 */
export function stackJson(plan: AccessPlan, stack: string, nextSteps: string | undefined): string {
  const lowered = lower(plan);
  const settings = settingsOf(plan, stack);
  const renderer = new Renderer(
    new Map([
      ...lowered.dataSources.map(({ id, type }) => [id, `data.${type}.${id}`] as const),
      ...lowered.resources.map(({ id, type }) => [id, `${type}.${id}`] as const),
    ]),
  );
  const outputs = outputsOf(lowered.attributes, nextSteps);
  const names = Object.keys(outputs);
  const { provider, backend, requiredProvider, requiredVersion } = settings;
  return sortedJson({
    "//": {
      metadata: metadataOf(lowered, settings, stack),
      outputs: names.length > 0 ? { [stack]: Object.fromEntries(names.map((name) => [name, name])) } : {},
    },
    ...blocks(
      "locals",
      mapped(lowered.locals, (value) => renderer.text(value)),
    ),
    ...blocks(
      "data",
      byType(lowered.dataSources, ({ id, attributes }) => ({
        "//": metadata(stack, id),
        ...renderer.arguments(attributes),
      })),
    ),
    ...blocks(
      "resource",
      byType(lowered.resources, (resource) => resourceJson(resource, stack, renderer)),
    ),
    ...blocks(
      "output",
      mapped(outputs, (value) => ({ value: renderer.map(value) })),
    ),
    ...imports(lowered, renderer),
    ...moved(lowered),
    ...removed(lowered),
    provider: { aws: [renderer.arguments(provider)] },
    terraform: {
      ...backendJson(backend, renderer),
      required_providers: { aws: requiredProvider },
      required_version: requiredVersion,
    },
  });
}

const metadata = (stack: string, id: string) => ({ metadata: { path: `${stack}/${ACCESS_ID}/${id}`, uniqueId: id } });

function resourceJson(
  { id, attributes, dependsOn = [], lifecycle, until }: Resource,
  stack: string,
  renderer: Renderer,
): object {
  return {
    "//": metadata(stack, id),
    ...renderer.arguments(attributes),
    ...(until !== undefined && { count: countUntil(until) }),
    ...(dependsOn.length > 0 && { depends_on: dependsOn.map((other) => renderer.address(other)) }),
    ...(lifecycle && { lifecycle: lifecycleJson(lifecycle, renderer) }),
  };
}

const lifecycleJson = (
  { ignoreChanges, preventDestroy, replaceTriggeredBy, precondition }: Lifecycle,
  renderer: Renderer,
): object => ({
  ignore_changes: ignoreChanges,
  prevent_destroy: preventDestroy,
  replace_triggered_by: replaceTriggeredBy?.map((attribute) => renderer.expression(attribute)),
  precondition: precondition?.map(({ condition, errorMessage }) => ({
    condition: renderer.text(condition),
    error_message: renderer.text(errorMessage),
  })),
});

/** What cdktf says of a stack: its backend, and what was set by the names of arguments alone. */
function metadataOf({ resources }: Lowered, { backend }: StackSettings, stack: string): object {
  const overrides: Record<string, string[]> = { stack: ["terraform"] };
  const add = (where: string, names: readonly string[]) => {
    if (names.length > 0) overrides[where] = [...(overrides[where] ?? []), ...names];
  };
  for (const { type, attributes } of resources) {
    const given = new Map(Object.entries(attributes));
    add(
      type,
      (NOT_IN_CLASSES[type] ?? []).filter((name) => given.get(name) !== undefined),
    );
  }
  add("backend", Object.keys(backend.others));
  const cloud = backend.type === "cloud" && { cloud: cloudOf(backend.config.hostname) };
  return { backend: backend.type, ...cloud, overrides, stackName: stack, version };
}

/** HCP Terraform or Terraform Enterprise, in cdktf's words. */
const cloudOf = (hostname = "app.terraform.io"): string => (hostname.startsWith("app.terraform.io") ? "tfc" : "tfe");

function backendJson({ type, config, others }: Backend, renderer: Renderer): object {
  const written = { ...renderer.arguments(config), ...others };
  return type === "cloud" ? { cloud: written } : { backend: { [type]: written } };
}

const imports = ({ resources }: Lowered, renderer: Renderer) =>
  blocks(
    "import",
    resources.flatMap(({ id, importId }) =>
      importId === undefined ? [] : [{ to: renderer.address(id), id: importId }],
    ),
  );

const moved = (lowered: Lowered) =>
  blocks(
    "moved",
    lowered.moved.map(({ type, from, to }) => ({ from: `${type}.${from}`, to: `${type}.${to}` })),
  );

const removed = (lowered: Lowered) =>
  blocks(
    "removed",
    lowered.removed.map(({ type, id }) => ({ from: `${type}.${id}`, lifecycle: { destroy: false } })),
  );

const mapped = <T, U>(items: Readonly<Record<string, T>>, of: (item: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(items).map(([key, item]) => [key, of(item)]));

/** Returns items by their types and ids. */
function byType<Item extends { readonly type: string; readonly id: string }>(
  items: readonly Item[],
  of: (item: Item) => object,
): Record<string, Record<string, object>> {
  const types: Record<string, Record<string, object>> = {};
  for (const item of items) {
    const ofType = types[item.type] ?? {};
    ofType[item.id] = of(item);
    types[item.type] = ofType;
  }
  return types;
}

/** Returns nothing if there are no blocks of a kind. */
const blocks = (kind: string, content: object): object => (Object.keys(content).length > 0 ? { [kind]: content } : {});
