import { describe, expect, it } from '@jest/globals';
import { findPhrase } from './find-phrase.js';
import { letterText } from './letter-text.js';
import { plainOf } from './plain.js';
import { sentencesOf } from './sentences.js';

const found = (text: string, en: readonly string[], zh: readonly string[] = []) =>
  findPhrase(sentencesOf(text), { en, zh })?.sentence;

describe('a phrase in a letter', () => {
  it.each([
    ['in other letters', 'You may GO TO COURT.', 'go to court'],
    ['over the end of a line', 'You have six\nmonths to do so.', 'six months'],
    ['with other spaces and signs', 'Write within “six-months”!', 'six months'],
    ['in full width', '在ＣＯＵＲＴ提起', 'court'],
    ['with a soft hyphen in it', 'The ombuds\u00ADman decides.', 'ombudsman'],
    ['as an address', 'See https://www.financial-ombudsman.org.uk/contact.', 'financial-ombudsman.org.uk'],
    ['with another apostrophe', 'the people’s court', "people's court"],
  ])('is found %s', (_, text, phrase) => {
    expect(found(text, [phrase])).toBe(sentencesOf(text)[0]);
  });

  it.each([
    ['as a part of a word', 'Thank you for being courteous.', 'court'],
    ['as a part of a number', 'within 16 months', '6 months'],
    ['over the end of a sentence', 'We sent six. Months went by.', 'six months'],
    ['over an empty line', 'six\n\nmonths', 'six months'],
  ])('is not found %s', (_, text, phrase) => {
    expect(found(text, [phrase])).toBeUndefined();
  });

  it.each([
    ['您可以向人 民\n法 院提起诉讼。', '人民法院'],
    ['您可以請求消費者協會調解。', '消费者协会'],
    ['（一）与经营者协商、和解；', '协商和解'],
    ['可向ＡＢＣ仲裁委员会申请仲裁', '申请仲裁'],
  ])('is found in Chinese: %s', (text, phrase) => {
    expect(found(text, [], [phrase])).toBe(sentencesOf(text)[0]);
  });

  it('is the longest that is there, in the first sentence that has it', () => {
    const sentences = sentencesOf('Go to court. You may take the case to court! We go to court now.');
    expect(findPhrase(sentences, { en: ['court', 'take the case to court'], zh: [] })).toEqual({
      language: 'en',
      phrase: 'take the case to court',
      sentence: 'You may take the case to court!',
    });
    expect(findPhrase(sentences, { en: ['court'], zh: [] })?.sentence).toBe('Go to court.');
  });

  it('is nothing where it has no letters', () => {
    expect(plainOf('…—!')).toBe('');
    expect(found('anything', ['…'])).toBeUndefined();
  });
});

describe('a sentence that denies', () => {
  it.each([
    'You have no right to go to the ombudsman.',
    'You do not have the right to refer this to the ombudsman.',
    'You cannot complain to the ombudsman.',
    'You can’t go to the ombudsman.',
    'You may not refer this to the ombudsman.',
    'You are not entitled to go to the ombudsman.',
    'You have no right, under any rule, to go to the ombudsman.',
    'You cannot go to court, or to the ombudsman.',
    'You cannot: go to court or to the ombudsman.',
    'It is not the case that you can go to the ombudsman.',
    'By accepting you waive your right to go to the ombudsman.',
    'There is no need to go to the ombudsman.',
    'The ombudsman cannot help you.',
    'Do not contact the ombudsman.',
  ])('does not count: %s', (text) => {
    expect(found(text, ['ombudsman'])).toBeUndefined();
  });

  it.each([
    'If you are not satisfied you may go to the ombudsman.',
    'If you are not satisfied, the ombudsman is there for you.',
    'We do not uphold your complaint; the ombudsman may see it otherwise.',
    'We have not upheld your complaint, but you can go to the ombudsman.',
    'Do not hesitate to contact the ombudsman.',
    'You may refer it at no cost to the ombudsman.',
    'If we cannot settle it, you have the right to go to the ombudsman.',
    'You must write no later than six months from now to the ombudsman.',
    'You can not only write to us but also to the ombudsman.',
  ])('is told from one that does not: %s', (text) => {
    expect(found(text, ['ombudsman'])).toBeDefined();
  });

  it.each([
    '您无权向人民法院提起诉讼。',
    '您不得向人民法院提起诉讼。',
    '您不能申请仲裁、也不能向人民法院起诉。',
    '您不得申请仲裁，或者向人民法院起诉。',
    '並非只能向人民法院提起訴訟。',
    '请勿向人民法院起诉。',
    '接受本方案即放弃向人民法院起诉的权利。',
    '人民法院对此不予受理。',
    '您没有权利向人民法院起诉。',
  ])('does not count in Chinese: %s', (text) => {
    expect(found(text, [], ['人民法院'])).toBeUndefined();
  });

  it.each([
    '如对本决定不服可以向人民法院提起诉讼。',
    '您的投诉不予受理，您可以向人民法院提起诉讼。',
    '未达成一致的，可向人民法院起诉。',
    '本答复不影响您向人民法院提起诉讼的权利。',
    '您不仅可以申请仲裁，还可以向人民法院起诉。',
    '双方不能协商一致的，您有权向人民法院起诉。',
  ])('is told from one that does not in Chinese: %s', (text) => {
    expect(found(text, [], ['人民法院'])).toBeDefined();
  });

  it('makes a statement that may be made either way', () => {
    const either = ['do not consent to waive', 'consent to waive'];
    expect(found('We don’t consent to waive the time limits.', either)).toBeDefined();
    expect(found('We cannot consent to waive the time limits.', either)).toBeDefined();
  });

  it('denies in its own language, whatever that of the phrase', () => {
    expect(found('You will not find it on ombudsman.org.uk.', [], ['ombudsman.org.uk'])).toBeUndefined();
    expect(found('您的投诉经核实不成立。', [], ['经核实'])).toBeDefined();
  });

  it('is passed over for a later one that says it', () => {
    expect(found('You cannot go to court. You can go to court later.', ['go to court'])).toBe(
      'You can go to court later.',
    );
  });
});

describe('the words of a letter', () => {
  it('are those that people see', () => {
    const page =
      '<html><head><title>court</title><style>p{}</style></head><body><!-- arbitration --><p>You&nbsp;may <b>neg</b>otiate &#8212; &lt;or&gt; ask.</p><script>court</script><p hidden>x</p></body>';
    const text = sentencesOf(letterText(page, 'html')).join('|');
    expect(text).toContain('You may negotiate — <or> ask.');
    expect(text).not.toMatch(/court|arbitration/);
  });

  it('leave comments of a plain text out, also unfinished ones', () => {
    expect(sentencesOf(letterText('Hello. <!-- arbitration', 'text'))).toEqual(['Hello.']);
  });

  it('do not turn around or hide: signs without a shape are left out', () => {
    expect(sentencesOf('ab\u202Ec\u200B.\u0007')).toEqual(['abc.']);
  });
});
