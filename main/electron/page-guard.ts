import type { Session, WebContents } from 'electron';
import { isBoardPage } from './board-address.ts';

type Refused = (what: string) => void;

/**
 * The page stays the board: it goes nowhere else, opens nothing and holds no other page. (A reload and a
 * change of the hash are not going elsewhere.)
 */
export function guardPage(contents: WebContents, refused: Refused): void {
  const stay = (event: { readonly url: string; readonly isMainFrame: boolean; preventDefault: () => void }): void => {
    if (event.isMainFrame && isBoardPage(event.url)) return;
    event.preventDefault();
    refused('navigation');
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    refused('webview');
  });
  contents.setWindowOpenHandler(() => {
    refused('new window');
    return { action: 'deny' };
  });
}

/** The board asks for no camera, no location, no notification, no device: whatever asks is not the board. */
export function refusePermissions(session: Session, refused: Refused): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    refused(permission);
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}
