/** How long and how often everything is measured. */
export interface BenchSettings {
  /** For logs of the processes measured; goes when the bench ends. */
  folder: string;
  webhookRounds: number;
  webhookRoundMs: number;
  /** Between two turns, for the work that the one before has left. */
  webhookRestMs: number;
  webhookConnections: readonly number[];
  latencyEdits: number;
  latencyPeople: number;
  memoryConnections: readonly number[];
  jobs: number;
}

export function settingsFor(isQuick: boolean, folder: string): BenchSettings {
  return isQuick
    ? {
        folder,
        webhookRounds: 1,
        webhookRoundMs: 500,
        webhookRestMs: 500,
        webhookConnections: [16],
        latencyEdits: 2,
        latencyPeople: 2,
        memoryConnections: [0, 50],
        jobs: 100,
      }
    : {
        folder,
        webhookRounds: 4,
        webhookRoundMs: 1_500,
        webhookRestMs: 3_000,
        webhookConnections: [64, 8],
        latencyEdits: 30,
        latencyPeople: 6,
        memoryConnections: [0, 500, 1_500, 5_000],
        jobs: 5_000,
      };
}
