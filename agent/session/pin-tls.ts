import tls, { type DetailedPeerCertificate } from 'node:tls';
import type { TlsTrust } from './server-client.ts';

const HANDSHAKE_DEADLINE_MS = 15_000;

/**
 * Fetches the server's certificates without trusting them and picks the one with the fingerprint (SHA-256 or SHA-1, with
 * or without colons). From then on only what that certificate vouches for is trusted: every connection is checked in full.
 */
export async function pinTls(baseUrl: string, fingerprint: string): Promise<TlsTrust> {
  const wanted = normalise(fingerprint);
  const chain = await presentedChain(new URL(baseUrl));
  const at = chain.findIndex(
    (one) => normalise(one.fingerprint256) === wanted || normalise(one.fingerprint) === wanted,
  );
  const pinned = chain[at];
  if (pinned === undefined) {
    throw new Error(
      `The server shows no certificate with the fingerprint ${fingerprint}; nothing was sent to it.`,
    );
  }
  const lines = pinned.raw.toString('base64').match(/.{1,64}/g) ?? [];
  const ca = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  // The server's own certificate is who it is, whatever name it is reached by.
  return { ca, allowPartialTrustChain: true, ...(at === 0 ? { checkServerIdentity: () => undefined } : {}) };
}

function presentedChain(url: URL): Promise<DetailedPeerCertificate[]> {
  return new Promise((resolve, reject) => {
    const port = url.port === '' ? 443 : Number(url.port);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const servername = /^[\d.]+$|:/.test(host) ? '' : host;
    // Looking only: nothing is sent over this connection.
    const socket = tls.connect({ host, port, servername, rejectUnauthorized: false });
    const timer = setTimeout(
      () => socket.destroy(new Error('no TLS handshake in time')),
      HANDSHAKE_DEADLINE_MS,
    );
    socket.once('error', reject);
    socket.once('close', () => clearTimeout(timer));
    socket.once('secureConnect', () => {
      const chain: DetailedPeerCertificate[] = [];
      let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
      while (next?.raw !== undefined && !chain.some((one) => one.fingerprint256 === next?.fingerprint256)) {
        chain.push(next);
        next = next.issuerCertificate;
      }
      socket.destroy();
      resolve(chain);
    });
  });
}

function normalise(fingerprint: string): string {
  return fingerprint.replace(/[^0-9a-f]/gi, '').toLowerCase();
}
