/** Traditional forms beside their simplified ones, in pairs: the characters of complaints, remedies and courts. */
const pairs =
  '訴诉協协調调會会費费處处據据結结與与裁裁決决請请書书義义務务責责償偿賠赔損损額额價价貨货買买賣卖購购銷销產产質质' +
  '門门關关機机構构員员單单號号電电話话郵邮網网絡络線线時时間间內内過过還还遲迟達达選选適适應应對对於于為为無无來来' +
  '給给經经營营業业務务個个們们從从後后復复得得發发現现實实際际認认識识說说講讲談谈議议論论證证詢询問问題题見见規规' +
  '視视覺觉聽听聯联繫系係系統统續续終终維维護护權权利利條条約约定定執执行行轉转輸输運运邊边遠远這这進进連连態态' +
  '總总報报導导專专員员屬属層层廣广張张強强當当錄录錯错鐘钟長长開开閉闭陽阳陰阴陳陈隊队隨随險险難难雙双離离雲云' +
  '響响項项須须預预領领頭头類类願愿風风飛飞飯饭飲饮飼饲館馆馬马駐驻驗验髮发黨党點点齊齐龍龙舉举辦办變变讓让' +
  '車车軟软較较載载輕轻輪轮勞劳勝胜動动勢势區区協协衛卫師师帳账帶带幣币幹干廠厂廳厅徑径戶户擇择擔担據据擴扩' +
  '數数斷断舊旧術术東东極极樓楼標标樣样樹树橋桥檢检歲岁歷历歸归殘残氣气滿满漢汉潔洁澤泽濟济灣湾災灾爭争獎奖' +
  '環环療疗監监盡尽眾众稱称種种稅税積积窗窗節节範范簡简簽签籌筹糧粮紀纪紅红約约級级紙纸細细組组絕绝網网緊紧緣缘' +
  '編编練练縣县縮缩績绩織织罰罚習习聲声職职臨临興兴號号補补裝装製制複复觸触計计訂订訊讯記记許许評评詞词試试該该' +
  '詳详語语誤误誰谁課课諮咨諾诺謀谋謝谢譯译讀读貸贷資资賬账賴赖贊赞趕赶跡迹軍军辭辞違违遺遗針针銀银鎖锁鍵键' +
  '並并僅仅喪丧棄弃駁驳勸劝敗败創创況况';

const simplifiedForms = new Map<string, string>();
const signs = [...pairs];
for (const [index, sign] of signs.entries()) if (index % 2 === 0) simplifiedForms.set(sign, signs[index + 1] ?? sign);

/** The simplified form of a character, where it is one that letters about complaints use; itself otherwise. */
export function simplified(sign: string): string {
  return simplifiedForms.get(sign) ?? sign;
}
