import fc from "fast-check";
import { limited } from "../../lib/live/limit";

test("no more tasks run at once than are allowed, as many as are allowed, and all end", async () => {
  const outcomes = fc.array(fc.record({ steps: fc.nat(4), fails: fc.boolean() }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), outcomes, async (most, tasks) => {
      const limit = limited(most);
      let running = 0;
      let peak = 0;
      const ended = await Promise.allSettled(
        tasks.map(({ steps, fails }, at) =>
          limit(async () => {
            running += 1;
            peak = Math.max(peak, running);
            for (let step = 0; step < steps; step++) await Promise.resolve();
            running -= 1;
            if (fails) throw new Error("refused");
            return at;
          }),
        ),
      );
      expect(peak).toBeLessThanOrEqual(most);
      if (tasks.every(({ steps }) => steps > 0)) expect(peak).toBe(Math.min(most, tasks.length));
      expect(ended.map(({ status }) => status)).toEqual(tasks.map(({ fails }) => (fails ? "rejected" : "fulfilled")));
    }),
  );
});
