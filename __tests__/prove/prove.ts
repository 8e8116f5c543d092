import type { Answer } from "../../lib/prove/answer";
import { candidatesFor } from "../../lib/prove/candidates";
import { clustersOf } from "../../lib/prove/clusters";
import type { Sources } from "../../lib/prove/decide";
import { questionOf, type Words } from "../../lib/prove/question";
import { subjectsNamed } from "../../lib/prove/subjects";
import { ask } from "../../lib/prove/through";
import { loaded } from "../support/loaded";

export const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
export const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

/** Less the folder that all is in. */
export const bare = (text: string) => text.replace(/[^ ("\n]*\/(clusters|accessSets|rbac|policies)\//g, "$1/");

/** Answers a question about a subject, in a folder with these files. */
export function can(
  files: Readonly<Record<string, string>>,
  subject: string,
  words: Words,
  sources: Sources = {},
  through = false,
): Answer[] {
  const clusters = clustersOf(loaded(files).plans);
  const question = questionOf(words);
  return subjectsNamed(subject, clusters).map((one) => ask(one, question, sources, { through, everybody: false }));
}

/** Returns who may do something, by verdict. */
export function who(
  files: Readonly<Record<string, string>>,
  words: Words,
  sources: Sources = {},
  through = false,
): string[] {
  const question = questionOf(words);
  return clustersOf(loaded(files).plans).flatMap((cluster) =>
    candidatesFor(question, cluster, sources, through)
      .map((subject) => ask({ subject, cluster }, question, sources, { through, everybody: true }))
      .flatMap(({ is, verdict }) => (verdict === "no" ? [] : [`${verdict}: ${is}`])),
  );
}
