/** What NestJS gives a `Database` for: `@Inject(DATABASE) database: Database`. */
export const DATABASE = Symbol('database');
