/** Where uploads stand while they are read, and rejected rows of uploads afterwards; how large an upload may be, in bytes. */
export interface ImportsSettings {
  readonly folder: string;
  readonly uploadLimit: number;
}

/** What NestJS gives `ImportsSettings` for. */
export const IMPORTS_SETTINGS = Symbol('imports settings');
