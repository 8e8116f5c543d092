import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synth } from "../../lib/app";
import { ALL_RULES } from "../../lib/load/catalogue";
import { ConfigError } from "../../lib/load/config-error";
import { load } from "../../lib/load/load";
import { filesBelow, folderOf } from "../support/files";
import { mutated, randomFrom } from "./mutate";

/**
 * Mutations of the fixtures: each ends in success, or in a refusal with a place. `npm run fuzz` runs 20,000;
 * `FUZZ_RUNS=100000 FUZZ_SEED=7 npm run fuzz` any others. A failure names its number: FUZZ_SEED=<number> FUZZ_RUNS=1.
 */
const { FUZZ_RUNS = "20000", FUZZ_SEED = "1" } = process.env;
const RUNS = Number(FUZZ_RUNS);
const FIRST = Number(FUZZ_SEED);

/** Rules about a file as a whole, which have no line. */
const WHOLE_FILE = ["unreadable", "too-large", "not-yaml", "file-name", "empty-folder"];

const FIXTURES = join(__dirname, "../fixtures");
const CLUSTERS = readdirSync(FIXTURES).map((file) => readFileSync(join(FIXTURES, file), "utf8"));
const SHARED = {
  "defaults.yaml": 'account: "111122223333"\nregion: eu-west-1\ntags: { Company: acme }\niam: { path: / }\n',
  "accessSets/team.yaml": "access:\n  team: { principal: arn:aws:iam::111122223333:role/team, groups: [team] }\n",
};

const folder = folderOf({ "clusters/demo.yaml": "", ...SHARED });
const source = join(folder, "clusters");
const outdir = join(folder, "out");

/** Writes the files of a case: one of them is mutated. */
function write(seed: number): void {
  const random = randomFrom(seed);
  const cluster = CLUSTERS[seed % CLUSTERS.length] ?? "";
  const files: Record<string, string | Uint8Array> = { ...SHARED, "clusters/demo.yaml": `${cluster}\nuse: [team]\n` };
  const names = ["clusters/demo.yaml", "clusters/demo.yaml", "clusters/demo.yaml", ...Object.keys(SHARED)];
  const changed = names[Math.floor(random() * names.length)] ?? "clusters/demo.yaml";
  files[changed] = mutated(String(files[changed]), CLUSTERS, random);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
}

/** Returns what is wrong with the line of a refusal. */
function faultOf(line: string): string | undefined {
  const [, file, position, rule = ""] =
    /^((?:clusters\/demo|defaults|accessSets\/team)\.yaml)(:\d+:\d+)?.*: .+ \[([a-z0-9-]+)\]$/s.exec(line) ?? [];
  if (file === undefined) return "no place, or no rule";
  if (!Object.hasOwn(ALL_RULES, rule)) return "no such rule";
  if (position === undefined && !WHOLE_FILE.includes(rule)) return "no line";
  return /[\p{Cc}\u202e\u200b]/u.test(line) ? "a hidden character" : undefined;
}

/** Runs a case. Returns what must not be: a stack, or a line without a place. */
function faultsOf(seed: number): { readonly refused: boolean; readonly faults: readonly string[] } {
  write(seed);
  try {
    load(source);
    if (seed % 10 === 0) {
      synth({ source, outdir });
      for (const [file, text] of Object.entries(filesBelow(outdir))) if (file.endsWith(".json")) JSON.parse(text);
    }
    return { refused: false, faults: [] };
  } catch (error) {
    if (!(error instanceof ConfigError))
      return { refused: true, faults: [String((error as Error).stack).slice(0, 600)] };
    const lines = error.lines.map((line) => line.replaceAll(`${folder}/`, ""));
    return {
      refused: true,
      faults: lines.flatMap((line) => (faultOf(line) === undefined ? [] : [`${faultOf(line)}: ${line}`])),
    };
  }
}

test(`${RUNS} mutations from ${FIRST} on end in success or in a refusal with a place`, () => {
  let refusals = 0;
  for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) {
    const { refused, faults } = faultsOf(seed);
    if (refused) refusals += 1;
    expect({ seed, faults }).toEqual({ seed, faults: [] });
  }
  // both ends are reached
  if (RUNS >= 1000) {
    expect(refusals).toBeGreaterThan(RUNS * 0.2);
    expect(refusals).toBeLessThan(RUNS * 0.99);
  }
}, 3_600_000);
