/** Rows of many callers, written together. */
export interface GroupCommit<Row> {
  /** Resolves once `row` is committed; rejects when the insert that held it failed. */
  commit(row: Row): Promise<void>;
  /** Resolves when nothing waits or is being written; new rows may still come. */
  settled(): Promise<void>;
}

interface Waiting<Row> {
  row: Row;
  resolve(): void;
  reject(reason: unknown): void;
}

export interface GroupCommitOptions<Row> {
  /** Writes all rows in one statement, and resolves when they are committed. */
  insertMany: (rows: readonly Row[]) => Promise<unknown>;
  /** Those that come last wait for the whole batch. */
  maxBatchSize?: number;
}

/**
 * One commit for the rows of many callers, one batch at a time, in the order they came. The
 * database's sync to disk is paid once per batch, and a failed batch rejects exactly its callers.
 */
export function createGroupCommit<Row>(options: GroupCommitOptions<Row>): GroupCommit<Row> {
  const { insertMany, maxBatchSize = 500 } = options;
  const queue: Array<Waiting<Row>> = [];
  let flushing: Promise<void> | undefined;

  async function flush(): Promise<void> {
    while (queue.length > 0) {
      // The embedded engine never yields to the event loop; without this turn the sockets starve
      // and every batch has one row.
      await new Promise((resolve) => setImmediate(resolve));
      const batch = queue.splice(0, maxBatchSize);
      try {
        await insertMany(batch.map(({ row }) => row));
        for (const caller of batch) caller.resolve();
      } catch (error) {
        for (const caller of batch) caller.reject(error);
      }
    }
    flushing = undefined;
  }

  return {
    commit(row) {
      return new Promise<void>((resolve, reject) => {
        queue.push({ row, resolve, reject });
        flushing ??= flush();
      });
    },
    settled: () => flushing ?? Promise.resolve(),
  };
}
