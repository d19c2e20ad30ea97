/** What NestJS gives the path of the folder of finished reports for. */
export const REPORTS_FOLDER = Symbol('reports folder');
