import { registerHooks } from 'node:module';

/** Lets Node.js run the sources as they are: it strips their types itself, but does not find `x.ts` by the name `x.js`. */
registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (!/^\.{1,2}\/.*\.js$/.test(specifier)) throw error;
      return next(specifier.replace(/\.js$/, '.ts'), context);
    }
  },
});
