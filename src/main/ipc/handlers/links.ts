import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

export function linkHandlers(
  services: Services,
): FeatureHandlers<
  | 'links:search'
  | 'links:page'
  | 'links:send-ticket'
  | 'links:link'
  | 'links:unlink'
  | 'links:relink'
  | 'links:dry-run'
  | 'links:runs'
  | 'links:history'
  | 'links:copies'
  | 'links:replay'
> {
  const { host } = services;
  return {
    async 'links:search'({ text, limit }) {
      return [...(await (await host.engine()).searchLinks(text, limit))];
    },
    async 'links:page'({ linkId }) {
      return (await host.engine()).linkPage(linkId);
    },
    async 'links:send-ticket'({ ticketId }) {
      await (await host.engine()).pairs.sendTicket(ticketId);
    },
    async 'links:link'(input) {
      return { linkId: await (await host.engine()).pairs.linkRecords(input) };
    },
    async 'links:unlink'({ linkId, reason }) {
      await (await host.engine()).pairs.unlink(linkId, reason);
    },
    async 'links:relink'({ linkId }) {
      await (await host.engine()).pairs.relink(linkId);
    },
    async 'links:dry-run'({ linkId }) {
      return (await host.engine()).trials.dryRunLink(linkId);
    },
    async 'links:runs'({ linkId }) {
      return [...(await (await host.engine()).trials.runs(linkId))];
    },
    async 'links:history'({ linkId, before }) {
      return (await host.engine()).linkHistory(linkId, before);
    },
    async 'links:copies'({ linkId }) {
      return [...(await (await host.engine()).linkCopies(linkId))];
    },
    async 'links:replay'({ attemptId }) {
      return (await host.engine()).trials.replay(attemptId);
    },
  };
}
