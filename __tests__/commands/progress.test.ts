import { progressOf } from "../../lib/commands/progress";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A stream that keeps what is written. */
function streamOf(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) > 0 };
}

/** Runs for some seconds with as many requests in each, and ends. */
function writtenIn(seconds: number, { requests = 3, isTTY = true } = {}): readonly string[] {
  const stream = streamOf(isTTY);
  const progress = progressOf(stream, "reading 2 clusters");
  for (let second = 0; second < seconds; second += 1) {
    for (let request = 0; request < requests; request += 1) progress.step();
    jest.advanceTimersByTime(1000);
  }
  progress.end();
  progress.end();
  return stream.written;
}

test("on a terminal the line is written each second, over itself, and erased at the end", () => {
  const lines = [3, 6, 9].map((requests) => `\rreading 2 clusters: ${requests} requests`);
  expect(writtenIn(3)).toEqual([...lines, "\r\x1b[K"]);
});

test("one request is one", () => {
  expect(writtenIn(1, { requests: 1 })[0]).toBe("\rreading 2 clusters: 1 request");
});

test("on a terminal nothing is written of what is short", () => {
  expect(writtenIn(0)).toEqual([]);
});

test("where no terminal is, nothing is written", () => {
  expect(writtenIn(3, { isTTY: false })).toEqual([]);
});

test("after its end nothing is written, and nothing keeps the program alive", () => {
  const stream = streamOf(true);
  progressOf(stream, "reading").end();
  expect(jest.getTimerCount()).toBe(0);
  jest.advanceTimersByTime(10_000);
  expect(stream.written).toEqual([]);
});
