import { CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend, type TerraformStack } from "cdktf";
import type { BackendConfig } from "../schema/types";

/** Adds the backend of a stack. */
export function addBackend(stack: TerraformStack, backend: BackendConfig): void {
  switch (backend.type) {
    case "local":
      // Next to the output folder, which users may delete. The path is relative, so that all machines generate the same
      // output.
      new LocalBackend(stack, { path: `../../../terraform.${stack.node.id}.tfstate` });
      return;
    case "s3": {
      const { type: _, useLockfile, encrypt = true, ...config } = backend;
      const s3 = new S3Backend(stack, { ...config, encrypt });
      if (useLockfile !== undefined) s3.addOverride("use_lockfile", useLockfile);
      return;
    }
    case "cloud": {
      const { hostname, organization, workspace } = backend;
      new CloudBackend(stack, { hostname, organization, workspaces: new NamedCloudWorkspace(workspace) });
      return;
    }
  }
}
