/** Offsets into the source, the end exclusive. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** What tells a join block of ours from everything else in a body. */
export interface JoinBlockFinder {
  /** How our marker links begin; the item key is what follows. */
  readonly markerPrefix: string;
  readonly isJoinUrl: (url: string) => boolean;
  /** Only the block of this appointment. Without it, the first block that is not quoted. */
  readonly itemKey?: string;
}

export interface FoundBlock extends Piece {
  readonly itemKey: string;
  /** Null when only the marker is left of the block. */
  readonly joinUrl: string | null;
  /** False when somebody removed, changed or added something inside the block. */
  readonly intact: boolean;
  /** What is ours between start and end; the gaps are text somebody wrote into the block. */
  readonly pieces: readonly Piece[];
}
