/** What `cdktf init --template` runs in the folder that it has filled. */
const { execSync } = require("node:child_process");
const { readFileSync, writeFileSync } = require("node:fs");

exports.post = ({ silent, OrganizationName, WorkspaceName, TerraformRemoteHostname }) => {
  // who chose HCP Terraform or Terraform Enterprise
  if (OrganizationName) {
    const backend = { type: "cloud", organization: OrganizationName, workspace: WorkspaceName };
    const whole = { ...backend, ...(TerraformRemoteHostname && { hostname: TerraformRemoteHostname }) };
    const text = readFileSync("clusters.ts", "utf8");
    const region = /^ {2}region: .*\n/m;
    writeFileSync(
      "clusters.ts",
      text.replace(region, (line) => `${line}  terraform: { backend: ${JSON.stringify(whole)} },\n`),
    );
  }
  // cdktf sets NODE_ENV to production, and npm would leave out devDependencies
  const env = { ...process.env, NODE_ENV: "development" };
  execSync("npm install", { stdio: String(silent) === "true" ? "ignore" : "inherit", env });
};
