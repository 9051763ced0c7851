/**
 * Where a file lies that Electron's own archive reader cannot serve: a thread and its native modules read
 * the disk, and electron-builder.yml keeps them beside the archive. Outside an archive nothing changes.
 */
export const unpacked = (url: string): URL => new URL(url.replace(/\/app\.asar\//, '/app.asar.unpacked/'));
