import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../project.js';
import { pageHtml } from './page-html.js';
import { pages, type PageName } from './page-texts.js';

const names = Object.keys(pages) as readonly PageName[]; // the keys of the table

describe('a page', () => {
  it.each(names)('%s masks every password, and lets a password manager fill it in', (name) => {
    const fields = pageHtml(name, 'en').match(/<input [^>]*name="password"[^>]*>/g) ?? [];
    for (const field of fields) {
      expect(field).toMatch(/ type="password"/);
      expect(field).toMatch(/ autocomplete="(current|new)-password"/);
      expect(field).not.toMatch(/onpaste|readonly|maxlength/i);
    }
    expect(pageHtml(name, 'zh').match(/<input [^>]*name="password"/g)?.length ?? 0).toBe(fields.length);
  });

  it('masks passwords on three pages', () => {
    const found = names.filter((name) => pageHtml(name, 'en').includes('type="password"'));
    expect(found).toEqual(['sign-in', 'first-administrator', 'set-password']);
  });

  it('keeps nothing in the browser but the language', async () => {
    const script = await readFile(join(projectFolder, 'src/modules/pages/assets/page.js'), 'utf8');
    expect(script).not.toMatch(/sessionStorage|indexedDB|document\.cookie|caches\./);
    expect(script.match(/localStorage\.setItem\(([^)]*)\)/g)).toEqual(['localStorage.setItem(remembered, language)']);
    expect(script).toContain("const remembered = 'redress-language'");
    expect(script).not.toMatch(/onpaste|addEventListener\('paste'/);
  });
});
