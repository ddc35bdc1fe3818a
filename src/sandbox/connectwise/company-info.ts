import type { Route } from '../kernel/router.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import { isCurrentCodebase } from './access.ts';
import { endpointDoesNotExist } from './errors.ts';
import { parameter } from './query.ts';
import { api } from './routes.ts';
import type { World } from './world.ts';

/* What can be read without, or with the least, rights: companyinfo, the signing key, system/info (sections 1.2, 1.4, 2.5). */

/** `null` for a company this host does not know. SiteUrl is a host without scheme, as newer answers carry it. */
function companyInfo(world: World, request: SandboxRequest): unknown {
  const { company, codebase, versionCode, versionNumber, isCloud } = world.store.state;
  if (request.params.company?.toLowerCase() !== company.loginId.toLowerCase()) return null;
  return {
    CompanyName: company.name,
    Codebase: codebase,
    VersionCode: versionCode,
    VersionNumber: versionNumber,
    CompanyID: company.loginId,
    IsCloud: isCloud,
    SiteUrl: request.headers.host ?? new URL(world.site.url).host,
  };
}

export function companyInfoRoutes(world: World): readonly Route[] {
  return [
    {
      method: 'GET',
      pattern: '/login/companyinfo/:company',
      handler: (request) => ({
        status: 200,
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: companyInfo(world, request),
      }),
    },
    {
      method: 'GET',
      pattern: '/:codebase/system/callbackkey/index.rails',
      tag: 'open',
      handler: (request) => {
        const { company, signingKeys } = world.store.state;
        const key = signingKeys.find(({ id }) => id === parameter(request, 'id'));
        const sameCompany = parameter(request, 'companyName')?.toLowerCase() === company.loginId.toLowerCase();
        if (key === undefined || !sameCompany || !isCurrentCodebase(world, request.params.codebase)) {
          return endpointDoesNotExist;
        }
        return {
          status: 200,
          headers: { 'content-type': 'text/plain; charset=utf-8' },
          body: { signing_key: key.key },
        };
      },
    },
    api('GET', '/system/info', null, () => ({
      status: 200,
      body: {
        version: world.store.state.versionNumber,
        isCloud: world.store.state.isCloud,
        serverTimeZone: 'Eastern Standard Time',
        licenseBits: [
          { name: 'Service', activeFlag: true },
          { name: 'Project', activeFlag: true },
        ],
        cloudRegion: 'NA',
        maxWorkFlowRecordsAllowed: 1000,
      },
    })),
  ];
}
