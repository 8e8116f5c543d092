import { document } from "../../iam/policy-document";
import { ARNS } from "./arns";
import { allowOn, controller, some } from "./template";

/** Metrics written to workspaces. The namespace of the agent that writes them is not published. */
export const managedPrometheus = controller({
  inputs: { workspaceArns: some(ARNS.workspace) },
  policy: (_scope, { workspaceArns }) =>
    document(...allowOn(["aps:GetLabels", "aps:GetMetricMetadata", "aps:GetSeries", "aps:RemoteWrite"], workspaceArns)),
  source: "https://docs.aws.amazon.com/prometheus/latest/userguide/set-up-irsa.html",
});
