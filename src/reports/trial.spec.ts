import { it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { withPrinter } from './printing/pdf.printer.js';
import { auditView } from './audit-view.js';
import { auditHtml } from './audit-html.renderer.js';
import { syntheticReport, AT } from '../../test/reports/synthetic-audit.js';
it('prints', async () => {
  await withPrinter({ cache: '/work/main/.redress/cache' }, async (p) => {
    for (const lang of ['en', 'zh'] as const) {
    const t = performance.now();
    const html = await auditHtml(auditView(syntheticReport(Number(process.env.N ?? 40), 3), lang, p.fonts.coverage));
    const t2 = performance.now();
    writeFileSync(`/tmp/trial/a.${lang}.html`, html);
    writeFileSync(`/tmp/trial/a.${lang}.pdf`, await p.print(html, AT));
    console.log(lang, html.length, [...html.matchAll(/<tr/g)].length, t2 - t, performance.now() - t2);
    }
  });
});
