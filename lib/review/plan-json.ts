import * as z from "zod";

/** Attributes of a resource. What Terraform knows only after the apply is missing. */
const attributes = z.record(z.string(), z.unknown()).nullish();

const resourceChange = z.looseObject({
  address: z.string(),
  mode: z.string().optional(),
  type: z.string(),
  name: z.string(),
  action_reason: z.string().optional(),
  change: z.looseObject({
    actions: z.array(z.string()),
    before: attributes,
    after: attributes,
    replace_paths: z.array(z.array(z.unknown())).optional(),
    importing: z.unknown().optional(),
  }),
});

/** A resource as it is written: what its arguments refer to. */
const writtenResource = z.looseObject({
  address: z.string(),
  expressions: z.record(z.string(), z.unknown()).default({}),
});
const expression = z.looseObject({ references: z.array(z.string()) });

/** The part of `terraform show -json` that a review reads. */
const plan = z.looseObject({
  format_version: z.string(),
  resource_changes: z.array(resourceChange).default([]),
  /** What somebody changed past Terraform. */
  resource_drift: z.array(resourceChange).default([]),
  configuration: z
    .looseObject({ root_module: z.looseObject({ resources: z.array(writtenResource).default([]) }).optional() })
    .optional(),
});

/** What becomes of a resource. */
export type Fate = "made" | "changed" | "replaced" | "destroyed" | "forgotten" | "kept";

/** Attributes of a resource before or after an apply. */
export type Values = Readonly<Record<string, unknown>>;

/** A resource of a Terraform plan, and what becomes of it. */
export interface Change {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly fate: Fate;
  /** Whether Terraform takes over an object that exists. */
  readonly imported: boolean;
  /** Whether Terraform replaces it because an apply failed while it was made. */
  readonly tainted: boolean;
  /** Whether Terraform destroys it because its end has come: its count is 0. */
  readonly expired: boolean;
  /** Whether somebody has deleted it and made it again, with another id. */
  readonly remade: boolean;
  readonly before: Values;
  readonly after: Values;
  /** The attributes that make Terraform replace it. */
  readonly because: readonly string[];
  /** The resources that its arguments refer to, by argument. */
  readonly references: Readonly<Record<string, readonly string[]>>;
}

const FATES: Readonly<Record<string, Fate>> = {
  create: "made",
  update: "changed",
  delete: "destroyed",
  forget: "forgotten",
};

const fateOf = (actions: readonly string[]): Fate =>
  actions.includes("create") && actions.includes("delete") ? "replaced" : (FATES[actions[0] ?? ""] ?? "kept");

/**
 * Reads a plan as `terraform show -json` prints it.
 *
 * @returns the changes of resources, or undefined if the text is no such plan
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function changesOf(text: string): Change[] | undefined {
  const { success, data } = plan.safeParse(parsed(text));
  if (!success) return undefined;
  const written = new Map(
    (data.configuration?.root_module?.resources ?? []).map(({ address, expressions }) => [address, expressions]),
  );
  const remade = new Set(data.resource_drift.filter(hasOtherId).map(({ address }) => address));
  return data.resource_changes
    .filter(({ mode = "managed" }) => mode === "managed")
    .map(({ address, type, name, action_reason, change }) => ({
      address,
      type,
      name,
      fate: fateOf(change.actions),
      imported: typeof change.importing === "object" && change.importing !== null,
      tainted: action_reason === "replace_because_tainted",
      expired: action_reason === "delete_because_count_index",
      remade: remade.has(address),
      before: change.before ?? {},
      after: change.after ?? {},
      because: (change.replace_paths ?? []).map((path) => path.map(String).join(".")),
      references: referencesOf(written.get(withoutIndex(address))),
    }));
}

/** Returns the address as the configuration has it: what has an end is `aws_eks_access_entry.access_kim[0]` in the state. */
export const withoutIndex = (address: string): string => address.replace(/\[[^\]]*\]$/, "");

const hasOtherId = ({ change: { before, after } }: z.infer<typeof resourceChange>): boolean =>
  typeof before?.unique_id === "string" && typeof after?.unique_id === "string" && before.unique_id !== after.unique_id;

const referencesOf = (expressions: Values = {}): Change["references"] =>
  Object.fromEntries(
    Object.entries(expressions).flatMap(([argument, given]) => {
      const { success, data } = expression.safeParse(given);
      return success ? [[argument, data.references]] : [];
    }),
  );

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
