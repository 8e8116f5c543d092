/**
 * The Node.js environment of the unit tests. It loads large packages once per process, not once per test file, which
 * would take longer than the tests.
 */
const { TestEnvironment } = require("jest-environment-node");

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.loadedOnce = require;
    // cdktf takes the whole stack for each value that only Terraform knows, to say where it was made; no test reads that
    require("cdktf/lib/tokens/private/stack-trace").captureStackTrace = () => [];
  }

  async teardown() {
    // packages keep the current folder in mind where a test file that changes it does not reach
    process.chdir(__dirname);
    await super.teardown();
  }
};
