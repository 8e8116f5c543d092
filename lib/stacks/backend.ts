import {
  CloudBackend,
  LocalBackend,
  NamedCloudWorkspace,
  S3Backend,
  type TerraformBackend,
  type TerraformStack,
} from "cdktf";
import type { Backend } from "../terraform/stack";

/** Adds the backend of a stack. */
export function addBackend(stack: TerraformStack, backend: Backend): void {
  const added = backendOf(stack, backend);
  for (const [name, value] of Object.entries(backend.others)) added.addOverride(name, value);
}

function backendOf(stack: TerraformStack, backend: Backend): TerraformBackend {
  switch (backend.type) {
    case "local":
      return new LocalBackend(stack, backend.config);
    case "s3":
      return new S3Backend(stack, backend.config);
    case "cloud": {
      const { workspaces, ...config } = backend.config;
      return new CloudBackend(stack, { ...config, workspaces: new NamedCloudWorkspace(workspaces.name) });
    }
  }
}
