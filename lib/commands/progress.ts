/** Says on a terminal, from time to time, that something goes on. Elsewhere nothing is written. */
export interface Progress {
  step(): void;
  end(): void;
}

const EVERY_MS = 5000;

/** @param what such as `reading 3 clusters` */
export function progressOf(to: NodeJS.WriteStream, what: string): Progress {
  let steps = 0;
  const timer = to.isTTY ? setInterval(() => to.write(`${what}: ${steps} requests\n`), EVERY_MS) : undefined;
  return {
    step() {
      steps += 1;
    },
    end: () => clearInterval(timer),
  };
}
