import { closeSync, openSync, readSync } from "node:fs";

const STANDARD_INPUT = 0;
const CHUNK = 64 * 1024;

/**
 * Reads a file, a pipe or a device.
 *
 * @param file undefined is standard input
 * @param max bytes
 * @returns undefined if there are more
 * @throws Error if the system refuses
 */
export function readBounded(file: string | undefined, max: number): Buffer | undefined {
  const descriptor = file === undefined ? STANDARD_INPUT : openSync(file, "r");
  try {
    const chunks: Buffer[] = [];
    for (let size = 0; size <= max; ) {
      const chunk = Buffer.alloc(CHUNK);
      const read = readChunk(descriptor, chunk);
      if (read === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, read));
      size += read;
    }
    return undefined;
  } finally {
    if (file !== undefined) closeSync(descriptor);
  }
}

/** A terminal or pipe may have nothing yet, or have ended: both are errors of the system. */
function readChunk(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      // waits without using the processor
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
