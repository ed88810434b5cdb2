import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { beginOfferOutput, offerOutput, offerText, voucherText } from '../../agent/protocol/recovery.ts';

const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });

/** Someone on the network who vouches for himself with a key of his own, and asks to join the environment. */
export async function strangerOffers(
  url: string,
  environmentId: string,
): Promise<{ fingerprint: string; state: string }> {
  const server = generateKeyPairSync('ed25519');
  const host = generateKeyPairSync('ed25519');
  const serverKey = spki(server.publicKey);
  const fingerprint = createHash('sha256').update(serverKey).digest('hex');
  const told = {
    serverPublicKey: serverKey.toString('base64'),
    serverId: 'strangers-server',
    hostId: 'hst_00000000000000stranger',
    environmentId,
    machineId: 'strangers-machine',
    hostPublicKey: spki(host.publicKey).toString('base64'),
    issuedAt: new Date().toISOString(),
  };
  const by = (key: KeyObject, text: string) => sign(null, Buffer.from(text), key).toString('base64');
  const voucher = { ...told, signature: by(server.privateKey, voucherText(told)) };
  const call = async (procedure: string, input: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/api/agent/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const answer = (await response.json()) as { result?: { data: unknown } };
    return answer.result?.data;
  };
  const begun = beginOfferOutput.parse(await call('beginOffer', { hostId: told.hostId, fingerprint }));
  const digest = 'strangers-digest';
  const proof = by(host.privateKey, offerText({ ...begun, digest }));
  const content = { labels: {}, facts: null, blueprint: null, units: [] };
  const offer = { protocol: 1, nonce: begun.nonce, voucher, proof, agentVersion: '0', digest, content };
  return { fingerprint, state: offerOutput.parse(await call('offer', offer)).state };
}
