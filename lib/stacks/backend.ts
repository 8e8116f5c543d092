import { CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend, type TerraformStack } from "cdktf";
import type { BackendConfig } from "../schema/types";

/** Where the state of a stack lies. */
export function addBackend(stack: TerraformStack, backend: BackendConfig): void {
  switch (backend.type) {
    case "local":
      // beside the output folder, which may be thrown away, and relative, so that every machine gets the same bytes
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
