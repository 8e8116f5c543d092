import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderOf } from "./files";

export const ARN = "arn:aws:eks:eu-west-1:111122223333:cluster/demo";

/** What kubectl says to a call that has these words: shell, run by the fake. */
export type Answers = Readonly<Record<string, string>>;

/** A cluster with Auto Mode, in the current context, that has nothing yet and accepts everything. */
const READY: Answers = {
  "config current-context": "echo demo",
  "config view --minify --context=demo ": `printf %s ${ARN}`,
  "get crd ": 'echo "customresourcedefinition/$3"',
};

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The calls of kubectl and sleep, without the context and the format of the answer. */
  readonly calls: readonly string[];
}

/** Runs a script with a kubectl that answers as told, and a sleep that takes no time. */
export function runScript(script: string, options: readonly string[], answers: Answers = {}, typed?: string): Ran {
  const folder = folderOf({ "calls.txt": "" });
  const rules = Object.entries({ ...answers, ...withoutKeys(READY, answers) });
  program(folder, "kubectl", [
    'printf "kubectl %s\\n" "$*" >> "$FAKE/calls.txt"',
    'all="$* "',
    "# how often a call with these words came, this one included",
    'count() { grep -c -- "$1" "$FAKE/calls.txt"; }',
    "case $1 in --context=*) shift ;; esac",
    "case $all in",
    ...rules.map(([words, answer]) => `*'${words}'*) ${answer} ;;`),
    "esac",
  ]);
  program(folder, "sleep", ['echo "sleep $*" >> "$FAKE/calls.txt"']);
  const command = ["sh", script, ...options];
  // a question needs a terminal
  const [name = "", ...words] =
    typed === undefined ? command : ["script", "-qec", command.map((word) => `'${word}'`).join(" "), "/dev/null"];
  const { status, stdout, stderr } = spawnSync(name, words, {
    encoding: "utf8",
    env: { PATH: `${folder}:${process.env.PATH}`, FAKE: folder },
    input: typed ?? "",
  });
  const calls = readFileSync(join(folder, "calls.txt"), "utf8").split("\n").slice(0, -1);
  return { status, stdout, stderr, calls: calls.map((call) => call.replace(/ -o jsonpath=.*/, "")) };
}

const withoutKeys = (all: Answers, keys: Answers): Answers =>
  Object.fromEntries(Object.entries(all).filter(([key]) => !(key in keys)));

function program(folder: string, name: string, lines: readonly string[]): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${lines.join("\n")}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** Whether util-linux's script is there, which gives a program a terminal. */
export const HAS_TERMINAL =
  existsSync("/usr/bin/script") &&
  spawnSync("script", ["--version"], { encoding: "utf8" }).stdout.includes("util-linux");
