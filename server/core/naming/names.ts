/** Long enough to tell units apart on one engine, short enough to read. */
const UNIT_ID_PIECE_LENGTH = 8;

export interface ContainerNameParts {
  readonly stack: string;
  readonly service: string;
  /** `''` for the primary, else the sidekick's name. */
  readonly launch: string;
  readonly index: number;
}

/** `{stack}-{service}-{index}` for the primary, `{stack}-{service}-{sidekick}-{index}` for a sidekick. */
export function containerName({ stack, service, launch, index }: ContainerNameParts): string {
  return launch === '' ? `${stack}-${service}-${index}` : `${stack}-${service}-${launch}-${index}`;
}

/**
 * Docker's own name, `r-{name}-{piece of the unit id}`. The piece comes from the end of the id: ids that are made in
 * one moment share their beginning, and a unit and its replacement may be on one engine at the same time.
 */
export function dockerName(name: string, unitId: string): string {
  return `r-${name}-${unitId.slice(-UNIT_ID_PIECE_LENGTH)}`;
}
