import { isCertificateError } from '../../http/certificates.ts';

/** Why a connection failed, as the end of a sentence. */
export function networkWords(code: string): string {
  if (isCertificateError(code))
    return `its certificate is not trusted on this computer (${code}). Behind a proxy that reads along, choose its certificate file in the network settings`;
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EDNS':
      return 'there is no server of this name, or no network';
    case 'ECONNREFUSED':
      return 'nothing answers on this port';
    case 'ECONNRESET':
    case 'ECONNECTION':
    case 'UND_ERR_SOCKET':
      return 'the connection was cut';
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
      return 'there is no way to it in this network';
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return 'it does not answer';
    default:
      return code === '' ? 'the connection failed' : `the connection failed (${code})`;
  }
}
