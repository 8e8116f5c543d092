import { didYouMean, isToken, quote, someOf } from "../aws/text";
import type { NoRoleOfFile, PlanOptions } from "../plan/context";
import { planOtherRoles } from "../plan/plan";
import type { OtherRole, RoleOfFile } from "../plan/types";
import { clusterFile } from "../schema/files";
import type { RoleOfFileReference } from "../schema/types";
import { foreignDocument } from "./foreign";
import { mergeSources } from "./merge";
import { validateShape } from "./shape";
import type { SharedSources, Source, Sources } from "./sources";

/** The roles of one file; undefined if the file has problems, so that its roles cannot be known. */
interface File {
  readonly file: string;
  readonly roles: ReadonlyMap<string, OtherRole | undefined> | undefined;
}

interface Finder {
  readonly find: NonNullable<PlanOptions["roleOfFile"]>;
  /** Names of the files that it was asked for, whether or not they are there. Roles of a file depend on no third file. */
  readonly asked: ReadonlySet<string>;
}

/** Finds roles that files name as `{ of: <file>, role: <key> }`. */
export class RolesOfFiles {
  private readonly files = new Map<string, File>();
  private neighbours: ReadonlyMap<string, () => Source> | undefined;
  private names: readonly string[] | undefined;

  constructor(
    private readonly findNeighbours: Sources["neighbours"],
    private readonly shared: SharedSources,
  ) {}

  /** Returns the function by which the plan of one file finds roles of others. */
  findFor(own: string): Finder {
    const asked = new Set<string>();
    return {
      asked,
      find: (reference) => {
        asked.add(reference.of);
        return this.find(reference, own);
      },
    };
  }

  private find({ of, role: key }: RoleOfFileReference, own: string): RoleOfFile | NoRoleOfFile {
    if (of === own) return { at: "of", message: `${quote(of)} is this file; write role: ${key}, and no principal` };
    this.neighbours ??= this.findNeighbours();
    const read = this.neighbours.get(of);
    if (read === undefined) {
      this.names ??= [...this.neighbours.keys()].sort();
      const names = this.names.filter((name) => name !== own);
      const advice = didYouMean(of, names) || `; the others: ${someOf(names) || "none"}`;
      return { at: "of", message: `no file of a cluster is named ${quote(of)}${advice}` };
    }
    const { file, roles } = this.files.get(of) ?? rolesOf(read(), this.shared);
    this.files.set(of, { file, roles });
    const role = roles?.get(key);
    const wrong = roles?.has(key) && (role === undefined || isToken(role.arn));
    if (roles === undefined || wrong) {
      return { at: "of", message: `${file} has problems of its own, so its roles are not known; correct them first` };
    }
    if (role === undefined) {
      const advice = didYouMean(key, roles.keys()) || `; the keys there: ${someOf([...roles.keys()]) || "none"}`;
      return { at: "role", message: `no role ${quote(key)} in otherRoles of ${file}${advice}` };
    }
    return { ...role, key, file };
  }
}

function rolesOf(source: Source, shared: SharedSources): File {
  const { file, name, yaml } = source;
  const unknown = { file, roles: undefined };
  if (yaml.value === undefined || yaml.diagnostics.length > 0 || foreignDocument(yaml.value)) return unknown;
  const merged = mergeSources(source, shared);
  const { config, diagnostics } = validateShape(merged.value, clusterFile);
  if (config === undefined || merged.diagnostics.length + diagnostics.length > 0) return unknown;
  return { file, roles: planOtherRoles(config, { name, tokens: false }) };
}
