package io.auscult.notes;

import java.util.regex.Pattern;

/** What asks, what merely opens the talk, and what answers. All read {@link Wording#matching}. */
final class Questions {
  private static final String AUXILIARY =
      "(?:do|does|did|are|is|was|were|have|has|had|can|could|would|will|don't|doesn't|didn't|aren't|"
          + "isn't|haven't|hasn't|can't)";

  private static final Pattern ASKS =
      Pattern.compile(
          "^(?:(?:but|then|also|or|wow|great|good|perfect|gotcha|gosh|yeah|right|alright|and)[ ,]+(?:okay[ ,]+)?)*(?:"
              + AUXILIARY
              + " (?:you|your|he|she|it|they|there|the|this|that|these|those|any|anyone|anybody|"
              + "anything|your|i)\\b"
              + "|(?:what|what's|how|how's|where|when|which|who|why|whereabouts)(?: \\w+){0,3}? "
              + AUXILIARY
              + " (?:you|your|he|she|it|they|there|the|this|that|these|those|we|i)\\b"
              + "|(?:what|how|who|which) (?:is|are|was|brings|brought|happened|about|long|often|much|many|"
              + "bad|severe)\\b"
              + "|(?:what|how|who|where)'s\\b"
              + "|any (?:\\w+[ ,]*){1,6}$"
              + "|no (?:\\w+[ ,]*){1,6}\\?$"
              + "|(?:can|could) you\\b|tell me\\b|describe\\b)");

  /** Speech without punctuation: the question begins somewhere inside. */
  private static final Pattern ASKS_INSIDE =
      Pattern.compile(
          "(?<!\\b(?:to|will|gonna|we'll|i'll|would|if|what|how|when|that|as|where|whether) )\\b(?:do you|"
              + "are you|did you|have you (?:had|been|ever|taken|got|done|seen|\\w+ed)|does (?:it|that) hurt|"
              + "how (?:severe|bad|strong) is|how long (?:has|have|did|does)|scale of (?:one|zero|\\d))\\b");

  private static final Pattern OPENING =
      Pattern.compile(
          "what brings|what brought|how can (?:i|we) help|what can (?:i|we) do|what(?:'s| is| has been)"
              + " (?:going on|happening|been going on|the matter|wrong)|what seems|what happened|tell me|"
              + "how (?:are|have) you (?:doing|been|feeling)|how are you|how(?:'s| is) (?:it|everything|that)"
              + " going|describe|anything else|what else|any(?:thing)? other (?:symptoms|questions|concerns)");

  private static final Pattern EMPTY =
      Pattern.compile(
          "say that again|what was that|repeat that|^(?:is that|was that|are you) (?:okay|ok|right|correct|all right|alright|ready)|any questions|"
              + "does that (?:sound|make)|how(?:'s| does) that sound|plan (?:is )?clear|clear to you|do that make|sound(?:s)? (?:good|okay)|make sense|"
              + "can you hear|do you have any (?:other )?questions|do you understand|are you with me|"
              + "(?:is|would) that (?:be )?(?:okay|fine|all right)|you know what i mean");

  /** Hummed while the other still asks. */
  private static final Pattern HUM =
      Pattern.compile("^(?:(?:yes|yeah|yep|yup|sure|right|okay|ok|mm-?hmm|uh-?huh|hm+)[\\s,.]*)+$");

  private static final Pattern WH =
      Pattern.compile(
          "\\b(?:what|what's|how|how's|where|when|which|who|why|whereabouts)\\b(?! (?:i|we)\\b)");

  private static final Pattern YES_OR_NO =
      Pattern.compile(
          "^(?:no|nope|nah|none|never|not|yes|yeah|yep|yup|sure|correct|right|mm-?hmm|uh-?huh|nothing|i"
              + " (?:do|don't|am|have|haven't|did|didn't)\\b|sometimes|occasionally|maybe)\\b");

  private Questions() {}

  static boolean isQuestion(String matching) {
    return matching.endsWith("?")
        || ASKS.matcher(stripStop(matching)).find()
        || ASKS_INSIDE.matcher(matching).find();
  }

  /** An invitation to talk: the answer stands by itself. */
  static boolean isOpening(String matching) {
    return OPENING.matcher(matching).find();
  }

  /** Asks for consent or attention, not for anything clinical. */
  static boolean isEmpty(String matching) {
    return EMPTY.matcher(matching).find();
  }

  static boolean asksWhat(String matching) {
    return WH.matcher(matching).find();
  }

  /** Answers no question that asks for more than yes or no. */
  static boolean isHum(String matching) {
    return HUM.matcher(matching).find();
  }

  static boolean isYesOrNo(String matching) {
    return YES_OR_NO.matcher(matching).find();
  }

  private static String stripStop(String matching) {
    return matching.endsWith(".") ? matching.substring(0, matching.length() - 1) : matching;
  }
}
