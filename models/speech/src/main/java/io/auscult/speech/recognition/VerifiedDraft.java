package io.auscult.speech.recognition;

import ai.onnxruntime.OrtException;
import java.util.Arrays;

/**
 * Steps that read ahead: tokens of an earlier hypothesis are given to the decoder together, in one
 * pass, and each answer costs nothing as long as the search chooses what the draft says. The search
 * sees the scores that it would see without the draft, so a draft changes the time and not the
 * text, apart from the noise of the decoder's quantisation.
 *
 * <p>Where the search leaves the draft, the rest is lined up with the chosen token and tried again:
 * a hypothesis without context begins "The" where the one with context goes on with "the".
 */
final class VerifiedDraft implements GreedySearch.Steps {
  /** Passes that may fail at once before the draft has to earn trust by two tokens in a row. */
  private static final int FREE_FAILURES = 2;

  private static final int MOST_PROPOSALS = 16;

  /**
   * How much of the rest is tried after the draft was left: a token that is given in vain costs a
   * seventh of a pass, and a draft that was wrong once may be wrong soon again.
   */
  private static final int CAREFUL = 10;

  /** Below this a pass with several tokens saves nothing worth its risk. */
  private static final int SHORTEST = 2;

  private static final int BACK = 2;
  private static final int AHEAD = 4;

  private final TokenDecoder decoder;
  private final int[] draft;

  /** The tokens that were given ahead, the scores after them, and how many were chosen since. */
  private int[] proposal = {};

  private TokenScores scores;
  private int taken;

  /** Where in the draft the next token is expected, and how many in a row were found there. */
  private int expected;

  private int inARow;
  private int failures;
  private int proposals;
  private int most = CAREFUL;

  VerifiedDraft(TokenDecoder decoder, int[] draft) {
    this.decoder = decoder;
    this.draft = draft;
  }

  @Override
  public float[] first(int[] tokens) throws OrtException {
    return propose(tokens, draft);
  }

  @Override
  public float[] next(int token) throws OrtException {
    boolean ahead = taken < proposal.length;
    if (ahead && proposal[taken] == token) {
      taken++;
      expected++;
      inARow++;
      return scores.row(taken);
    }
    if (ahead) {
      decoder.keep(decoder.length() - (proposal.length - taken));
      if (taken == 0) {
        failures++;
      }
      most = CAREFUL;
    } else if (taken > 0) {
      most *= 2;
    }
    lineUp(token);
    return propose(new int[] {token}, continuation());
  }

  private float[] propose(int[] certain, int[] ahead) throws OrtException {
    int[] tokens = Arrays.copyOf(certain, certain.length + ahead.length);
    System.arraycopy(ahead, 0, tokens, certain.length, ahead.length);
    scores = decoder.append(tokens, certain.length - 1);
    proposal = ahead;
    taken = 0;
    return scores.row(0);
  }

  /** Finds {@code token} near where the draft was expected to go on: nearest first. */
  private void lineUp(int token) {
    for (int away = 0; away <= AHEAD; away++) {
      if (isAt(expected + away, token)) {
        found(expected + away);
        return;
      }
      if (away > 0 && away <= BACK && isAt(expected - away, token)) {
        found(expected - away);
        return;
      }
    }
    // Taken for another token in the same place.
    expected++;
    inARow = 0;
  }

  private void found(int at) {
    inARow = at == expected ? inARow + 1 : 1;
    expected = at + 1;
  }

  private boolean isAt(int at, int token) {
    return at >= 0 && at < draft.length && draft[at] == token;
  }

  private int[] continuation() {
    boolean trusted = failures < FREE_FAILURES || inARow >= 2;
    if (!trusted || proposals == MOST_PROPOSALS || draft.length - expected < SHORTEST) {
      return new int[0];
    }
    proposals++;
    return Arrays.copyOfRange(draft, expected, Math.min(draft.length, expected + most));
  }
}
