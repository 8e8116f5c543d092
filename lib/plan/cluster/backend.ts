import { addressProblem, isOpenToOthers } from "../../aws/terraform/backends";
import { s3BucketProblem } from "../../aws/terraform/buckets";
import type { TERRAFORM_VERSIONS } from "../../aws/terraform/versions";
import { isToken } from "../../aws/text";
import type { BackendConfig } from "../../schema/types";
import type { PlanContext } from "../context";
import type { DiagnosticCollector, Path } from "../diagnostics";

type S3Backend = Extract<BackendConfig, { type: "s3" }>;
type HttpBackend = Extract<BackendConfig, { type: "http" }>;

/** Returns what of Terraform a backend needs. */
export function needsOfBackend(backend: BackendConfig): (keyof typeof TERRAFORM_VERSIONS | false)[] {
  switch (backend.type) {
    case "s3":
      return [backend.useLockfile === true && "s3Lockfile", backend.assumeRole !== undefined && "s3AssumeRole"];
    case "gcs":
      return [backend.kmsEncryptionKey !== undefined && "gcsKmsKey"];
    case "cloud":
      return [backend.project !== undefined && "cloudProject"];
    case "local":
    case "http":
    case "azurerm":
      return [];
  }
}

/** Reports what is wrong with a backend. The schema has checked each value of the others. */
export function validateBackend({ config, diagnostics }: PlanContext): void {
  const { backend } = config.terraform;
  if (backend.type === "s3") validateBucket(backend, diagnostics);
  if (backend.type !== "http") return;
  for (const key of ["address", "lockAddress", "unlockAddress"] as const) validateAddress(key, backend, diagnostics);
  validateLock(backend, diagnostics);
}

function validateBucket({ bucket, region }: S3Backend, diagnostics: DiagnosticCollector): void {
  if (bucket === undefined || isToken(bucket)) return;
  const problem = s3BucketProblem(bucket, isToken(region) ? undefined : region);
  if (problem !== undefined) diagnostics.report("s3-bucket", ["terraform", "backend", "bucket"], problem);
}

function validateAddress(
  key: "address" | "lockAddress" | "unlockAddress",
  backend: HttpBackend,
  diagnostics: DiagnosticCollector,
): void {
  const address = backend[key];
  if (address === undefined || isToken(address)) return;
  const path: Path = ["terraform", "backend", key];
  const problem = addressProblem(address);
  if (problem !== undefined) diagnostics.report("state-address", path, problem);
  else if (isOpenToOthers(address)) {
    const message =
      "whoever is on the way to the server reads the state and the password, and changes what the next apply destroys; write https://";
    diagnostics.report("state-in-the-open", path, message);
  }
}

/** Without the other address, Terraform never gives a lock back that it has taken. */
function validateLock({ lockAddress, unlockAddress, partial }: HttpBackend, diagnostics: DiagnosticCollector): void {
  if (partial === true || (lockAddress === undefined) === (unlockAddress === undefined)) return;
  const [there, missing] =
    lockAddress === undefined ? ["unlockAddress", "lockAddress"] : ["lockAddress", "unlockAddress"];
  const message = `Terraform needs both addresses to lock a state, and ${missing} is not there; write it beside ${there}, often with the same address`;
  diagnostics.report("state-lock", ["terraform", "backend", there], message);
}
