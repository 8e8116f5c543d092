import type { Terminal } from "../../lib/synth/progress";
import type { Threads } from "../../lib/synth/threads";

/** For a run that answers all files itself. */
export const NO_THREADS: Threads = {
  most: 1,
  filesEach: 1,
  start: () => {
    throw new Error("no thread is to be started");
  },
};

export const SILENT: Terminal = { isTTY: false, write: () => true };
