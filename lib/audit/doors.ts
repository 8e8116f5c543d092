import type { ClusterAnswers } from "../live/answers";
import type { LoadedPlan } from "../load/load";
import { statedMode } from "../plan/cluster/stated-mode";
import { type Finding, finding } from "./finding";
import { providerFindings } from "./providers";

/** Says how else than by access entries somebody may reach the cluster. */
export function doorFindings(files: readonly LoadedPlan[], answers: ClusterAnswers): Finding[] {
  return [...modeFindings(files, answers), ...providerFindings(files, answers)];
}

function modeFindings(files: readonly LoadedPlan[], { cluster, id }: ClusterAnswers): Finding[] {
  const found = cluster?.authenticationMode;
  if (found === undefined || found === "") return [];
  const subject = id.name;
  if (found === "CONFIG_MAP") {
    const advice = "no access entry counts; change the mode to API_AND_CONFIG_MAP";
    return [{ ...finding("other-mode", { subject, found, ...statedIn(files), advice }), level: "error" }];
  }
  const stated = statedIn(files);
  const other = stated !== undefined && stated.planned !== found;
  return [
    ...(other ? [finding("other-mode", { subject, found, ...stated })] : []),
    ...(found === "API_AND_CONFIG_MAP"
      ? [
          finding("second-door", {
            subject,
            of: "aws-auth",
            found,
            location: stated?.location,
            advice:
              "the ConfigMap aws-auth in kube-system may let others in; this audit does not read it. With the mode API it counts no more",
          }),
        ]
      : []),
  ];
}

function statedIn(files: readonly LoadedPlan[]): { planned: string; location: string } | undefined {
  for (const file of files) {
    const stated = statedMode(file);
    if (stated !== undefined) return { planned: stated.mode, location: file.locationOf(stated.path) };
  }
  return undefined;
}
