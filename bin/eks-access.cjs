#!/usr/bin/env node
/** The command line, as `npx eks-access` runs it in this repository. */
process.argv.splice(1, 1, require.resolve("../launch.cjs"), require.resolve("../eks-access.ts"));
require("../launch.cjs");
