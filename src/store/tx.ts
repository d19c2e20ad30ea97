/** One transaction, or a connection outside one. Only repositories use it: they hold the SQL. */
export interface Tx {
  /**
   * Sends one statement and gives its rows. `name` names the prepared statement on its connection: the same name always comes with
   * the same text. Throws a RedressError `database.unavailable` where the database cannot be reached; other errors of the
   * database come through as they are.
   */
  query<Row extends object>(name: string, text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/** Connections of a pool. */
export interface PoolFigures {
  readonly busy: number;
  readonly idle: number;
  /** Works that wait for a connection. */
  readonly waiting: number;
}

/** The database as the application's role sees it. */
export interface Database {
  /** Runs the work in one transaction: committed when it returns, taken back when it throws. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** One statement, or several that need no transaction, on any free connection. */
  readonly reading: Tx;
  /** How its connections are used now, where it has a pool. */
  pool?(): PoolFigures;
  close(): Promise<void>;
}
