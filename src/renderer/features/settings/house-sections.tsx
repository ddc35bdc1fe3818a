import { type OnDemand, onDemand } from '../../ui/on-demand.tsx';
import type { HouseSectionId } from '../sync/sections.ts';

/** The pages about the app and its house; each is fetched when it is first shown. */
export const houseSections: Readonly<Record<HouseSectionId, OnDemand<object>>> = {
  alerts: onDemand(async () => (await import('../alerts/alerts-section.tsx')).AlertsSection),
  recovery: onDemand(async () => (await import('../recovery/recovery-section.tsx')).RecoverySection),
  diagnostics: onDemand(async () => (await import('../recovery/diagnostics-section.tsx')).DiagnosticsSection),
  profiles: onDemand(async () => (await import('../profiles/profiles-section.tsx')).ProfilesSection),
  history: onDemand(async () => (await import('../recovery/history-section.tsx')).HistorySection),
  about: onDemand(async () => (await import('../about/about-section.tsx')).AboutSection),
};
