// Run by the build, with the project's Node.js: node scripts/lib/check-routes.mjs FOLDER
import { Refusal, script } from './project.mjs';
import { undeclaredRoutes } from './built-routes.mjs';

await script(async ([folder]) => {
  const missing = await undeclaredRoutes(folder);
  if (missing.length === 0) return 0;
  const lines = missing.map((line) => `  ${line}`).join('\n');
  throw new Refusal({
    en: `Routes declare too little:\n${lines}`,
    zh: `以下接口的声明不完整：\n${lines}`,
  });
});
