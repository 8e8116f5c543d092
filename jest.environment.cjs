/**
 * The Node.js environment of the unit tests. It loads large packages once per process, not once per test file, which
 * would take longer than the tests.
 */
const { TestEnvironment } = require("jest-environment-node");

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.loadedOnce = require;
  }
};
