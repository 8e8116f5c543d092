/**
 * The environment of the unit tests: Node's, with large packages loaded once a process and not once a test file, which
 * would take longer than the tests.
 */
const { TestEnvironment } = require("jest-environment-node");

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.loadedOnce = require;
  }
};
