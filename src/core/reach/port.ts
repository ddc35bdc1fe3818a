import type { ChainReport, HealthReport, Outage } from '../../shared/domain/reach.ts';
import type { TunnelConfig, TunnelView } from '../../shared/domain/tunnels.ts';

/** What a person asks about being reached from outside: `engine.reach`. All throw AppError. */
export interface ReachCommands {
  tunnel(): Promise<TunnelView>;
  /** Saves the tunnel and the listener's port, stops the one before, starts this one. Secrets were put into the keychain before. */
  saveTunnel(config: TunnelConfig, port: number): Promise<TunnelView>;
  /** Trusts the server that shows this fingerprint; refused (`tunnel.other-host-key`) when it is not the one that waits for an answer. */
  acceptHostKey(fingerprint: string): Promise<TunnelView>;
  restartTunnel(): Promise<TunnelView>;

  chain(): ChainReport;
  test(): Promise<ChainReport>;
  watch(): ChainReport;
  stopProof(): ChainReport;
  onChain(listener: (report: ChainReport) => void): () => void;

  health(): HealthReport;
  /** Joins the check under way. */
  checkNow(): Promise<HealthReport>;
  repair(findingId: string): Promise<HealthReport>;
  outages(limit: number): Promise<readonly Outage[]>;
}
