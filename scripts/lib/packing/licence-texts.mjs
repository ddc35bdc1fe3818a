/** Name of the list of everything that is shipped with its licences: in `out/`, in the app's resources, and beside a release. */
export const licenceList = 'THIRD-PARTY-LICENCES.txt';

/** Texts that go with a package wherever it goes, at its top. */
export const licenceFile = /^(LICEN[CS]E([.-].*)?|COPYING.*|NOTICE.*)$/i;

/** Those of works inside it. */
export const innerLicenceFile = /^third_party\/[^/]+\/LICEN[CS]E([.-].*)?$/i;
