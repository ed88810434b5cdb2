import type { LocalContainer } from '../core/model.ts';
import { launchOf, unitIdOf } from '../docker/ownership.ts';
import type { EngineContainer } from '../docker/port.ts';
import { LABEL } from '../protocol/labels.ts';

export function toLocal(container: EngineContainer): LocalContainer {
  const { labels } = container;
  return {
    id: container.id,
    unitId: unitIdOf(labels) ?? '',
    launch: launchOf(labels),
    specHash: labels[LABEL.specHash] ?? null,
    state: container.state,
    createdAt: container.createdAt,
    startedAt: container.startedAt,
    finishedAt: container.finishedAt,
    exitCode: container.exitCode,
    madeForRestart: wholeNumber(labels[LABEL.restart]),
  };
}

export function generationOf(container: EngineContainer): number {
  return wholeNumber(container.labels[LABEL.generation]);
}

function wholeNumber(text: string | undefined): number {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
}
