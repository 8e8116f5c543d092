import { existsSync } from "node:fs";

/** Where Chromium is: by the variable, or where Debian puts it. */
const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"];

/** The program of the browser; undefined if this machine has none. */
export const CHROMIUM = PLACES.find((place) => place !== undefined && place !== "" && existsSync(place));

/** The tests of a browser: where there is none they are skipped and say so, and fail in CI. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (CHROMIUM !== undefined || process.env.CI === "true") {
    describe(name, tests);
  } else {
    process.stderr.write(`skipped, since there is no Chromium: ${name}; install it, or name it in CHROMIUM\n`);
    describe.skip(name, tests);
  }
}
