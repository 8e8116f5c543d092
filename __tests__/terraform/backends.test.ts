import { synth } from "../../lib/app";
import { AZURERM, CLOUD, GCS } from "../support/backends";
import { folderOf } from "../support/files";
import { ACCOUNT, freshAccount, journal } from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { lawOfTheJournal, withTerraform } from "./support/requirements";
import { StateServer } from "./support/state-server";
import { type Run, Workspace } from "./support/terraform";

const ROLE = "arn:aws:iam::999988887777:role/states";

let server: StateServer;

/** A file that makes one role and keeps its state in a backend. */
const fileOf = (name: string, backend: object): Record<string, string> => ({
  [`${name}.yaml`]: JSON.stringify({
    account: ACCOUNT,
    region: "eu-west-1",
    terraform: { backend },
    otherRoles: { link: { kind: "connector", name: `${name}-link` } },
  }),
});

/** The stack of a file, written and not initialized. */
function stackWith(name: string, backend: object, variables: NodeJS.ProcessEnv = {}): Workspace {
  const workspace = new Workspace(name, variables);
  synth({ source: folderOf(fileOf(name, backend)), outdir: workspace.outdir });
  return workspace;
}

withTerraform("states elsewhere", () => {
  const workspaces: Workspace[] = [];
  const made = (...given: Parameters<typeof stackWith>) => {
    const workspace = stackWith(...given);
    workspaces.push(workspace);
    return workspace;
  };

  beforeAll(async () => {
    await freshAccount();
    server = await StateServer.start();
  });

  afterAll(() => {
    server?.stop();
    for (const workspace of workspaces) workspace.remove();
  });

  describe("on a server like GitLab's", () => {
    let runs: readonly Run[];

    beforeAll(() => {
      const state = `${server.url}/state/gitlab`;
      const stack = made(
        "gitlab",
        {
          type: "http",
          address: state,
          lockAddress: `${state}/lock`,
          unlockAddress: `${state}/lock`,
          lockMethod: "POST",
          unlockMethod: "DELETE",
          retryWaitMin: 5,
        },
        { TF_HTTP_USERNAME: "robot", TF_HTTP_PASSWORD: "hunter2" },
      );
      runs = [stack.init(), stack.apply(), stack.plan()];
    });

    test("the apply leaves nothing to do", () => {
      for (const run of runs) expectStatus(run, 0);
    });

    test("the state lies there, and each run gives its lock back", async () => {
      const calls = (await server.journal()).filter((call) => call.includes("/state/gitlab"));
      const locks = calls.filter((call) => call.endsWith("/lock"));
      expect(locks).toEqual(["POST", "DELETE", "POST", "DELETE"].map((method) => `${method} /state/gitlab/lock`));
      expect(calls).toContain("POST /state/gitlab");
      expect((await server.content())["/state/gitlab"]).toContain("gitlab-link");
    });

    test("a partial one is told where", () => {
      const stack = made(
        "told",
        { type: "http", partial: true },
        { TF_HTTP_USERNAME: "robot", TF_HTTP_PASSWORD: "hunter2" },
      );
      const forgotten = stack.init();
      expectStatus(forgotten, 1);
      expect(forgotten.output).toContain("address argument is required");
      expectStatus(stack.init(`-backend-config=address=${server.url}/state/told`), 0);
    });
  });

  describe("in S3, with a role of another account", () => {
    let runs: readonly Run[];

    beforeAll(() => {
      const stack = made(
        "s3",
        {
          type: "s3",
          key: "eks/s3.tfstate",
          useLockfile: true,
          assumeRole: { roleArn: ROLE, sessionName: "eks", externalId: "a:b" },
          partial: true,
        },
        { AWS_ENDPOINT_URL_S3: server.url },
      );
      runs = [
        stack.init(
          "-backend-config=bucket=states",
          "-backend-config=region=eu-west-1",
          "-backend-config=use_path_style=true",
        ),
        stack.apply(),
        stack.plan(),
      ];
    });

    test("the apply leaves nothing to do", () => {
      for (const run of runs) expectStatus(run, 0);
    });

    test("the state lies there, and no lock is left", async () => {
      const content = await server.content();
      expect(Object.keys(content).filter((path) => path.startsWith("/states/"))).toEqual(["/states/eks/s3.tfstate"]);
      expect(content["/states/eks/s3.tfstate"]).toContain("s3-link");
      expect(await server.journal()).toContain("PUT /states/eks/s3.tfstate.tflock");
    });

    lawOfTheJournal("it is reached with the role", async () => {
      const roles = (await journal()).filter(({ op }) => op === "AssumeRole").map(({ params }) => params);
      expect(roles.length).toBeGreaterThan(0);
      for (const role of roles)
        expect(role).toMatchObject({ RoleArn: ROLE, RoleSessionName: "eks", ExternalId: "a:b" });
    });
  });

  test.each([
    { backend: GCS, refusal: "credentials is neither valid json nor a valid file path" },
    { backend: AZURERM, refusal: "unable to build authorizer" },
    { backend: CLOUD, refusal: "Failed to request discovery document" },
  ])("Terraform knows every argument of $backend.type, and asks for the service", ({ backend, refusal }) => {
    const { status, output } = made(backend.type, backend, { GOOGLE_CREDENTIALS: "none" }).init();
    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining(refusal) });
  });
});
