import { expect } from 'vitest';
import { lint } from '../../lint.ts';
import type { PlanInput } from '../../model/input.ts';
import { plan } from '../../plan.ts';
import { applyToModel } from '../apply-to-model.ts';
import { LIMITS, NOW, TIMING } from '../clock.ts';
import { describePlan, describeReport } from '../describe.ts';
import { countingIds } from '../ids.ts';
import { portClashes, reservedTooMuch, slotsHeldTwice } from '../invariants.ts';
import { type FairWorld, runHosts } from '../run-hosts.ts';

const TICK_MS = 1_000;
/** More than any scenario needs; reaching it means that plans never come to an end. */
const TICKS_MAX = 50;

/**
 * Walks a cluster from plan to plan. Every plan is linted, and planned again before any host has answered: that must
 * give nothing, or what is decided would be decided twice.
 */
export class Walk {
  input: PlanInput;
  now: number;
  readonly #world: FairWorld;
  readonly #ids = countingIds();
  readonly #updateBatch: number;

  constructor(input: PlanInput, world: FairWorld = {}, updateBatch = LIMITS.updateBatch) {
    this.input = input;
    this.now = NOW;
    this.#world = world;
    this.#updateBatch = updateBatch;
  }

  /** Someone asks for something, or something happens. */
  change(change: (input: PlanInput) => PlanInput): this {
    this.input = change(this.input);
    return this;
  }

  /** Plans and writes down; hosts have not heard of it yet. Returns what was decided. */
  plan(): readonly string[] {
    const before = this.input;
    const made = this.#plan();
    this.input = applyToModel(made, before, this.now);
    expect([portClashes(this.input), reservedTooMuch(this.input), slotsHeldTwice(this.input)]).toEqual([
      [],
      [],
      [],
    ]);
    const again = this.#plan();
    expect(describePlan(again, this.input)).toEqual([]);
    return describePlan(made, before);
  }

  /** Hosts do what they were told, and time passes. */
  run(ms = TICK_MS): this {
    this.now += ms;
    this.input = runHosts(this.input, this.now, this.#world);
    return this;
  }

  /** Goes on until nothing is left to do. Returns what was decided in each plan that was not empty. */
  settle(): readonly (readonly string[])[] {
    const plans: (readonly string[])[] = [];
    for (let tick = 0; tick < TICKS_MAX; tick += 1) {
      const made = this.plan();
      if (made.length === 0) return plans;
      plans.push(made);
      this.run();
    }
    throw new Error(`Still planning after ${TICKS_MAX} ticks: ${JSON.stringify(plans.at(-1))}`);
  }

  report(): readonly string[] {
    return describeReport(plan(this.#request()).report);
  }

  #plan() {
    const made = plan(this.#request()).plan;
    expect(lint(made, this.input, this.#request().limits)).toEqual([]);
    return made;
  }

  #request() {
    const { input, now } = this;
    return {
      input,
      now,
      ids: this.#ids,
      limits: { ...LIMITS, updateBatch: this.#updateBatch },
      timing: TIMING,
    };
  }
}

export function changeService(
  id: string,
  change: Partial<PlanInput['services'][number]>,
): (input: PlanInput) => PlanInput {
  return (input) => ({
    ...input,
    services: input.services.map((service) => (service.id === id ? { ...service, ...change } : service)),
  });
}

export function changeHost(
  id: string,
  change: Partial<PlanInput['hosts'][number]>,
): (input: PlanInput) => PlanInput {
  return (input) => ({
    ...input,
    hosts: input.hosts.map((host) => (host.id === id ? { ...host, ...change } : host)),
  });
}
