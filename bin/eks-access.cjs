#!/usr/bin/env node
/** `eks-access <word>`: in the package it runs what was built, in the repository the sources. */
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 9)) {
  console.error(`eks-access: needs Node.js 20.9 or later, got ${process.versions.node}`);
  process.exit(1);
}

const sources = join(__dirname, "../launch.cjs");
if (existsSync(sources)) {
  process.argv.splice(1, 1, sources, "eks-access.ts");
  require(sources);
} else {
  require("../dist/launch.cjs");
}
