/** What NestJS gives the path of the folder of policies for. */
export const POLICIES_FOLDER = Symbol('policies folder');
