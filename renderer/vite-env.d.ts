/// <reference types="vite/client" />

/** Which build this page is, as vite.config.ts named it. */
declare const __CHAIRSIDE_BUILD__: string;
