import { spawnSync } from "node:child_process";
import { folderOf } from "./files";
import { link } from "./packed";

/** What users run TypeScript with. TypeScript 7, which this project has, has no API that ts-node and ts-jest could use. */
export const TOOLS = ["ts-node@10.9.2", "tsx@4.23.15", "ts-jest@29.4.15", "typescript@5.9.3", "vitest@4.1.12"];
const NAMES = TOOLS.map((tool) => tool.replace(/@[\d.]+$/, ""));

/** Jest, and what ts-jest needs of it. */
const JEST = ["jest", "jest-util", "babel-jest", "@jest/transform", "@jest/types", "@babel/core"];

/** Returns a folder with the tools. Undefined where they cannot be had. */
export function installTools(): string | undefined {
  const folder = folderOf({ "package.json": "{}" });
  const flags = ["--prefer-offline", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund"];
  const { status, stderr } = spawnSync("npm", ["install", ...flags, ...TOOLS], { cwd: folder, encoding: "utf8" });
  if (status === 0) {
    link(folder, JEST);
    return folder;
  }
  if (process.env.CI === "true") throw new Error(`${TOOLS.join(" ")} cannot be installed: ${stderr}`);
  console.warn(`not tested, since npm cannot install them: ${TOOLS.join(" ")}`);
  return undefined;
}

/** Adds the tools, if there are any, and Jest to a user's project. */
export function linkTools(folder: string, tools: string | undefined): void {
  link(folder, ["@types/node", "@types/jest", ...JEST]);
  if (tools !== undefined) link(folder, NAMES, tools);
}
