import { it } from '@jest/globals';
import { withPrinter } from './printing/pdf.printer.js';
import { auditView } from './audit-view.js';
import { auditHtml } from './audit-html.renderer.js';
import { syntheticReport } from '../../test/reports/synthetic-audit.js';
it('prints', async () => {
  await withPrinter({ cache: '/work/main/.redress/cache' }, async (p) => {
    for (const per of [300, 600, 1200]) {
      const html = await auditHtml(auditView(syntheticReport(20000, 1000, undefined, {perList: per, allRows: 6000}), 'en', p.fonts.coverage));
      const variants: Record<string, string> = { base: html,
    noHas: html.replace(/table:not\(:has[^}]*\}/, ''),
    noBreak: html.replace(/break-(inside|after|before): avoid;/g, ''),
    noStrip: html.replace(/<svg class="strip"[\s\S]*?<\/svg>/g, ''),
    noWhySpan: html.replace(/<span class="(start|step|counted|skipped|due|paused)">/g, '').replace(/<i> · <\/i>/g,' · '),
     };
      for (const [k, v] of Object.entries(variants)) { if (per === 300 && k !== 'base') continue; const t = performance.now(); await p.print(v, 0); console.log(per, [...html.matchAll(/<tr/g)].length, k, performance.now() - t); }
    }
  });
}, 600000);
