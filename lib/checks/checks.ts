import { controlOf, PACK_NAMES, PACKS, type PackName } from "../aws/checks/packs";
import { notAccepted } from "../plan/accept";
import { type CheckName, checkOf } from "../plan/checks/catalogue";
import { LEVELS, type Level } from "../plan/checks/check";
import { type Diagnostic, showPath } from "../plan/diagnostics";
import { findManyAdmins } from "../plan/fleet/admins";
import type { FileFacts, PlanOfFile } from "../plan/fleet/facts";
import type { Cluster } from "../plan/types";
import { checksOfPacks, decideCheck, type FoundByCheck } from "./decide";
import { type EndedAcceptance, endedIn, excuse } from "./ended";
import { type StaleAcceptance, staleIn, withoutNeeded } from "./stale";
import type { Undecided } from "./subject";

/** `accepted`: broken, and all that breaks it is accepted with a reason. */
export type Verdict = "met" | "broken" | "accepted" | "not decidable here";

/** A place where a file breaks a check. */
export interface CheckFinding {
  /** Such as `clusters/demo.yaml:12:7`. */
  readonly location: string;
  /** The path in the configuration, such as `access.team-a.policies[0]`. */
  readonly path: string;
  /** What is wrong, what was given, and what to do. */
  readonly text: string;
  readonly level: Level;
  /** The reason why it is accepted. */
  readonly accepted?: string;
  /** The instant at which its acceptance ends, or has ended: then it is not accepted. */
  readonly until?: string;
  /** What to write so that it is accepted; absent if it is, or if the text says it. */
  readonly acceptance?: string;
}

/** A control of a pack that a check decides, or helps to decide. */
export interface Reference {
  readonly pack: PackName;
  readonly control: string;
  /** As it is printed: `CIS 4.1.1`. */
  readonly shown: string;
  readonly url: string;
}

/** What a check says of one file. */
export interface CheckResult {
  readonly name: CheckName;
  /** The gravest level of its findings, or that of the check. */
  readonly level: Level;
  readonly verdict: Verdict;
  readonly findings: readonly CheckFinding[];
  /** Why it is not decidable here, and who can tell. */
  readonly undecided?: Undecided;
  readonly references: readonly Reference[];
}

/** What all checks say of one file. */
export interface CheckedFile {
  readonly file: string;
  readonly cluster: Cluster;
  /** Sorted by name. */
  readonly checks: readonly CheckResult[];
  /** Acceptances of these checks that nothing in the file needs, each with its place. */
  readonly stale: readonly StaleAcceptance[];
  /** Acceptances of other warnings that are over, each with its place. */
  readonly ended: readonly EndedAcceptance[];
}

/** A file with its plan, and the locations of its paths. */
export type LocatedPlan = PlanOfFile & {
  /** Returns the location of a path, such as `clusters/demo.yaml:12:7`. It may be in a shared file. */
  locationOf(path: Diagnostic["path"]): string;
};

/** The files of a configuration. `load` returns them. */
export interface CheckedFiles {
  readonly plans: readonly LocatedPlan[];
  readonly facts: readonly FileFacts[];
  /** Whether there may be files of other clusters beside these. */
  readonly partial: boolean;
}

/** What is checked, and when. */
export interface Asked {
  /** @default all */
  readonly packs?: readonly PackName[];
  /** The instant that ends of acceptances are compared with. Without it none is over. */
  readonly now?: string;
}

/** Decides the checks of some packs for each file of a configuration. */
export function checkFiles(
  { plans, facts, partial }: CheckedFiles,
  { packs = PACK_NAMES.words, now }: Asked = {},
): CheckedFile[] {
  const names = checksOfPacks(packs);
  const between = findManyAdmins(facts);
  const files = plans.map((located) => {
    const found = between.filter(({ file }) => file === located.file);
    return checkFile(located, names, found, now);
  });
  return withoutNeeded(files, partial);
}

function checkFile(
  located: LocatedPlan,
  names: readonly CheckName[],
  between: readonly Diagnostic[],
  now: string | undefined,
): CheckedFile {
  const { file, plan, locationOf } = located;
  const decided = names.map((name) => {
    const { found, undecided } = decideCheck(name, located);
    const more = between.flatMap((one) =>
      one.rule === name ? [{ ...one, rule: name, level: checkOf(name).level }] : [],
    );
    return { name, undecided, found: [...found, ...more] };
  });
  const { left, accepted, used } = notAccepted(
    decided.flatMap(({ found }) => found),
    plan.accepted,
  );
  const acceptances = new Map(plan.accepted.map((acceptance) => [String(acceptance.rule), acceptance]));
  const findingOf = ({ path, message, level, acceptance }: FoundByCheck): CheckFinding => ({
    location: locationOf(path),
    path: showPath(path),
    text: message,
    level,
    ...(acceptance !== undefined && { acceptance }),
  });
  const checks = decided.map(({ name, undecided }): CheckResult => {
    const open = left.filter(({ rule }) => rule === name).map(findingOf);
    const acceptance = acceptances.get(name);
    const excused = accepted
      .filter(({ rule }) => rule === name)
      .map(findingOf)
      .map((finding) => (acceptance === undefined ? finding : excuse(finding, acceptance, locationOf, now)));
    const findings = [...open, ...excused].sort((a, b) => rankOf(a) - rankOf(b));
    const { level, controls } = checkOf(name);
    return {
      name,
      level: gravest(findings) ?? level,
      verdict: verdictOf(findings) ?? (undecided ? "not decidable here" : "met"),
      findings,
      ...(findings.length === 0 && undecided && { undecided }),
      references: referencesOf(controls),
    };
  });
  const stale = staleIn(
    plan.accepted.filter(({ rule }) => names.some((name) => name === rule)),
    used,
    locationOf,
  );
  return { file, cluster: plan.cluster, checks, stale, ended: endedIn(located, names, now) };
}

/** What is not accepted stands first. */
const rankOf = ({ accepted }: CheckFinding): number => (accepted === undefined ? 0 : 1);

const verdictOf = ([first]: readonly CheckFinding[]): Verdict | undefined =>
  first && (first.accepted === undefined ? "broken" : "accepted");

const gravest = (findings: readonly CheckFinding[]): Level | undefined =>
  LEVELS.find((level) => findings.some((finding) => finding.level === level));

function referencesOf(controls: Readonly<Partial<Record<PackName, readonly string[]>>>): Reference[] {
  return PACK_NAMES.words.flatMap((pack) =>
    (controls[pack] ?? []).map((control) => ({
      pack,
      control,
      shown: `${PACKS[pack].short} ${control}`,
      url: controlOf(pack, control)?.page ?? PACKS[pack].page,
    })),
  );
}
