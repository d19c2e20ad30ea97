import { basename, dirname } from 'node:path';

const here = import.meta.dirname;

/** The folder of the project (or of the installed package): two up from the built code, one up from the source. */
export const projectFolder = basename(dirname(here)) === 'dist' ? dirname(dirname(here)) : dirname(here);
