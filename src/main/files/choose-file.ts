import { dialog } from 'electron';
import { t } from '../../shared/strings/t.ts';

/** Lets the person choose a program or a private key; null when they called it off. Only the path is taken: the file is not read here. */
export async function chooseFile(what: 'program' | 'key'): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: what === 'program' ? t('choose.program') : t('choose.key'),
    // Keys lie in ~/.ssh, which file dialogs hide by themselves.
    properties: what === 'key' ? ['openFile', 'showHiddenFiles'] : ['openFile'],
  });
  const [file] = filePaths;
  return canceled || file === undefined ? null : file;
}
