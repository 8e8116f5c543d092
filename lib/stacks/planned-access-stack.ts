import { AnnotationMetadataEntryType, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ofOneCopy } from "../constructs/copies";
import { PlannedAccess } from "../constructs/planned-access";
import { ACCESS_ID } from "../plan/addresses";
import type { AccessPlan } from "../plan/types";
import { completeStack } from "./complete";

/** The stack of a cluster that has already been planned. */
export class PlannedAccessStack extends TerraformStack {
  readonly access: PlannedAccess;

  /** @param warnings become annotations, which the cdktf command line prints */
  constructor(scope: Construct, id: string, plan: AccessPlan, warnings: readonly string[] = []) {
    super(ofOneCopy(scope), id);
    this.access = new PlannedAccess(this, ACCESS_ID, plan);
    for (const line of warnings) this.access.node.addMetadata(AnnotationMetadataEntryType.WARN, line);
    completeStack(this, this.access);
  }
}
