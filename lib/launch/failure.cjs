/** What is printed of an error that nothing caught. See docs/decisions/0001-start-up.md. */
const { writeSync } = require("node:fs");
const { inspect } = require("node:util");

/** Escapes line breaks and other control characters. */
exports.oneLine = (text) =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) =>
    sign === "\n" ? "\\n" : `\\u{${sign.codePointAt(0).toString(16)}}`,
  );

/** What the user can correct is printed in its own words, anything else with a request to report it. */
function textOf(error, version) {
  // an error of a worker thread comes without its class
  if (["LaunchError", "ConfigError"].includes(error?.name)) return error.message;
  const what = exports.oneLine(error instanceof Error ? String(error) : inspect(error));
  const system = typeof error?.syscall === "string";
  return [
    `${system ? "the operating system refused" : "unexpected error"}: ${what}`,
    ` (cdktf-eks-access ${version}, Node.js ${process.version}); `,
    system ? "if permissions and free space are in order, " : "",
    "please report this with the configuration that caused it",
  ].join("");
}

/**
 * Prints an error that nothing caught, and ends. In a worker thread the thread that started it receives the error.
 *
 * @param versionOf returns the version of this package
 */
exports.fail = (error, versionOf) => {
  // who read standard output has read enough, as in `npm run access | head -1`
  if (error?.code === "EPIPE" && error.syscall === "write") return;
  if (!require("node:worker_threads").isMainThread) throw error;
  const stack = process.env.EKS_ACCESS_DEBUG === "1" && error instanceof Error ? `${inspect(error)}\n` : "";
  try {
    writeSync(2, `${textOf(error, versionOf())}\n${stack}`);
  } catch {
    // nobody reads standard error
  }
  process.exit(1);
};
