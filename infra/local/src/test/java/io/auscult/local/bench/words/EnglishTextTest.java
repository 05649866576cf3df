package io.auscult.local.bench.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Hello, World!|hello world",
        "non-healing wound|non healing wound",
        "He won't, she can't, they cannot|he will not she can not they can not",
        "Let's go; y'all ain't ready|let us go you all aint ready",
        "I'm sure you've seen we're late, I'd say|i am sure you have seen we are late i would say",
        "She'd been there, it's gone, he's got it|she had been there it has gone he has got it",
        "it\u2019s John\u2019s|it is john is",
        "the soldiers' boots|the soldiers boots",
        "My STEEL'D sense|my steel would sense",
        "and 'tis true|and tis true",
        "I gonna, wanna, gotta, coulda|i going to want to got to could have",
        "Mr. Brown and Mrs. Smith saw Dr. Jones of St. Ives|mister brown and missus smith saw doctor"
            + " jones of saint ives",
        "Um, well, uh, hmm, yes mhm|well yes",
        "a [cough] word <noise> here (laughs)|a word here",
        "caf\u00e9 na\u00efve \u00e6on|cafe naive aeon",
        "O my, oh my|oh my oh my",
        "R&D costs 5%|r and d costs 5 percent",
        "five per cent, five percent|5 percent 5 percent",
        "U.S.A. and e.g. this|u s a and e g this",
        "...|''",
      })
  void textIsBroughtIntoOneForm(String text, String normalised) {
    assertThat(EnglishText.normalise(text)).isEqualTo(normalised.equals("''") ? "" : normalised);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "forty nine|49",
        "a 49-year-old|a 49 year old",
        "the forty-nine-year-old|the 49 year old",
        "eighteen thirteen|1813",
        "eighteen hundred and thirteen|1813",
        "nineteen oh five|1905",
        "nineteen eighty-four|1984",
        "twenty twenty|2020",
        "the nineteen twenties, the 1920s, the 1920's|the 1920s the 1920s the 1920s",
        "one oh one|101",
        "one two three|123",
        "double oh seven|007",
        "triple nine|999",
        "double shot and triple shot|double shot and triple shot",
        "two hundred five|205",
        "two hundred and five thousand|205000",
        "two million three hundred thousand and one|2300001",
        "two hundred thousand|200000",
        "a hundred people|a 100 people",
        "thousands of them|1000s of them",
        "1,000,000|1000000",
        "one thousand two hundred|1200",
        "20 million and 1.5 million|20000000 and 1500000",
        "two point five million|2500000",
        "ninety eight point seven|98.7",
        "98.7 degrees|98.7 degrees",
        "zero point five, .5 and point five|0.5 0.5 and 0.5",
        "seven point one|7.1",
        "two and a half hours|2.5 hours",
        "the twentieth, the 20th|the 20th the 20th",
        "twenty-first of the forty ninth|21st of the 49th",
        "first, second, third|1st 2nd 3rd",
        "one hundred and first|101st",
        "the hundredth time|the 100th time",
        "one second|one 2nd",
        "no one knows, 1 knows|no one knows one knows",
        "five and six|5 and 6",
        "seven of clubs four queens|7 of clubs 4 queens",
        "$5, $1 and $20 million|5 dollars one dollar and 20000000 dollars",
        "five dollars and ten cents, $5.10|5 dollars and 10 cents 5 dollars and 10 cents",
        "at 3:30, at three thirty|at 330 at 330",
        "three to two, 3:2|3 to 2 3 2",
        "B12, b twelve|b 12 b 12",
        "16 kHz and 20mg|16 khz and 20 mg",
        "three o'clock|3 oclock",
        "one hundred two hundred|100 200",
        "twelve ounce|12 ounce",
      })
  void numbersBecomeDigits(String text, String normalised) {
    assertThat(EnglishText.normalise(text)).isEqualTo(normalised);
  }

  @ParameterizedTest
  @CsvSource({
    "colour,color",
    "neighbouring,neighboring",
    "favourite,favorite",
    "honourable,honorable",
    "dishonoured,dishonored",
    "labourers,laborers",
    "our,our",
    "hour,hour",
    "four-in-hand,4 in hand",
    "tour,tour",
    "flour,flour",
    "recognised,recognized",
    "hospitalisation,hospitalization",
    "organisations,organizations",
    "surprised,surprised",
    "advise,advise",
    "promise,promise",
    "exercise,exercise",
    "analysed,analyzed",
    "analysis,analysis",
    "travelling,traveling",
    "untravelled,untraveled",
    "called,called",
    "grey,gray",
    "theatre,theater",
    "programmes,programs",
    "defence,defense",
    "anaemia,anemia",
    "leukaemic,leukemic",
    "haemorrhage,hemorrhage",
    "oesophagus,esophagus",
    "paediatric,pediatric",
    "manoeuvre,maneuver",
  })
  void spellingIsAmerican(String british, String american) {
    assertThat(EnglishText.normalise(british)).isEqualTo(american);
  }

  @Test
  void normalisingTwiceChangesNothingMore() {
    String once =
        EnglishText.normalise(
            "The 49-year-old's colour wasn't grey: $5.10, 3.5%, the nineteen-twenties, one oh one!");

    assertThat(EnglishText.normalise(once)).isEqualTo(once);
  }

  @Test
  void aPhraseIsFoundAsWordsSideBySide() {
    var words = EnglishText.words("I'd like a 12-ounce iced coffee, light roast.");

    assertThat(EnglishText.contains(words, "twelve ounce")).isTrue();
    assertThat(EnglishText.contains(words, "iced coffee")).isTrue();
    assertThat(EnglishText.contains(words, "ounce coffee")).isFalse();
    assertThat(EnglishText.contains(words, "roas")).isFalse();
    assertThat(EnglishText.contains(words, "")).isFalse();
  }
}
