import type { Path } from "../diagnostics";
import type { FileFacts } from "./facts";
import { clusterKey } from "./fleet";

/** What one file needs and another makes. The other one is applied first. */
export interface Need {
  readonly file: string;
  /** Where the file names it. */
  readonly path: Path;
  /** The ARN of the role or principal. */
  readonly arn: string;
  /** The file that makes it. */
  readonly maker: string;
}

/** Returns the roles that files name by ARN and other files make. */
export function rolesOfOthers(files: readonly FileFacts[]): Need[] {
  const makers = new Map(files.flatMap(({ file, roles }) => roles.made.map((arn) => [arn, file] as const)));
  return files.flatMap(({ file, roles }) =>
    roles.named.flatMap(({ arn, path, made }): Need[] => {
      const maker = made ?? makers.get(arn);
      return maker === undefined || maker === file ? [] : [{ file, path, arn, maker }];
    }),
  );
}

/** Returns the access entries that files give policies to and other files make. */
export function entriesOfOthers(files: readonly FileFacts[]): Need[] {
  const makers = new Map<string, string>();
  for (const { file, cluster, entries } of files) {
    const key = clusterKey(cluster);
    for (const principalArn of entries.made) makers.set(`${key}${principalArn}`, file);
  }
  return files.flatMap(({ file, cluster, entries }) => {
    const key = clusterKey(cluster);
    return entries.ofOthers.flatMap(({ principalArn: arn, path }): Need[] => {
      const maker = makers.get(`${key}${arn}`);
      return maker === undefined || maker === file ? [] : [{ file, path, arn, maker }];
    });
  });
}
