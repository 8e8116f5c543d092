/** Kills the process at the file operation with the number in KILL_AT, after doing half of it where it writes. */
const fs = require("node:fs");
let left = Number(process.env.KILL_AT);
for (const name of ["mkdirSync", "writeFileSync", "renameSync", "rmSync", "rmdirSync"]) {
  const real = fs[name];
  fs[name] = (...args) => {
    left -= 1;
    if (left === 0) {
      if (name === "writeFileSync") real(args[0], String(args[1]).slice(0, 3));
      process.kill(process.pid, "SIGKILL");
    }
    return real(...args);
  };
}
