import {
  challengeInput,
  challengeOutput,
  enrolInput,
  enrolOutput,
  openSessionInput,
  openSessionOutput,
  pollInput,
  reportInput,
  reportOutput,
  syncInput,
} from '../../agent/protocol/messages.ts';
import {
  beginOfferInput,
  beginOfferOutput,
  blueprintInput,
  blueprintOutput,
  offerInput,
  offerOutput,
} from '../../agent/protocol/recovery.ts';
import { enrol } from './enrol.ts';
import { ingest } from './ingest/ingest.ts';
import { challenge, openSession } from './open-session.ts';
import { poll } from './poll.ts';
import { blueprint } from './recovery/blueprint.ts';
import { beginOffer, offer } from './recovery/offer.ts';
import { sync } from './sync.ts';
import { createAgentRouter, offerProcedure, openProcedure, sessionProcedure } from './trpc.ts';

/** Every call changes something, at the least when the host was last seen, so all of them are mutations (POST). */
export const agentRouter = createAgentRouter({
  enrol: openProcedure
    .input(enrolInput)
    .output(enrolOutput)
    .mutation(({ ctx, input }) => enrol(ctx.link, input, ctx.clientIp)),
  challenge: openProcedure
    .input(challengeInput)
    .output(challengeOutput)
    .mutation(({ ctx, input }) => challenge(ctx.link, input, ctx.clientIp)),
  openSession: openProcedure
    .input(openSessionInput)
    .output(openSessionOutput)
    .mutation(({ ctx, input }) => openSession(ctx.link, input, ctx.clientIp)),
  beginOffer: offerProcedure
    .input(beginOfferInput)
    .output(beginOfferOutput)
    .mutation(({ ctx, input }) => beginOffer(ctx.link, input)),
  offer: offerProcedure
    .input(offerInput)
    .output(offerOutput)
    .mutation(({ ctx, input }) => offer(ctx.link, input, ctx.clientIp)),
  blueprint: sessionProcedure
    .input(blueprintInput)
    .output(blueprintOutput)
    .mutation(({ ctx, input }) => blueprint(ctx.link, ctx.session, input)),
  poll: sessionProcedure.input(pollInput).mutation(({ ctx, input, signal }) =>
    // Without a signal the adapter could not tell that the agent has gone; a poll then ends at its deadline.
    poll(ctx.link, { session: ctx.session, input, signal: signal ?? new AbortController().signal }),
  ),
  report: sessionProcedure
    .input(reportInput)
    .output(reportOutput)
    .mutation(({ ctx, input }) => ingest(ctx.link, ctx.session, input)),
  sync: sessionProcedure.input(syncInput).mutation(({ ctx, input }) => sync(ctx.link, ctx.session, input)),
});
