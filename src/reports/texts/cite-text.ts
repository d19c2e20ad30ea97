export { citeText } from '../../texts/cite-text.js';
