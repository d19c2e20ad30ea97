import { it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { withPrinter } from './printing/pdf.printer.js';
it('prints', async () => {
  for (let i = 0; i < 2; i++) {
  const t = performance.now();
  await withPrinter({ cache: '/work/main/.redress/cache' }, async (p) => {
    console.log(p.browser, p.sandbox, performance.now() - t, p.fonts.coverage.length);
    const pdf = await p.print('<html lang=zh-CN><title>题</title><meta charset=utf-8><body style="font-family:\'Noto Sans SC Thin\'">Hello <b>投诉</b> 㛃 <b>𬭎</b> 0123 <script>document.body.textContent="boo"</script><img src="http://x.y/z.png"><h1>Head</h1>', 0);
    writeFileSync('/tmp/trial/a.pdf', pdf);
  });
  console.log(performance.now() - t);
  }
});
