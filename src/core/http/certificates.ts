import { existsSync, readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import { AppError } from '../../shared/errors.ts';

/** Where systems keep their bundle, for runtimes that cannot ask the system store (Node before 22.15). */
const bundleFiles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

function systemCertificates(): readonly string[] {
  const ask = (tls as { getCACertificates?: (type: 'system') => readonly string[] }).getCACertificates;
  if (typeof ask === 'function') {
    try {
      return ask('system');
    } catch {
      // Fall through to the files.
    }
  }
  const file = bundleFiles.find((candidate) => existsSync(candidate));
  return file === undefined ? [] : (readFileSync(file, 'utf8').match(pemBlock) ?? []);
}

/** Reads a PEM file of extra authorities. Throws `http.ca-file` when it cannot be used. */
export function readCaFile(file: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError({
      code: 'http.ca-file',
      kind: 'offline',
      message: `The certificate file ${file} cannot be read. Choose another under Settings > Network.`,
      context: { file },
      cause,
    });
  }
  const found = text.match(pemBlock) ?? [];
  try {
    if (found.length === 0) throw new Error('no certificate');
    tls.createSecureContext({ ca: found });
  } catch (cause) {
    throw new AppError({
      code: 'http.ca-file',
      kind: 'offline',
      message: `The certificate file ${file} holds no usable certificate (PEM, "BEGIN CERTIFICATE"). Choose another under Settings > Network.`,
      context: { file },
      cause,
    });
  }
  return found;
}

/** Trust: Node's own list, the operating system's store, and the optional file. Made once; it costs tens of milliseconds. */
export function createTrust(caFile: string): tls.SecureContext {
  const extra = caFile === '' ? [] : readCaFile(caFile);
  return tls.createSecureContext({ ca: [...new Set([...tls.rootCertificates, ...systemCertificates(), ...extra])] });
}

const certificateCodes = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_CHAIN_TOO_LONG',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

export function isCertificateError(code: string): boolean {
  return certificateCodes.has(code);
}
