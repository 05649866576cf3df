package io.auscult.gateway.dialect.invox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auscult.gateway.dialect.JsonText;
import io.auscult.gateway.dialect.Refusal;

/** What an Invox client is sent. Whatever is an error has both spellings of its text (K5). */
final class InvoxFrames {
  /** Reason of a refusal for want of {@code callbackUrl}. */
  static final String CALLBACK_MISSING = "callback_missing";

  private static final String INVALID_INPUT = "invalidInputParameter";

  /** The same for every bad token, whatever is wrong with it. */
  private static final String UNAUTHORIZED =
      "The access token was not accepted. Send a valid one as accessToken in the URL.";

  private InvoxFrames() {}

  /** The first frame (IN-05, K6). */
  static String connected(String sessionId) {
    return JsonText.write(
        JsonText.object().put("message", "Connection established.").put("connectionId", sessionId));
  }

  /** The receipt of the last chunk, in seconds (IN-25). */
  static String received(Heard heard) {
    return JsonText.write(
        JsonText.object()
            .put("audioReceived", true)
            .put("duration", heard.lastSeconds())
            .put("totalDuration", heard.totalSeconds()));
  }

  /** The answer to a PING (IN-27). */
  static String pong() {
    return JsonText.write(JsonText.object().put("audioReceived", false).put("message", "PONG"));
  }

  /** The answer to a message that is none of ours (IN-30). */
  static String wrong(String why) {
    return JsonText.write(
        said(JsonText.object().put("audioReceived", false), why).put("errorType", INVALID_INPUT));
  }

  /** Why somebody is not served (IN-07 to IN-09). */
  static String refusal(Refusal refusal) {
    boolean unauthorized = refusal.kind() == Refusal.Kind.UNAUTHORIZED;
    String type =
        switch (refusal.kind()) {
          case UNAUTHORIZED -> "invalidAccessToken";
          case FORBIDDEN -> "insuficientPermissions";
          case BAD_REQUEST ->
              refusal.reason().equals(CALLBACK_MISSING) ? "missingCallbackUrl" : INVALID_INPUT;
          case NOT_FOUND, TOO_MANY, UNAVAILABLE -> refusal.reason();
        };
    ObjectNode body = said(JsonText.object(), unauthorized ? UNAUTHORIZED : refusal.message());
    body.put("errorType", type);
    if (unauthorized) body.put("messageType", type);
    return JsonText.write(
        body.put("error", refusal.kind().error()).put("reason", refusal.reason()));
  }

  private static ObjectNode said(ObjectNode frame, String text) {
    return frame.put("message", text).put("messsage", text);
  }
}
