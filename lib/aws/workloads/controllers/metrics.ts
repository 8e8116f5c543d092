import { document } from "../../iam/policy-document";
import { ARNS } from "./arns";
import { allowOn, controller, some } from "./template";

/** Writes metrics to the given workspaces. AWS does not document the namespace of the agent that writes them. */
export const managedPrometheus = controller({
  inputs: { workspaceArns: some(ARNS.workspace) },
  policy: (_scope, { workspaceArns }) =>
    document(...allowOn(["aps:GetLabels", "aps:GetMetricMetadata", "aps:GetSeries", "aps:RemoteWrite"], workspaceArns)),
  source: "https://docs.aws.amazon.com/prometheus/latest/userguide/set-up-irsa.html",
});
