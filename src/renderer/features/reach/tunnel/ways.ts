import { recommendedTunnel, type TunnelAnswers, type TunnelConfig } from '../../../../shared/domain/tunnels.ts';

/** The ways to be reached, in the order they are shown; cloudflared is two, because they differ in everything a person asks about. */
export const ways = ['ngrok', 'cloudflared-named', 'cloudflared-quick', 'ssh', 'own-url', 'none'] as const;
export type Way = (typeof ways)[number];

export function wayOf(config: Pick<TunnelConfig, 'kind'> & { readonly mode?: 'quick' | 'named' | null }): Way {
  if (config.kind !== 'cloudflared') return config.kind;
  return config.mode === 'named' ? 'cloudflared-named' : 'cloudflared-quick';
}

/** The way for three answers; null while a needed one is missing. */
export function recommendedWay(answers: TunnelAnswers): Way | null {
  const recommended = recommendedTunnel(answers);
  return recommended === null ? null : wayOf(recommended);
}

/** Ways whose other end forwards to one port of this computer, which therefore may not change (needsFixedPort). */
export function fixesPort(way: Way): boolean {
  return way === 'own-url' || way === 'cloudflared-named';
}
