/** Runs tasks a few at a time, answers in their order. The rest of the lane stays free for the work under way. */
export async function pooled<T>(tasks: readonly (() => Promise<T>)[], atOnce: number): Promise<readonly T[]> {
  const results = new Array<T>(tasks.length);
  let next = 0;
  const take = async (): Promise<void> => {
    while (next < tasks.length) {
      const index = next;
      next += 1;
      const task = tasks[index];
      if (task !== undefined) results[index] = await task();
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, tasks.length) }, take));
  return results;
}
