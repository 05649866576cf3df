package io.auscult.speech.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifiedDraftTest {
  private static final int[] CONTEXT = {90, 91};
  private static final int[] TEXT = {10, 11, 12, 13, 14, 15, 16, 17, 18, 19};

  @Test
  void withoutADraftEveryTokenIsAPass() throws Exception {
    Speaker speaker = new Speaker(TEXT);

    assertThat(decode(speaker)).containsExactly(TEXT);
    assertThat(speaker.passes).isEqualTo(1 + TEXT.length);
  }

  @Test
  void aRightDraftIsReadInOnePassAndTheEndInAnother() throws Exception {
    Speaker speaker = new Speaker(TEXT);

    assertThat(decode(speaker, TEXT)).containsExactly(TEXT);
    assertThat(speaker.passes).isEqualTo(1);
  }

  @Test
  void whatTheDraftLacksIsDecodedOn() throws Exception {
    Speaker speaker = new Speaker(TEXT);

    assertThat(decode(speaker, Arrays.copyOf(TEXT, 7))).containsExactly(TEXT);
    assertThat(speaker.passes).isEqualTo(1 + 3);
  }

  @Test
  void aDraftThatGoesOnAfterTheEndIsCut() throws Exception {
    Speaker speaker = new Speaker(TEXT);
    int[] longer = {10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22};

    assertThat(decode(speaker, longer)).containsExactly(TEXT);
    assertThat(speaker.passes).isEqualTo(1);
  }

  @Test
  void anotherFirstWordCostsOnePass() throws Exception {
    Speaker speaker = new Speaker(TEXT);

    assertThat(decode(speaker, 50, 11, 12, 13, 14, 15, 16, 17, 18, 19)).containsExactly(TEXT);
    assertThat(speaker.passes).isEqualTo(2);
  }

  @Test
  void aTokenTooManyOrTooFewCostsTwoPassesAtMost() throws Exception {
    Speaker missing = new Speaker(TEXT);
    Speaker extra = new Speaker(TEXT);

    assertThat(decode(missing, 10, 11, 13, 14, 15, 16, 17, 18, 19)).containsExactly(TEXT);
    assertThat(decode(extra, 10, 11, 50, 12, 13, 14, 15, 16, 17, 18, 19)).containsExactly(TEXT);
    assertThat(missing.passes).isEqualTo(3);
    assertThat(extra.passes).isEqualTo(2);
  }

  @Test
  void aDraftOfSomethingElseIsSoonLetGo() throws Exception {
    Speaker speaker = new Speaker(TEXT);
    int[] other = {30, 31, 32, 33, 34, 35, 36, 37, 38, 39};

    assertThat(decode(speaker, other)).containsExactly(TEXT);
    assertThat(speaker.passes).isEqualTo(1 + TEXT.length);
    assertThat(speaker.given).isLessThan(3 + 2 * other.length + TEXT.length);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noDraftChangesTheText(long seed) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      int[] text = random.ints(random.nextInt(20), 10, 16).toArray();
      List<Integer> draft = new ArrayList<>(Arrays.stream(text).boxed().toList());
      for (int edit = random.nextInt(5); edit > 0; edit--) {
        int at = random.nextInt(draft.size() + 1);
        if (random.nextBoolean() || at == draft.size()) {
          draft.add(at, 10 + random.nextInt(6));
        } else {
          draft.remove(at);
        }
      }
      GreedySearch.Found plain = search(new Speaker(text));

      GreedySearch.Found drafted =
          search(new Speaker(text), draft.stream().mapToInt(Integer::intValue).toArray());

      assertThat(drafted.tokens()).as("seed %d round %d", seed, round).isEqualTo(plain.tokens());
      assertThat(drafted.probabilities()).isEqualTo(plain.probabilities());
      assertThat(drafted.end()).isEqualTo(plain.end());
      assertThat(drafted.looped()).isEqualTo(plain.looped());
    }
  }

  private static int[] decode(Speaker speaker, int... draft) throws Exception {
    return search(speaker, draft).tokens();
  }

  private static GreedySearch.Found search(Speaker speaker, int... draft) throws Exception {
    return GreedySearch.run(new VerifiedDraft(speaker, draft), CONTEXT, 100, false);
  }

  /**
   * Says its text as long as it is given its own words, and nonsense after anything else: scores
   * depend on all tokens before.
   */
  private static final class Speaker implements TokenDecoder {
    private final int[] text;
    private final List<Integer> tokens = new ArrayList<>();
    private int passes;
    private int given;

    Speaker(int... text) {
      this.text = text;
    }

    @Override
    public TokenScores append(int[] more, int firstRow) {
      passes++;
      given += more.length;
      float[][] rows = new float[more.length][];
      for (int i = 0; i < more.length; i++) {
        tokens.add(more[i]);
        rows[i] = scores();
      }
      return index -> rows[firstRow + index];
    }

    @Override
    public void keep(int count) {
      assertThat(count).isBetween(1, tokens.size());
      tokens.subList(count, tokens.size()).clear();
    }

    @Override
    public int length() {
      return tokens.size();
    }

    private float[] scores() {
      float[] scores = new float[100];
      int said = tokens.size() - 1 - CONTEXT.length;
      boolean own = said >= 0;
      for (int i = 0; own && i < said; i++) {
        own = i < text.length && tokens.get(1 + CONTEXT.length + i) == text[i];
      }
      int best =
          !own ? 60 + tokens.hashCode() % 7 : said < text.length ? text[said] : Vocabulary.END;
      scores[best] = 5 + (tokens.hashCode() & 3);
      return scores;
    }
  }
}
