/** Says in one line of a terminal that something goes on. Elsewhere nothing is written. */
export interface Progress {
  step(): void;
  /** Erases the line. */
  end(): void;
}

const EVERY_MS = 1000;

/** @param what such as `reading 3 clusters` */
export function progressOf(to: Pick<NodeJS.WriteStream, "isTTY" | "write">, what: string): Progress {
  let steps = 0;
  let shown = false;
  const show = () => {
    shown = true;
    to.write(`\r${what}: ${steps} request${steps === 1 ? "" : "s"}`);
  };
  const timer = to.isTTY ? setInterval(show, EVERY_MS) : undefined;
  return {
    step() {
      steps += 1;
    },
    end() {
      clearInterval(timer);
      if (shown) to.write("\r\x1b[K");
      shown = false;
    },
  };
}
