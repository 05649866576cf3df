package io.auscult.delivery;

import io.auscult.events.Callback;
import io.auscult.events.DeliveryOrder;
import io.auscult.events.TranscriptRecord;
import io.auscult.settings.Application;
import java.util.List;

/** Orders for tests: what the transcription job would write. */
public final class Orders {
  public static final long T0 = 1_700_000_000_000L;

  /** Whose secret signs them. */
  public static final Application APPLICATION =
      new Application("app-1", "key-1", "secret-1", List.of("REAL-TIME-TRANSCRIBE"), 200, "clinic");

  private Orders() {}

  /** A session that succeeded. */
  public static DeliveryOrder of(String session, String url, TranscriptRecord... items) {
    return new DeliveryOrder(
        session,
        "clinic",
        new Callback(url, APPLICATION.appId()),
        "invox",
        true,
        "",
        List.of(items),
        T0);
  }

  public static TranscriptRecord item(
      String session, String speaker, long startMs, long endMs, String text) {
    return new TranscriptRecord(
        session,
        "clinic",
        "",
        session + "-0",
        "main",
        speaker,
        startMs,
        endMs,
        text,
        List.of(),
        0.9,
        "estimated",
        "model@0",
        "en",
        "2023-11-14T22:13:20Z");
  }
}
