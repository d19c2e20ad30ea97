import { describe, expect, it } from '@jest/globals';
import { findPhrase, plainOf } from './find-phrase.js';
import { letterText } from './letter-text.js';
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
