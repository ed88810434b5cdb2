import { blueprintText, type OfferContent, type Voucher } from '../../../agent/protocol/recovery.ts';
import { isSignedBy } from '../../auth/vouching.ts';
import {
  type Blueprint,
  blueprintSchema,
  type StoredOffer,
  storedOfferSchema,
} from '../../schemas/blueprint.ts';
import { WireRefusal } from '../wire-refusal.ts';

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The voucher's server has written it, for this host and its environment. */
function readBlueprint({ blueprint }: OfferContent, voucher: Voucher): Blueprint | null {
  if (blueprint === null) return null;
  if (!isSignedBy(voucher.serverPublicKey, blueprintText(blueprint.text), blueprint.signature)) {
    throw new WireRefusal('signature-invalid', 'The blueprint was not signed by the server of the voucher.');
  }
  const parsed = blueprintSchema.safeParse(parse(blueprint.text));
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new WireRefusal('message-invalid', `The blueprint cannot be read here: ${path}.`);
  }
  const { serverId, host, outline } = parsed.data;
  const bound =
    serverId === voucher.serverId &&
    host.id === voucher.hostId &&
    outline.environment.id === voucher.environmentId;
  if (!bound) {
    throw new WireRefusal('signature-invalid', 'The blueprint was made for another host.');
  }
  return parsed.data;
}

/**
 * What is kept of an offer: only what the older server itself has written is ever made true. Read as it will be read
 * when people decide, for one that could not be read would then stand in the way of all.
 */
export function readContent(content: OfferContent, voucher: Voucher): StoredOffer {
  const { labels, facts, units } = content;
  const stored = storedOfferSchema.safeParse({
    labels,
    facts,
    units,
    blueprint: readBlueprint(content, voucher),
  });
  if (stored.success) return stored.data;
  const [issue] = stored.error.issues;
  const place = issue?.path.slice(0, 1).join('') ?? '';
  throw new WireRefusal('message-invalid', `The offer cannot be kept: ${place}: ${issue?.message ?? ''}`);
}
