import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LOCK_FILE } from "../aws/terraform/lock-file";
import { ConfigError } from "../load/config-error";
import { decide } from "../load/load";
import { readSources, type Source, type Sources } from "../load/sources";
import { GitError } from "../revisions/git";
import { Repository, type Revision } from "../revisions/revision";
import { type Answer, answererOf } from "../synth/answer";
import { type Changes, changesSince, type Earlier } from "./changes";
import type { Made } from "./stack";
import { toolAt } from "./tool";

/** The configuration as it is now, with the answers of its files in their order. */
export interface Current {
  readonly source: string;
  readonly sources: Sources;
  readonly answers: readonly Answer[];
}

/** What became of stacks since a revision. */
export interface Since {
  /** Null if there is none to compare with. */
  readonly revision: Pick<Revision, "name" | "commit"> | null;
  readonly earlier: readonly Earlier[];
  readonly changes: Changes;
  /** Why every stack counts as added or changed. */
  readonly notes: readonly string[];
}

/** What pipelines give as the earlier commit of a branch that is new. */
const NO_COMMIT = /^(0{40,64})?$/;

/**
 * Compares the output of all files with what they would have made at a revision. That is read from git, and no checkout is
 * touched.
 *
 * @throws ConfigError if this clone has no such revision
 */
export function compareWith(
  name: string,
  current: Current,
  environment: Readonly<Record<string, string | undefined>>,
): Since {
  const now = madeBy(current.answers);
  const allAdded = (reason: string): Since => ({
    revision: null,
    earlier: [],
    changes: changesSince([], now, false),
    notes: [`${reason}, so every stack counts as added`],
  });
  if (NO_COMMIT.test(name)) return allAdded("no earlier revision is given");
  const repository = new Repository(current.source, environment);
  const revision = repository.revision(name);
  if (!revision.tree.hasSource) return allAdded(`${name} has no ${current.source}`);
  const { earlier, refusal, lockFile } = readEarlier(revision, current);
  const otherTool = refusal === undefined && usesOtherTool(repository, revision);
  const otherProviders = refusal === undefined && lockFile !== current.sources.lockFile?.text;
  return {
    revision,
    earlier,
    changes: changesSince(earlier, now, refusal === undefined && !otherTool && !otherProviders),
    notes: [
      ...(refusal === undefined ? [] : [refusedAt(name, refusal)]),
      ...(otherTool ? [`${name} has another version of this program, so every stack counts as changed`] : []),
      ...(otherProviders ? [`${name} has another ${LOCK_FILE}, so every stack counts as changed`] : []),
    ],
  };
}

export const madeBy = (answers: readonly Answer[]): Made[] =>
  answers.flatMap(({ facts, output }) => (facts === undefined ? [] : [{ facts, output }]));

function refusedAt(name: string, { lines: [first = "", ...others] }: ConfigError): string {
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return `the configuration of ${name} is refused, so every stack counts as changed: ${first}${more}`;
}

/** Plans the files of a revision. Of a refused configuration there is what its files without an error would make. */
function readEarlier(
  { tree }: Revision,
  current: Current,
): { readonly earlier: readonly Earlier[]; readonly refusal?: ConfigError; readonly lockFile?: string } {
  let earlier: readonly Earlier[] = [];
  try {
    const sources = readSources(current.source, undefined, tree);
    const answerAgain = knownAnswers(current, sources);
    const answerOf = answererOf(sources);
    const answers = sources.clusters.map((cluster) => answerAgain(cluster) ?? answerOf(cluster));
    earlier = sources.clusters.map(({ name }, at) => {
      const [made] = madeBy(answers.slice(at, at + 1));
      return { name, ...(made && { made }) };
    });
    const { lockFile } = decide(sources, answers);
    return { earlier, ...(lockFile !== undefined && { lockFile }) };
  } catch (error) {
    if (!(error instanceof ConfigError) || error instanceof GitError) throw error;
    return { earlier, refusal: error };
  }
}

/** Returns a function that finds the answer of a file if all that it was made from is the same at a revision. */
function knownAnswers({ sources, answers }: Current, earlier: Sources): (cluster: Source) => Answer | undefined {
  const textsOf = (files: readonly Source[]) => JSON.stringify(files.map(({ file, content }) => [file, content]));
  const shared = ({ defaults, sets }: Sources) => [defaults, sets].map(textsOf).join();
  if (shared(sources) !== shared(earlier)) return () => undefined;
  const byFile = new Map(sources.clusters.map((cluster, at) => [cluster.file, { cluster, answer: answers[at] }]));
  return (cluster) => {
    const { cluster: now, answer } = byFile.get(cluster.file) ?? {};
    if (now === undefined || answer === undefined) return undefined;
    const inputs = (own: Source, { neighbours }: Sources) =>
      textsOf([own, ...answer.readFiles.flatMap((name) => neighbours().get(name)?.() ?? [])]);
    return inputs(now, sources) === inputs(cluster, earlier) ? answer : undefined;
  };
}

function usesOtherTool(repository: Repository, { tree }: Revision): boolean {
  const { top, place } = repository;
  const decode = (bytes: Buffer | undefined) => bytes?.toString();
  const before = { textAt: (path: string) => decode(tree.bytesAt(path)), idAt: (path: string) => tree.idAt(path) };
  const now = {
    textAt: (path: string) => readIfThere(join(top, path)),
    idAt: (path: string) => repository.revision("HEAD").tree.idAt(path),
  };
  return toolAt(before, place.folder) !== toolAt(now, place.folder);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
