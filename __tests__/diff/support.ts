import { diffOf } from "../../lib/diff/diff";
import { plain } from "../../lib/diff/sentence";
import { placeOf } from "../../lib/report/diff";
import { linesOf } from "../../lib/report/diff-lines";
import { loaded } from "../support/loaded";

export const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const ARN = "arn:aws:iam::111122223333:";
const NOW = { source: "clusters", revision: null, commit: null, mergeBase: false };
const MARKS = { added: "+", taken: "-", changed: "~" } as const;

/** Plans `clusters/demo.yaml`, or all files that are given. */
export function plansOf(given: string | Readonly<Record<string, string>>) {
  const files = typeof given === "string" ? { "clusters/demo.yaml": HEAD + given } : given;
  return loaded(Object.fromEntries(Object.entries(files).map(([file, text]) => [file, text.replaceAll("@", ARN)])))
    .plans;
}

/**
 * What a reader sees of each change, without places: `! + who gains what | what follows`. `!` is an escalation. ARNs of IAM
 * in the account begin with `@`, in what is given too.
 */
export function changed(before: Parameters<typeof plansOf>[0], after: Parameters<typeof plansOf>[0]): string[] {
  return diffOf(plansOf(before), plansOf(after)).flatMap((cluster) => [
    ...linesOf(cluster).map(({ how, escalation, sentence, details }) =>
      [`${escalation ? "! " : ""}${MARKS[how]} ${plain(sentence)}`, ...details.map(plain)]
        .join(" | ")
        .replaceAll(ARN, "@"),
    ),
    ...cluster.notes.map(
      (note) =>
        `note: ${plain(note)
          .replace(/\([^(]*\/clusters\//, "(clusters/")
          .replaceAll(ARN, "@")}`,
    ),
  ]);
}

/** The places of all changes, without the folder that all is in. */
export const places = (before: Parameters<typeof plansOf>[0], after: Parameters<typeof plansOf>[0]): string[] =>
  diffOf(plansOf(before), plansOf(after)).flatMap((cluster) =>
    linesOf(cluster).map((change) => placeOf(change, NOW).replace(/^.*\/(?=(clusters|accessSets)\/)/, "")),
  );
