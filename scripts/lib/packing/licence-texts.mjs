/** Name of the list of everything that is shipped with its licences: in `out/`, in the app's resources, and beside a release. */
export const licenceList = 'THIRD-PARTY-LICENCES.txt';

/** Glob pattern of the texts that go with a package wherever it goes. */
export const licenceFiles = '{LICEN[CS]E,LICEN[CS]E[.-]*,licen[cs]e,licen[cs]e.*,COPYING*,NOTICE*}';
