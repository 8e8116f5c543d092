import { synthAsProgram } from "../../lib/app";
import { planFile } from "../../lib/load/plan-file";
import { Progress } from "../../lib/synth/progress";
import type { SynthOptions } from "../../lib/synth/publish";
import { KeepingProject } from "../support/keeping";
import { NO_THREADS } from "../support/surroundings";

jest.mock("../../lib/load/plan-file", () => {
  const real = jest.requireActual("../../lib/load/plan-file");
  return { ...real, planFile: jest.fn(real.planFile) };
});
const real = jest.requireActual<typeof import("../../lib/load/plan-file")>("../../lib/load/plan-file").planFile;

let now = 0;
beforeEach(() => {
  now = 1_000_000;
  jest.spyOn(Date, "now").mockImplementation(() => now);
});
afterEach(() => {
  jest.mocked(planFile).mockImplementation(real);
});
afterAll(() => {
  jest.restoreAllMocks();
});

/** A terminal that keeps what is written. */
function terminalOf(isTTY = true) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) > 0 };
}

describe("progress", () => {
  test("is shown from the first second on, then every tenth of a second, and removed at the end", () => {
    const terminal = terminalOf();
    const progress = new Progress(terminal, 1000);
    for (let done = 0; done < 260; done += 1) {
      progress.show(done);
      now += 5;
    }
    expect(terminal.written).toEqual([200, 220, 240].map((done) => `\r${done} of 1000 clusters`));
    progress.end();
    progress.end();
    expect(terminal.written.slice(3)).toEqual(["\r\x1b[K"]);
  });

  test("writes nothing where it has shown nothing", () => {
    const terminal = terminalOf();
    const progress = new Progress(terminal, 2);
    progress.show(0);
    now += 999;
    progress.show(1);
    progress.end();
    expect(terminal.written).toEqual([]);
  });
});

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const BROKEN = `${HEAD}# broken\n`;
const SHOWN = "\r1 of 3 clusters\r2 of 3 clusters\r\x1b[K";

interface Settings extends Partial<SynthOptions> {
  readonly last?: string;
  readonly isTTY?: boolean;
}

/** Runs on a terminal, where each of three files takes as many milliseconds. Returns what is written when it has ended. */
async function shownBy(milliseconds: number, { last = HEAD, isTTY = true, ...options }: Settings = {}) {
  const terminal = terminalOf(isTTY);
  jest.mocked(planFile).mockImplementation((cluster, ...more) => {
    now += milliseconds;
    if (cluster.content.text === BROKEN) throw new Error("broken");
    return real(cluster, ...more);
  });
  const files = { "clusters/a.yaml": HEAD, "clusters/b.yaml": HEAD, "clusters/c.yaml": last };
  const { source, outdir } = new KeepingProject(files);
  const surroundings = { program: undefined, threads: NO_THREADS, terminal };
  const ended = await synthAsProgram({ source, outdir, ...options }, surroundings).then(
    () => "well",
    (error) => error.message,
  );
  return { ended, terminal: terminal.written.join("") };
}

describe("a run on a terminal", () => {
  test("shows one line while it answers, and removes it", async () => {
    expect(await shownBy(300)).toEqual({ ended: "well", terminal: "" });
    expect(await shownBy(600)).toEqual({ ended: "well", terminal: "\r2 of 3 clusters\r\x1b[K" });
    expect(await shownBy(1000)).toEqual({ ended: "well", terminal: SHOWN });
  });

  test("has removed the line when it says what is wrong", async () => {
    expect(await shownBy(1000, { last: "a: [\n" })).toEqual({
      ended: expect.stringContaining("not YAML"),
      terminal: SHOWN,
    });
    expect(await shownBy(1000, { last: BROKEN })).toEqual({ ended: "broken", terminal: SHOWN });
  });

  test("shows nothing elsewhere, or under the cdktf command line", async () => {
    expect(await shownBy(1000, { isTTY: false })).toEqual({ ended: "well", terminal: "" });
    expect(await shownBy(1000, { keepFolders: true })).toEqual({ ended: "well", terminal: "" });
  });
});
