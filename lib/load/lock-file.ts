import { join } from "node:path";
import { LOCK_FILE, MAX_LOCK_FILE_BYTES, readLockFile } from "../aws/terraform/lock-file";
import { isInRange } from "../aws/terraform/versions";
import type { FileFacts } from "../plan/fleet/facts";
import type { FleetDiagnostic } from "../plan/fleet/fleet";
import type { LoadRuleName } from "./catalogue";
import type { LocatedDiagnostic } from "./location";
import type { FileContent } from "./read";
import type { Tree } from "./tree";

/** Terraform's lock file beside the files of clusters, which each stack gets. */
export interface LockFileSource {
  readonly file: string;
  readonly text: string;
  /** The version of the AWS provider that it holds. */
  readonly awsVersion: string;
}

interface Found {
  readonly lockFile?: LockFileSource;
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** Reads the lock file in the folder of clusters, if there is one. It is copied, so that nothing else may stand in it. */
export function lockFileIn(folder: string, tree: Tree): Found {
  const entries = tree.entriesOf(folder);
  if (typeof entries === "string" || !entries.some(({ name }) => name === LOCK_FILE)) return { diagnostics: [] };
  const file = join(folder, LOCK_FILE);
  const text = textOf(tree.read(file));
  if (typeof text !== "string") return refused(file, text.rule, text.message);
  const lock = readLockFile(text);
  if ("wrongLine" in lock) {
    const message = `line ${lock.wrongLine} is none that Terraform writes into a lock file; copy the file as it is from the folder of a stack`;
    return refused(file, "lock-file", message);
  }
  if (lock.awsVersion === undefined) {
    const message = "no version of the AWS provider is in it; copy it from the folder of a stack, after terraform init";
    return refused(file, "lock-file", message);
  }
  return { lockFile: { file, text, awsVersion: lock.awsVersion }, diagnostics: [] };
}

function textOf(content: FileContent): string | { readonly rule: LoadRuleName; readonly message: string } {
  if (content.text === undefined) {
    return content.rule === "not-yaml" ? { rule: "lock-file", message: "it is not UTF-8 text" } : content;
  }
  const bytes = Buffer.byteLength(content.text);
  if (bytes <= MAX_LOCK_FILE_BYTES) return content.text;
  const most = MAX_LOCK_FILE_BYTES.toLocaleString("en");
  return {
    rule: "lock-file",
    message: `at most ${most} bytes, got ${bytes.toLocaleString("en")}; lock fewer platforms`,
  };
}

const refused = (file: string, rule: LoadRuleName, message: string): Found => ({
  diagnostics: [{ rule, file, path: [], message }],
});

/** Finds files whose stacks cannot have the locked version of the provider: `terraform init` would refuse each. */
export function findLockedOut(
  lockFile: LockFileSource | undefined,
  files: readonly Pick<FileFacts, "file" | "awsVersions">[],
): FleetDiagnostic[] {
  if (lockFile === undefined) return [];
  const { file: lock, awsVersion } = lockFile;
  return files.flatMap(({ file, awsVersions }) => {
    if (isInRange(awsVersion, awsVersions)) return [];
    const message = `the stack needs AWS provider ${awsVersions}, and ${lock} holds ${awsVersion}; run terraform init -upgrade in the folder of a stack, and copy its lock file`;
    return [{ rule: "lock-file", file, path: [], message }];
  });
}
