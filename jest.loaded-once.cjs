/** Replaces a package by the instance that the process has loaded. See jest.environment.cjs. */
module.exports = {
  process: (_source, path) => ({ code: `module.exports = loadedOnce(${JSON.stringify(path)});` }),
};
