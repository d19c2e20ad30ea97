export { importNotes } from '../imports/import-notes.js';
