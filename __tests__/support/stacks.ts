import type { Stack } from "../../lib/answers/stacks";

/** A stack as `eks-access stacks` lists it, with its fields in that order: of a file without shared files, with its state beside the output. */
export const stackNamed = (name: string, { roles, ...more }: Partial<Stack> = {}): Stack => ({
  name,
  file: `clusters/${name}.yaml`,
  folder: `cdktf.out/stacks/${name}`,
  manifests: null,
  cluster: name,
  account: "111122223333",
  region: "eu-west-1",
  partition: "aws",
  backend: { type: "local", path: `../../../terraform.${name}.tfstate` },
  ...(roles && { roles }),
  after: [],
  inputs: [`clusters/${name}.yaml`],
  change: null,
  was: null,
  ...more,
});
