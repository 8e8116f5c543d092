import {
  AzurermBackend,
  type AzurermBackendConfig,
  CloudBackend,
  GcsBackend,
  type GcsBackendConfig,
  HttpBackend,
  type HttpBackendConfig,
  LocalBackend,
  NamedCloudWorkspace,
  S3Backend,
  type S3BackendConfig,
  type TerraformBackend,
  type TerraformStack,
} from "cdktf";
import type { Backend } from "../terraform/stack";

/** Adds the backend of a stack. */
export function addBackend(stack: TerraformStack, backend: Backend): void {
  const added = backendOf(stack, backend);
  for (const [name, value] of Object.entries(backend.others)) added.addOverride(name, value);
}

/** cdktf's types ask for what a partial backend leaves to `terraform init`. Its classes write what there is. */
function backendOf(stack: TerraformStack, backend: Backend): TerraformBackend {
  switch (backend.type) {
    case "local":
      return new LocalBackend(stack, backend.config);
    case "s3":
      return new S3Backend(stack, backend.config as S3BackendConfig);
    case "http":
      return new HttpBackend(stack, backend.config as HttpBackendConfig);
    case "gcs":
      return new GcsBackend(stack, backend.config as GcsBackendConfig);
    case "azurerm":
      return new AzurermBackend(stack, backend.config as AzurermBackendConfig);
    case "cloud": {
      const { workspaces, ...config } = backend.config;
      const { name, project } = workspaces;
      return new CloudBackend(stack, { ...config, workspaces: new NamedCloudWorkspace(name, project) });
    }
  }
}
