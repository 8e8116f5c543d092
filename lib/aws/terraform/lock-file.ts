/** The name that Terraform gives the lock file of a configuration. */
export const LOCK_FILE = ".terraform.lock.hcl";

/** The largest lock file that is taken. One of many platforms has some 5 kB. */
export const MAX_LOCK_FILE_BYTES = 64 * 1024;

/**
 * The lines that Terraform writes into a lock file. Whatever else HCL allows stands in none.
 *
 * @see https://developer.hashicorp.com/terraform/language/files/dependency-lock
 */
const LINES = [
  /^\s*(?:#.*|\/\/.*)?$/,
  /^provider "[\w.-]+\/[\w.-]+\/[\w.-]+" \{$/,
  /^\s+version\s+= "[\w.+-]+"$/,
  /^\s+constraints = "[\w.,<>=!~ +-]+"$/,
  /^\s+hashes = \[$/,
  /^\s+"(?:h1|zh):[A-Za-z0-9+/=]+",$/,
  /^\s+\]$/,
  /^\}$/,
] as const;

const AWS_PROVIDER = /^provider "[\w.-]+\/hashicorp\/aws" \{$(?<settings>[^}]*)^\}$/m;

/** What a lock file holds of the AWS provider, or the number of the first line that is none of a lock file. */
export type LockFile = { readonly awsVersion: string | undefined } | { readonly wrongLine: number };

export function readLockFile(text: string): LockFile {
  const lines = text.split(/\r?\n/);
  const wrong = lines.findIndex((line) => !LINES.some((pattern) => pattern.test(line)));
  if (wrong >= 0) return { wrongLine: wrong + 1 };
  const settings = AWS_PROVIDER.exec(lines.join("\n"))?.groups?.settings ?? "";
  return { awsVersion: /version\s+= "([^"]+)"/.exec(settings)?.[1] };
}
