/** Two suites: `units` needs nothing but Node.js; `terraform` needs Terraform, the AWS provider and an AWS to talk to. */
const shared = {
  testEnvironment: "node",
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
};

module.exports = {
  projects: [
    {
      ...shared,
      displayName: "units",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["<rootDir>/__tests__/terraform/"],
    },
    {
      ...shared,
      displayName: "terraform",
      testMatch: ["<rootDir>/__tests__/terraform/**/*.test.ts"],
      // testTimeout is not an option of one project
      setupFilesAfterEnv: ["<rootDir>/__tests__/terraform/support/setup.ts"],
    },
  ],
};
