import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const NAME = "cluster.schema.json";
const INSTALLED = join("node_modules", "cdktf-eks-access", NAME);

/**
 * Returns where editors find the JSON Schema of a cluster's file, as a path from its folder: beside the folder, where
 * `eks-access schema` writes it, or in the package that is installed there or above. Undefined if there is none.
 *
 * @param folder that of the file; it need not exist
 */
export function schemaFrom(folder: string): string | undefined {
  const from = resolve(folder);
  const found = [join(dirname(from), NAME), ...foldersFrom(from).map((one) => join(one, INSTALLED))].find(existsSync);
  return found && relative(from, found).replaceAll("\\", "/");
}

/** A folder and all above it. */
function foldersFrom(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersFrom(above)];
}
