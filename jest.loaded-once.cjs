/** Stands in for a package: hands out what the process has loaded once. See jest.environment.cjs. */
module.exports = {
  process: (_source, path) => ({ code: `module.exports = loadedOnce(${JSON.stringify(path)});` }),
};
