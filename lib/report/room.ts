interface Filling {
  /** The part of what is left that may be filled. */
  readonly share?: number;
  /** Lines before the blocks. */
  readonly before?: readonly string[];
  /** Returns the line that counts the blocks without room. */
  rest(count: number): string;
}

/** What counts the rest is no longer. */
const REST = 130;

/** Characters that are left of a limit. */
export class Room {
  constructor(private left: number) {}

  /** Returns the lines of the first blocks that fit, none without blocks, and of what counts the others. */
  fill(blocks: readonly string[], { share = 1, before = [], rest }: Filling): string[] {
    if (blocks.length === 0) return [];
    this.left -= lengthOf(before) + REST;
    let room = Math.floor(this.left * share);
    const taken: string[] = [];
    for (const block of blocks) {
      room -= lengthOf([block]);
      if (room < 0) break;
      taken.push(block);
    }
    this.left -= lengthOf(taken);
    const missing = blocks.length - taken.length;
    return [...before, ...taken, ...(missing > 0 ? ["", rest(missing)] : []), ""];
  }
}

/** With the ends of the lines. */
const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, 0);
