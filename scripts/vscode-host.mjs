/**
 * A real VS Code for tests, screenshots and `npm start`: the server and web workbench of VS Code, and a browser to show them in.
 * Nothing here knows the extension.
 */
export { ensureBrowser, launchBrowser } from './vscode-host/browser.mjs';
export { cacheRoot, ensureHost, hostEnvironment, projectRoot } from './vscode-host/provide.mjs';
export { defaultSettings, installVsix, packVsix, startServer, writeUserFiles } from './vscode-host/server.mjs';
