/** Loaded before a program: reports what the program has used, on file descriptor 3. */
const { readFileSync, writeSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

/** On Linux maxRSS begins with what the process that started this one uses. VmHWM does not. */
function peakKilobytes(maxRSS) {
  return process.platform === "linux"
    ? Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1])
    : maxRSS;
}

function report() {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(3, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e3, megabytes: peakKilobytes(maxRSS) / 1024 }));
}

if (isMainThread) process.on("exit", report);
