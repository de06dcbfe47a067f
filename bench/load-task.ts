export interface LoadTask {
  readonly port: number;
  /** Whole requests as they go over the wire; each is sent once. */
  readonly requests: readonly string[];
  readonly connections: number;
  /** What every answer must contain. */
  readonly expect: string;
}

export interface LoadReport {
  readonly seconds: number;
  /** Answers that were not 200 or had not the expected text. */
  readonly wrong: number;
  readonly sample: string | undefined;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}
