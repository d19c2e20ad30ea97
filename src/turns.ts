/** Lets work begin in the order in which it asks, so many at once. */
export interface Turns {
  take<T>(work: () => Promise<T>): Promise<T>;
}

export function turns(atOnce: number): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    async take(work) {
      if (running < atOnce) running++;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        // The turn goes to the next as it is, so that nobody comes between.
        const next = waiting.shift();
        if (next === undefined) running--;
        else next();
      }
    },
  };
}
