import { quote } from "../../aws/text";
import type { FileFacts } from "./facts";
import type { FleetDiagnostic } from "./fleet";
import { nameKind } from "./name-kinds";
import type { UniqueName } from "./unique-names";

/** Finds resources that two plans both create. IAM names are unique in an account and case-insensitive. */
export class CollisionFinder {
  private readonly taken = new Map<string, Pick<UniqueName, "within"> & { readonly file: string }>();

  /** Adds a file. Returns a diagnostic for everything that it creates and an earlier file creates too. */
  add({ file, cluster, uniqueNames }: Pick<FileFacts, "file" | "cluster" | "uniqueNames">): FleetDiagnostic[] {
    const { account, partition, region, name: clusterName } = cluster;
    const scopes = {
      anywhere: { key: "", place: "" },
      account: { key: JSON.stringify([partition, account]), place: ` of account ${account}` },
      region: { key: JSON.stringify([partition, account, region]), place: ` of account ${account}` },
      cluster: {
        key: JSON.stringify([partition, account, region, clusterName]),
        place: ` of cluster ${clusterName}`,
      },
    };
    return uniqueNames.flatMap(({ kind, name, path, within }): FleetDiagnostic[] => {
      const { rule = "made-twice", what, scope, advice, caseSensitive } = nameKind(kind);
      const { key, place } = scopes[scope];
      const claim = `${what}${key}${caseSensitive ? name : name.toLowerCase()}`;
      const other = this.taken.get(claim) ?? { file, ...(within && { within }) };
      this.taken.set(claim, other);
      if (other.file === file || (within !== undefined && other.within === within)) return [];
      const message = `${other.file} makes the ${what} ${quote(name)}${place} too; ${advice}`;
      return [{ rule, file, path, message }];
    });
  }
}
