import { join } from "node:path";
import { synth } from "../../../lib/app";
import { ACCOUNT, type Faults, freshCluster, misbehave, seedPolicy, seedRole } from "./endpoint";
import type { NodeRole } from "./laws";
import { type Lifecycle, lifecycle } from "./lifecycle";
import { Workspace } from "./terraform";

const SOURCE = join(__dirname, "../../fixtures/wide.yaml");
const arn = (resource: string) => `arn:aws:iam::${ACCOUNT}:role/${resource}`;

/** The roles that `fixtures/wide.yaml` comes to. */
export const WIDE_ROLES: readonly NodeRole[] = [
  { arn: arn("wide-plain-node"), made: true, policies: 2, profiles: [] },
  { arn: arn("wide-named-profile-node"), made: true, policies: 2, profiles: ["NamedProfile"] },
  {
    arn: arn("wide-shared-one-node"),
    made: true,
    policies: 2,
    profiles: ["eks-wide-shared-one", "eks-wide-shared-two"],
  },
  { arn: arn("team/FullNodeRole"), made: true, policies: 4, profiles: [] },
  { arn: arn("nodes/ExistingNodeRole"), made: false, policies: 0, profiles: ["eks-wide-existing"] },
];

/** Applies and destroys `fixtures/wide.yaml` on a cluster of its own, with what it takes for granted in place. */
export async function lifecycleOfWide(faults: Faults = {}): Promise<Lifecycle> {
  await freshCluster("wide");
  await seedRole({ name: "ExistingNodeRole", path: "/nodes/", service: "ec2.amazonaws.com" });
  await seedPolicy({ name: "NodeBoundary", path: "/boundaries/" });
  await seedPolicy({ name: "ReadModels", path: "/team/" });
  const workspace = new Workspace("wide");
  try {
    synth({ source: SOURCE, outdir: workspace.outdir });
    await misbehave(faults);
    return await lifecycle(workspace);
  } finally {
    workspace.remove();
  }
}
