const SILENT_MILLISECONDS = 1000;
const SHOWN_MILLISECONDS = 100;

export type Terminal = Pick<NodeJS.WriteStream, "isTTY" | "write">;

/** Shows how far a run is, in one line of a terminal, when it takes longer than a second. */
export class Progress {
  private shown = Date.now() + SILENT_MILLISECONDS - SHOWN_MILLISECONDS;
  private visible = false;

  constructor(
    private readonly terminal: Terminal | undefined,
    private readonly all: number,
  ) {}

  show(done: number): void {
    if (!this.terminal?.isTTY || Date.now() - this.shown < SHOWN_MILLISECONDS) return;
    this.shown = Date.now();
    this.visible = true;
    this.terminal.write(`\r${done} of ${this.all} clusters`);
  }

  /** Removes the line. */
  end(): void {
    if (this.visible) this.terminal?.write("\r\x1b[K");
    this.visible = false;
  }
}
